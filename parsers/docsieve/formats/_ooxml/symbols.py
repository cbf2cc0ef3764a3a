"""Text in symbol fonts as the signs a reader sees."""

from __future__ import annotations

import re
from typing import Final

from docsieve.formats._ooxml.symbol_tables import SYMBOL_FONTS

#: Names as PostScript and foundries write them: "Wingdings-Regular", "ITCZapfDingbatsStd", "SymbolMT".
_POSTSCRIPT_NAME: Final = re.compile(
    r"(?:itc)?(symbol|wingdings|webdings|zapfdingbats|monotypesorts)[ -]?([23]?)"
    r"(?:[-, ]?(?:mt|std|itc|neue?|regular|normal|bold|italic|oblique|identity|h))*",
    re.I,
)
_TABLES: Final = {name.replace(" ", ""): table for name, table in SYMBOL_FONTS.items()}
_PRIVATE: Final = re.compile("[\uf020-\uf0ff]")


def table_of(name: str) -> dict[int, str] | None:
    """Return the signs of a font by the name that a file other than Office's has for it."""
    found = _POSTSCRIPT_NAME.fullmatch(name)
    return _TABLES.get(f"{found[1]}{found[2]}".lower()) if found else None


def symbol(code: int, font: str) -> str:
    """Return the sign at `code` (with or without 0xF000) of a font; what is not known stays as it is."""
    table = SYMBOL_FONTS.get(font.lower())
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    if table is not None and low in table:
        return table[low]
    if table is None and 0xF020 <= code <= 0xF07E:
        return chr(low)  # a symbol-encoded text font: its letters stand where ASCII has them
    return chr(code) if 0x20 <= code < 0x11_0000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def unsymboled(text: str, font: str | None) -> str:
    """Return text set in `font` as Unicode; only text in symbol fonts changes."""
    if font and font.lower() in SYMBOL_FONTS:
        return "".join(symbol(ord(character), font) for character in text)
    return text


def unprivate(text: str) -> str:
    """Replace private-use characters of unnamed symbol fonts: bullets from Symbol, by far the most usual."""
    return _PRIVATE.sub(lambda match: symbol(ord(match[0]), "symbol"), text)
