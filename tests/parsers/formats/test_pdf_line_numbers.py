"""Numbers that count the lines of a page: pleadings, transcripts, manuscripts under review."""

from __future__ import annotations

from collections.abc import Callable

import docsieve
import pytest
from docsieve.formats._pdf import layout, paragraphs, spans

from tests.corpus.pdf.make_samples import Pdf, lines, text

WORDS = [
    "The defendant moved to dismiss the complaint because the harbour office, in its",
    "answer of the third of May, had named no injury that the tides alone could not",
    "have caused.",
    "Counsel for the plaintiff answered that every pilot on the coast had read the",
    "gazette of that week and knew the hour.",
    "It was then that the court, having heard both of the sides, adjourned it until the tides",
    "of the spring had been measured again, and the lamp of the lighthouse with them,",
    "by men of whom neither side had spoken.",
    "The clerk noted the day.",
]
STEP = 20.0
TEXT = [" ".join(WORDS[0:3]), " ".join(WORDS[3:5]), " ".join(WORDS[5:8]), WORDS[8]]


def blocks_of(page: str) -> list[tuple[str, str]]:
    """Return the role and text of each block."""
    pdf = Pdf()
    pdf.page(page)
    document = docsieve.parse(pdf.file(), filename="made.pdf")
    return [
        (block.role, "".join(span.text for span in block.spans))
        for block in document.pages[0].blocks
        if isinstance(block, docsieve.Paragraph | docsieve.ListItem | docsieve.Heading)
    ]


def numbered(numbers: list[str], x: Callable[[str], float], size: float = 9) -> str:
    return "".join(text(x(n), 540 - i * STEP, size, n) for i, n in enumerate(numbers) if n)


def body(x: float = 60) -> str:
    return lines(x, 540, 9, *WORDS, leading=STEP / 9)


def flush_right(number: str) -> float:
    return 40 - 5.0 * len(number)


@pytest.mark.parametrize("order", ["numbers first", "text first", "line by line"])
@pytest.mark.parametrize(
    "numbers",
    [
        [str(n) for n in range(1, 10)],
        [str(n) for n in range(1204, 1213)],
        [str(n) for n in range(5, 14)],
        ["5", "", "10", "", "15", "", "20", "", "25"],
    ],
)
def test_numbers_in_the_margin_are_no_text(order: str, numbers: list[str]) -> None:
    own = numbered(numbers, flush_right)
    page = {
        "numbers first": own + body(),
        "text first": body() + own,
        "line by line": "".join(
            a + b
            for a, b in zip(
                (text(flush_right(n), 540 - i * STEP, 9, n) if n else "" for i, n in enumerate(numbers)),
                (text(60, 540 - i * STEP, 9, line) for i, line in enumerate(WORDS)),
                strict=True,
            )
        ),
    }[order]
    found = blocks_of(page)
    assert sorted(found) == sorted(
        [*(("body", each) for each in TEXT), ("line_number", "\n".join(filter(None, numbers)))]
    )
    assert [each for role, each in found if role == "body"] == TEXT


def test_small_numbers_off_the_line_are_no_text() -> None:
    own = "".join(text(30, 541.5 - i * STEP, 5, str(i + 1)) for i in range(9))
    assert [role for role, _ in blocks_of(body() + own)].count("line_number") == 1


def test_nothing_written_has_them_and_the_model_does() -> None:
    pdf = Pdf()
    pdf.page(body() + numbered([str(n) for n in range(61, 70)], flush_right))
    document = docsieve.parse(pdf.file(), filename="made.pdf")
    for output in ("text", "markdown", "html"):
        assert "63" not in docsieve.render(document, output).split("</style>")[-1]
    assert "61\\n62\\n63" in docsieve.render(document, "json")
    [block] = [block for block in document.pages[0].blocks if block.role == "line_number"]
    assert block.where is not None
    assert block.where.bbox is not None
    assert block.where.bbox.x0 < block.where.bbox.x1 < 60


@pytest.mark.parametrize(
    "numbers",
    [
        ["1", "2", "3", "5", "6", "7", "9", "10", "11"],  # they do not count on
        ["1.", "2.", "3.", "4.", "5.", "6.", "7.", "8.", "9."],  # entries of a list
        ["9", "8", "7", "6", "5", "4", "3", "2", "1"],
        ["1", "2", "3", "4", "5", "6", "7", "", ""],  # too few
    ],
)
def test_other_numbers_in_the_margin_stay_text(numbers: list[str]) -> None:
    found = blocks_of(body() + numbered(numbers, flush_right))
    assert "line_number" not in [role for role, _ in found]


def test_numbers_of_rows_are_those_of_a_table() -> None:
    rows = [
        "buoys in the harbour",
        "lamps on the mole",
        "ropes",
        "a bell for the fog",
        "two boats",
        "sails",
        "oars",
    ]
    rows += ["charts of the coast", "a clock"]
    page = lines(60, 540, 9, *rows, leading=STEP / 9)
    found = blocks_of(page + numbered([str(n) for n in range(1, 10)], flush_right))
    assert "line_number" not in [role for role, _ in found]


@pytest.mark.parametrize("gap", [10, 12, 14, 20, 30])
def test_the_extension_and_python_find_the_same(gap: float, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = Pdf()
    for numbers in (
        [str(n) for n in range(1, 10)],
        [*"1234", "", *"6789"],
        ["5", "", "10", "", "15", "", "20"],
    ):
        pdf.page(body(40 + gap) + numbered(numbers, flush_right))
    data = pdf.file()
    by_extension = docsieve.render(docsieve.parse(data), "json")
    for module in (layout, paragraphs, spans):
        monkeypatch.setattr(module, "native", lambda: None)
    assert docsieve.render(docsieve.parse(data), "json") == by_extension
