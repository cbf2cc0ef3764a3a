"""What is shown of the values in a worksheet part (ECMA-376 part 1, 18.3.1.4 and 18.18.11)."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Final

from docsieve.formats._sheets.cell_address import whole_number
from docsieve.formats._sheets.rich_text import unescape
from docsieve.formats._sheets.workbook import Workbook
from docsieve.model import Locator
from docsieve.report import Report

#: How XML Schema writes true, and one that programs write.
TRUE: Final = ("1", "true", "on")
_EPOCH: Final = datetime.datetime(1899, 12, 30)


class CellValues:
    """Writes the values of one sheet's cells as their styles say."""

    def __init__(self, book: Workbook, where: Locator, report: Report) -> None:
        self.strings = book.strings
        self._formats = book.formats
        self._where = where
        self._report = report
        #: Style attribute -> how to write a number and a string of that style.
        self._styles: dict[str | None, tuple[Callable[[float], str], Callable[[str], str], bool]] = {}

    def is_general(self, style: str | None) -> bool:
        """Tell whether cells of that style show numbers and strings as they are."""
        return self._style(style)[2]

    def _style(self, style: str | None) -> tuple[Callable[[float], str], Callable[[str], str], bool]:
        found = self._styles.get(style)
        if found is None:
            made = self._formats.of_style(whole_number(style) or 0)
            found = self._styles[style] = (made.text_of, made.string_of, made.is_general)
        return found

    def text(self, kind: str | None, style: str | None, value: str) -> tuple[str, bool]:
        """Return what is shown of a value; where the format shows nothing, the value and True."""
        of_number, of_string, is_general = self._style(style)
        if kind is None or kind == "n":
            if is_general and len(value) < 16 and value.isdecimal() and (value[0] != "0" or value == "0"):
                return value, False
            try:
                exact = float(value)
            except ValueError:
                return unescape(value), False
            text = of_number(exact)
            return (text, False) if text or not exact else (value, True)
        if kind == "s":
            strings = self.strings
            index = whole_number(value)
            if index is not None and index < len(strings):
                value = strings[index]
            else:
                self._report.warn(
                    "string_missing", "A cell refers to a text that is not in the file.", self._where
                )
                return "", False
        elif kind == "b":
            return ("TRUE" if value.strip() in TRUE else "FALSE"), False
        elif kind == "e":
            return value, False
        elif kind == "d":
            return _date_text(value, of_number, is_date=not is_general), False
        else:
            value = unescape(value)
        if is_general:
            return value, False
        text = of_string(value)
        return (text, False) if text or not value else (value, True)


def _date_text(value: str, of_number: Callable[[float], str], *, is_date: bool) -> str:
    """Write an ISO 8601 date as its format says; as it is where the format is none for dates."""
    try:
        moment = datetime.datetime.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        return value
    return of_number((moment - _EPOCH) / datetime.timedelta(days=1)) if is_date else value
