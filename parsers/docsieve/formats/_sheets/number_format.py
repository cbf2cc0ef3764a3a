"""Number formats of cells: what a person sees of a stored value (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Final

from docsieve.formats._sheets.date_format import write_date
from docsieve.formats._sheets.digit_format import DigitFormat, general
from docsieve.formats._sheets.format_sections import Section, split_sections

_COMPARISONS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
#: Values repeat in tables; this many texts of one format are kept.
_MOST_KEPT: Final = 10_000


class NumberFormat:
    """One format code, made ready to write many values."""

    def __init__(self, code: str, *, is_1904: bool = False) -> None:
        self._is_1904 = is_1904
        #: Numbers and strings are written as they are.
        self.is_general = code.strip().lower() in ("general", "", "@")
        sections = split_sections(code)[:4]
        self._text: Section | None = None
        if sections[-1].is_text and (len(sections) > 1 or not self.is_general):
            self._text = sections.pop() if len(sections) > 1 else sections[0]
        elif len(sections) == 4:
            self._text = sections.pop()
        self._sections = sections
        self._digits = [DigitFormat(section) for section in sections]
        self._kept: dict[float, str] = {}

    @property
    def is_date(self) -> bool:
        """Tell whether numbers are written as dates or times."""
        return self._sections[0].is_date

    def text_of(self, value: float) -> str:
        """Write a number; empty where the format shows nothing of it."""
        known = self._kept.get(value)
        if known is not None:
            return known
        if not math.isfinite(value):
            return "#NUM!"  # no spreadsheet holds these; damaged and hostile files do
        text = general(value) if self.is_general else self._written(value)
        if len(self._kept) < _MOST_KEPT:
            self._kept[value] = text
        return text

    def string_of(self, text: str) -> str:
        """Write a string: most formats leave it as it is."""
        if self._text is None:
            return text
        return "".join(
            text if token.kind in ("text", "general") else token.text for token in self._text.tokens
        ).strip()

    def _written(self, value: float) -> str:
        at = self._section_for(value)
        if at is None:
            return general(value)
        section = self._sections[at]
        if section.is_text and not section.is_date:
            return self.string_of(general(value))
        if section.is_date:
            written = write_date(section, value, is_1904=self._is_1904)
            return general(value) if written is None else written.strip()
        if not section.tokens:
            # An empty section hides the number; an only one without signs means General.
            return general(value) if len(self._sections) == 1 else ""
        text = self._digits[at].write(abs(value)).strip()
        if value < 0 and not self._drops_sign(at) and any(sign in "123456789" for sign in text):
            return f"-{text}"
        return text

    def _section_for(self, value: float) -> int | None:
        sections = self._sections
        if any(section.condition is not None for section in sections):
            for at, section in enumerate(sections):
                if section.condition is None:
                    is_negative_only = at == 1 and len(sections) > 2 and sections[0].condition is not None
                    if not is_negative_only or value < 0:
                        return at
                elif _COMPARISONS[section.condition[0]](value, section.condition[1]):
                    return at
            return None
        if len(sections) == 1:
            return 0
        if value < 0:
            return 1
        return 2 if value == 0 and len(sections) > 2 else 0

    def _drops_sign(self, at: int) -> bool:
        """A section for negative numbers only writes its own sign, if any."""
        condition = self._sections[at].condition
        if condition is not None:
            return condition[0] in ("<", "<=") and condition[1] == 0
        return at == 1 and self._sections[0].condition is None
