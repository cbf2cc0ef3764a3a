"""What parsers/pdfglyphs/replaced.c does, in Python through ctypes."""

from __future__ import annotations

import ctypes
import struct
from dataclasses import dataclass, field
from typing import Any, Final

NO_REPLACED: Final = -1
_MAX_REPLACED: Final = 20_000
_MAX_BYTES: Final = 4096
_MAX_ALL_BYTES: Final = 4 << 20
_MAX_MARKS: Final = 32
_MAX_FORM_DEPTH: Final = 40
_ACTUAL_TEXT: Final = b"ActualText"
_TEXT_OBJECT, _FORM_OBJECT = 1, 5

#: Index of a character, that of the text which stands for it and those after it, and how many of these have
#: no Unicode mapping.
REPLACING: Final = struct.Struct("<IiI")


def address_of(pointer: Any) -> int:
    """Return the address of a handle, 0 for none."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


@dataclass
class _Before:
    """The marks that the object before is in, which of them is the outermost with a text, its index."""

    marks: list[int] = field(default_factory=list)
    outermost: int = -1
    index: int = NO_REPLACED


class Replaced:
    """The texts that stand for what a page paints, taken out of its marks until they are put back."""

    def __init__(self, pdfium: Any, page: Any) -> None:
        """Take them out: pdfium would read them in place of what is painted."""
        self._pdfium = pdfium
        #: As the file has them.
        self.texts: list[bytes] = []
        self._bytes = 0
        self._told: list[tuple[Any, Any, bytes]] = []
        self._standing: dict[int, int] = {}
        self._runs: list[list[int]] = []
        self._last = NO_REPLACED
        objects = pdfium.FPDFPage_CountObjects(page)
        self._look_at([pdfium.FPDFPage_GetObject(page, i) for i in range(objects)], NO_REPLACED, 0)
        for found, mark, _ in self._told:
            pdfium.FPDFPageObjMark_RemoveParam(found, mark, _ACTUAL_TEXT)

    @property
    def is_any(self) -> bool:
        """Tell whether some text stands for another."""
        return bool(self._standing)

    @property
    def runs(self) -> bytes:
        """Where what stands for the text changes, packed as `REPLACING`."""
        return b"".join(REPLACING.pack(*run) for run in self._runs)

    def put_back(self, document: Any) -> None:
        """Put the texts back into the marks: one may be shared by pages."""
        for found, mark, text in self._told:
            value = (ctypes.c_ubyte * max(len(text), 1)).from_buffer_copy(text or b"\0")
            self._pdfium.FPDFPageObjMark_SetBlobParam(document, found, mark, _ACTUAL_TEXT, value, len(text))

    def add(self, found: Any, start: int) -> bool:
        """Note what stands for the characters from `start` on; tell whether that is another than before."""
        index = self._standing.get(address_of(found), NO_REPLACED) if found else NO_REPLACED
        if index == self._last:
            return False
        self._last = index
        self._runs.append([start, index, 0])
        return True

    def note_unmapped(self) -> None:
        """Note a character without Unicode mapping."""
        if self._runs:
            self._runs[-1][2] += 1

    def _look_at(self, objects: list[Any], outer: int, depth: int) -> None:
        pdfium = self._pdfium
        before = _Before()
        for found in objects:
            kind = pdfium.FPDFPageObj_GetType(found) if found else 0
            if kind not in (_TEXT_OBJECT, _FORM_OBJECT):
                continue
            own = self._standing_for(found, before)
            index = own if outer == NO_REPLACED else outer
            if kind == _FORM_OBJECT:
                if depth < _MAX_FORM_DEPTH:
                    count = pdfium.FPDFFormObj_CountObjects(found)
                    held = [pdfium.FPDFFormObj_GetObject(found, i) for i in range(count)]
                    self._look_at(held, index, depth + 1)
            elif index != NO_REPLACED:
                self._standing[address_of(found)] = index

    def _standing_for(self, found: Any, before: _Before) -> int:
        """Return the index of the text of the outermost mark that has one, and note all its marks' texts."""
        pdfium = self._pdfium
        marks = [pdfium.FPDFPageObj_GetMark(found, i) for i in range(pdfium.FPDFPageObj_CountMarks(found))]
        addresses = [address_of(mark) for mark in marks]
        known = 0
        while known < min(len(before.marks), len(marks)) and before.marks[known] == addresses[known]:
            known += 1
        if before.outermost >= known:
            before.outermost, before.index = -1, NO_REPLACED
        for depth, mark in enumerate(marks[known:], known):
            text = self._text(mark) if mark else None
            if text is None:
                continue
            noted = self._note(found, mark, depth, text, is_outermost=before.outermost < 0)
            if noted != NO_REPLACED:
                before.outermost, before.index = depth, noted
        before.marks = addresses[:_MAX_MARKS]
        return before.index

    def _text(self, mark: Any) -> bytes | None:
        """Return the text of a mark, or as much as tells that it is too long."""
        buffer, size = (ctypes.c_ubyte * _MAX_BYTES)(), ctypes.c_ulong(0)
        if not self._pdfium.FPDFPageObjMark_GetParamBlobValue(
            mark, _ACTUAL_TEXT, buffer, _MAX_BYTES, ctypes.byref(size)
        ):
            return None
        return bytes(buffer[: size.value]) if size.value <= _MAX_BYTES else bytes(_MAX_BYTES + 1)

    def _note(self, found: Any, mark: Any, depth: int, text: bytes, *, is_outermost: bool) -> int:
        index = len(self.texts)
        stays = depth < _MAX_MARKS and len(text) <= _MAX_BYTES and index < _MAX_REPLACED
        if stays and (not self.texts or text != self.texts[-1]):
            self._bytes += len(text)
            stays = self._bytes <= _MAX_ALL_BYTES
        if not stays:
            self._pdfium.FPDFPageObjMark_RemoveParam(found, mark, _ACTUAL_TEXT)
            return NO_REPLACED
        self._told.append((found, mark, text))
        if not is_outermost:
            return NO_REPLACED
        self.texts.append(text)
        return index
