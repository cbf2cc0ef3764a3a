"""Objects packed into streams, and objects as they are written: read where they are as they should be."""

from __future__ import annotations

import zlib

import pytest
from docsieve.formats._pdf.cross_references import CrossReferences
from docsieve.formats._pdf.packed_objects import PackedObjects
from docsieve.formats._pdf.written_objects import (
    Reference,
    UnreadableError,
    Value,
    WrittenObjects,
    read_value,
)

from tests.parsers.formats.hostile_pdf import FILTERS, file_of, packed_file, stream

LIMIT = 1 << 20
OBJECTS = {1: b"<</Type/Catalog/A 8 0 R/B 9 0 R>>", 8: b"[1 2]", 9: b"(text)"}


def objects_of(data: bytes, limit: int = LIMIT) -> WrittenObjects:
    return WrittenObjects(data, CrossReferences(data), PackedObjects(data, limit))


@pytest.mark.parametrize("name", ["deflated", "as it is"])
def test_packed_objects_are_found_by_looking_for_them_and_by_their_table(name: str) -> None:
    data = packed_file({}, OBJECTS, FILTERS[name])
    assert list(PackedObjects(data, LIMIT).by_number) == [b"1", b"8", b"9"]
    objects = objects_of(data)
    assert objects.items(objects.catalog, "A") == [1, 2]
    assert objects.entry(objects.catalog, "B") == b"text"


@pytest.mark.parametrize("name", ["predicted", "in hexadecimal", "twice", "spelled", "by reference"])
def test_objects_packed_in_other_ways_cannot_be_told(name: str) -> None:
    with pytest.raises(UnreadableError):
        _ = objects_of(packed_file({}, OBJECTS, FILTERS[name])).catalog


def test_streams_of_objects_are_unpacked_once_and_to_no_more_than_allowed() -> None:
    data = packed_file({}, OBJECTS)
    packed, places = PackedObjects(data, LIMIT), CrossReferences(data).found
    assert packed.in_stream(places, 100) is packed.in_stream(places, 100) is not None
    assert packed.by_number is packed.by_number
    assert PackedObjects(data, 20).in_stream(places, 100) is None
    assert all(len(each) <= 20 for each in PackedObjects(data, 20).by_number.values())


def test_a_cut_stream_of_objects_gives_what_is_left_of_it_where_the_table_is_lost() -> None:
    many = {number: b"(%d)" % number for number in range(1, 90)}
    head = b"".join(b"%d %d " % (number, 10 * number - 10) for number in many)
    packed = zlib.compress(head + b"".join(body.ljust(10) for body in many.values()))
    entries = b"/Type/ObjStm/N 89/First %d/Filter/FlateDecode" % len(head)
    data = file_of({100: stream(entries, packed[:-60])})
    found = PackedObjects(data, LIMIT)
    assert 10 < len(found.by_number) < 89
    assert found.in_stream(CrossReferences(data).found, 100) is None


def test_objects_that_also_stand_outside_are_not_written_out_again() -> None:
    data = packed_file({8: b"[3]"}, OBJECTS)
    packed = PackedObjects(data, LIMIT)
    assert packed.not_outside(data) == b"1 0 obj\n%s \nendobj\n9 0 obj\n(text) \nendobj\n" % OBJECTS[1]
    assert packed.not_outside(data + b"\n9 0 obj\nnull\nendobj\n") == b"1 0 obj\n%s \nendobj\n" % OBJECTS[1]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (
            b" % a comment\r\n<</A 1/B[-2 +3 .5 4. true null]/#43#20D 7 0 R>>",
            {"A": 1, "B": [-2, 3, 0.5, 4.0, True, None], "C D": Reference(7)},
        ),
        (b"[/A/B#2F/ (a(b)\\)c)<4 1 4>]", ["A", "B/", "", b"a(b))c", b"A@"]),
        (b"(\\7\\53\\0533\\n\\\r\n\\x\r)", b"\x07++3\nx\n"),
        (b"12 0 R", Reference(12)),
        (b"[1 2 3 R]", [1, Reference(2)]),
        (b"null", None),
    ],
)
def test_objects_become_values(written: bytes, value: Value) -> None:
    found, end = read_value(b"xx" + written + b" endobj", 2, LIMIT)
    assert found == value
    assert end == 2 + len(written)


@pytest.mark.parametrize(
    "written",
    [b"", b"(", b"(a", b"<<", b"<</A>>", b"<<1 2>>", b"[1>>", b"]", b"<4x>", b"word", b"[" * 50 + b"]" * 50],
)
def test_what_is_written_in_any_other_way_is_not_read(written: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_value(written, 0, LIMIT)


def test_objects_are_read_up_to_a_bound_however_often_one_is_named() -> None:
    huge = b"<</A 2 0 R/B(%s)>>" % (b"x" * (4 << 20))
    objects = objects_of(file_of({1: huge}))
    for _ in range(3):
        assert isinstance(objects.resolved(Reference(1)), dict)
    with pytest.raises(UnreadableError):
        objects.resolved(Reference(1))
    with pytest.raises(UnreadableError):
        read_value(huge, 0, 1000)
