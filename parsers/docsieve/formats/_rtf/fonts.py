r"""Fonts and the encodings they bring along (RTF 1.9.1, "Font Table" and "Character Set")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._docx.run_properties import is_monospace
from docsieve.formats._ole.code_pages import codec_of
from docsieve.formats._ooxml.symbol_tables import SYMBOL_FONTS
from docsieve.formats._ooxml.symbols import symbol
from docsieve.formats._rtf.sink import Sink

if TYPE_CHECKING:
    from docsieve.formats._rtf.interpreter import Interpreter

_SYMBOL_CHARSET: Final = 2
#: `\fcharset` -> code page; 1 is the document's own.
_CODE_PAGES: Final = {
    **{0: 1252, 77: 10000, 78: 932, 79: 949, 80: 936, 81: 950, 85: 10006, 88: 10029, 89: 10007},
    **{128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255},
    **{178: 1256, 179: 1256, 180: 1256, 181: 1255, 186: 1257, 204: 1251, 222: 874, 238: 1250},
    **{254: 437, 255: 850},
}


class Font(msgspec.Struct):
    """A font as the document declares it."""

    name: str = ""
    charset: int | None = None
    code_page: int | None = None
    #: Filled in by `settle`.
    codec: str = "cp1252"
    is_symbol: bool = False
    is_monospace: bool = False

    def settle(self, document_codec: str) -> None:
        """Work out the codec, once the name and the document's code page are known."""
        page = self.code_page or _CODE_PAGES.get(1 if self.charset is None else self.charset)
        self.codec = codec_of(page) if page else document_codec
        self.is_symbol = self.charset == _SYMBOL_CHARSET or self.name.lower() in SYMBOL_FONTS
        self.is_monospace = is_monospace(self.name)

    def symbols(self, raw: bytes) -> str:
        """Return text set in this symbol font as the signs a reader sees."""
        if self.name.lower() not in SYMBOL_FONTS:
            return raw.decode(self.codec, "replace")
        return "".join(symbol(code, self.name) for code in raw)


class FontTable(Sink):
    r"""`\fonttbl`: `{\f0\fswiss\fcharset204 Arial;}` for each font, or all of them in one group."""

    def __init__(self) -> None:
        self._font: Font | None = None

    def text(self, reader: Interpreter, text: str) -> None:
        """Take a name; it ends at a semicolon."""
        if self._font is None:
            return
        name, end, _ = text.partition(";")
        self._font.name += name
        if end:
            self._font.name = self._font.name.strip()
            self._font = None

    def control(self, reader: Interpreter, word: bytes, number: int | None) -> bool:
        """Take a property of a font."""
        if word == b"f":
            self._font = reader.fonts.setdefault(number or 0, Font())
            self._font.name = ""
        elif self._font is not None and word == b"fcharset":
            self._font.charset = number or 0
        elif self._font is not None and word == b"cpg":
            self._font.code_page = number
        elif word in (b"falt", b"fname", b"panose", b"fontemb"):
            reader.skip_group()
        else:
            return False
        return True

    def close(self, reader: Interpreter) -> None:
        """Settle the encodings."""
        reader.settle_fonts()
