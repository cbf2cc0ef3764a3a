"""What a placeholder takes from layout and master: place and list styles (ECMA-376 part 1, 19.3.1.36)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from docsieve.formats._ooxml.elements import first_below
from docsieve.formats._ooxml.namespaces import A
from docsieve.formats._pptx.bullets import MAX_LEVEL, NO_BULLET, Bullet, bullet_of
from docsieve.formats._pptx.context import Deck
from docsieve.formats._pptx.names import P
from docsieve.formats._pptx.placement import Frame, read_frame

if TYPE_CHECKING:
    from lxml import etree

TITLES: Final = ("title", "ctrTitle")
#: Which of the master's placeholders stands behind a layout's of another type.
_MASTER_TYPES: Final = {"ctrTitle": "title", "title": "title", "dt": "dt", "ftr": "ftr", "sldNum": "sldNum"}
_LEVELS: Final = tuple(f"{A}lvl{level}pPr" for level in range(1, MAX_LEVEL + 2))


class Placeholder(NamedTuple):
    """`p:ph`: what it is for, and which of the layout's it is."""

    kind: str
    idx: str


class TextStyle:
    """Levels of text from the shape's own list style to the master's, nearest first."""

    def __init__(self, styles: list[etree._Element]) -> None:
        self._styles = styles
        self._levels: dict[int, list[etree._Element]] = {}
        self._bullets: dict[int, Bullet] = {}

    def bullet(self, properties: etree._Element | None, level: int) -> Bullet:
        """Return the bullet of a paragraph at `level` (0 is the outermost)."""
        if level not in self._levels:
            found = [first_below(style, _LEVELS[level]) for style in self._styles]
            self._levels[level] = [element for element in found if element is not None]
            self._bullets[level] = bullet_of(self._levels[level]) if self._levels[level] else NO_BULLET
        if properties is None or len(properties) == 0:
            return self._bullets[level]
        return bullet_of([properties, *self._levels[level]])


class Layout:
    """A layout with the master behind it; also a notes page's master alone."""

    def __init__(self, deck: Deck, part: str | None) -> None:
        self._deck = deck
        self.part = part
        self.root = None if part is None else deck.package.xml(part)
        self.master_part = None if part is None else deck.package.related(part, "slidemaster")
        self.master = None if self.master_part is None else _master(deck, self.master_part)
        self._own = _placeholders_of(self.root)
        self._masters = _placeholders_of(self.master)
        self._styles: dict[Placeholder | None, TextStyle] = {}

    def frame(self, placeholder: Placeholder) -> Frame | None:
        """Return the place a placeholder has where the slide does not say."""
        for shape in self._behind(placeholder):
            frame = read_frame(first_below(shape, f"{P}spPr", f"{A}xfrm"))
            if frame is not None:
                return frame
        return None

    def style(self, placeholder: Placeholder | None, own: etree._Element | None) -> TextStyle:
        """Return the text style of a shape; `own` is its `a:lstStyle`."""
        if own is not None and len(own):
            return TextStyle(self._chain(placeholder, own))
        if placeholder not in self._styles:
            self._styles[placeholder] = TextStyle(self._chain(placeholder, None))
        return self._styles[placeholder]

    def _chain(self, placeholder: Placeholder | None, own: etree._Element | None) -> list[etree._Element]:
        styles = [own]
        if placeholder is not None:
            styles += [
                first_below(shape, f"{P}txBody", f"{A}lstStyle") for shape in self._behind(placeholder)
            ]
        if self.master is not None:
            styles.append(first_below(self.master, f"{P}txStyles", f"{P}{_master_style(placeholder)}"))
        if placeholder is None:
            styles.append(self._deck.default_style)
        return [style for style in styles if style is not None]

    def _behind(self, placeholder: Placeholder) -> list[etree._Element]:
        """Return the layout's and the master's shape behind a placeholder, where they exist."""
        kind = placeholder.kind
        found = []
        shape = self._own.get(("index", placeholder.idx)) if placeholder.idx else None
        shape = shape if shape is not None else self._own.get(("kind", kind))
        if shape is None and kind in TITLES:
            shape = self._own.get(("kind", TITLES[1 - TITLES.index(kind)]))
        if shape is not None:
            found.append(shape)
            told = first_below(shape, f"{P}nvSpPr", f"{P}nvPr", f"{P}ph")
            if told is not None and told.get("type") and kind == "obj":
                kind = told.get("type", kind)
        master = self._masters.get(("kind", _MASTER_TYPES.get(kind, "body")))
        return [*found, master] if master is not None else found


def placeholder_of(properties: etree._Element | None) -> Placeholder | None:
    """Return what the `p:nvPr` of a shape says of it; None where it is no placeholder."""
    element = None if properties is None else first_below(properties, f"{P}ph")
    return None if element is None else Placeholder(element.get("type", "obj"), element.get("idx", ""))


def layout_of(deck: Deck, slide_part: str, kind: str = "slidelayout") -> Layout:
    """Return the layout of a slide (or the `notesmaster` of a notes page), read once for all."""
    part = deck.package.related(slide_part, kind)
    key = part or ""
    if key not in deck.layouts:
        deck.layouts[key] = Layout(deck, part)
    return deck.layouts[key]


def _master(deck: Deck, part: str) -> etree._Element | None:
    """Return a master, parsed once for all its layouts."""
    if part not in deck.masters:
        deck.masters[part] = deck.package.xml(part)
    return deck.masters[part]


def _master_style(placeholder: Placeholder | None) -> str:
    if placeholder is None or placeholder.kind in ("dt", "ftr", "sldNum", "hdr"):
        return "otherStyle"
    return "titleStyle" if placeholder.kind in TITLES else "bodyStyle"


def _placeholders_of(root: etree._Element | None) -> dict[tuple[str, str], etree._Element]:
    found: dict[tuple[str, str], etree._Element] = {}
    for shape in () if root is None else root.iter(f"{P}sp"):
        placeholder = placeholder_of(first_below(shape, f"{P}nvSpPr", f"{P}nvPr"))
        if placeholder is not None:
            if placeholder.idx:
                found.setdefault(("index", placeholder.idx), shape)
            found.setdefault(("kind", placeholder.kind), shape)
    return found
