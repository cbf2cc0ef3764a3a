"""Which layers of a document (optional content, ISO 32000-1, 8.11) may be off: in most files all are on."""

from __future__ import annotations

import functools
import re
from typing import Final

from docsieve.formats._pdf.cross_references import CrossReferences
from docsieve.formats._pdf.object_numbers import REFERENCE
from docsieve.formats._pdf.packed_objects import PackedObjects, written_out
from docsieve.formats._pdf.pdfium import PdfFile
from docsieve.formats._pdf.visible_layers import TELLING, are_all_on, has_spelled
from docsieve.formats._pdf.written_objects import UnreadableError, WrittenObjects

#: By what any layer may be off.
_ALL_MAY_BE: Final = re.compile(rb"/OFF\s*[\d%]|/BaseState\b(?!\s*/(?:ON|Unchanged)[\s/>])")
_OFF: Final = re.compile(rb"/OFF\s*\[([^\]]*)\]")
_KIND: Final = re.compile(rb"/OC(G|MD)\b")
_NUMBER: Final = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\Z")
#: What a layer is used for may tell whether it is on.
_USED: Final = re.compile(rb"/Usage\s*\d|/ViewState\b")
#: Bytes of the dictionary of a layer, before and behind its type.
_REACH: Final = 2000
#: Bytes of a file that are searched in the time that it takes to draw for one question, and that pdfium
#: writes anew in it.
_SEARCHED_MEANWHILE: Final = 40_000
_WRITTEN_MEANWHILE: Final = 2500
_MAX_WRITTEN: Final = 16 << 20


class LayersOff:
    """What the bytes of a document tell; they are looked at once something on a layer is met."""

    def __init__(self, file: PdfFile, references: CrossReferences | None, packed: PackedObjects) -> None:
        """Remember the document, and its objects in streams; `references` is None for a mended one."""
        self._file = file
        self._data = file.data
        self._references = references
        self._packed = packed
        #: Its objects, where all its tables are sound.
        self.written = WrittenObjects.of(file.data, references, packed)
        self._asked = 0

    @functools.cached_property
    def are_none(self) -> bool:
        """Whether the catalog names no layers for sure; in a damaged or odd file there may always be some."""
        if self.written is None:
            return False
        try:
            catalog = self.written.catalog
        except UnreadableError:
            return False
        return isinstance(catalog, dict) and "OCProperties" not in catalog

    def must_be_drawn(self) -> bool:
        """Tell, before a page is drawn for one more question, whether anything can be off.

        That is found out once it takes less time than the drawings so far.
        """
        self._asked += 1
        if self._asked * _SEARCHED_MEANWHILE < len(self._data):
            return True
        if self._are_on_by_bytes is None and self._asked * _WRITTEN_MEANWHILE < len(self._data):
            return True
        return not self.are_all_on

    @functools.cached_property
    def are_all_on(self) -> bool:
        """Whether nothing can be off for sure: by the file, or by what pdfium makes of an odd one."""
        if self._are_on_by_bytes is not None:
            return self._are_on_by_bytes
        data = self._file.rewritten if len(self._data) <= _MAX_WRITTEN else b""
        if not data:
            return False
        return bool(are_all_on(data, CrossReferences(data), PackedObjects(data, 0), are_unpacked=True))

    @functools.cached_property
    def _are_on_by_bytes(self) -> bool | None:
        if self._references is None:
            return None
        return are_all_on(self._data, self._references, self._packed)

    @functools.cached_property
    def known_on(self) -> set[int]:
        """The numbers of layers that are on for sure."""
        if b"/Encrypt" in self._data or any(
            _ALL_MAY_BE.search(part) is not None or has_spelled(part, TELLING) for part in self._parts
        ):
            return set()
        plain: set[int] = set()
        others: set[int] = set()
        for part in self._parts:
            for listed in _OFF.findall(part):
                others.update(int(number) for number in REFERENCE.findall(listed))
            for kind in _KIND.finditer(part):
                start = part.rfind(b"obj", max(kind.start() - _REACH, 0), kind.start()) + 3
                number = _NUMBER.search(part, max(start - 30, 0), start)
                if number is None:
                    continue
                end = part.find(b"endobj", kind.end(), kind.end() + _REACH)
                is_plain = kind[1] == b"G" and end >= 0 and not _USED.search(part, start, end)
                (plain if is_plain else others).add(int(number[1]))
        return plain - others

    @functools.cached_property
    def _parts(self) -> tuple[bytes, bytes]:
        return self._data, written_out(self._packed.by_number)
