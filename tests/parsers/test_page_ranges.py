"""`Options.pages`, in the formats that take notice of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docsieve
import pytest
from docsieve import Locator, Options
from docsieve.__main__ import main
from docsieve.formats._html.page import read_html

from e2e.made_files import pdf_of_lines

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.mark.parametrize(
    "path",
    [
        "pptx/talk.pptx",
        "ppt/loan.ppt",
        "odp/slides.odp",
        "xlsx/structure.xlsx",
        "xls/sheets.xls",
        "ods/sheets.ods",
        "epub/sample.epub",
    ],
)
def test_a_page_read_alone_is_the_page_of_the_whole(path: str) -> None:
    data = (CORPUS / path).read_bytes()
    whole = docsieve.parse(data)
    second = docsieve.parse(data, options=Options(pages=[(2, 2)]))
    assert [page.number for page in second.pages] == [2]
    # What stands on every page and is told with the first one that is read comes on top.
    assert [block for block in second.pages[0].blocks if block in whole.pages[1].blocks] == whole.pages[
        1
    ].blocks
    assert second.pages[0].label == whole.pages[1].label
    rest = docsieve.parse(data, options=Options(pages=[(2, 10**6)]))
    assert [page.number for page in rest.pages] == [page.number for page in whole.pages[1:]]


def test_unwanted_chapters_of_an_e_book_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int | None] = []

    def counted(text: str, where: Locator, *others: Any) -> Any:
        read.append(where.page)
        return read_html(text, where, *others)

    monkeypatch.setattr("docsieve.formats._epub.reader.read_html", counted)
    docsieve.parse((CORPUS / "epub" / "sample.epub").read_bytes(), options=Options(pages=[(2, 2)]))
    assert read == [2]


@pytest.mark.parametrize(
    ("ranges", "words"),
    [("2-", "two three four"), ("1,3-", "one three four"), ("4-4", "four"), ("1-2,2-3", "one two three")],
)
def test_the_command_takes_open_ranges(
    ranges: str, words: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of_lines([["one"], ["two"], ["three"], ["four"]]))
    assert main([str(path), "--pages", ranges]) == 0
    assert capsysbinary.readouterr().out.decode().split() == words.split()
