"""Cell styles of a workbook, as far as they change the text: which number format a style means."""

from __future__ import annotations

from docsieve.formats._sheets.format_tables import BUILT_IN
from docsieve.formats._sheets.number_format import NumberFormat

_GENERAL = NumberFormat("General")


class CellFormats:
    """Number formats by style index; each is made ready once, when it is first used."""

    def __init__(
        self,
        codes: dict[int, str],
        styles: list[int],
        *,
        is_1904: bool = False,
        same_colour: frozenset[int] = frozenset(),
    ) -> None:
        #: Styles whose text has the colour of its background.
        self.same_colour = same_colour
        self._codes = codes
        self._styles = styles
        self._is_1904 = is_1904
        self._ready: dict[int, NumberFormat] = {}
        self._by_style: dict[int, NumberFormat] = {}

    def of_style(self, style: int) -> NumberFormat:
        """Return the format of cells with that style; General where the style is unknown."""
        found = self._by_style.get(style)
        if found is None:
            number = self._styles[style] if 0 <= style < len(self._styles) else 0
            found = self._by_style[style] = self.numbered(number)
        return found

    def numbered(self, number: int) -> NumberFormat:
        """Return the format with that id."""
        found = self._ready.get(number)
        if found is None:
            code = self._codes.get(number)
            if code is None:
                code = BUILT_IN.get(number, "General")
            is_plain = code.strip().lower() == "general"
            found = _GENERAL if is_plain else NumberFormat(code, is_1904=self._is_1904)
            self._ready[number] = found
        return found
