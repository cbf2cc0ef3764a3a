"""Takes out of a PDF what would keep pdfium busy for ever, or until memory ends, before it sees the file.

Streams are emptied where they stand, so that nothing else in the file moves. Each check begins with what is
cheap and true of all such files, and of hardly any other; contents are unpacked anyway, to see whether they
are whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple

from docsieve.errors import CorruptError, LimitExceededError
from docsieve.format import Source
from docsieve.formats._pdf.content_bounds import has_large_pictures, means_too_much, opens_too_much
from docsieve.formats._pdf.damage import Damage
from docsieve.formats._pdf.drawn_parts import MESH, Painted
from docsieve.formats._pdf.expansion import TooLargeError, unpacked_size
from docsieve.formats._pdf.misused_pictures import pictures_for_others
from docsieve.formats._pdf.object_graphs import PackedDoublingError, doubling, without_entries
from docsieve.formats._pdf.packed_objects import Packing, packing_of
from docsieve.formats._pdf.repeated_contents import repeated_contents
from docsieve.formats._pdf.stream_guard import Stream, check_streams, head_of, too_large
from docsieve.formats._pdf.stream_health import content_of
from docsieve.model import Document
from docsieve.options import Limits
from docsieve.report import Report

_FORM: Final = re.compile(rb"/Form\b")
_NO_CONTENT: Final = re.compile(rb"/(?:XRef|EmbeddedFile|Metadata)\b")
_FLATE: Final = re.compile(rb"/(?:FlateDecode|Fl)\b")
#: In which it shows that something is XML.
_HEAD: Final = 64
#: Bytes of a function (ISO 32000-1, 7.10.5), which is run for each colour; tables of samples may have more.
_MAX_PROGRAM: Final = 1 << 16
_CALCULATOR: Final = re.compile(rb"/FunctionType\s*4\b")
#: Deflated nothing.
_NOTHING: Final = b"x\x9c\x03\0\0\0\0\1"
_DOUBLING: Final = "doubling"
_WHAT: Final = {
    _DOUBLING: "This PDF has expressions or functions that multiply at each of many levels, to too many.",
    "drawing": "A drawing in this PDF would be painted again and again, to far more than is allowed.",
    "content": "A part of what this PDF shows would take far more memory than is allowed.",
    "metadata": "Metadata of this PDF has far more elements than is allowed.",
    "font": "A font of this PDF has a code that stands for more characters than is allowed.",
}


class _BadParts(NamedTuple):
    """What is to be taken out."""

    streams: dict[Stream, str]
    entries: list[bytes]

    @property
    def kinds(self) -> list[str]:
        """What these are, each once."""
        return sorted({*self.streams.values(), *([_DOUBLING] if self.entries else [])})


class _Looked:
    """What is found in the streams of a file while they are unpacked."""

    def __init__(self, damage: Damage, limits: Limits) -> None:
        self.limits = limits
        self.painted = Painted(damage.data, damage.bare, limits.max_page_drawing)
        self.bad: dict[Stream, str] = {}
        #: Unpacked streams of objects.
        self.packed: list[Packing] = []

    def see(self, stream: Stream, head: bytes, content: bytes) -> None:
        """Look at one."""
        if b"/ObjStm" in head:
            packing = packing_of(head, content)
            if packing is not None:
                self.packed.append(packing)
            return
        if content[:_HEAD].lstrip()[:1] == b"<" and content.count(b"<") > self.limits.max_blocks:
            self.bad[stream] = "metadata"
            return
        if _NO_CONTENT.search(head):
            return
        if _FORM.search(head):
            self.painted.add_form(stream, content)
        elif b"/ShadingType" in head and MESH.search(head):
            self.painted.meshes[stream] = len(content)
        else:
            self.painted.add_content(stream, content)
        limits = self.limits
        is_program = len(content) > _MAX_PROGRAM and _CALCULATOR.search(head) is not None
        if len(content) > limits.max_page_drawing or is_program or opens_too_much(content, limits):
            self.bad[stream] = "content"
        elif means_too_much(content, limits):
            self.bad[stream] = "font"
        elif has_large_pictures(content, limits):
            self.bad[stream] = "content"

    def measure(self, data: bytes, stream: Stream) -> None:
        """Look at one that is said to be a picture, and is used for something else.

        Raises:
            LimitExceededError: it unpacks to more than allowed.
        """
        head = head_of(data, stream.keyword)
        allowed = self.limits.max_stream_bytes
        try:
            unpacked_size(data, head, stream.start, stream.end, allowed)
        except TooLargeError:
            raise too_large(allowed) from None
        self.see(stream, head, content_of(data, stream))


def read_harmless(
    source: Source, report: Report, read: Callable[[Source, Damage, Report], Document]
) -> Document:
    """Read a file without such parts, with a warning of each kind.

    Raises:
        LimitExceededError: it has some that cannot be taken out, or nothing but these.
    """
    limits = source.options.limits
    damage = Damage(source.data, check_streams(source.data, limits), limits.max_stream_bytes)
    bad = _bad_parts(damage, limits)
    if not bad.kinds:
        return read(source, damage, report)
    for what in bad.kinds:
        report.warn("part_left_out", f"{_WHAT[what]} It was left out.")
    data = _without(source.data, bad)
    damage = Damage(data, check_streams(data, limits), limits.max_stream_bytes)
    try:
        return read(replace(source, data=data), damage, report)
    except CorruptError:
        raise LimitExceededError(f"{_WHAT[bad.kinds[0]]} Nothing else was found in it.") from None


def without_bad_parts(data: bytes, limits: Limits) -> bytes:
    """Return a file without such parts.

    Raises:
        LimitExceededError: it has some that cannot be taken out, or unpacks to more than allowed.
    """
    bad = _bad_parts(Damage(data, check_streams(data, limits), limits.max_stream_bytes), limits)
    return _without(data, bad) if bad.kinds else data


def check_deciphered(data: bytes, limits: Limits) -> None:
    """Look at an encrypted file as pdfium deciphers it; nothing shows of its streams before.

    Raises:
        LimitExceededError: it has such parts, or unpacks to more than allowed.
    """
    bad = _bad_parts(Damage(data, check_streams(data, limits), limits.max_stream_bytes), limits)
    if bad.kinds:
        raise LimitExceededError(f"{_WHAT[bad.kinds[0]]} It was not read.")


def _bad_parts(damage: Damage, limits: Limits) -> _BadParts:
    """Return what is to be taken out.

    Raises:
        LimitExceededError: there is something that cannot be taken out.
    """
    looked = _Looked(damage, limits)
    damage.health.look_into(damage.data, damage.streams, looked.see)
    texts = [damage.bare, *(packing.body for packing in looked.packed)]
    for stream in pictures_for_others(damage, texts):
        looked.measure(damage.data, stream)
    bad = looked.bad
    for stream in looked.painted.too_many(damage, texts):
        bad.setdefault(stream, "drawing")
    for stream in repeated_contents(damage, looked.painted.contents, texts, limits):
        bad.setdefault(stream, "content")
    try:
        return _BadParts(bad, doubling(damage.bare, looked.packed))
    except PackedDoublingError:
        raise LimitExceededError(f"{_WHAT[_DOUBLING]} It was not read.") from None


def _without(data: bytes, bad: _BadParts) -> bytes:
    """Return the file with some streams emptied, and some entries without a meaning."""
    out = bytearray(without_entries(data, bad.entries))
    for stream in bad.streams:
        size = stream.end - stream.start
        is_deflated = size >= len(_NOTHING) and _FLATE.search(head_of(data, stream.keyword))
        out[stream.start : stream.end] = (_NOTHING if is_deflated else b"").ljust(size, b"\n")
    return bytes(out)
