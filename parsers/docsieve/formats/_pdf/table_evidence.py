"""What tells the columns of a table from prose in columns, lists, formulas, code and lists of contents."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import Final

from docsieve.formats._pdf.aligned_rows import AlignedRow, Chunk

MIN_ROWS: Final = 3
#: Shares: of a table's places that hold text (in one of few rows more); of the rows in which a column must;
#: of its cells that must share an edge or a middle.
_MIN_FILLED: Final = 0.55
_MIN_FILLED_OF_FEW: Final = 0.75
_FEW_ROWS: Final = 6
MIN_COLUMN: Final = 0.4
_MIN_ALIGNED: Final = 0.6
#: Words in the usual cell, and characters in the usual cell of its widest column.
_MAX_WORDS: Final = 6.0
MAX_LENGTH: Final = 45
#: The same for two columns: shorter are formulas, longer explanations.
_MIN_LENGTH_OF_TWO: Final = 4
_MAX_LENGTH_OF_TWO: Final = 25
#: Share of numbers in a table that is typed.
_MIN_NUMBERS: Final = 0.7
#: Share of its entries that may begin or end with a comma.
_MAX_COMMAS: Final = 0.2
_FIGURE: Final = re.compile(r"\d")
_NUMBER: Final = re.compile(r"^[(+\-−–]?\s?[$€£¥]?\d[\d.,'\s]*[%)]{0,2}$")
_LEADER: Final = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
_EQUATION: Final = re.compile(r"^\(\s*[\dA-Z][\w.]*\s*\)$")
_COUNT: Final = re.compile(r"^[A-Z]?\d{0,3}(?:\.\d{1,3})*\.?$")
_LETTERS: Final = re.compile(r"[^\W_]{2}|\d")


def is_table(rows: list[AlignedRow], columns: list[list[Chunk]], size: float, *, ruled: bool) -> bool:
    """Judge rows of several cells by their columns."""
    chunks = [chunk for column in columns for chunk in column]
    count = len(columns)
    if len(rows) == MIN_ROWS:
        figures = sum(bool(_FIGURE.search(chunk.text)) for chunk in chunks)
        if count == 2 or 3 * figures < len(chunks) or len(chunks) < count * len(rows):
            return False
    least = _MIN_FILLED if len(rows) >= _FEW_ROWS else _MIN_FILLED_OF_FEW
    if len(chunks) < least * count * len(rows) or any(
        len(column) < MIN_COLUMN * len(rows) for column in columns
    ):
        return False
    if (not ruled and all(row.is_mono for row in rows) and not _is_of_figures(columns)) or 3 * sum(
        row.is_marked for row in rows
    ) > len(rows):
        return False
    if sum([len(chunk.text.split()) for chunk in chunks]) > _MAX_WORDS * len(chunks):
        return False
    if any(median([len(chunk.text) for chunk in column]) > MAX_LENGTH for column in columns[1:]):
        return False
    if sum(bool(_LETTERS.search(chunk.text)) for chunk in chunks) < 0.7 * len(chunks):
        return False
    if any(not _is_aligned(column, size) for column in columns):
        return False
    return ruled or (
        not _run_on(chunks) and not _is_contents(rows, columns) and (count > 2 or _is_table_of_two(columns))
    )


def _is_of_figures(columns: list[list[Chunk]]) -> bool:
    """Tell whether all columns but the first hold numbers and little else: then it is no code."""
    chunks = [chunk for column in columns[1:] for chunk in column]
    return sum(bool(_NUMBER.match(chunk.text)) for chunk in chunks) >= _MIN_NUMBERS * len(chunks)


def _run_on(chunks: list[Chunk]) -> bool:
    """Tell whether commas say that entries go on in the next place, as the pages of an index do."""
    return sum("," in (chunk.text[0], chunk.text[-1]) for chunk in chunks) > _MAX_COMMAS * len(chunks)


def _is_contents(rows: list[AlignedRow], columns: list[list[Chunk]]) -> bool:
    """Tell whether the last of two columns, or of three whose first counts, holds the numbers of pages."""
    pages = [int(chunk.text) for chunk in columns[-1] if chunk.text.isdecimal() and len(chunk.text) < 6]
    if len(columns) > 3 or len(pages) < 0.6 * len(columns[-1]):
        return False
    if len(columns) == 3 and sum(bool(_COUNT.match(chunk.text)) for chunk in columns[0]) < 0.6 * len(rows):
        return False
    leaders = sum(bool(_LEADER.search(chunk.text)) for row in rows for chunk in row.chunks)
    return leaders > 0.3 * len(rows) or all(a <= b for a, b in pairwise(pages))


def _is_table_of_two(columns: list[list[Chunk]]) -> bool:
    """Judge two columns: no leaders to a value, no numbered formulas, no terms with their explanations."""
    _, right = columns
    if any(_LEADER.search(chunk.text) for chunk in right):
        return False
    if sum(bool(_EQUATION.match(chunk.text)) for chunk in right) > 0.3 * len(right):
        return False
    lengths = [median(len(chunk.text) for chunk in side) for side in columns]
    if max(lengths) < _MIN_LENGTH_OF_TWO:
        return False
    figures = sum(bool(_FIGURE.search(chunk.text)) for chunk in right)
    return figures >= 0.6 * len(right) or max(lengths) <= _MAX_LENGTH_OF_TWO


def _is_aligned(column: list[Chunk], size: float) -> bool:
    """Tell whether most cells of a column share their left or right edge or their middle."""
    step = max(0.35 * size, 1.5)
    return any(
        _most(places, step) >= _MIN_ALIGNED * len(column)
        for places in (
            [chunk.x0 for chunk in column],
            [chunk.x1 for chunk in column],
            [(chunk.x0 + chunk.x1) / 2 for chunk in column],
        )
    )


def _most(places: list[float], step: float) -> int:
    """Count the places around the commonest one."""
    counts = Counter(round(place / step) for place in places)
    return max(counts[key] + max(counts[key - 1], counts[key + 1]) for key in counts)
