"""PDFs that lost something: what is left of them is read, and nothing of it twice."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import docsieve
import pypdf
import pytest

from e2e.made_files import pdf_of_lines
from tests.corpus.pdf.make_layouts import LEFT, MIDDLE, RIGHT

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"
PAGES = 12


def book() -> bytes:
    return pdf_of_lines([[f"Text of page {number}"] for number in range(1, PAGES + 1)])


def lines(data: bytes) -> list[str]:
    return docsieve.render(docsieve.parse(data, filename="a.pdf"), "text").split("\n")


@pytest.mark.parametrize("share", range(20, 100, 4))
def test_a_file_cut_anywhere_keeps_the_pages_before_the_cut(share: int) -> None:
    data = book()
    kept = data[: len(data) * share // 100]
    whole = [n for n in range(1, PAGES + 1) if b"Text of page %d)" % n in kept.rpartition(b"endstream")[0]]
    assert whole
    read = lines(kept)
    assert [line for line in read if line in {f"Text of page {n}" for n in whole}] == [
        f"Text of page {n}" for n in whole
    ]


def test_a_cut_through_the_title_is_survived() -> None:
    data = (CORPUS / "article.pdf").read_bytes()
    at = data.index(b"/Title (Tides and Traffic)") + 15
    document = docsieve.parse(data[:at])
    assert len(document.pages) == 5
    assert any(warning.code == "repaired" for warning in document.warnings)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[: data.rindex(b"startxref")], id="no end mark"),
        pytest.param(
            lambda data: data[: data.rindex(b"startxref")] + b"startxref\n99\n%%EOF", id="wrong start"
        ),
        pytest.param(lambda data: data.replace(b"0000000", b"0000009"), id="wrong cross-reference"),
        pytest.param(
            lambda data: b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + data, id="junk before the header"
        ),
    ],
)
def test_damage_around_the_pages_costs_none_of_them(damage: object) -> None:
    assert callable(damage)
    read = lines(damage(book()))
    assert [line for line in read if line] == [f"Text of page {n}" for n in range(1, PAGES + 1)]


def test_a_page_tree_that_names_itself_costs_one_page() -> None:
    data = book().replace(b"/Kids [4 0 R", b"/Kids [2 0 R")
    document = docsieve.parse(data)
    assert [warning.code for warning in document.warnings] == ["page_unreadable", "pages_missing"]
    assert [line for line in lines(data) if line] == [f"Text of page {n}" for n in range(2, PAGES + 1)]


def packed(data: bytes) -> bytes:
    """The same file with all its dictionaries in streams (ISO 32000-1, 7.5.7)."""
    out = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.write(out)
    reader = pypdf.PdfReader(out)
    kept, inside = bytearray(b"%PDF-1.7\n"), []
    for number in range(1, len(reader.xref[0]) + 1):
        value = reader.get_object(number)
        written = io.BytesIO()
        if value is None:
            continue
        value.write_to_stream(written)
        if isinstance(value, pypdf.generic.StreamObject):
            kept += b"%d 0 obj\n%s\nendobj\n" % (number, written.getvalue())
        else:
            inside.append((number, written.getvalue()))
    heads, bodies = b"", b""
    for number, body in inside:
        heads += b"%d %d " % (number, len(bodies))
        bodies += body + b"\n"
    stream = zlib.compress(heads + bodies)
    first = b"%d 0 obj\n<< /Type /ObjStm /N %d /First %d /Length %d /Filter /FlateDecode >>\nstream\n" % (
        len(reader.xref[0]) + 1,
        len(inside),
        len(heads),
        len(stream),
    )
    return bytes(kept) + first + stream + b"\nendstream\nendobj\n"


def test_objects_packed_into_streams_are_found_without_a_cross_reference_stream() -> None:
    document = docsieve.parse(packed(book()))
    assert [warning.code for warning in document.warnings] == ["repaired"]
    assert len(document.pages) == PAGES
    assert document.pages[0].blocks[0].where.bbox is not None  # with their places
    assert lines(packed(book()))[0] == "Text of page 1"


def test_a_page_tree_that_cannot_be_walked_is_made_anew() -> None:
    data = book().replace(b"/Kids [", b"/Kids [2 0 R] /Was [")
    document = docsieve.parse(data)
    assert [warning.code for warning in document.warnings] == ["repaired"]
    assert [line for line in lines(data) if line] == [f"Text of page {n}" for n in range(1, PAGES + 1)]


def test_pages_that_are_counted_but_not_there_are_told() -> None:
    data = book().replace(b"/Count 12", b"/Count 9999999")
    [warning] = docsieve.parse(data).warnings
    assert (warning.code, warning.message) == (
        "pages_missing",
        "The file says that it has 9,999,999 pages; only 12 were found.",
    )
    assert len(docsieve.parse(data).pages) == PAGES


@pytest.mark.parametrize("pages", [PAGES, 1])
def test_a_stream_that_cannot_be_unpacked_is_told(pages: int) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(book()))
    for page in writer.pages:
        page.compress_content_streams()
    for _ in range(PAGES - pages):
        writer.remove_page(1)
    out = io.BytesIO()
    writer.write(out)
    data = out.getvalue()
    assert docsieve.parse(data).warnings == []
    at = data.index(b"stream\n", data.index(b"/FlateDecode")) + 7
    length = data.index(b"\nendstream", at) - at
    [warning] = docsieve.parse(data[:at] + b"\0" * length + data[at + length :]).warnings
    assert warning.code == "damaged_part"


def test_a_cut_file_that_still_opens_is_told_to_be_cut() -> None:
    data = book()
    first, second = data, pdf_of_lines([["Old"]])
    # As linearized files do, it has a whole cross-reference table before the cut.
    cut = second + first[len(b"%PDF-1.7\n") :][:-60]
    warnings = [warning.code for warning in docsieve.parse(cut).warnings]
    assert "repaired" in warnings


def test_what_is_left_of_a_cut_file_is_no_text_where_its_letters_cannot_be_made_out() -> None:
    prose = " ".join((*LEFT, *MIDDLE, *RIGHT)).split()
    shifted = [
        word.translate({ord(c): ord(c) - 1 for c in word if c.isalpha() and c not in "aA"}) for word in prose
    ]
    for words, is_text in ((prose, True), (shifted, False)):
        data = pdf_of_lines([[" ".join(words[i : i + 10]) for i in range(0, len(words), 10)]])
        cut = data[: data.rindex(b"xref\n0")]
        if is_text:
            assert " ".join(prose[:9]) in " ".join(lines(cut))
        else:
            with pytest.raises(docsieve.CorruptError):
                lines(cut)


def test_deleted_pages_stay_deleted_where_the_others_are_blank() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of_lines([[], ["Deleted"]])))
    writer.remove_page(1)
    out = io.BytesIO()
    writer.write(out)
    assert b"Deleted" in out.getvalue()
    document = docsieve.parse(out.getvalue())
    assert (len(document.pages), document.pages[0].blocks, document.warnings) == (1, [], [])
