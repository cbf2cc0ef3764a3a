"""Tables of a page: the text of its lines put into the cells of grids, ruled or not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from docsieve.formats._pdf.alignment import find_aligned
from docsieve.formats._pdf.cell_lines import REACH, in_cells
from docsieve.formats._pdf.columns import in_columns
from docsieve.formats._pdf.drafts import CellDraft, Draft, TableDraft
from docsieve.formats._pdf.glyphs import Glyphs, Shapes
from docsieve.formats._pdf.grids import Edge, Grid
from docsieve.formats._pdf.lines import RTL, Line
from docsieve.formats._pdf.links import LinkAreas
from docsieve.formats._pdf.paragraphs import build_cells, build_paragraphs
from docsieve.formats._pdf.quality import RECTANGLE, RULE
from docsieve.formats._pdf.rule_bands import MIN_RULES, find_bands, rules_of_bands
from docsieve.formats._pdf.ruled_evidence import is_form, is_table
from docsieve.formats._pdf.ruling import find_grids, painted_lines
from docsieve.formats._pdf.stub_columns import with_stub
from docsieve.formats._pdf.table_rows import split_row, undivided_above
from docsieve.formats._pdf.undivided import divided
from docsieve.geometry import BBox

#: Of one page; each costs a pass over its lines.
_MAX_TABLES: Final = 100
#: Points. A narrower column or lower row without text is the space between two lines.
_MIN_EMPTY: Final = 9.0
#: More rows all in bold are no headings.
_MAX_HEADER_ROWS: Final = 3
_BASELINE: Final = attrgetter("y")


class Placed(NamedTuple):
    """A table, and `Line.start` of the first line that went into it."""

    start: int
    draft: Draft


class Ruling(NamedTuple):
    """The ruled grids of a page, small ones first, its level lines, and those that a table may be between."""

    grids: list[Grid]
    level: list[Edge]
    rules: list[Edge]


def read_ruling(shapes: Shapes, width: float, height: float) -> Ruling | None:
    """Find what may rule tables on a page of that size; None for nothing, as on most pages."""
    if shapes.count(RULE) + shapes.count(RECTANGLE) < MIN_RULES:
        return None
    painted = painted_lines(shapes, width, height)
    grids = find_grids(painted, shapes, width, height)
    rules = rules_of_bands(painted.level, grids)
    if not grids and not rules:
        return None
    # What stands in a table within a table belongs to the inner one.
    grids.sort(key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))
    return Ruling(grids, painted.level, rules)


def rules_alone(ruling: Ruling | None) -> list[Edge] | None:
    """Return the rules that a table may be between where there is no grid; else None."""
    if ruling is None:
        return []
    return None if ruling.grids else ruling.rules


def take_tables(
    ruling: Ruling | None,
    lines: list[Line],
    glyphs: Glyphs,
    links: LinkAreas | None,
    *,
    may_be_banded: bool = True,
) -> tuple[list[Line], list[Placed]]:
    """Take the text of tables out of the lines of a page; return what is left, and the tables made of it."""
    placed: list[Placed] = []
    if ruling is not None:
        grids = [(with_stub(grid, ruling.level, lines), None) for grid in ruling.grids]
        lines = _take_all(grids, lines, placed, glyphs, links)
        if may_be_banded:
            bands = find_bands(ruling.rules, ruling.level, lines, glyphs)
            lines = _take_all(bands, lines, placed, glyphs, links)
    aligned = find_aligned(lines, glyphs)
    if aligned:
        # Lines of columns of prose that are painted row by row are no rows of a table.
        cut = in_columns(lines, glyphs)
        aligned = aligned if cut is lines else find_aligned(cut, glyphs)
    return _take_all(aligned, lines, placed, glyphs, links), placed


def _take_all(
    grids: Sequence[tuple[Grid, set[int] | None]],
    lines: list[Line],
    placed: list[Placed],
    glyphs: Glyphs,
    links: LinkAreas | None,
) -> list[Line]:
    for grid, members in grids[:_MAX_TABLES]:
        inner = _tables_in_cells(grid, placed)
        found = _take(grid, members, inner, lines, glyphs, links)
        if found is None:
            continue
        lines, table = found
        nested = {id(within) for tables in inner.values() for within in tables}
        placed[:] = [other for other in placed if id(other) not in nested]
        placed.append(table)
    return lines


def _tables_in_cells(grid: Grid, placed: list[Placed]) -> dict[int, list[Placed]]:
    """Return the tables that stand whole within one cell of the grid, by the cell's index."""
    found: dict[int, list[Placed]] = {}
    for table in placed:
        box = table.draft.box
        index = grid.at((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
        if index < 0:
            continue
        cell = grid.cells[index]
        inside = cell.x0 - REACH <= box.x0 and box.x1 <= cell.x1 + REACH
        if inside and cell.top - REACH <= box.top and box.bottom <= cell.bottom + REACH:
            found.setdefault(index, []).append(table)
    return found


def _take(
    grid: Grid,
    members: set[int] | None,
    inner: dict[int, list[Placed]],
    lines: list[Line],
    glyphs: Glyphs,
    links: LinkAreas | None,
) -> tuple[list[Line], Placed] | None:
    """Take what stands in the grid out of the lines, or of those of them whose `start` is in `members`."""
    taken = in_cells(grid, members, lines, glyphs)
    if members is None and taken.texts and not inner and (finer := divided(grid, taken.texts, glyphs)):
        grid = finer
        taken = in_cells(grid, members, lines, glyphs)
    first, texts = taken.first, taken.texts
    for cell, tables in inner.items():
        texts.setdefault(cell, [])
        first = min(table.start for table in tables) if first is None else min(first, tables[0].start)
    if first is None or not is_table(grid, texts) or is_form(grid, texts, taken.stray):
        return None
    nested = {cell: [table.draft for table in tables] for cell, tables in inner.items()}
    return taken.rest, Placed(_start(first, texts), _draft(grid, texts, nested, glyphs, links))


def _start(first: int, texts: dict[int, list[Line]]) -> int:
    """Return where the table stands among what is painted: where half of it is, if it begins much earlier."""
    starts = sorted([line.start for lines in texts.values() for line in lines])
    return starts[len(starts) // 2] if starts else first


def _draft(
    grid: Grid,
    texts: dict[int, list[Line]],
    nested: dict[int, list[Draft]],
    glyphs: Glyphs,
    links: LinkAreas | None,
) -> Draft:
    is_leftwards = _is_leftwards(texts)
    columns = _columns(grid, texts)
    by_row: list[list[int]] = [[] for _ in range(len(grid.ys) - 1)]
    for i, cell in enumerate(grid.cells):
        by_row[cell.row].append(i)
    #: For each row of the grid the rows of text within it: of each cell, its lines.
    split = [_rows_of_text({i: texts[i] for i in row if i in texts}, nested, grid) for row in by_row]
    made = _drafts_of(split, glyphs, links)
    kept = [bool(parts) or not _is_low(grid, row) for row, parts in enumerate(split)]
    first = list(
        accumulate((max(len(parts), 1) * keep for parts, keep in zip(split, kept, strict=True)), initial=0)
    )
    rows: list[list[CellDraft]] = []
    for row, members in enumerate(by_row):
        if not kept[row]:
            continue
        for number in range(max(len(split[row]), 1)):
            cells = []
            drafts_of = made[row][number] if made[row] else {}
            for i in members:
                cell = grid.cells[i]
                height = first[cell.row + cell.row_span] - first[cell.row]
                column, width = (
                    columns[cell.column],
                    columns[cell.column + cell.col_span] - columns[cell.column],
                )
                if not width or (number and cell.row_span > 1):
                    continue
                if is_leftwards:
                    column = columns[-1] - column - width
                drafts = drafts_of.get(i, [])
                if i in nested:
                    drafts = sorted(drafts + nested[i], key=lambda draft: draft.box.top)
                cells.append(CellDraft(column, width, height if cell.row_span > 1 else 1, drafts))
            rows.append(sorted(cells, key=lambda cell: cell.column) if is_leftwards else cells)
    box = BBox(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])
    while rows and not any(cell.drafts for cell in rows[-1]) and not _is_spanned(rows, len(rows) - 1):
        rows.pop()
    header = first[undivided_above(split)]
    header = header if header <= _MAX_HEADER_ROWS else 0
    edges = [x for x, (a, b) in zip(grid.xs, pairwise([-1, *columns]), strict=True) if a != b]
    return Draft([], box, table=TableDraft(rows, header or _header_rows(rows), edges))


def _rows_of_text(
    cells: dict[int, list[Line]], nested: dict[int, list[Draft]], grid: Grid
) -> list[dict[int, list[Line]]]:
    return [cells] if nested and not nested.keys().isdisjoint(cells) else split_row(cells, grid)


def _is_leftwards(texts: dict[int, list[Line]]) -> bool:
    """Tell whether most of its words are of a script that runs to the left: then its columns do too."""
    lines = [line for lines in texts.values() for line in lines]
    if not any(line.flags & RTL for line in lines):
        return False
    lettered = [line for line in lines if any(c.isalpha() for c in line.first)]
    return sum(1 if line.flags & RTL else -1 for line in lettered) > 0


def _columns(grid: Grid, texts: dict[int, list[Line]]) -> list[int]:
    """Return the column of the table for each line between columns, narrow ones without text left out."""
    used = {cell.column for i, cell in enumerate(grid.cells) if cell.col_span == 1 and i in texts}
    kept = (
        column in used or right - left >= _MIN_EMPTY for column, (left, right) in enumerate(pairwise(grid.xs))
    )
    return list(accumulate(kept, initial=0))


def _is_low(grid: Grid, row: int) -> bool:
    return grid.ys[row + 1] - grid.ys[row] < _MIN_EMPTY


def _drafts_of(
    split: list[list[dict[int, list[Line]]]], glyphs: Glyphs, links: LinkAreas | None
) -> list[list[dict[int, list[Draft]]]]:
    """Make paragraphs of the lines of each cell."""
    cells = [
        sorted(lines, key=_BASELINE) if len(lines) > 1 and _goes_up(lines) else lines
        for parts in split
        for part in parts
        for lines in part.values()
    ]
    built = iter(build_cells(cells, glyphs, links))
    return [[{i: next(built) for i in part} for part in parts] for parts in split]


def _goes_up(lines: list[Line]) -> bool:
    """Tell whether a line is higher than the one before it and begins no column at the right of all."""
    reach = 0.0
    for before, after in pairwise(lines):
        reach = max(reach, before.x1)
        if after.y < before.y - before.size and after.x0 < reach:
            return True
    return False


def _is_spanned(rows: list[list[CellDraft]], number: int) -> bool:
    return any(cell.row_span > number - i for i, row in enumerate(rows[:number]) for cell in row)


def _header_rows(rows: list[list[CellDraft]]) -> int:
    """Count the first rows that are headings: all their text is bold, and not all of the table's."""
    for number, row in enumerate(rows):
        drafts = [draft for cell in row for draft in cell.drafts]
        if not all(draft.bold for draft in drafts) or (number == 0 and not drafts):
            break
    else:
        return 0  # all of it is bold
    if 0 < number <= _MAX_HEADER_ROWS:
        return number
    return int(number == 0 and len(rows) > 2 and _is_above_figures(rows))


def _is_above_figures(rows: list[list[CellDraft]]) -> bool:
    """Tell whether the first row names columns of figures."""
    names = rows[0][1:]
    if len(names) < 1 or any(_has_figure(cell) or not cell.drafts for cell in names):
        return False
    below = [cell for row in rows[1:] for cell in row[1:] if cell.drafts]
    return len(below) >= len(names) and sum(map(_has_figure, below)) > 0.7 * len(below)


def _has_figure(cell: CellDraft) -> bool:
    return any(c.isdigit() for draft in cell.drafts for c in (draft.marker or "") + draft.text)


def read_drafts(
    lines: list[Line], placed: list[Placed], glyphs: Glyphs, links: LinkAreas | None
) -> list[Draft]:
    """Build the paragraphs of a page around its tables."""
    drafts: list[Draft] = []
    done = 0
    starts = [line.start for line in lines] if placed else []
    for start, draft in sorted(placed, key=lambda entry: entry.start):
        at = max(bisect_left(starts, start), done)
        drafts += build_paragraphs(in_columns(lines[done:at], glyphs), glyphs, links)
        drafts.append(draft)
        done = at
    drafts += build_paragraphs(in_columns(lines[done:], glyphs), glyphs, links)
    return drafts
