"""Objects of a PDF as Python values, where they are written as the standard says (ISO 32000-1, 7.3)."""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple

from docsieve.formats._pdf.cross_references import CrossReferences
from docsieve.formats._pdf.packed_objects import PackedObjects

_BLANK: Final = rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+"
_ENDS: Final = rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"
_TOKEN: Final = re.compile(
    _BLANK
    + rb"(?:(?P<reference>\d{1,9}[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R"
    + _ENDS
    + rb")|(?P<integer>[+-]?\d{1,18}"
    + _ENDS
    + rb")|(?P<real>[+-]?(?:\d{1,18}\.\d{0,18}|\.\d{1,18})"
    + _ENDS
    + rb")|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*+)"
    rb"|(?P<open><<|\[)|(?P<close>>>|\])|(?P<string>\()|<(?P<hex>[0-9A-Fa-f\0\t\n\f\r ]*+)>"
    rb"|(?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]++))"
)
_STRING_PART: Final = re.compile(rb"(?:[^()\\]++|\\.)*+([()])", re.DOTALL)
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)|\r\n?", re.DOTALL)
_ESCAPED: Final = {
    b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b"",
}  # fmt: skip
_WORDS: Final[dict[bytes, Value]] = {b"null": None, b"true": True, b"false": False}
_FIGURES: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_MAX_NESTING: Final = 40
#: Bytes of all objects of a file that are read, again and again where several name one.
_MAX_BYTES: Final = 16 << 20


class UnreadableError(Exception):
    """An object is not written as the standard says, or is too large; it never leaves this package."""


class Name(str):
    """A name."""

    __slots__ = ()


class Reference(NamedTuple):
    """What stands for an object of its own."""

    number: int


Value = dict[str, "Value"] | list["Value"] | Name | bytes | int | float | Reference | None


class WrittenObjects:
    """The objects of a file by their numbers."""

    def __init__(
        self, data: bytes, references: CrossReferences, packed: PackedObjects, *, are_all: bool = False
    ) -> None:
        """Remember the file, where its objects stand, and those in streams, which may be known to be all."""
        self._data = data
        self._references = references
        self._packed = packed
        self._in_streams: dict[int, dict[bytes, bytes]] = {}
        self._left = _MAX_BYTES
        self._are_all = are_all

    @classmethod
    def of(
        cls, data: bytes, references: CrossReferences | None, packed: PackedObjects
    ) -> WrittenObjects | None:
        """Return those of a file whose tables are sound; None where they are not, or it was mended."""
        if references is None or not references.is_sound:
            return None
        return cls(data, references, packed)

    @functools.cached_property
    def catalog(self) -> Value:
        """What everything else hangs on."""
        return self.resolved(Reference(self._references.catalog))

    def resolved(self, value: Value) -> Value:
        """Return what a reference stands for, or the value itself.

        Raises:
            UnreadableError: it cannot be told.
        """
        if not isinstance(value, Reference):
            return value
        written: bytes | None = self._data
        start = self._references.found.get(value.number)
        if start is None:
            stream = -self._references.places.get(value.number, 0)
            if stream <= 0 and self._are_all:
                return None
            written, start = self._in_stream(stream).get(b"%d" % value.number), 0
        if written is None:
            raise UnreadableError
        found, end = read_value(written, start, self._left)
        self._left -= end - start
        if isinstance(found, Reference):
            raise UnreadableError
        return found

    def _in_stream(self, stream: int) -> dict[bytes, bytes]:
        if stream not in self._in_streams:
            packing = self._packed.in_stream(self._references.found, stream)
            self._in_streams[stream] = dict(packing.objects()) if packing is not None else {}
        return self._in_streams[stream]

    def entry(self, holder: Value, name: str) -> Value:
        """Return an entry of a dictionary, resolved; None where it is none or has none."""
        return self.resolved(holder.get(name)) if isinstance(holder, dict) else None

    def items(self, holder: Value, name: str) -> list[Value] | None:
        """Return an entry of a dictionary that is an array."""
        found = self.entry(holder, name)
        return found if isinstance(found, list) else None


def read_value(data: bytes, at: int, most: int) -> tuple[Value, int]:
    """Read the object that begins at a place, of `most` bytes; return it with the place behind it.

    Raises:
        UnreadableError: it is not written as it should be, or too large.
    """
    end = at + most
    outermost: list[Value] = []
    open_ones: list[tuple[list[Value], bytes]] = [(outermost, b"")]
    while not outermost:
        token = _TOKEN.match(data, at, end)
        if token is None:
            raise UnreadableError
        at = token.end()
        kind = token.lastgroup or ""
        written = token[kind]
        held, opened = open_ones[-1]
        if kind == "open":
            if len(open_ones) > _MAX_NESTING:
                raise UnreadableError
            open_ones.append(([], written))
            continue
        if kind == "close":
            if (opened, written) not in ((b"<<", b">>"), (b"[", b"]")):
                raise UnreadableError
            del open_ones[-1]
            open_ones[-1][0].append(held if opened == b"[" else _dictionary(held))
        elif kind == "string":
            value, at = _string(data, at, end)
            held.append(value)
        else:
            held.append(_simple(kind, written))
    return outermost[0], at


def _dictionary(pairs: list[Value]) -> Value:
    keys = pairs[::2]
    if len(pairs) % 2:
        raise UnreadableError
    found: dict[str, Value] = {}
    for key, value in zip(keys, pairs[1::2], strict=True):
        if not isinstance(key, Name):
            raise UnreadableError
        found[key] = value
    return found


def _simple(kind: str, written: bytes) -> Value:
    match kind:
        case "reference":
            return Reference(int(written.split(maxsplit=1)[0]))
        case "integer":
            return int(written)
        case "real":
            return float(written)
        case "name":
            plain = _FIGURES.sub(lambda found: bytes([int(found[1], 16)]), written)
            return Name(plain.decode("latin-1"))
        case "hex":
            figures = written.translate(None, b"\0\t\n\f\r ")
            return bytes.fromhex((figures + b"0" * (len(figures) % 2)).decode())
    if written not in _WORDS:
        raise UnreadableError
    return _WORDS[written]


def _string(data: bytes, at: int, end: int) -> tuple[bytes, int]:
    """Read a string behind its parenthesis; return it with the place behind it."""
    start, depth = at, 1
    while depth:
        part = _STRING_PART.match(data, at, end)
        if part is None:
            raise UnreadableError
        at = part.end()
        depth += 1 if part[1] == b"(" else -1
    return _ESCAPE.sub(_unescaped, data[start : at - 1]), at


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign is None:
        return b"\n"  # a line end is one character, however it is written
    if sign[:1] in b"01234567":
        return bytes([int(sign, 8) & 255])
    return _ESCAPED.get(sign, sign)
