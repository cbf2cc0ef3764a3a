"""Damaged and locked PDFs on the page that people use: what is left is shown, what is missing told."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.drop_page import DropPage
from e2e.made_files import pdf_of_lines, write_pdf
from tests.corpus.pdf.make_samples import Pdf, text

PAGES = 12
TEX_FONTS = Path(__file__).parents[1] / "tests" / "corpus" / "pdf" / "tex_fonts.pdf"


def book() -> bytes:
    return pdf_of_lines([[f"Text of page {number}"] for number in range(1, PAGES + 1)])


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_file_that_was_cut_off_shows_what_is_left_and_says_so(drop: DropPage, tmp_path: Path) -> None:
    data = book()
    drop.choose(write(tmp_path / "cut.pdf", data[: data.index(b"Text of page 9") + 5]))
    drop.wait_until_read("cut.pdf")
    for number in range(1, 9):
        expect(drop.shown()).to_contain_text(f"Text of page {number}")
    expect(drop.shown()).not_to_contain_text("page 10")
    drop.page.get_by_text("notes about this file").click()
    expect(drop.page.get_by_text("The file is damaged or cut off.")).to_be_visible()


def test_a_damaged_page_costs_that_page_only_and_its_number_is_told(drop: DropPage, tmp_path: Path) -> None:
    drop.choose(write(tmp_path / "cycle.pdf", book().replace(b"/Kids [4 0 R", b"/Kids [2 0 R")))
    drop.wait_until_read("cycle.pdf")
    for number in range(2, PAGES + 1):
        expect(drop.shown()).to_contain_text(f"Text of page {number}")
    drop.page.get_by_text("2 notes about this file").click()
    # pdfium counts the page that it cannot reach last.
    expect(drop.page.get_by_text("This page is damaged and could not be read.")).to_contain_text("page 12")
    expect(drop.page.get_by_text("The list of pages leads in a circle")).to_be_visible()


def test_a_file_without_its_end_mark_is_told_to_be_cut(drop: DropPage, tmp_path: Path) -> None:
    data = book()
    drop.choose(write(tmp_path / "cut.pdf", data[: data.rindex(b"startxref")]))
    drop.wait_until_read("cut.pdf")
    for number in (1, PAGES):
        expect(drop.shown()).to_contain_text(f"Text of page {number}")
    drop.page.get_by_text("1 note about this file").click()
    expect(drop.page.get_by_text("The file is damaged or cut off.")).to_be_visible()


@pytest.mark.parametrize("damage", ["wrong cross-reference", "junk before the header"])
def test_damage_that_costs_nothing_is_not_spoken_of(drop: DropPage, tmp_path: Path, damage: str) -> None:
    data = book()
    damaged = {
        "wrong cross-reference": data.replace(b"0000000", b"0000009"),
        "junk before the header": b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + data,
    }[damage]
    drop.choose(write(tmp_path / "damaged.pdf", damaged))
    drop.wait_until_read("damaged.pdf")
    for number in (1, PAGES):
        expect(drop.shown()).to_contain_text(f"Text of page {number}")
    expect(drop.page.get_by_text("about this file")).to_have_count(0)


def test_a_few_words_in_other_letters_are_offered_recognition_and_bitmap_fonts_are_not(
    drop: DropPage, tmp_path: Path
) -> None:
    words = "The harbour was dredged twice before the railway reached the outer quay"
    moved = "".join(chr(ord(c) - 1) if c.isalpha() and c not in "aA" else c for c in words)
    drop.choose(write(tmp_path / "moved.pdf", pdf_of_lines([[moved]])), TEX_FONTS)
    drop.wait_until_read("moved.pdf")
    drop.wait_until_read(TEX_FONTS.name)
    expect(drop.row("moved.pdf").get_by_role("group", name="Text recognition")).to_be_visible()
    expect(drop.row(TEX_FONTS.name).get_by_role("group", name="Text recognition")).to_have_count(0)
    drop.select(TEX_FONTS.name)
    expect(drop.shown()).to_contain_text("files differ on 1–2 floors")
    expect(drop.page.get_by_text("about this file")).to_have_count(0)


def test_a_link_that_would_start_a_program_is_told_and_leads_nowhere(drop: DropPage, tmp_path: Path) -> None:
    pdf = Pdf()
    link = pdf.add(
        b"<< /Type /Annot /Subtype /Link /Rect [50 535 200 550] /A << /S /Launch /F (setup.exe) >> >>"
    )
    pdf.page(text(50, 540, 10, "Press here"), f"/Annots [{link} 0 R]")
    drop.choose(write(tmp_path / "launch.pdf", pdf.file()))
    drop.wait_until_read("launch.pdf")
    expect(drop.shown()).to_contain_text("Press here")
    expect(drop.shown().get_by_role("link")).to_have_count(0)
    drop.page.get_by_text("1 note about this file").click()
    expect(drop.page.get_by_text("would start a program or open a file")).to_be_visible()
    expect(drop.page.get_by_text("setup.exe")).to_have_count(0)


def test_a_locked_book_asks_first_shows_nothing_and_then_reads_on(drop: DropPage, tmp_path: Path) -> None:
    drop.choose(write_pdf(tmp_path / "locked.pdf", pages=40, text="Behind the lock", password="open sesame"))
    field = drop.page.get_by_label("Password", exact=True)
    expect(field).to_be_focused()
    expect(drop.page.get_by_text("Behind the lock")).to_have_count(0)
    field.fill("not this one")
    field.press("Enter")
    expect(drop.row("locked.pdf")).to_contain_text("Wrong password, try again.")
    expect(drop.page.get_by_text("Behind the lock")).to_have_count(0)
    field.fill("open sesame")
    field.press("Enter")
    drop.wait_until_read("locked.pdf")
    expect(drop.shown()).to_contain_text("Behind the lock page 40")
