"""Run formatting as bits: what `w:rPr` turns on and off (ECMA-376 part 1, 17.3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._ooxml.namespaces import W

if TYPE_CHECKING:
    from lxml import etree

BOLD: Final = 1
ITALIC: Final = 2
UNDERLINE: Final = 4
STRIKE: Final = 8
CODE: Final = 16
SUPERSCRIPT: Final = 32
SUBSCRIPT: Final = 64
VANISH: Final = 128
TINY: Final = 256
WHITE: Final = 512
SHADED: Final = 1024

#: Set in a paragraph style and a character style at once, these cancel out (17.7.3).
_TOGGLES: Final = BOLD | ITALIC | STRIKE | VANISH
_FLAGS: Final = {
    f"{W}b": BOLD,
    f"{W}i": ITALIC,
    f"{W}strike": STRIKE,
    f"{W}dstrike": STRIKE,
    f"{W}vanish": VANISH,
}
_OFF: Final = frozenset(("0", "false", "off"))
_VALUE: Final = f"{W}val"
_ASCII: Final = f"{W}ascii"
_HANSI: Final = f"{W}hAnsi"
_FILL: Final = f"{W}fill"
_COLOUR: Final = f"{W}color"
_MONOSPACE: Final = (
    "courier", "consolas", "lucida console", "lucida sans typewriter", "menlo", "monaco", "source code",
    "fira code", "fira mono", "dejavu sans mono", "liberation mono", "inconsolata", "andale mono", "cascadia",
    "jetbrains mono", "roboto mono", "ubuntu mono", "noto sans mono", "sf mono", "ocr a", "nimbus mono",
    "freemono", "bitstream vera sans mono",
)  # fmt: skip


class Change(msgspec.Struct, frozen=True, gc=False):
    """Bits turned on and off, and the font where one is named."""

    on: int = 0
    off: int = 0
    font: str | None = None
    #: Id of a character style to apply first.
    style: str | None = None
    #: The element of a tracked change of formatting, where there is one.
    tracked: etree._Element | None = None

    def overridden_by(self, other: Change) -> Change:
        """Return this change with another one of the same kind of style on top."""
        return Change(
            (self.on & ~other.off) | other.on, (self.off & ~other.on) | other.off, other.font or self.font
        )


NO_CHANGE: Final = Change()


def read_change(properties: etree._Element) -> Change:
    """Read a `w:rPr`."""
    on = off = 0
    font = style = tracked = None
    for element in properties:
        tag = element.tag
        flag = _FLAGS.get(tag)
        if flag is not None:
            if element.get(_VALUE) in _OFF:
                off |= flag
            else:
                on |= flag
        elif tag in _READERS:
            more_on, more_off = _READERS[tag](element.get(_VALUE) or "")
            on |= more_on
            off |= more_off
        elif tag == _FONTS:
            font = element.get(_ASCII) or element.get(_HANSI)
        elif tag == _STYLE:
            style = element.get(_VALUE)
        elif tag == _SHADING:
            if is_coloured(element):
                on |= SHADED
        elif tag == _TRACKED:
            tracked = element
    return Change(on & ~off, off, font, style, tracked)


def apply_style(mask: int, font: str | None, change: Change) -> tuple[int, str | None]:
    """Apply a style's change on top of another kind of style: toggles cancel out."""
    toggled = mask ^ (change.on & _TOGGLES)
    return ((toggled | (change.on & ~_TOGGLES)) & ~(change.off & ~_TOGGLES), change.font or font)


def apply_direct(mask: int, font: str | None, change: Change) -> tuple[int, str | None]:
    """Apply direct formatting: it has the last word."""
    return ((mask & ~change.off) | change.on, change.font or font)


def is_monospace(font: str | None) -> bool:
    """Tell whether a font is known to have one width for all characters."""
    return font is not None and font.lower().startswith(_MONOSPACE)


def is_coloured(shading: etree._Element) -> bool:
    """Tell whether a `w:shd` puts a colour other than white behind the text (17.3.5)."""
    pattern = shading.get(_VALUE, "clear")
    if pattern == "nil":
        return False
    # The automatic colour of a pattern is black, that of the ground is none.
    if pattern != "clear" and shading.get(_COLOUR, "auto").lower() != "ffffff":
        return True
    return pattern != "solid" and shading.get(_FILL, "auto").lower() not in ("auto", "ffffff")


def _underline(value: str) -> tuple[int, int]:
    return (0, UNDERLINE) if value in ("none", *_OFF) else (UNDERLINE, 0)


def _vertical(value: str) -> tuple[int, int]:
    if value == "superscript":
        return SUPERSCRIPT, SUBSCRIPT
    if value == "subscript":
        return SUBSCRIPT, SUPERSCRIPT
    return 0, SUPERSCRIPT | SUBSCRIPT


def _colour(value: str) -> tuple[int, int]:
    return (WHITE, 0) if value.lower() == "ffffff" else (0, WHITE)


def _size(value: str) -> tuple[int, int]:
    """Half points; text of one point and less is not there to be read."""
    return (TINY, 0) if value in ("0", "1", "2") else (0, TINY)


def _highlight(value: str) -> tuple[int, int]:
    return (0, SHADED) if value == "none" else (SHADED, 0)


_READERS: Final = {
    f"{W}u": _underline,
    f"{W}vertAlign": _vertical,
    f"{W}color": _colour,
    f"{W}sz": _size,
    f"{W}highlight": _highlight,
}
_FONTS: Final = f"{W}rFonts"
_STYLE: Final = f"{W}rStyle"
_SHADING: Final = f"{W}shd"
_TRACKED: Final = f"{W}rPrChange"
