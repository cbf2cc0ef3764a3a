"""PDFs that lost a part in the middle: it is told with its page, and sound files are not suspected."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import docsieve
import pypdf
import pytest
from docsieve.formats._pdf.cross_references import CrossReferences
from docsieve.formats._pdf.object_numbers import object_numbers

from benchmarks.damage import DAMAGES, Damage, outcomes
from e2e.made_files import pdf_of_lines
from tests.corpus.pdf.make_samples import Pdf
from tests.parsers.formats.test_pdf_broken import packed

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"
PAGES = 6


def book() -> bytes:
    return pdf_of_lines([[f"Text of page {number}", "and more of it"] for number in range(1, PAGES + 1)])


def deflated(data: bytes, *, packs_objects: bool = False) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        page.compress_content_streams()
    out = io.BytesIO()
    writer.write(out)
    return packed(out.getvalue()) if packs_objects else out.getvalue()


def told(data: bytes) -> list[tuple[int | None, str]]:
    warnings = docsieve.parse(data).warnings
    return [(each.where.page if each.where else None, each.message) for each in warnings]


def codes(data: bytes) -> set[str]:
    return {warning.code for warning in docsieve.parse(data).warnings}


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_word_is_lost_in_silence(damage: Damage) -> None:
    tried = lost = 0
    for data in (
        deflated(book()),
        deflated(book(), packs_objects=True),
        (CORPUS / "chapters.pdf").read_bytes(),
    ):
        for seed, outcome in outcomes(data, damage, range(4)):
            tried += 1
            lost += bool(outcome.lost)
            assert not outcome.is_silent, (damage.__name__, seed, outcome)
    assert tried
    assert lost or damage.__name__ in ("wrong_length", "wrong_offsets", "wrong_count")


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.pdf")), ids=lambda path: path.name)
def test_sound_files_are_not_said_to_be_damaged(path: Path) -> None:
    if path.name in ("bomb.pdf", "broken_page.pdf", "no_xref.pdf"):
        return
    assert "damaged_part" not in {warning.code for warning in docsieve.parse(path.read_bytes()).warnings}


def test_a_turned_bit_in_the_middle_of_a_page_is_told_with_the_page() -> None:
    data = bytearray(deflated(book()))
    starts = [
        at for at in range(len(data)) if data.startswith(b"stream\nx", at) and data[at - 1 : at] != b"d"
    ]
    assert len(starts) == PAGES
    data[starts[2] + 25] ^= 4
    assert told(bytes(data)) == [
        (3, "What this page shows is damaged; some of its text may be missing or wrong.")
    ]


def with_a_drawing() -> tuple[bytes, bytes]:
    """A page that draws a form whose text is deflated; the file and the deflated bytes."""
    pdf = Pdf()
    body = zlib.compress(b"BT /F1 12 Tf 40 300 Td (Words of the drawing) Tj ET " * 3)
    form = pdf.stream(
        body,
        b" /Type /XObject /Subtype /Form /BBox [0 0 400 500] /Filter /FlateDecode "
        b"/Resources << /Font << /F1 3 0 R >> >>",
    )
    pdf.page(
        "BT /F1 12 Tf 40 540 Td (Words of the page) Tj ET /A Do", resources=b"/XObject << /A %d 0 R >>" % form
    )
    return pdf.file(), body


def test_a_damaged_drawing_is_told_as_one() -> None:
    data, body = with_a_drawing()
    assert told(data) == []
    damaged = data.replace(body, body[:20] + bytes(255 - value for value in body[20:24]) + body[24:])
    assert told(damaged) == [
        (1, "A drawing on this page is damaged; some of its text may be missing or wrong.")
    ]


@pytest.mark.parametrize("ending", [b"", b"\r\n", b"and what follows"])
def test_what_follows_on_deflated_data_is_no_damage(ending: bytes) -> None:
    data, body = with_a_drawing()
    assert told(data.replace(body, body + ending)) == []


def test_checksums_that_are_all_wrong_are_the_writers_fault() -> None:
    data = deflated(book())
    starts = [at for at in range(len(data)) if data.startswith(b"\nendstream", at)]
    assert len(starts) == PAGES
    wrong = bytearray(data)
    for at in starts:
        wrong[at - 4 : at] = b"sum!"
    assert told(bytes(wrong)) == []
    wrong[starts[2] - 4 : starts[2]] = data[starts[2] - 4 : starts[2]]
    assert len(told(bytes(wrong))) == PAGES - 1


def test_a_space_behind_the_word_stream_is_no_damage() -> None:
    data, _ = with_a_drawing()
    assert told(data.replace(b"stream\nx", b"stream \nx")) == []


def test_a_filter_in_a_comment_is_none() -> None:
    pdf = Pdf()
    pdf.page("BT /F1 12 Tf 40 540 Td (Words that are not packed) Tj ET")
    data = pdf.file()
    at = data.rindex(b"<<", 0, data.index(b"stream\nBT"))
    commented = data[:at] + b"<< % /Filter /FlateDecode\n" + data[at + 2 :]
    assert b"Words" not in commented[:at]
    assert "damaged_part" not in codes(commented)
    assert "damaged_part" in codes(commented.replace(b"% /Filter", b"  /Filter"))


def test_a_stream_too_short_to_be_packed_loses_nothing() -> None:
    pdf = Pdf()
    glyph = pdf.stream(b"0 0 d0", b" /Filter /FlateDecode")
    pdf.page(
        "BT /F1 12 Tf 40 540 Td (Words of the page) Tj ET",
        resources=b"/Properties << /G %d 0 R >>" % glyph,
    )
    assert told(pdf.file()) == []


def test_a_file_in_a_file_does_not_end_its_stream() -> None:
    pdf, within = Pdf(), Pdf()
    within.stream(b"Notes of the file within", b" /Type /EmbeddedFile")
    within.page("q Q")
    held = pdf.stream(within.file(), b" /Type /EmbeddedFile")
    pdf.page(
        "BT /F1 12 Tf 40 540 Td (Words of the page) Tj ET",
        resources=b"/Properties << /G %d 0 R >>" % held,
    )
    assert told(pdf.file()) == []


@pytest.mark.parametrize(
    ("name", "body", "damaged"),
    [
        (b"/LZWDecode", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 20, bytes(40)),
        (b"/ASCIIHexDecode", b"42540A" * 30 + b">", b"\x91\xa4wz&"),
    ],
    ids=["LZW", "hexadecimal"],
)
def test_streams_packed_in_other_ways_are_looked_at_too(name: bytes, body: bytes, damaged: bytes) -> None:
    pdf = Pdf()
    form = pdf.stream(body, b" /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter " + name)
    pdf.page("BT /F1 12 Tf 40 540 Td (Words of the page) Tj ET", resources=b"/XObject << /A %d 0 R >>" % form)
    data = pdf.file()
    assert told(data) == []
    at = data.index(body) + 50
    broken = data[:at] + damaged + data[at + len(damaged) :]
    assert told(broken) == [
        (1, "A drawing on this page is damaged; some of its text may be missing or wrong.")
    ]


def test_a_hole_in_an_encrypted_page_is_told() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(deflated(book())))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    data = out.getvalue()
    assert told(data) == []
    at = [each for each in range(len(data)) if data.startswith(b"stream\n", each)][-2] + 20
    assert len(told(data[:at] + bytes(30) + data[at + 30 :])) == 1


def test_a_damaged_part_that_nothing_names_is_not_missed() -> None:
    data, body = with_a_drawing()
    assert data.count(b"/XObject << /A ") == 1
    unnamed = data.replace(b"/XObject << /A ", b"/XNothing<< /A ").replace(b" 0 R >> >>", b" 0 Q >> >>")
    damaged = unnamed.replace(body, body[:20] + bytes(255 - value for value in body[20:24]) + body[24:])
    assert damaged != unnamed
    assert told(damaged) == []


def test_a_dead_page_tree_that_leads_in_a_circle_is_nobodys_loss() -> None:
    dead = b"900 0 obj\n<< /Type /Pages /Parent 901 0 R /Count 2 /Kids [900 0 R 902 0 R] >>\nendobj\n"
    data = book()
    at = data.rindex(b"xref\n0")
    with_dead = data[:at] + dead + data[at:].replace(b"%d" % at, b"%d" % (at + len(dead)))
    assert "pages_missing" not in codes(with_dead)


def test_a_missing_checksum_alone_is_no_damage() -> None:
    data, body = with_a_drawing()
    assert told(data.replace(body, body[:-4])) == []
    assert told(data.replace(body, body[:-4] + b"else")) != []


def test_a_part_that_is_named_and_not_there_is_told() -> None:
    data = book()
    at = data.rindex(b"/Contents ") + 10
    end = data.index(b" 0 R", at)
    damaged = data[:at] + b"9" * (end - at) + data[end:]
    assert told(damaged) == [(PAGES, "What this page shows is not in the file any more, or not all of it.")]


def test_a_missing_font_of_a_page_that_paints_nothing_is_no_loss() -> None:
    data = book().replace(b"/F1 3 0 R >>", b"/F1 77 0 R>>")
    assert len(told(data)) == PAGES
    start = data.rindex(b" 0 obj\n<< /Length ") + 7
    end = data.index(b"endobj", start)
    assert len(told(data[:start] + b"<< >>".ljust(end - start) + data[end:])) == PAGES - 1


def test_text_in_base_85_is_looked_at_too() -> None:
    pdf = Pdf()
    body = base64.a85encode(zlib.compress(b"BT /F1 12 Tf 40 540 Td (Words in base 85) Tj ET")) + b"~>"
    pdf.page("q Q")
    data = pdf.file()
    start = data.index(b"stream\n") + 7
    end = data.index(b"\nendstream", start)
    head = data.rindex(b"<<", 0, start)
    made = data[:head] + b"<< /Filter [/ASCII85Decode/FlateDecode] /Length %d >>\nstream\n" % len(body)
    sound = made + body + data[end:]
    assert docsieve.render(docsieve.parse(sound), "text") == "Words in base 85\n"
    assert told(sound) == []
    broken = made + body[:30] + b"!!!!!" + body[35:] + data[end:]
    assert [page for page, _ in told(broken)] == [1]


def test_objects_that_stand_elsewhere_than_said_are_found() -> None:
    data = book()
    at = data.index(b"xref\n0")
    wrong = data[:at] + data[at:].replace(b"0000000", b"0000001", 3).replace(b"0000001", b"0000000", 1)
    assert CrossReferences(wrong).misplaced
    assert not CrossReferences(data).misplaced
    document = docsieve.parse(wrong)
    assert document.warnings == []
    assert docsieve.render(document, "text") == docsieve.render(docsieve.parse(data), "text")


def test_objects_in_a_cross_reference_stream_are_where_it_says() -> None:
    data = (CORPUS / "brackets.pdf").read_bytes()
    out = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.write(out)
    assert CrossReferences(out.getvalue()).found
    assert CrossReferences(out.getvalue()).misplaced == []


def with_a_table_as_a_stream(write: Callable[[list[bytes]], bytes], entries: bytes) -> CrossReferences:
    data, rows = b"%PDF-1.5\n", [bytes(5)]
    for number in range(1, 300):
        rows.append(b"\1%b\0" % len(data).to_bytes(3))
        data += b"%d 0 obj\n<< /Any (%b) >>\nendobj\n" % (number, b"x" * (number * 7 % 90))
    body = write(rows)
    head = b"/Type /XRef /Size 300 /W [1 3 1] %b /Length %d" % (entries, len(body))
    table = b"300 0 obj\n<< %b >>\nstream\n%b\nendstream\nendobj\n" % (head, body)
    return CrossReferences(data + table + b"startxref\n%d\n%%%%EOF\n" % len(data))


@pytest.mark.parametrize("filters", [b"\2\2", b"\0\2", b"\0\0"], ids=["up", "first none", "none"])
def test_filtered_rows_of_a_cross_reference_stream_are_undone(filters: bytes) -> None:
    def write(rows: list[bytes]) -> bytes:
        written = b""
        for index, (above, row) in enumerate(pairwise([bytes(5), *rows])):
            kind = filters[bool(index)]
            filtered = ((a - b if kind else a) & 255 for a, b in zip(row, above, strict=True))
            written += bytes([kind, *filtered])
        return zlib.compress(written)

    entries = b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 5 >>"
    references = with_a_table_as_a_stream(write, entries)
    assert list(references.found) == list(range(1, 300))
    assert references.misplaced == []


def test_rows_of_a_cross_reference_stream_may_not_be_packed_at_all() -> None:
    references = with_a_table_as_a_stream(b"".join, b"")
    assert list(references.found) == list(range(1, 300))
    assert references.misplaced == []
    assert not with_a_table_as_a_stream(b"".join, b"/Filter /LZWDecode").found


def test_a_page_tree_that_counts_too_few_pages_is_read_whole() -> None:
    data = book().replace(b"/Count %d" % PAGES, b"/Count 2")
    document = docsieve.parse(data)
    assert len(document.pages) == PAGES
    assert [warning.code for warning in document.warnings] == ["repaired"]


def test_a_lost_comment_and_a_lost_attachment_are_told() -> None:
    data = (CORPUS / "annotation_layers.pdf").read_bytes()
    at = data.index(b"/Subtype /Text")
    assert (1, "A comment, field or link on this page is not in the file any more.") in told(
        data[: data.rindex(b"obj", 0, at)] + b"obi" + data[data.rindex(b"obj", 0, at) + 3 :]
    )
    data = (CORPUS / "portfolio.pdf").read_bytes()
    at = data.rindex(b"obj", 0, data.index(b"/EmbeddedFile"))
    assert (None, "A part of this file, beside its pages, is not in it any more.") in told(
        data[:at] + b"obi" + data[at + 3 :]
    )


def test_an_empty_list_of_comments_is_survived() -> None:
    data = book().replace(b"/Type /Page ", b"/Type /Page /Annots [] ")
    assert b"/Annots []" in data
    assert docsieve.parse(data.replace(b"startxref", b"startxxxx")).pages


def test_the_word_stream_in_a_name_does_not_hide_what_follows() -> None:
    data, body = with_a_drawing()
    named = data.replace(b"/Type /XObject", b"/Type /XObject /Kind /octet-stream")
    assert told(named) == []
    bomb = zlib.compress(bytes(200_000_000))
    with pytest.raises(docsieve.LimitExceededError):
        docsieve.parse(named.replace(body, bomb))


@pytest.mark.parametrize(
    ("data", "numbers"),
    [
        (b"1 0 obj\n<< >>\nendobj\n22\n0\tobj<<>>endobj", [b"1", b"22"]),
        (b"%PDF-1.4 3 0 obj (4 0 objects) endobj 5 0  obj", [b"3", b"5"]),
        (b"1234567890 0 obj 0 obj 7 123456 obj 8 0obj obj", []),
        (b"obj 1" + b" " * 40 + b"0 obj", [b"1"]),
    ],
)
def test_numbers_of_objects_are_told_from_other_figures(data: bytes, numbers: list[bytes]) -> None:
    assert list(object_numbers(data)) == numbers
