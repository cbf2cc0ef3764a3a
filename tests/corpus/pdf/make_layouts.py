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


#: Rows of (text, columns, rows) cells; the first row is bold.
HARBOURS = (
    (("Harbour", 1, 2), ("Ships", 2, 1), ("Remarks", 1, 2)),
    (("in", 1, 1), ("out", 1, 1)),
    (("Bremen", 1, 1), ("412", 1, 1), ("398", 1, 1), ("ice until|the first of April", 1, 1)),
    (("Emden", 1, 1), ("97", 1, 1), ("", 1, 1), ("", 1, 1)),
    (("All", 1, 1), ("907", 2, 1), ("two not counted", 1, 1)),
)
TIDES = (
    ("Day", "Morning", "Evening", "Height"),
    ("Monday", "4:12", "16:40", "3.1 m"),
    ("Tuesday", "5:01", "17:28", "3.3 m"),
    ("Wednesday", "5:49", "18:15", "3.4 m"),
    ("Thursday", "6:36", "19:02", "3.4 m"),
    ("Friday", "7:24", "19:50", "3.2 m"),
)


def ruled(x: float, y: float, widths: tuple[float, ...], height: float) -> str:
    """Operators that paint `HARBOURS` with a line around each cell."""
    painted = "0.7 w\n"
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(HARBOURS):
        column = 0
        for words, wide, high in row:
            while (number, column) in covered:
                column += 1
            left, top = x + sum(widths[:column]), y - number * height
            width = sum(widths[column : column + wide])
            painted += f"{left} {top - high * height} {width} {high * height} re S\n"
            for line, part in enumerate(words.split("|") if words else ()):
                painted += text(left + 3, top - 11 - 10 * line, 9, part, "F2" if number < 2 else "F1")
            covered |= {(number + i, column + j) for i in range(high) for j in range(wide)}
            column += wide
    return painted


def tables() -> None:
    """A ruled table with spans; one with rules around its header alone; one without any."""
    pdf = Pdf()
    pdf.page(
        text(50, 540, 9, "Before the table stands a line of its own.")
        + ruled(50, 520, (80, 50, 50, 120), 26)
        + text(50, 370, 9, "After it the text goes on.")
    )
    places = (50, 140, 230, 320)
    grid = "".join(f"{x} 380 90 20 re S {x} 300 90 80 re S\n" for x in places)
    body = rows(
        [(x + 4, column) for x, column in zip(places, zip(*TIDES[1:], strict=True), strict=True)], 368
    )
    header = "".join(text(x + 4, 386, 9, words, "F2") for x, words in zip(places, TIDES[0], strict=True))
    pdf.page(text(50, 420, 9, "High water of the week:") + "0.5 w\n" + grid + header + body)
    pdf.page(
        text(50, 440, 9, "High water of the week, as it was printed in the paper of the port:")
        + rows([(x, column) for x, column in zip(places, zip(*TIDES, strict=True), strict=True)], 410)
        + text(50, 300, 9, "The heights are those of the old gauge, which stood somewhat to the north.")
    )
    pdf.write("tables.pdf")


LAYOUTS: tuple[Callable[[], None], ...] = (columns, tables)

if __name__ == "__main__":
    for make in LAYOUTS:
        make()
