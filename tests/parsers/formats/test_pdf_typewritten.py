"""Fixed pitch means code where other text is around it, not where a whole page is typed so."""

from __future__ import annotations

import docsieve
import pytest

from tests.corpus.pdf.make_samples import Pdf, lines, text

LETTER = [
    "The harbour office regrets to say that the lamp of the",
    "lighthouse was out on the third of May, and that no ship",
    "was told of it in time.",
]
PROGRAM = ["for (i = 0; i < n; i++) {", "    total += tide[i] * weight[i];", "}", "return total / n;"]


def markdown_of(*pages: str) -> str:
    pdf = Pdf()
    for page in pages:
        pdf.page(page)
    return docsieve.render(docsieve.parse(pdf.file(), filename="made.pdf"), "markdown").strip()


def test_a_typed_letter_is_no_code() -> None:
    page = lines(40, 560, 9, *LETTER, font="F4") + text(40, 500, 9, "Signed by the pilot", "F4")
    assert markdown_of(page) == f"{' '.join(LETTER)}\n\nSigned by the pilot"


def test_words_in_fixed_pitch_among_others_are_code() -> None:
    page = lines(40, 560, 9, *LETTER) + text(40, 500, 9, "tide --hour 3", "F4")
    assert markdown_of(page).endswith("`tide --hour 3`")


def test_a_page_of_code_stays_code() -> None:
    page = lines(40, 560, 9, *PROGRAM, font="F4") + text(40, 400, 9, "see (3)")
    assert "`" in markdown_of(page)


def test_each_page_is_judged_by_itself() -> None:
    typed = lines(40, 560, 9, *LETTER, font="F4")
    printed = lines(40, 560, 9, *LETTER) + text(40, 500, 9, "tide --hour 3", "F4")
    assert markdown_of(typed, printed).count("`") == 2


@pytest.mark.parametrize("rule", ["0.5 w 40 565 m 380 565 l 40 545 m 380 545 l 40 525 m 380 525 l S "])
def test_cells_of_a_typed_table_are_no_code(rule: str) -> None:
    page = rule + "".join(f"{x} 525 m {x} 565 l S " for x in (40, 200, 380))
    for y, row in ((550, ("Buoy", "Depth in fathoms")), (530, ("North of the mole", "12"))):
        page += text(45, y, 9, row[0], "F4") + text(205, y, 9, row[1], "F4")
    found = markdown_of(page)
    assert "| North of the mole | 12 |" in found
    assert "`" not in found
