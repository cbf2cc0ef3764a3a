"""Styles resolved through their parents (ODF 1.3 part 3, 16)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._docx.run_properties import (
    BOLD,
    ITALIC,
    NO_CHANGE,
    SHADED,
    STRIKE,
    SUBSCRIPT,
    SUPERSCRIPT,
    TINY,
    UNDERLINE,
    VANISH,
    WHITE,
    Change,
    is_monospace,
)
from docsieve.formats._odf.list_styles import ListStyle, read_list_style
from docsieve.formats._odf.namespaces import FO, OFFICE, STYLE, SVG, TEXT
from docsieve.model import Role

if TYPE_CHECKING:
    from lxml import etree

_TEXT_PROPERTIES: Final = f"{STYLE}text-properties"
_PARAGRAPH_PROPERTIES: Final = f"{STYLE}paragraph-properties"
_ENCODED: Final = re.compile(r"_([0-9a-fA-F]{1,4})_")
_POINTS: Final = re.compile(r"([0-9.]+)pt\Z")
#: Built-in paragraph styles that say what a paragraph is for; styles based on them do, too.
_ROLES: Final[dict[str, Role]] = {
    "title": "title",
    "subtitle": "subtitle",
    "caption": "caption",
    "quotations": "quote",
    "quote": "quote",
}
_CODE: Final = ("preformatted text", "html preformatted")
_MAX_CHAIN: Final = 100


class ParagraphStyle(msgspec.Struct, frozen=True):
    """What a paragraph style comes down to."""

    change: Change = NO_CHANGE
    role: Role = "body"
    code: bool = False
    #: Name of the list style; "" where the style says there is none.
    list_style: str | None = None
    #: Name of the master page that begins with such a paragraph.
    master_page: str | None = None
    #: False where paragraphs in a list show no marker all the same.
    numbered: bool = True


class StyleSheet:
    """The styles that one part may use: its own automatic ones and the document's."""

    def __init__(self, *groups: etree._Element | None) -> None:
        """Take `office:styles` and `office:automatic-styles`; later ones hide those before."""
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        self._list_styles: dict[str, ListStyle | None] = {}
        self._fonts: dict[str, str] = {}
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._texts: dict[str, Change] = {}
        self.outline: ListStyle | None = None
        self.page_layouts: dict[str, etree._Element] = {}
        for group in groups:
            for element in () if group is None else group:
                self._take(element)

    def _take(self, element: etree._Element) -> None:
        name = element.get(f"{STYLE}name", "")
        if element.tag == f"{STYLE}style":
            self._styles[element.get(f"{STYLE}family", ""), name] = element
        elif element.tag == f"{STYLE}default-style":
            self._defaults[element.get(f"{STYLE}family", "")] = element
        elif element.tag == f"{TEXT}list-style":
            self._lists[name] = element
        elif element.tag == f"{TEXT}outline-style":
            self.outline = read_list_style(element)
            self._lists[name or "Outline"] = element
        elif element.tag == f"{STYLE}font-face":
            self._fonts[name] = element.get(f"{SVG}font-family", name).strip("'\"")
        elif element.tag == f"{STYLE}page-layout":
            self.page_layouts[name] = element

    def chain(self, family: str, name: str | None) -> list[etree._Element]:
        """Return the style and those it is based on, itself first."""
        found: list[etree._Element] = []
        while name and len(found) < _MAX_CHAIN:
            element = self._styles.get((family, name))
            if element is None or element in found:
                break
            found.append(element)
            name = element.get(f"{STYLE}parent-style-name")
        return found

    def property(self, family: str, name: str | None, group: str, attribute: str) -> str | None:
        """Return one attribute of the properties element `group`, inherited."""
        for element in self.chain(family, name):
            value = _attribute(element, f"{STYLE}{group}", attribute)
            if value is not None:
                return value
        default = self._defaults.get(family)
        return None if default is None else _attribute(default, f"{STYLE}{group}", attribute)

    def list_style(self, name: str | None) -> ListStyle | None:
        """Return a list style by name."""
        if not name:
            return None
        if name not in self._list_styles:
            element = self._lists.get(name)
            self._list_styles[name] = None if element is None else read_list_style(element)
        return self._list_styles[name]

    def list_style_of_shape(self, family: str, name: str | None) -> ListStyle | None:
        """Return the list style that a graphic or presentation style brings along."""
        for element in self.chain(family, name):
            found = element.find(f"{STYLE}graphic-properties/{TEXT}list-style")
            if found is not None:
                return read_list_style(found)
        return None

    def text(self, name: str | None, family: str = "text") -> Change:
        """Return what a text style (or the text properties of a graphic style) turns on and off."""
        if not name:
            return NO_CHANGE
        key = f"{family} {name}"
        if key not in self._texts:
            change = NO_CHANGE
            for element in reversed(self.chain(family, name)):
                change = change.overridden_by(self._change(element))
            if family == "text" and self.display_name("text", name).lower() in ("source text", "teletype"):
                change = msgspec.structs.replace(change, font="Liberation Mono")
            self._texts[key] = change
        return self._texts[key]

    def paragraph(self, name: str | None) -> ParagraphStyle:
        """Return a paragraph style; None and unknown names give the default."""
        if name not in self._paragraphs:
            self._paragraphs[name] = self._paragraph(name)
        return self._paragraphs[name]

    def display_name(self, family: str, name: str) -> str:
        """Return the name as a person knows it."""
        element = self._styles.get((family, name))
        shown = None if element is None else element.get(f"{STYLE}display-name")
        return shown or _ENCODED.sub(lambda match: chr(int(match[1], 16)), name)

    def is_monospaced(self) -> bool:
        """Tell whether paragraphs are set in a monospaced font by default, which then marks no code."""
        return is_monospace(self.paragraph("Standard").change.font)

    def language(self) -> str | None:
        """Return the language that text is in by default, as in "en-GB"."""
        language = self.property("paragraph", "Standard", "text-properties", f"{FO}language")
        country = self.property("paragraph", "Standard", "text-properties", f"{FO}country")
        if language in (None, "none", "zxx"):
            return None
        return f"{language}-{country}" if country and country != "none" else language

    def _paragraph(self, name: str | None) -> ParagraphStyle:
        change = NO_CHANGE
        default = self._defaults.get("paragraph")
        if default is not None:
            change = self._change(default)
        role: Role = "body"
        code = False
        list_style = master_page = None
        for element in reversed(self.chain("paragraph", name)):
            change = change.overridden_by(self._change(element))
            own_name = self.display_name("paragraph", element.get(f"{STYLE}name", "")).lower()
            role = _ROLES.get(own_name, role)
            code = code or own_name in _CODE
            list_style = element.get(f"{STYLE}list-style-name", list_style)
            master_page = element.get(f"{STYLE}master-page-name", master_page)
        if name is not None and not self.chain("paragraph", name):
            plain = self.display_name("paragraph", name).lower()
            role, code = _ROLES.get(plain, role), plain in _CODE
        numbered = self.property("paragraph", name, "paragraph-properties", f"{TEXT}enable-numbering")
        return ParagraphStyle(change, role, code, list_style, master_page or None, numbered != "false")

    def _change(self, element: etree._Element) -> Change:
        on = off = 0
        font = None
        paragraph = element.find(_PARAGRAPH_PROPERTIES)
        if paragraph is not None:
            on |= _shading(paragraph)
        properties = element.find(_TEXT_PROPERTIES)
        if properties is None:
            return Change(on, off, None) if on else NO_CHANGE
        on |= _shading(properties)
        for bit, is_on in _told(properties):
            if is_on:
                on |= bit
            else:
                off |= bit
        font = properties.get(f"{STYLE}font-name")
        font = self._fonts.get(font, font) if font else properties.get(f"{FO}font-family")
        return Change(on, off & ~on, font.strip("'\"") if font else None)


def _told(properties: etree._Element) -> list[tuple[int, bool]]:
    """Return the bits that text properties say something of."""
    told: list[tuple[int, bool]] = []
    weight = properties.get(f"{FO}font-weight")
    if weight is not None:
        told.append((BOLD, weight == "bold" or (weight.isdecimal() and int(weight) >= 600)))
    posture = properties.get(f"{FO}font-style")
    if posture is not None:
        told.append((ITALIC, posture in ("italic", "oblique")))
    for bit, name in ((UNDERLINE, "text-underline"), (STRIKE, "text-line-through")):
        line = properties.get(f"{STYLE}{name}-style") or properties.get(f"{STYLE}{name}-type")
        if line is not None:
            told.append((bit, line != "none"))
    position = properties.get(f"{STYLE}text-position")
    if position is not None:
        raised = position.split()[0] if position.split() else "0%"
        told.append((SUPERSCRIPT, raised == "super" or (raised[:1].isdigit() and raised.strip("0.%") != "")))
        told.append((SUBSCRIPT, raised == "sub" or raised.startswith("-")))
    display = properties.get(f"{TEXT}display")
    if display is not None:
        told.append((VANISH, display == "none"))
    size = _POINTS.match(properties.get(f"{FO}font-size", ""))
    if size is not None:
        told.append((TINY, size[1].count(".") < 2 and size[1] != "." and float(size[1]) <= 1))
    colour = properties.get(f"{FO}color")
    if colour is not None:
        automatic = properties.get(f"{STYLE}use-window-font-color") == "true"
        told.append((WHITE, colour.lower() == "#ffffff" and not automatic))
    return told


def _shading(properties: etree._Element) -> int:
    colour = (properties.get(f"{FO}background-color") or "transparent").lower()
    return 0 if colour in ("transparent", "#ffffff") else SHADED


def _attribute(element: etree._Element, group: str, attribute: str) -> str | None:
    properties = element.find(group)
    return None if properties is None else properties.get(attribute)


def style_groups(root: etree._Element | None) -> list[etree._Element | None]:
    """Return the fonts, common and automatic styles that stand in a part."""
    if root is None:
        return []
    return [root.find(f"{OFFICE}{name}") for name in ("font-face-decls", "styles", "automatic-styles")]
