from __future__ import annotations

from docsieve import Cell, Row, Table
from docsieve.renderers.table_grid import grid_of

from tests.builders import HERE


def columns_of(*rows: list[Cell]) -> list[list[int]]:
    grid = grid_of(Table(where=HERE, rows=[Row(row) for row in rows]))
    return [[column for column, _ in row.cells] for row in grid.rows]


def test_cells_follow_one_another_past_spans_from_left_and_above() -> None:
    assert columns_of(
        [Cell("a", row_span=2, col_span=2), Cell("b")], [Cell("c")], [Cell("d"), Cell("e")]
    ) == [
        [0, 2],
        [2],
        [0, 1],
    ]


def test_columns_that_hold_nothing_anywhere_are_closed_up() -> None:
    assert columns_of([Cell("a", column=5)], [Cell("b", column=900), Cell("c")]) == [[0], [1, 2]]


def test_a_column_that_lies_behind_is_not_believed() -> None:
    assert columns_of([Cell("a"), Cell("b"), Cell("c", column=0)]) == [[0, 1, 2]]


def test_spans_beyond_reason_cost_nothing() -> None:
    row = [Cell("x", col_span=10**9, row_span=10**9) for _ in range(50)]
    grid = grid_of(Table(where=HERE, rows=[Row(row) for _ in range(50)]))
    assert len(grid.rows) == 50
