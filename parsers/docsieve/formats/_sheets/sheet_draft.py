"""A sheet while it is read: rows of cells, what lies beside and over them, until all of it is a `Page`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import Final

from docsieve.errors import LimitExceededError
from docsieve.formats._sheets.cell_address import CellRange, column_name
from docsieve.model import Block, Cell, Hidden, Locator, Note, Page, Paragraph, Row, Span, Table
from docsieve.options import Limits
from docsieve.report import Report

#: Rows and cells that ranges (merged cells, links) may touch in all; a file that claims more is no sheet.
_MOST_TOUCHED: Final = 2_000_000
_ROW_NUMBER: Final = attrgetter("number")
_COLUMN: Final = attrgetter("column")


class SheetDraft:
    """Takes rows in any order and with their `number`; cells with their `column`, or a whole row without."""

    def __init__(self, number: int, name: str, limits: Limits, report: Report) -> None:
        self.where = Locator(page=number)
        self.name = name
        self.hidden: Hidden | None = None
        self.merged: list[CellRange] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.links: list[tuple[CellRange, str]] = []
        #: Comments by row and column.
        self.notes: dict[tuple[int, int], list[Note]] = {}
        #: First rows of tables and filters, and the rows a window keeps in sight: signs of a heading.
        self.heading_rows: set[int] = set()
        #: Headers stand before the table, everything else after it.
        self.before: list[Block] = []
        self.after: list[Block] = []
        self._rows: list[Row] = []
        self._is_sorted = True
        #: Rows made for merged cells and comments, put in order all at once.
        self._new_rows: dict[int, Row] = {}
        self._limits = limits
        self._report = report
        self._cells = 0
        self._characters = 0
        self._touched = 0

    def add_row(self, number: int, cells: list[Cell], *, is_hidden: bool = False) -> None:
        """Take a row; one without cells is left out.

        Raises:
            LimitExceededError: too many cells or rows.
        """
        if not cells:
            return
        self._cells += len(cells)
        if self._cells > self._limits.max_cells:
            raise LimitExceededError.of("the number of cells in a sheet", self._cells, self._limits.max_cells)
        if len(self._rows) >= self._limits.max_blocks:
            raise LimitExceededError.of("the number of rows", len(self._rows) + 1, self._limits.max_blocks)
        self._characters += len("".join([cell.text for cell in cells]))
        if self._characters > self._limits.max_page_characters:
            raise LimitExceededError.of(
                "the text of one sheet", self._characters, self._limits.max_page_characters, "characters"
            )
        if self._rows and number <= (self._rows[-1].number or 0):
            self._is_sorted = False
        self._rows.append(Row(cells, number=number, hidden="row" if is_hidden else None))

    @property
    def room(self) -> tuple[int, int, int]:
        """How many cells, rows and characters the limits still allow."""
        limits = self._limits
        return (
            limits.max_cells - self._cells,
            limits.max_blocks - len(self._rows),
            limits.max_page_characters - self._characters,
        )

    @property
    def last_number(self) -> int:
        """The number of the row added last; 0 before the first."""
        return (self._rows[-1].number or 0) if self._rows else 0

    def add_rows(self, rows: list[Row], *, cells: int, characters: int, is_sorted: bool) -> None:
        """Take rows that there is `room` for, with what they hold in all; `is_sorted` after those before."""
        self._rows += rows
        self._cells += cells
        self._characters += characters
        self._is_sorted = self._is_sorted and is_sorted

    def add_note(
        self,
        row: int,
        column: int,
        text: str,
        author: str | None = None,
        *,
        date: str | None = None,
        reply_to: str | None = None,
        resolved: bool = False,
    ) -> str:
        """Add a comment to a cell, which may be empty, and return its id."""
        notes = self.notes.setdefault((row, column), [])
        identifier = f"comment-{self.where.page}-{column_name(column)}{row}"
        if notes:
            identifier += f"-{len(notes) + 1}"
        notes.append(
            Note(
                where=self.where,
                role="comment",
                id=identifier,
                blocks=[Paragraph(where=self.where, spans=[Span(text)])],
                author=author,
                date=date,
                reply_to=reply_to,
                resolved=resolved,
            )
        )
        return identifier

    def finish(self) -> Page:
        """Put everything together."""
        if not self._is_sorted or self.merged or self.links or self.notes or self.hidden_columns:
            self._number_cells()
        self._sort()
        self._join_merged()
        self._link()
        self._add_notes()
        self._sort()
        self._hide_columns()
        rows = self._rows
        blocks: list[Block] = [*self.before]
        if rows:
            header_rows = int(self._has_header())
            self._relax()
            blocks.append(Table(where=self.where, rows=rows, header_rows=header_rows))
        blocks.extend(note for notes in self.notes.values() for note in notes)
        blocks.extend(self.after)
        assert self.where.page is not None
        return Page(
            number=self.where.page, kind="sheet", label=self.name or None, blocks=blocks, hidden=self.hidden
        )

    def _number_cells(self) -> None:
        """Give the cells of rows that came without columns their columns."""
        for row in self._rows:
            if row.cells[-1].column is None:
                for column, cell in enumerate(row.cells):
                    cell.column = column

    def _sort(self) -> None:
        """Bring rows and cells in order; of two rows with one number the cells are joined."""
        if self._is_sorted:
            return
        self._rows += self._new_rows.values()
        self._new_rows.clear()
        self._rows.sort(key=_ROW_NUMBER)
        joined: list[Row] = []
        for row in self._rows:
            if joined and joined[-1].number == row.number:
                joined[-1].cells.extend(row.cells)
            else:
                joined.append(row)
        for row in joined:
            row.cells.sort(key=_COLUMN)
        self._rows = joined
        self._is_sorted = True

    def _row(self, number: int) -> Row | None:
        at = bisect_left(self._rows, number, key=_ROW_NUMBER)
        return self._rows[at] if at < len(self._rows) and self._rows[at].number == number else None

    def _cell_at(self, number: int, column: int) -> Cell:
        """Return the cell at a place, made where there is none."""
        row = self._row(number) or self._new_rows.get(number)
        if row is None:
            row = self._new_rows[number] = Row([], number=number)
            self._is_sorted = False
        at = bisect_left(row.cells, column, key=_COLUMN)
        if at == len(row.cells) or row.cells[at].column != column:
            row.cells.insert(at, Cell(column=column))
        return row.cells[at]

    def _may_touch(self, count: int) -> bool:
        self._touched += count
        if self._touched <= _MOST_TOUCHED:
            return True
        self._report.warn(
            "ranges_left_out",
            "A sheet has more merged or linked ranges than a person would make; the last were left out.",
            self.where,
        )
        return False

    def _rows_within(self, area: CellRange) -> list[Row]:
        first = bisect_left(self._rows, area.first_row, key=_ROW_NUMBER)
        last = bisect_right(self._rows, area.last_row, key=_ROW_NUMBER)
        return self._rows[first:last]

    def _join_merged(self) -> None:
        if not self._rows or not self.merged:
            return
        anchors: list[tuple[CellRange, Cell]] = []
        last_column = max([row.cells[-1].column or 0 for row in self._rows])
        for area in self.merged:
            rows = self._rows_within(area)
            if not self._may_touch(len(rows) + 1):
                break
            covered: list[Cell] = []
            for row in rows:
                start = bisect_left(row.cells, area.first_column, key=_COLUMN)
                end = bisect_right(row.cells, area.last_column, key=_COLUMN)
                if row.number == area.first_row and start < end:
                    start += row.cells[start].column == area.first_column
                covered += row.cells[start:end]
                del row.cells[start:end]
            anchor_row = self._row(area.first_row)
            at = 0 if anchor_row is None else bisect_left(anchor_row.cells, area.first_column, key=_COLUMN)
            has_anchor = (
                anchor_row is not None
                and at < len(anchor_row.cells)
                and anchor_row.cells[at].column == area.first_column
            )
            if not has_anchor and not covered:
                continue
            anchor = self._cell_at(area.first_row, area.first_column)
            anchor.col_span = max(min(area.last_column, last_column) - area.first_column + 1, 1)
            anchors.append((area, anchor))
            _cover(anchor, covered, self.where)
        self._rows = [row for row in self._rows if row.cells]
        self._is_sorted = False
        self._sort()
        for area, anchor in anchors:
            # Rows without cells are not listed, so a span counts those that are.
            anchor.row_span = max(len(self._rows_within(area)), 1)

    def _link(self) -> None:
        for area, target in self.links:
            rows = self._rows_within(area)
            if not self._may_touch(len(rows) + 1):
                return
            for row in rows:
                start = bisect_left(row.cells, area.first_column, key=_COLUMN)
                end = bisect_right(row.cells, area.last_column, key=_COLUMN)
                for cell in row.cells[start:end]:
                    cell.link = target

    def _add_notes(self) -> None:
        for (number, column), notes in self.notes.items():
            self._cell_at(number, column).note = notes[0].id

    def _hide_columns(self) -> None:
        hidden: set[int] = set()
        end = 0
        for first, last in sorted(self.hidden_columns):
            hidden.update(range(max(first, end), last + 1))
            end = max(end, last + 1)
        if not hidden:
            return
        for row in self._rows:
            for cell in row.cells:
                if cell.column not in hidden or cell.hidden is not None:
                    continue
                others = range(cell.column + 1, cell.column + cell.col_span)
                # A merged cell that reaches into a column that shows is seen there.
                if all(column in hidden for column in others):
                    cell.hidden = "column"

    def _has_header(self) -> bool:
        """A table or a frozen pane says so; else names, all different, over a row that holds values."""
        first = self._rows[0]
        if len(self._rows) < 2 or any(cell.col_span > 1 or cell.row_span > 1 for cell in first.cells):
            return False
        if first.number in self.heading_rows:
            return True
        names = [cell.text for cell in first.cells]
        widest = max(len(row.cells) for row in self._rows[:50])
        return (
            len(names) >= max(widest, 2)
            and len(set(names)) == len(names)
            and all(name and len(name) <= 80 and not name.strip("-+(")[:1].isdigit() for name in names)
        )

    def _relax(self) -> None:
        """Leave out numbers that follow from the order."""
        is_spanned = bool(self.merged)
        expected_row = 1
        for row in self._rows:
            if row.number == expected_row:
                row.number = None
                expected_row += 1
            else:
                expected_row = (row.number or 0) + 1
            if is_spanned or row.cells[-1].column is None:
                continue
            expected = 0
            for cell in row.cells:
                if cell.column == expected:
                    cell.column = None
                    expected += 1
                else:
                    expected = (cell.column or 0) + 1


def _cover(anchor: Cell, covered: list[Cell], where: Locator) -> None:
    """Keep values under a merged area: nobody sees them in the sheet, and they are in the file."""
    texts = [cell.text for cell in covered if cell.text]
    if not texts:
        return
    anchor.blocks = [
        Paragraph(where=where, spans=[Span(anchor.text)]),
        *(Paragraph(where=where, spans=[Span(text)], hidden="invisible") for text in texts),
    ]
    anchor.text = ""
