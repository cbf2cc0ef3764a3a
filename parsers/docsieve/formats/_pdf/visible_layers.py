"""Whether each layer of a document (optional content, ISO 32000-1, 8.11) is sure to be on.

All is looked at that an object of the file can stand in: its bytes, and what its streams of objects unpack
to. Where nothing there can turn a layer off, or hide what is on layers that are on, none need be asked for.
Old versions of objects, and what only looks like one, count too: they can but make this less sure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from docsieve.formats._pdf.cross_references import CrossReferences
from docsieve.formats._pdf.packed_objects import PackedObjects, Packing
from docsieve.formats._pdf.written_objects import Name, UnreadableError, Value, read_value

_BLANK: Final = rb"[\0\t\n\f\r ]*+"
#: What may turn layers off, or hide what is on a membership of layers that are on (8.11.2.2, 8.11.4.3).
_MAY_HIDE: Final = (
    re.compile(rb"/BaseState\b(?!" + _BLANK + rb"/(?:ON|Unchanged)[\0\t\n\f\r />])"),
    re.compile(rb"/ViewState\b(?!" + _BLANK + rb"/ON[\0\t\n\f\r />])"),
    re.compile(rb"/VE\b(?=[\0\t\n\f\r \x80\xff]*+[\[\d%+-])"),
    re.compile(rb"/AnyOff\b"),
    re.compile(rb"/AllOff\b"),
)
#: A list of layers that are off has some, or cannot be told; but not what is off where it is printed only,
#: nor what an action turns off.
_OFF: Final = re.compile(rb"/OFF\b(?!" + _BLANK + rb"\[" + _BLANK + rb"\])")
_NOT_ON_SCREEN: Final = re.compile(rb"/(?:Print|Export)State" + _BLANK + rb"/OFF" + _BLANK + rb"(?:/|>>)")
_ACTION: Final = re.compile(
    rb"/State" + _BLANK + rb"\[(?:[\0\t\n\f\r ]|/(?:ON|OFF|Toggle)\b|\d{1,10}[\0\t\n\f\r ]|R\b)*+\]"
)
_GROUPS: Final = re.compile(rb"/OCGs\b")
_POLICIES: Final = (Name("AnyOn"), Name("AllOn"))
_OBJECT_STREAM: Final = re.compile(rb"/ObjStm\b")
_FIGURES: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME: Final = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%\x80\xff]{1,40})")
#: A name may be spelled with the figures of its signs; these names mean something here.
TELLING: Final = frozenset(
    (
        b"AllOff", b"AnyOff", b"BaseState", b"DecodeParms", b"DP", b"F", b"Filter", b"First", b"FlateDecode",
        b"N", b"OCGs", b"OFF", b"ObjStm", b"P", b"Predictor", b"VE", b"ViewState",
    )
)  # fmt: skip
_CATALOG: Final = frozenset((b"OCProperties", b"ObjStm"))
#: Bytes of an object that names layers, and of one that is not used, before it does.
_MAX_BYTES: Final = 1 << 20
_REACH: Final = 1 << 16


class _UnsureError(Exception):
    """It cannot be told; it never leaves this module."""


def are_all_on(
    data: bytes, references: CrossReferences, packed: PackedObjects, *, are_unpacked: bool = False
) -> bool | None:
    """Tell whether all layers of a file are sure to be on; None where it cannot be told from these bytes.

    `are_unpacked` says that no object is in a stream only.
    """
    starts = sorted(references.found.values())
    try:
        if _may_hide(data, _named_outside(data, starts)):
            return False
        streams = () if are_unpacked else _streams(data, references, packed, starts)
        return not any(_may_hide(packing.body, _named_inside(packing)) for packing in streams)
    except (_UnsureError, UnreadableError):
        return None


def has_layers(data: bytes) -> bool:
    """Tell at first sight whether a file may have layers; `data` may be without what is deflated."""
    return b"/OCProperties" in data or b"/ObjStm" in data or has_spelled(data, _CATALOG)


def may_have_hidden(data: bytes) -> bool:
    """Tell at first sight whether a file may have layers that are off."""
    return has_layers(data) and (
        b"/OFF" in data
        or b"/ObjStm" in data
        or any(pattern.search(data) is not None for pattern in _MAY_HIDE)
        or has_spelled(data, TELLING)
    )


def _may_hide(data: bytes, naming_layers: Iterator[Value]) -> bool:
    """Tell whether something there may hide what is on a layer; `naming_layers` are the objects with some.

    Raises:
        _UnsureError: it cannot be told.
    """
    if has_spelled(data, TELLING):
        raise _UnsureError
    return (
        any(pattern.search(data) is not None for pattern in _MAY_HIDE)
        or _has_some_off(data)
        or not all(map(_are_plain, naming_layers))
    )


def _has_some_off(data: bytes) -> bool:
    """Tell whether a list of layers that are off may have some."""
    end = 0
    for found in _OFF.finditer(data):
        at = found.start()
        if at < end or _NOT_ON_SCREEN.match(data, max(data.rfind(b"/", 0, at), 0)) is not None:
            continue
        action = data.rfind(b"/State", end, at)
        acted = _ACTION.match(data, action) if action >= 0 else None
        if acted is None or acted.end() <= at or _is_comment(data, end, action):
            return True
        end = acted.end()
    return False


def _is_comment(data: bytes, start: int, at: int) -> bool:
    """Tell whether a place may be in a comment that begins behind `start`, which is in none."""
    line = max(data.rfind(b"\n", start, at) + 1, data.rfind(b"\r", start, at) + 1, start)
    return data.find(b"%", line, at) >= 0


def has_spelled(data: bytes, names: frozenset[bytes]) -> bool:
    """Tell whether one of some names is there with figures in the place of signs."""
    longest = max(map(len, names))
    for found in _FIGURES.finditer(data):
        start = data.rfind(b"/", max(found.start() - longest - 1, 0), found.start())
        name = _NAME.match(data, start) if start >= 0 else None
        if name and _FIGURES.sub(lambda figures: bytes([int(figures[1], 16)]), name[1]) in names:
            return True
    return False


def _are_plain(value: Value) -> bool:
    """Tell whether what is on layers that are on shows, for all memberships in an object."""
    if isinstance(value, list):
        return all(map(_are_plain, value))
    if not isinstance(value, dict):
        return True
    policy = value.get("P", _POLICIES[0]) if "OCGs" in value else _POLICIES[0]
    is_plain = isinstance(policy, Name) and policy in _POLICIES
    return is_plain and all(map(_are_plain, value.values()))


def _named_outside(data: bytes, starts: list[int]) -> Iterator[Value]:
    """Yield the objects that name layers, those that the file does not use any more too."""
    end = 0
    for found in _GROUPS.finditer(data):
        at = found.start()
        if at < end:
            continue
        keyword = data.rfind(b"obj", max(at - _REACH, 0), at)
        for start in (starts[bisect_right(starts, at) - 1] if starts else -1, keyword + 3):
            value, end = read_value(data, start, _MAX_BYTES) if 0 <= start < at else (None, 0)
            if end > at:
                break
        else:
            raise _UnsureError
        yield value


def _named_inside(packing: Packing) -> Iterator[Value]:
    """Yield the objects that name layers in a stream."""
    left = len(_GROUPS.findall(packing.body))
    for _, written in packing.objects() if left else ():
        count = len(_GROUPS.findall(written))
        if count:
            value, end = read_value(written, 0, _MAX_BYTES)
            left -= count if end > written.rfind(b"/OCGs") else 0
            yield value
    if left:
        raise _UnsureError


def _streams(
    data: bytes, references: CrossReferences, packed: PackedObjects, starts: list[int]
) -> Iterator[Packing]:
    """Yield all streams of objects, those that the file does not use too."""
    places = references.found
    numbers = {-place for place in references.places.values() if place < 0}
    by_start = {at: number for number, at in places.items()}
    for found in _OBJECT_STREAM.finditer(data):
        start = _start(starts, found.start())
        if data.find(b"stream", start, found.start()) >= 0:
            raise _UnsureError
        numbers.add(by_start[start])
    for number in sorted(numbers):
        packing = packed.in_stream(places, number)
        if packing is None:
            raise _UnsureError
        yield packing


def _start(starts: list[int], at: int) -> int:
    """Return where the object that holds a place begins.

    Raises:
        _UnsureError: none does.
    """
    index = bisect_right(starts, at) - 1
    if index < 0:
        raise _UnsureError
    return starts[index]
