"""Rows of a worksheet part as lxml gives them, cell by cell (ECMA-376 part 1, 18.3.1.73)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.formats._sheets.cell_address import MAX_COLUMNS, MAX_ROWS, column_index, whole_number
from docsieve.formats._sheets.cell_values import TRUE, CellValues
from docsieve.formats._sheets.rich_text import rich_text, unescape
from docsieve.formats._sheets.shared_formula import SharedFormulas
from docsieve.formats._sheets.sheet_draft import SheetDraft
from docsieve.model import Cell
from docsieve.report import Report

if TYPE_CHECKING:
    from lxml import etree

_DIGITS: Final = "0123456789"


class RowReader:
    """Puts rows into a draft. `row` and `uncalculated` go on with what other readers have taken."""

    def __init__(
        self, draft: SheetDraft, values: CellValues, report: Report, same_colour: frozenset[int]
    ) -> None:
        #: Styles whose text has the colour of its background.
        self._same_colour = same_colour
        #: Number of the row taken last.
        self.row = 0
        #: Formulas whose results were never stored, so far.
        self.uncalculated = 0
        self._draft = draft
        self._values = values
        self._report = report
        self._columns: dict[str, int] = {}
        self._formulas = SharedFormulas()

    def read(self, row: etree._Element) -> None:
        """Take one row; what has no number of its own follows the one before (18.3.1.73)."""
        number = row.get("r", "")
        self.row = int(number) if number.isdecimal() and len(number) < 8 else self.row + 1
        if not 1 <= self.row <= MAX_ROWS:
            return
        cells: list[Cell] = []
        columns, same_colour = self._columns, self._same_colour
        column = -1
        space = row.tag[: row.tag.rfind("}") + 1]
        value_tag, formula_tag, inline_tag = f"{space}v", f"{space}f", f"{space}is"
        for element in row:
            reference = element.get("r")
            if reference is None:
                column += 1
            else:
                letters = reference.rstrip(_DIGITS)
                known = columns.get(letters)
                if known is None:
                    known = columns[letters] = column_index(letters) if letters.isalpha() else column + 1
                column = known
            count = len(element)
            if not count:
                continue
            value: str | None = None
            formula: etree._Element | None = None
            inline: etree._Element | None = None
            child = element[0]
            if count == 1 and child.tag == value_tag:
                value = child.text
            else:
                for child in element:
                    name = child.tag
                    if name == value_tag:
                        value = child.text
                    elif name == formula_tag:
                        formula = child
                    elif name == inline_tag:
                        inline = child
            kind = element.get("t")
            written = None if formula is None else self._formulas.formula(formula, self.row, column)
            if inline is not None and kind == "inlineStr":
                if len(inline) == 1 and len(inline[0]) == 0:
                    text = inline[0].text or ""
                    if "_x" in text or not text.isprintable():
                        text = unescape(text)
                else:
                    text = rich_text(inline)
                hidden = False
            elif value is None:
                if written is None:
                    continue
                text, hidden = written, False
                self.uncalculated += kind != "str"
                if kind == "str":
                    text = ""
            else:
                text, hidden = self._values.text(kind, element.get("s"), value)
            if not 0 <= column < MAX_COLUMNS or not (text or written):
                continue
            cell = Cell(text, column=column)
            if written is not None:
                cell.formula = written
            if hidden:
                cell.hidden = "invisible"
            elif same_colour and (whole_number(element.get("s")) or 0) in same_colour:
                cell.hidden = "same_colour"
            cells.append(cell)
        if cells:
            is_hidden = row.get("hidden") in TRUE or row.get("ht") == "0"
            self._draft.add_row(self.row, cells, is_hidden=is_hidden)

    def tell_of_missing(self) -> None:
        """Warn of formulas that no program has calculated."""
        if self.uncalculated:
            self._report.warn(
                "formula_without_value",
                "The file holds formulas whose results were never stored; the formulas are shown instead.",
                self._draft.where,
            )
