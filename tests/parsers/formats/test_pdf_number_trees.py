"""Number trees in which pdfium would go on until its stack is used up are not shown to it."""

from __future__ import annotations

import docsieve
import pytest
from docsieve.formats._pdf.number_trees import trees_end

from tests.parsers.formats.test_pdf_page_trees import file_of

BRANCH = b"<</Kids[21 0 R]/Limits[0 9]>>"
LEAF = b"<</Limits[0 1]/Nums[0<</S/r>>1<</S/D/P(A-)>>]>>"
#: Objects from 20 on, by what is wrong with them. pdfium alone ends the process, or goes on for hours.
ENDLESS = {
    "to itself": {20: b"<</Kids[20 0 R]>>"},
    "in a ring": {20: b"<</Kids[21 0 R]>>", 21: b"<</Kids[22 0 R]>>", 22: b"<</Kids[20 0 R]>>"},
    "spelled with numbers": {20: b"<</K#69ds[20 0 R]>>"},
    "by an array of its own": {20: b"<</Kids 21 0 R>>", 21: b"[20 0 R]"},
    "behind a comment": {20: b"<</Kids % ] >>\n 21 0 R>>", 21: b"% [\n[20 0 R]"},
    "far down": {number: b"<</Kids[%d 0 R]>>" % (number + 1) for number in range(20, 60_000)},
    "far too often": {n: b"<</Kids[%d 0 R %d 0 R]>>" % (n + 1, n + 1) for n in range(20, 60)},
}


def labelled(objects: dict[int, bytes], *, packed: bool, labels: bytes = b"<</Kids[20 0 R]>>") -> bytes:
    pages = {
        1: b"<</Type/Catalog/Pages 3 0 R/PageLabels %s>>" % labels,
        3: b"<</Type/Pages/Kids[4 0 R 5 0 R]/Count 2>>",
        4: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 612 792]>>",
        5: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 612 792]>>",
    }
    return file_of({**pages, **objects}, packed=packed)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ENDLESS)
def test_labels_that_lead_nowhere_are_left_out_and_told(name: str, packed: bool) -> None:
    data = labelled(ENDLESS[name], packed=packed)
    assert not trees_end(data)
    document = docsieve.parse(data)
    assert [page.label for page in document.pages] == [None, None]
    assert "trees_left_out" in [warning.code for warning in document.warnings]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("objects", "labels"),
    [
        ({20: BRANCH, 21: LEAF}, b"<</Kids[20 0 R]>>"),
        ({20: b"<</Kids 22 0 R>>", 21: LEAF, 22: b"[21 0 R]"}, b"20 0 R"),
        ({}, LEAF),
    ],
)
def test_labels_in_any_number_tree_are_read(objects: dict[int, bytes], labels: bytes, packed: bool) -> None:
    document = docsieve.parse(labelled(objects, packed=packed, labels=labels))
    assert [page.label for page in document.pages] == ["i", "A-1"]
    assert "trees_left_out" not in [warning.code for warning in document.warnings]
