"""PDFs that would make pdfium run on or out of memory: told before, or each costs itself alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.drop_page import DropPage
from e2e.guard import Guard
from e2e.in_browser import BrowserClient
from e2e.made_files import write_pdf
from tests.parsers.formats.hostile_pdf import Objects, file_of, stream

_TEXT = b"BT /F1 12 Tf 72 720 Td (Above the abyss) Tj ET"
_LEVELS = 10
#: What Pyodide says on the console of an interpreter that ends.
_LAST_WORDS = "fatal|GIL"
#: In milliseconds.
_TIME_LIMIT = 4000
_STALL_LIMIT = 3000


def _page(content: bytes, resources: bytes = b"", catalog: bytes = b"") -> Objects:
    return {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 5 0 R"
        b"/Resources<</Font<</F1 4 0 R>>%s>>>>" % resources,
        4: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        5: stream(b"", content),
    }


def _forms_of_forms() -> bytes:
    """Each form paints the next one ten times (ISO 32000-1, 8.10): ten thousand million lines of text."""
    forms = {
        10 + level: stream(
            b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X %d 0 R>>>>" % (11 + level),
            b"/X Do " * 10,
        )
        for level in range(_LEVELS)
    }
    last = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 4 0 R>>>>", _TEXT)
    return file_of({**_page(b"/X Do", b"/XObject<</X 10 0 R>>"), **forms, 10 + _LEVELS: last})


def _long_characters() -> bytes:
    """One code stands for 20,000 characters (9.10.3), and is painted 2,000 times."""
    meaning = (
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <%s> endbfchar "
        b"endcmap" % (b"0041" * 20_000)
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    content = b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % (b"A" * 2000)
    return file_of({**_page(content), 4: font, 6: stream(b"", meaning)})


def _doubling_visibility() -> bytes:
    """A layer is seen where an expression of two to the power of 40 terms says so (8.11.2.2)."""
    terms = {number: b"[/And %d 0 R %d 0 R]" % (number + 1, number + 1) for number in range(20, 60)}
    layers = {15: b"<</Type/OCG/Name(L)>>", 16: b"<</Type/OCMD/VE 20 0 R>>", 60: b"[/And 15 0 R 15 0 R]"}
    page = _page(
        b"/OC /P1 BDC %s EMC" % _TEXT,
        b"/Properties<</P1 16 0 R>>",
        b"/OCProperties<</OCGs[15 0 R]/D<</OFF[15 0 R]>>>>",
    )
    return file_of({**page, **layers, **terms})


def _pages_without_counts() -> bytes:
    """Each node of the page tree names the next one twice (7.7.3.2)."""
    nodes = {
        number: b"<</Type/Pages/Kids[%d 0 R %d 0 R]>>" % (number + 1, number + 1) for number in range(2, 42)
    }
    leaf = b"<</Type/Page/Parent 41 0 R/MediaBox[0 0 612 792]>>"
    return file_of({1: b"<</Type/Catalog/Pages 2 0 R>>", **nodes, 42: leaf})


def _many_vertical_widths() -> bytes:
    """Each character is looked for in a list of 200,000 widths (9.7.4.3)."""
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-V/DescendantFonts[6 0 R]>>"
    widths = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/W2[%s]>>" % (b"0 5 500 1 1 " * 200_000)
    content = b"BT /F1 12 Tf <%s> Tj ET" % (b"ffff" * 20_000)
    return file_of({**_page(content), 4: font, 6: widths})


_FILES = {
    "many vertical widths": (_many_vertical_widths, {"timeout"}),
    "pages without counts": (_pages_without_counts, {"timeout", "corrupt"}),
}
#: Of these a part is left out.
_TOLD = {
    "forms of forms": _forms_of_forms,
    "long characters": _long_characters,
    "doubling visibility": _doubling_visibility,
}


@pytest.mark.parametrize("kind", _FILES)
def test_file_that_pdfium_cannot_end_costs_itself_alone(
    client_page: BrowserClient, guard: Guard, tmp_path: Path, kind: str
) -> None:
    write, codes = _FILES[kind]
    guard.expect(_LAST_WORDS)
    client_page.ready()
    hostile = tmp_path / "hostile.pdf"
    hostile.write_bytes(write())
    ended = client_page.parse(hostile, timeout=_TIME_LIMIT)
    assert ended.code in codes
    assert ended.answer["userFacing"]
    assert ended.answer["milliseconds"] < _TIME_LIMIT + 2000
    assert "abyss" not in ended.message
    assert client_page.parse(write_pdf(tmp_path / "good.pdf")).code is None


def test_file_in_which_nothing_moves_is_ended_long_before_its_time(
    client_page: BrowserClient, guard: Guard, tmp_path: Path
) -> None:
    guard.expect(_LAST_WORDS)
    client_page.ready()
    hostile = tmp_path / "hostile.pdf"
    hostile.write_bytes(_many_vertical_widths())
    ended = client_page.parse(hostile, stall_timeout=_STALL_LIMIT)
    assert ended.code == "stalled"
    assert "nothing moved for 3 seconds" in ended.message
    assert ended.answer["userFacing"]
    assert client_page.parse(write_pdf(tmp_path / "good.pdf"), stall_timeout=_STALL_LIMIT).code is None


def test_long_file_without_pages_is_read_to_its_end(client_page: BrowserClient, tmp_path: Path) -> None:
    """It reports nothing before its end, beyond the limit; that Python computes is sign enough."""
    paragraphs = (f"<p>Paragraph {number} of a long <b>page</b>.</p>" for number in range(100_000))
    long = tmp_path / "long.html"
    long.write_text("".join(paragraphs), encoding="utf-8")
    client_page.ready()
    read = client_page.parse(long, outputs=("text",), stall_timeout=_STALL_LIMIT)
    assert read.code is None
    assert "Paragraph 99999 of" in read.answer["text"]


def test_person_is_told_that_nothing_moved_and_goes_on_by_keyboard(
    fresh_drop: DropPage, guard: Guard, tmp_path: Path
) -> None:
    guard.expect(_LAST_WORDS)
    hostile = tmp_path / "hostile.pdf"
    hostile.write_bytes(_many_vertical_widths())
    element = fresh_drop.page.locator("docsieve-drop")
    element.evaluate("(drop, limit) => drop.setAttribute('stall-timeout', limit)", _STALL_LIMIT)
    fresh_drop.choose(hostile)
    row = fresh_drop.row("hostile.pdf")
    expect(row.get_by_role("alert")).to_contain_text("nothing moved for 3 seconds")
    expect(row.get_by_role("button", name="Try again")).to_have_count(0)
    row.get_by_role("button", name="Remove").focus()
    fresh_drop.page.keyboard.press("Enter")
    expect(row).to_have_count(0)
    good = write_pdf(tmp_path / "good.pdf")
    fresh_drop.choose(good)
    fresh_drop.wait_until_read("good.pdf")


@pytest.mark.parametrize("kind", _TOLD)
def test_file_that_pdfium_would_not_end_is_told_at_once(
    client_page: BrowserClient, tmp_path: Path, kind: str
) -> None:
    client_page.ready()
    hostile = tmp_path / "hostile.pdf"
    hostile.write_bytes(_TOLD[kind]())
    ended = client_page.parse(hostile, timeout=_TIME_LIMIT)
    assert ended.code is None
    assert "part_left_out" in ended.answer["warnings"]
