"""Cell styles whose text has the colour of what it stands on (ECMA-376 part 1, 18.8.10, 18.8.20, 18.8.22)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.formats._sheets.cell_address import whole_number

if TYPE_CHECKING:
    from lxml import etree

_WHITE: Final = "FFFFFF"
#: White in the palette of old, and as the background of the theme.
_WHITE_INDEXES: Final = ("1", "9")
_THEME_BACKGROUND: Final = "0"


def same_colour_styles(styles: etree._Element, *, has_tables: bool) -> frozenset[int]:
    """Return the numbers of cell styles with such text.

    White text on no fill counts only where nothing else can colour the cell: neither conditions nor tables.
    """
    fonts = [_colour(font.find("{*}color")) for font in styles.iterfind("{*}fonts/{*}font")]
    fills = [_fill(fill) for fill in styles.iterfind("{*}fills/{*}fill")]
    is_bare_white = not has_tables and styles.find("{*}dxfs/{*}dxf") is None
    found = set()
    for number, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        font, fill = _at(fonts, style.get("fontId")), _at(fills, style.get("fillId"))
        if font is not None and font == (fill or (_WHITE if is_bare_white and fill is None else None)):
            found.add(number)
    return frozenset(found)


def _fill(fill: etree._Element) -> str | None:
    """Return the colour of a fill: None for no fill, an empty text for one of several colours."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return ""
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return None
    return _colour(pattern.find("{*}fgColor")) or "" if kind == "solid" else ""


def _colour(colour: etree._Element | None) -> str | None:
    """Return a colour in a form that can be compared; None for the usual one."""
    if colour is None or colour.get("auto") is not None:
        return None
    if rgb := colour.get("rgb"):
        return rgb[-6:].upper()
    tint = colour.get("tint", "0")
    if (theme := colour.get("theme")) is not None:
        return _WHITE if theme == _THEME_BACKGROUND and tint in ("0", "0.0") else f"theme {theme} {tint}"
    index = colour.get("indexed")
    return _WHITE if index in _WHITE_INDEXES else index and f"index {index}"


def _at(values: list[str | None], index: str | None) -> str | None:
    number = whole_number(index) or 0
    return values[number] if number < len(values) else None
