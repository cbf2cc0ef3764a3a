"""Writes the PDF samples whose layout is hard to read, the same bytes on every run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import zip_longest

from tests.corpus.pdf.make_samples import Pdf, text

LEFT = (
    "The harbour was dredged twice in the",
    "years before the war, and each time",
    "the spoil was carried out to the bank",
    "that now shelters the outer mole from",
    "the west. Nobody had planned it so,",
    "yet the pilots soon steered by it.",
)
MIDDLE = (
    "Grain came down the river in autumn",
    "and was stored in the long sheds that",
    "still stand behind the custom house.",
    "Rats were kept off by cats, which the",
    "town paid for, and which are listed",
    "by name in the accounts of the port.",
)
RIGHT = (
    "When the railway reached the quay the",
    "ships grew larger than the lock, so a",
    "new basin was dug north of the first.",
    "The work took nine years and filled up",
    "with silt in ten, so that the engineer",
    "blamed the moon, and the council him.",
)
SIDE = ("Opening hours:", "every day but", "Monday, from", "nine to five.")


def rows(columns: Iterable[tuple[float, Iterable[str]]], y: float, size: float = 9) -> str:
    """Operators that paint columns row by row: first line of each, second line of each, and so on."""
    places = [(x, list(lines)) for x, lines in columns]
    painted = ""
    for number, row in enumerate(zip_longest(*(lines for _, lines in places))):
        for (x, _), line in zip(places, row, strict=True):
            if line:
                painted += text(x, y - 12 * number, size, line)
    return painted


def columns() -> None:
    """Columns painted row by row; a footer and a title painted out of turn."""
    pdf = Pdf()
    footer = text(50, 30, 8, "Printed by the harbour press")
    title = text(50, 540, 16, "A short history of the port", "F2")
    pdf.page(footer + rows([(50, LEFT), (230, RIGHT)], 500) + title)
    pdf.page(rows([(20, LEFT), (150, MIDDLE), (280, RIGHT)], 500, size=7))
    wide = text(50, 300, 9, "Both columns end above this line, which runs over the whole width of the page.")
    pdf.page(rows([(50, LEFT), (230, MIDDLE)], 500) + wide + rows([(50, RIGHT), (230, LEFT)], 230))
    pdf.page(rows([(50, RIGHT)], 500) + rows([(290, SIDE)], 500))
    pdf.write("columns.pdf")


LAYOUTS: tuple[Callable[[], None], ...] = (columns,)

if __name__ == "__main__":
    for make in LAYOUTS:
        make()
