"""One HTML page -> blocks and metadata: one walk over lxml's tree, no recursion, nothing run or fetched."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from docsieve.errors import LimitExceededError
from docsieve.formats._html.block_writer import BlockWriter, Item, List
from docsieve.formats._html.inline import PLAIN
from docsieve.formats._html.list_markers import ordinal_marker
from docsieve.formats._html.shown_pictures import ShownPictures, addresses_in, name_in
from docsieve.formats._html.styles import (
    BLOCKS,
    HEADINGS,
    SKIPPED,
    SPAN_STYLES,
    css_of,
    css_span_styles,
    hidden_by,
)
from docsieve.formats._html.tables import TableBuilder, cell_of
from docsieve.formats._mathml import to_latex
from docsieve.formats._text.html_text import html_text
from docsieve.model import (
    Block,
    Formula,
    Group,
    Hidden,
    Image,
    Locator,
    Note,
    Role,
    ThematicBreak,
)
from docsieve.options import Limits

if TYPE_CHECKING:
    from lxml import etree

_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
#: `epub:type` and ARIA roles that make an element a note, and its role (EPUB Structural Semantics 1.1).
_NOTE_ROLES: Final[dict[str, Role]] = {
    "footnote": "footnote",
    "doc-footnote": "footnote",
    "note": "footnote",
    "endnote": "endnote",
    "rearnote": "endnote",
    "doc-endnote": "endnote",
}
_NOTE_CALLS: Final = frozenset(("noteref", "doc-noteref"))


class HtmlReader(BlockWriter):
    """Reads one page; see `read_html`."""

    def __init__(self, where: Locator, limits: Limits, pictures: ShownPictures | None = None) -> None:
        super().__init__(where, limits)
        self._pictures = pictures
        self._style = PLAIN
        self._tables: list[TableBuilder] = []
        self._note_labels: dict[str, str] = {}

    # ── the walk ────────────────────────────────────────────────────────────────────────────────────────

    def read(self, root: etree._Element) -> list[Block]:
        """Walk the tree under `root` and return its blocks."""
        from lxml import etree

        undo: list[Any] = []
        skipping = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if not isinstance(tag, str):  # comment, processing instruction
                if event == "end" and not skipping and element.tail:
                    self._text(element.tail)
                continue
            name = tag.rpartition("}")[2].lower()
            if event == "start":
                if name == "math" and not skipping:
                    self._mathematics(element)
                elif name == "svg" and not skipping:
                    for address in addresses_in(element):
                        self._image(address, "")
                if skipping or name in SKIPPED or name == "math":
                    skipping += 1
                    continue
                undo.append((self._style, self._start(name, element)))
                if element.text:
                    self._text(element.text)
                continue
            if skipping:
                skipping -= 1
            else:
                style, finish = undo.pop()
                if finish is not None:
                    finish(element)
                if name in BLOCKS or name in HEADINGS:
                    self.flush()
                self._style = style
            if not skipping and element is not root and element.tail:
                self._text(element.tail)
        self.flush()
        return self._blocks

    def _mathematics(self, element: etree._Element) -> None:
        try:
            latex = to_latex(element)
        except RecursionError:  # nested beyond any formula: its text is better than nothing
            latex = ""
        if not latex:
            self._text(" ".join(map(str, element.itertext())))
        elif element.get("display") == "block":
            self.flush()
            self._emit(Formula(where=self._where, latex=latex, hidden=self._style.hidden))
        else:
            self._inline.add(latex, self._style.with_fields({"math": True}))

    def _text(self, text: str) -> None:
        self._inline.add(text, self._style, preformatted=self._pre > 0)

    def _start(self, name: str, element: etree._Element) -> Any:
        attributes = {
            str(key).rpartition("}")[2].lower(): str(value) for key, value in element.attrib.items()
        }
        css = css_of(attributes["style"]) if "style" in attributes else {}
        if name in BLOCKS or name in HEADINGS:
            self.flush()
        self._restyle(name, attributes, css)
        semantics = f"{attributes.get('epub:type', '')} {attributes.get('role', '')}".split()
        for word in semantics:
            if word in _NOTE_ROLES and attributes.get("id"):
                return self._start_note(attributes["id"], _NOTE_ROLES[word])
            if word in _NOTE_CALLS and "#" in attributes.get("href", ""):
                note = self._note_id(attributes["href"])
                self._note_labels[note] = "".join(map(str, element.itertext())).strip(" \n[]()")
                self._style = self._style.with_fields({"note": note, "link": None})
        handler = getattr(self, f"_start_{name}", None)
        if handler is not None:
            return handler(element, attributes)
        if name in HEADINGS:
            self._heading, before = HEADINGS[name], self._heading

            def end_heading(_: etree._Element) -> None:
                self.flush()
                self._heading = before

            return end_heading
        return None

    def _restyle(self, name: str, attributes: dict[str, str], css: dict[str, str]) -> None:
        fields: dict[str, Any] = {}
        if name in SPAN_STYLES:
            fields[SPAN_STYLES[name]] = True
        hidden: Hidden | None = hidden_by(attributes, css) if css or "hidden" in attributes else None
        if hidden in ("vanish", "invisible") and name == "body":
            hidden = None  # no page is meant to be blank: a script shows it once it has loaded
        if hidden is None and name == "dialog" and "open" not in attributes:
            hidden = "vanish"
        if hidden is not None:
            fields["hidden"] = hidden
        if css:
            fields |= css_span_styles(css)
        if name == "a" and attributes.get("href"):
            target = attributes["href"].strip()
            if not target.lower().startswith(("javascript:", "vbscript:", "data:")):
                fields["link"] = target
        if fields:
            self._style = self._style.with_fields(fields)

    # ── elements that are more than text ────────────────────────────────────────────────────────────────

    def _start_br(self, _e: etree._Element, _a: dict[str, str]) -> None:
        if self._pre:
            self._inline.add("\n", self._style, preformatted=True)
        else:
            self._inline.line_break(self._style)

    def _start_noframes(self, element: etree._Element, _a: dict[str, str]) -> None:
        """Take what stands for the frames, which the parser leaves as the text of tags."""
        for line in html_text(element.text or "").split("\n"):
            self._text(line)
            self.flush()
        element.text = None

    def _start_hr(self, _e: etree._Element, _a: dict[str, str]) -> None:
        self.flush()
        self._emit(ThematicBreak(where=self._where))

    def _start_q(self, _e: etree._Element, _a: dict[str, str]) -> Any:
        self._text("“")
        return lambda _: self._text("”")

    def _start_rt(self, _e: etree._Element, _a: dict[str, str]) -> Any:
        self._text("(")
        return lambda _: self._text(")")

    def _start_rp(self, element: etree._Element, _a: dict[str, str]) -> None:
        element.text = None  # the brackets for browsers without ruby: `_start_rt` writes its own

    def _start_img(self, _e: etree._Element, attributes: dict[str, str]) -> None:
        alt = " ".join(attributes.get("alt", "").split())
        self._image(attributes.get("src", ""), alt)

    def _image(self, address: str, alt: str) -> None:
        image = Image(where=self._where, alt=alt, name=name_in(address), hidden=self._style.hidden)
        if (self._pictures is not None and self._pictures.offer(image, address)) or alt:
            self._images.append(image)

    def _start_input(self, _e: etree._Element, attributes: dict[str, str]) -> None:
        kind = attributes.get("type", "text").lower()
        if kind in ("checkbox", "radio"):
            self._text("☒ " if "checked" in attributes else "☐ ")
        elif kind not in ("hidden", "password", "image", "file", "color", "range"):
            self._text(f" {attributes.get('value', '')} ")

    def _start_pre(self, element: etree._Element, attributes: dict[str, str]) -> Any:
        self.flush()
        self._pre += 1
        classes = attributes.get("class", "")
        for child in element.iterchildren("code", f"{_XHTML}code"):
            classes += " " + (child.get("class") or "")
        self._language = next(
            (word.partition("-")[2] for word in classes.split() if word.startswith(("language-", "lang-"))),
            None,
        )

        def end_pre(_: etree._Element) -> None:
            self.flush()
            self._pre -= 1

        return end_pre

    _start_listing = _start_xmp = _start_pre

    def _start_blockquote(self, _e: etree._Element, _a: dict[str, str]) -> Any:
        self._open_frame()
        lists, self._lists = self._lists, []
        items, self._items = self._items, []

        def end_quote(_: etree._Element) -> None:
            inner = self._close_frame()
            self._lists, self._items = lists, items
            if inner:
                self._emit(Group(where=self._where, role="quote", blocks=inner))

        return end_quote

    def _note_id(self, href: str) -> str:
        path, _, fragment = href.partition("#")
        base = self._where.part or ""
        part = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path))) if path else base
        return f"{part}#{unquote(fragment)}"

    def _start_note(self, identifier: str, role: Role) -> Any:
        self._open_frame()
        lists, self._lists = self._lists, []
        items, self._items = self._items, []

        def end_note(_: etree._Element) -> None:
            inner = self._close_frame()
            self._lists, self._items = lists, items
            if inner:
                note = self._note_id(f"#{identifier}")
                label = self._note_labels.get(note, "")
                self._emit(Note(where=self._where, role=role, id=note, label=label, blocks=inner))

        return end_note

    def _start_caption(self, _e: etree._Element, _a: dict[str, str]) -> Any:
        self.flush()
        self._role.append("caption")

        def end_caption(_: etree._Element) -> None:
            self.flush()
            self._role.pop()

        return end_caption

    _start_figcaption = _start_caption

    # ── lists ───────────────────────────────────────────────────────────────────────────────────────────

    def _start_ul(self, element: etree._Element, attributes: dict[str, str]) -> Any:
        return self._start_list(element, attributes, ordered=False)

    _start_menu = _start_dir = _start_ul

    def _start_ol(self, element: etree._Element, attributes: dict[str, str]) -> Any:
        return self._start_list(element, attributes, ordered=True)

    def _start_list(self, element: etree._Element, attributes: dict[str, str], *, ordered: bool) -> Any:
        step = -1 if "reversed" in attributes else 1
        start = _integer(attributes.get("start"))
        if start is None:
            start = 1 if step > 0 else sum(1 for _ in element.iterchildren("li", f"{_XHTML}li"))
        kind = css_of(attributes.get("style", "")).get("list-style-type") or attributes.get("type", "1")
        self._lists.append(List(ordered=ordered, kind=kind, number=start, step=step))

        def end_list(_: etree._Element) -> None:
            self.flush()
            self._lists.pop()

        return end_list

    def _start_li(self, _e: etree._Element, attributes: dict[str, str]) -> Any:
        current = self._lists[-1] if self._lists else List(ordered=False, kind="", number=1, step=1)
        value = _integer(attributes.get("value"))
        if value is not None:
            current.number = value
        marker = ordinal_marker(current.number, current.kind) if current.ordered else "•"
        current.number += current.step
        level = max(len(self._lists) - 1, 0)
        self._items.append(Item(marker, ordered=current.ordered, level=level))

        def end_item(_: etree._Element) -> None:
            self.flush()
            self._items.pop()

        return end_item

    def _start_dt(self, _e: etree._Element, _a: dict[str, str]) -> None:
        self._style = self._style.with_fields({"bold": True})

    # ── tables ──────────────────────────────────────────────────────────────────────────────────────────

    def _start_table(self, element: etree._Element, attributes: dict[str, str]) -> Any:
        if len(self._tables) >= self._limits.max_depth:
            raise LimitExceededError.of(
                "the nesting of tables", len(self._tables) + 1, self._limits.max_depth
            )
        self._open_frame()
        lists, items, heading = self._lists, self._items, self._heading
        self._lists, self._items, self._heading = [], [], None
        is_layout = attributes.get("role") in ("presentation", "none")
        self._tables.append(TableBuilder(is_layout=is_layout))

        def end_table(_: etree._Element) -> None:
            stray = self._close_frame()  # captions, and text that stands in the table but in no cell
            table = self._tables.pop()
            self._lists, self._items, self._heading = lists, items, heading
            for block in stray:
                self._emit(block)
            for block in table.blocks(self._where):
                self._emit(block)

        return end_table

    def _start_thead(self, _e: etree._Element, _a: dict[str, str]) -> Any:
        if not self._tables:
            return None
        table = self._tables[-1]
        table.in_head = True

        def end_head(_: etree._Element) -> None:
            table.in_head = False

        return end_head

    def _start_tr(self, _e: etree._Element, _a: dict[str, str]) -> Any:
        if not self._tables:
            self.flush()
            return lambda _: self.flush()
        table = self._tables[-1]
        table.start_row()
        return lambda _: table.end_row()

    def _start_td(self, _e: etree._Element, attributes: dict[str, str], *, header: bool = False) -> Any:
        if not self._tables:
            self.flush()
            return lambda _: self.flush()
        self._open_frame()
        table = self._tables[-1]

        def end_cell(_: etree._Element) -> None:
            table.add_cell(
                cell_of(
                    self._close_frame(),
                    header=header,
                    col_span=min(max(_integer(attributes.get("colspan")) or 1, 1), 1000),
                    row_span=min(max(_integer(attributes.get("rowspan")) or 1, 1), 65_534),
                )
            )

        return end_cell

    def _start_th(self, element: etree._Element, attributes: dict[str, str]) -> Any:
        return self._start_td(element, attributes, header=True)


def _integer(text: str | None) -> int | None:
    try:
        return int(text.strip()[:9]) if text else None
    except ValueError:
        return None
