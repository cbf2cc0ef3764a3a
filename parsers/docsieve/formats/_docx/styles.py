"""Styles resolved through `basedOn` into what the reader needs (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._docx.run_properties import (
    BOLD,
    ITALIC,
    NO_CHANGE,
    UNDERLINE,
    Change,
    apply_style,
    is_coloured,
    read_change,
)
from docsieve.formats._ooxml.namespaces import W
from docsieve.model import Role

if TYPE_CHECKING:
    from lxml import etree

_MAX_CHAIN: Final = 64
#: "heading 2" in English and as localised programs other than Word write the name.
_HEADING_NAME: Final = re.compile(
    r"(?:heading|überschrift|titre|título|titulo|títol|titolo|kop|rubrik|overskrift|otsikko|nagłówek"
    r"|заголовок|nadpis|başlık|επικεφαλίδα|címsor|titlu|naslov|cabeçalho|encabezado|intestazione|见出し|見出し|标题|標題|제목)"
    r"\s*([1-9])",
)
_ROLE_NAMES: Final[dict[str, Role]] = {
    "title": "title",
    "subtitle": "subtitle",
    "caption": "caption",
    "table of figures": "toc",
    "table of authorities": "toc",
    "toc heading": "toc",
    "quote": "quote",
    "intense quote": "quote",
    "quotations": "quote",
    "block text": "quote",
    "block quote": "quote",
    "block quotation": "quote",
}
_CODE_NAME: Final = re.compile(
    r"html preformatted|preformatted text|macro(?: text)?|source ?code|listing"
    r"|code(?: ?block| listing| example)?"
)
_LIST_CONTINUE: Final = re.compile(r"list continue(?: ([2-9]))?")
_TOC_NAME: Final = re.compile(r"(?:toc|contents|index) \d")


class ParagraphStyle(msgspec.Struct, frozen=True):
    """What a paragraph style, or its absence, says. `outline` is 0 to 8 for headings."""

    role: Role = "body"
    outline: int | None = None
    code: bool = False
    list_continue: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    #: Id of the style in the chain that carries the numbering: levels are linked by it.
    num_style: str | None = None
    #: There is a colour behind its paragraphs.
    shaded: bool = False
    change: Change = NO_CHANGE
    #: `change` upon nothing.
    mask: int = 0
    font: str | None = None


class _Declared(msgspec.Struct):
    name: str
    kind: str
    based_on: str | None
    element: etree._Element


class StyleSheet:
    """Styles by id, each resolved once. Without a styles part everything is plain."""

    def __init__(self, root: etree._Element | None) -> None:
        self._declared: dict[str, _Declared] = {}
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._characters: dict[str, Change] = {}
        self._default_paragraph: str | None = None
        self.language: str | None = None
        self._defaults = NO_CHANGE
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for element in root.iterchildren(f"{W}style"):
            style_id = element.get(f"{W}styleId")
            if not style_id:
                continue
            kind = element.get(f"{W}type", "paragraph")
            name = _value(element, "name") or style_id
            self._declared.setdefault(
                style_id, _Declared(name.lower(), kind, _value(element, "basedOn"), element)
            )
            if kind == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
                self._default_paragraph = style_id
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is not None:
            self._defaults = read_change(defaults)
            language = defaults.find(f"{W}lang")
            self.language = None if language is None else language.get(f"{W}val")

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """Return a paragraph style; unknown ids count as the default style."""
        found = self._paragraphs.get(style_id)
        if found is None:
            known = style_id if style_id in self._declared else self._default_paragraph
            found = self._resolve(known)
            if known is None and style_id:
                found = _named(found, style_id.lower())
            self._paragraphs[style_id] = found
        return found

    def character(self, style_id: str) -> Change:
        """Return what a character style changes."""
        found = self._characters.get(style_id)
        if found is None:
            found = NO_CHANGE
            for declared in reversed(self._chain(style_id)):
                found = _over(found, declared)
            self._characters[style_id] = found
        return found

    def numbering_of(self, style_id: str) -> str | None:
        """Return the numId a numbering style points at (17.9.21)."""
        for declared in self._chain(style_id):
            number = declared.element.find(f"{W}pPr/{W}numPr/{W}numId")
            if number is not None:
                return number.get(f"{W}val")
        return None

    def shows_first_row(self, style_id: str | None) -> bool:
        """Tell whether a table style sets its first row off from the others."""
        return any(
            part.get(f"{W}type") == "firstRow"
            for declared in self._chain(style_id)
            for part in declared.element.iterchildren(f"{W}tblStylePr")
        )

    def _chain(self, style_id: str | None) -> list[_Declared]:
        chain: list[_Declared] = []
        while style_id in self._declared and len(chain) < _MAX_CHAIN:
            declared = self._declared[style_id]
            if declared in chain:
                break
            chain.append(declared)
            style_id = declared.based_on
        return chain

    def _resolve(self, style_id: str | None) -> ParagraphStyle:
        style = ParagraphStyle(change=self._defaults)
        for declared in reversed(self._chain(style_id)):
            style = _named(style, declared.name)
            style = _with_paragraph_properties(style, declared)
            style = msgspec.structs.replace(style, change=_over(style.change, declared))
        mask, font = apply_style(0, None, style.change)
        if style.role != "body" or style.outline is not None:
            mask &= ~(BOLD | ITALIC | UNDERLINE)  # the look of a heading or a quotation is no emphasis
        return msgspec.structs.replace(style, mask=mask, font=font)


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _over(base: Change, declared: _Declared) -> Change:
    properties = declared.element.find(f"{W}rPr")
    return base if properties is None else base.overridden_by(read_change(properties))


def _named(style: ParagraphStyle, name: str) -> ParagraphStyle:
    """Add what a built-in style's name means; a style based on it inherits that, save for "title"."""
    heading = _HEADING_NAME.fullmatch(name)
    if heading:
        return msgspec.structs.replace(style, outline=int(heading[1]) - 1, role="body")
    if _TOC_NAME.fullmatch(name):
        return msgspec.structs.replace(style, role="toc")
    if name in _ROLE_NAMES:
        return msgspec.structs.replace(style, role=_ROLE_NAMES[name])
    if _CODE_NAME.fullmatch(name):
        return msgspec.structs.replace(style, code=True)
    continued = _LIST_CONTINUE.fullmatch(name)
    if continued:
        return msgspec.structs.replace(style, list_continue=int(continued[1] or 1) - 1)
    return style


def _with_paragraph_properties(style: ParagraphStyle, declared: _Declared) -> ParagraphStyle:
    properties = declared.element.find(f"{W}pPr")
    if properties is None:
        return style
    outline = _value(properties, "outlineLvl")
    if outline is not None and outline.isdecimal():
        level = int(outline)
        style = msgspec.structs.replace(style, outline=level if level < 9 else None)
    shading = properties.find(f"{W}shd")
    if shading is not None:
        style = msgspec.structs.replace(style, shaded=is_coloured(shading))
    numbering = properties.find(f"{W}numPr")
    if numbering is not None:
        num_id, level_text = _value(numbering, "numId"), _value(numbering, "ilvl")
        style = msgspec.structs.replace(
            style,
            num_id=style.num_id if num_id is None else num_id,
            num_level=int(level_text) if level_text and level_text.isdecimal() else None,
            num_style=declared.element.get(f"{W}styleId"),
        )
    return style


def meaning_of_name(name: str) -> tuple[int | None, Role | None]:
    """Return the outline level (0 to 8) and the role that a built-in style's name stands for."""
    style = _named(ParagraphStyle(), name.strip().lower())
    return style.outline, None if style.role == "body" else style.role
