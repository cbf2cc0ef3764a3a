"""`python -m tools.stand_in_font`: draw the font that pdfium measures Chinese, Japanese and Korean text by.

A PDF may name such a font and not hold it. Without any font pdfium takes its characters to be of no size
and drops them from vertical lines. The fonts of the machine would be measured natively and not in the
browser, so both get this one: an empty box, full or half an em wide, for every character.
"""

from __future__ import annotations

import io
import sys
from typing import Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from tools.set_up.paths import REPOSITORY

FONT: Final = REPOSITORY / "parsers" / "docsieve" / "formats" / "_pdf" / "stand_in_font" / "ideographs.ttf"

_NAME: Final = "Docsieve Ideographs"
_EM: Final = 1000
_ASCENT: Final = 880
_DESCENT: Final = _ASCENT - _EM
#: Thickness of the box's lines.
_LINE: Final = 20
#: OS/2 ulCodePageRange1: Japanese, simplified Chinese, Korean (twice), traditional Chinese.
_CODE_PAGES: Final = sum(1 << bit for bit in (17, 18, 19, 20, 21))
#: Glyphs by range of code points; half-width ones are those of Latin letters and of half-width katakana.
_SPACES: Final = (0x20, 0xA0, 0x3000)
_HALF_WIDTH: Final = (range(0x21, 0x7F), range(0xFF61, 0xFFA0))
_LAST: Final = 0x2FFFF


def draw() -> bytes:
    """Return the font: TrueType, one character map of format 13 (OpenType, `cmap`), no dates."""
    builder = FontBuilder(_EM, isTTF=True)
    glyphs = {".notdef": _box(_EM), "full": _box(_EM), "half": _box(_EM // 2), "space": _nothing()}
    widths = {".notdef": _EM, "full": _EM, "half": _EM // 2, "space": _EM // 2}
    builder.setupGlyphOrder(list(glyphs))
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupNameTable({"familyName": _NAME, "styleName": "Regular", "fullName": _NAME})
    builder.font["cmap"] = _character_map()
    builder.setupOS2(
        ulCodePageRange1=_CODE_PAGES,
        sTypoAscender=_ASCENT,
        sTypoDescender=_DESCENT,
        usWinAscent=_ASCENT,
        usWinDescent=-_DESCENT,
    )
    builder.setupPost(keepGlyphNames=False)
    builder.font.recalcTimestamp = False
    builder.font["head"].created = builder.font["head"].modified = 0
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def _box(width: int) -> object:
    pen = TTGlyphPen(None)
    for inset, clockwise in ((0, True), (_LINE, False)):
        left, right, low, high = inset, width - inset, _DESCENT + inset, _ASCENT - inset
        corners = [(left, low), (left, high), (right, high), (right, low)]
        pen.moveTo(corners[0])
        for corner in corners[1:] if clockwise else corners[:0:-1]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def _nothing() -> object:
    return TTGlyphPen(None).glyph()


def _character_map() -> object:
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = dict.fromkeys(range(0x21, _LAST), "full")
    table.cmap |= dict.fromkeys(_SPACES, "space")
    for half_width in _HALF_WIDTH:
        table.cmap |= dict.fromkeys(half_width, "half")
    maps = newTable("cmap")
    maps.tableVersion, maps.tables = 0, [table]
    return maps


def main() -> int:
    """Write the font where the parsers look for it."""
    FONT.parent.mkdir(exist_ok=True)
    FONT.write_bytes(draw())
    print(f"{FONT.name}: {FONT.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
