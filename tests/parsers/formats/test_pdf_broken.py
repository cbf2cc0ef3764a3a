"""PDFs that lost something: what is left of them is read, and nothing of it twice."""

from __future__ import annotations

from pathlib import Path

import docsieve
import pytest

from e2e.made_files import pdf_of_lines

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
    assert [warning.code for warning in document.warnings] == ["page_unreadable"]
    assert [line for line in lines(data) if line] == [f"Text of page {n}" for n in range(2, PAGES + 1)]
