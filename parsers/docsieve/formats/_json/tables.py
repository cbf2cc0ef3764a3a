"""Objects that are alike -> rows of a table, values as written."""

from __future__ import annotations

import json
from typing import Any, Final

from docsieve.errors import LimitExceededError
from docsieve.formats._text.decoding import without_controls
from docsieve.model import Cell, Locator, Row, Table
from docsieve.options import Limits

#: More are no table that a person could read.
_MOST_COLUMNS: Final = 1000
#: Share of the cells that are filled: below it the objects are of different kinds.
_LEAST_FILLED: Final = 0.3


class _NotFlatError(ValueError):
    """An object holds a name twice, or another object or array."""


def table_of(text: str, where: Locator, limits: Limits) -> Table | None:
    """Read an array of flat objects, or one such object a line; None where the text is anything else.

    The caller has made sure that the text nests no deeper than two levels.

    Raises:
        LimitExceededError: more rows or cells than allowed.
    """
    try:
        if text.lstrip("\ufeff \t\n").startswith("["):
            values = _decoder().decode(text.strip("\ufeff \t\n"))
        else:
            lines = (line.strip("\ufeff \t") for line in text.split("\n"))
            values = [_decoder().decode(line) for line in lines if line]
            if len(values) < 2:
                return None
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, list) or not values:
        return None
    columns: dict[str, int] = {}
    filled = 0
    for value in values:
        if not isinstance(value, _Flat) or not value:
            return None
        for name, _ in value:
            columns.setdefault(name, len(columns))
        filled += len(value)
        if len(columns) > _MOST_COLUMNS:
            return None
    if filled < _LEAST_FILLED * len(columns) * len(values):
        return None
    if len(values) >= limits.max_blocks:
        raise LimitExceededError.of("the number of rows", len(values) + 1, limits.max_blocks)
    if filled + len(columns) > limits.max_cells:
        raise LimitExceededError.of("the number of cells", filled + len(columns), limits.max_cells)
    rows = [Row([Cell(text=without_controls(name)) for name in columns])]
    rows.extend(_row(value, columns) for value in values)
    return Table(where=where, rows=rows, header_rows=1)


class _Flat(list[tuple[str, str]]):
    """The entries of one object, in order."""


def _flat(entries: list[tuple[str, Any]]) -> _Flat:
    flat = _Flat()
    for name, value in entries:
        if isinstance(value, list):
            raise _NotFlatError
        text = value if isinstance(value, str) else "" if value is None else str(value).lower()
        flat.append((name, text))
    if len({name for name, _ in flat}) < len(flat):
        raise _NotFlatError
    return flat


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=_flat, parse_int=str, parse_float=str, parse_constant=str, strict=False
    )


def _row(entries: _Flat, columns: dict[str, int]) -> Row:
    cells: list[Cell] = []
    following = 0
    for name, text in sorted(entries, key=lambda entry: columns[entry[0]]):
        if not text:
            continue
        column = columns[name]
        shown = without_controls(text)
        cells.append(Cell(text=shown) if column == following else Cell(text=shown, column=column))
        following = column + 1
    return Row(cells)
