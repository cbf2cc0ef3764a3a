"""Forms that are made when they are opened (XFA 3.3): their pages in the PDF hold but a notice to wait.

What the form says and what is filled in is read from its description: the template in its order, each field
with its caption and the value that the data have for it. Nothing tells where it would stand.
"""

from __future__ import annotations

import ctypes
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Final, Literal

from docsieve.formats._pdf.pdfium import PdfFile, clean
from docsieve.formats._pdf.xml_metadata import parse_xml
from docsieve.model import Block, FormField, Hidden, Locator, Paragraph, Span

_MAX_PACKETS: Final = 50
_MAX_BYTES: Final = 16 << 20
_MAX_BLOCKS: Final = 20_000
_MAX_DEPTH: Final = 100
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_UNSEEN: Final = ("hidden", "invisible", "inactive")
_Kind = Literal["text", "checkbox", "choice", "button", "signature", "date"]
_KINDS: Final[dict[str, _Kind]] = {
    "checkButton": "checkbox",
    "choiceList": "choice",
    "button": "button",
    "signature": "signature",
    "dateTimeEdit": "date",
}


def xfa_blocks(file: PdfFile, page: int) -> list[Block]:
    """Return the texts and fields of the form, and last the values that no field of it shows."""
    packets = _packets(file)
    template, datasets = packets.get("template"), packets.get("datasets")
    data = next(_named(datasets, "data"), None) if datasets is not None else None
    return _Form(data, page).read(template)


def _packets(file: PdfFile) -> dict[str, ElementTree.Element]:
    """Return the packets that are XML of their own, by name; a form in one stream has all in one."""
    pdfium = file.pdfium
    found: dict[str, ElementTree.Element] = {}
    left = _MAX_BYTES
    for index in range(min(max(pdfium.FPDF_GetXFAPacketCount(file.handle), 0), _MAX_PACKETS)):
        name = ctypes.create_string_buffer(64)
        pdfium.FPDF_GetXFAPacketName(file.handle, index, name, 64)
        if name.value not in (b"template", b"datasets", b""):
            continue
        needed = ctypes.c_ulong(0)
        pdfium.FPDF_GetXFAPacketContent(file.handle, index, None, 0, ctypes.byref(needed))
        if not 0 < needed.value <= left:
            continue
        left -= needed.value
        buffer = ctypes.create_string_buffer(needed.value)
        pdfium.FPDF_GetXFAPacketContent(file.handle, index, buffer, needed.value, ctypes.byref(needed))
        root = parse_xml(buffer.raw[: needed.value], _MAX_BYTES)
        if root is not None:
            for element in root if _local(root) == "xdp" else [root]:
                found.setdefault(_local(element), element)
    return found


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _named(parent: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    ends = "}" + name
    return (child for child in parent if child.tag.endswith(ends) or child.tag == name)


def _text(holder: ElementTree.Element | None) -> str:
    """Return the text of a `value`, `caption` or value in the data; line ends of its paragraphs are kept."""
    if holder is None:
        return ""
    paragraphs = [element for element in holder.iter() if element.tag == f"{_XHTML}p"]
    if paragraphs:
        lines = (" ".join("".join(each.itertext()).split()) for each in paragraphs)
        return clean("\n".join(line for line in lines if line))
    texts = ((each.text or "").strip() for each in holder.iter() if _local(each) != "image")
    return clean("\n".join(text for text in texts if text))


def _is_leaf(element: ElementTree.Element) -> bool:
    is_group = any(key.endswith("}dataNode") and value == "dataGroup" for key, value in element.items())
    return not is_group and all(child.tag.startswith(_XHTML) for child in element)


class _Form:
    def __init__(self, data: ElementTree.Element | None, page: int) -> None:
        self._data = data
        self._where = Locator(page=page, part="xfa")
        self._shown: set[int] = set()
        self._blocks: list[Block] = []

    def read(self, template: ElementTree.Element | None) -> list[Block]:
        if template is not None:
            self._walk(template, [] if self._data is None else [self._data], None, 0)
        if self._data is not None:
            for leaf in self._data.iter():
                if id(leaf) not in self._shown and _is_leaf(leaf) and (value := _text(leaf)):
                    self._add(FormField(where=self._where, role="form", name=_local(leaf), value=value))
        return self._blocks

    def _add(self, block: Block) -> None:
        if len(self._blocks) < _MAX_BLOCKS:
            self._blocks.append(block)

    def _walk(
        self,
        parent: ElementTree.Element,
        context: list[ElementTree.Element],
        hidden: Hidden | None,
        depth: int,
    ) -> None:
        """Go through a part of the template; `context` is the data around it, the innermost last."""
        if depth > _MAX_DEPTH or len(self._blocks) >= _MAX_BLOCKS:
            return
        for element in parent:
            kind = _local(element)
            unseen: Hidden | None = "invisible" if element.get("presence") in _UNSEEN else hidden
            if kind == "draw":
                text = _text(next(_named(element, "value"), None))
                if text:
                    self._add(Paragraph(where=self._where, hidden=unseen, spans=[Span(text)]))
            elif kind == "field":
                self._field(element, context, unseen)
            elif kind == "exclGroup":
                self._choice(element, context, unseen)
            elif kind in ("subform", "subformSet", "area", "pageSet", "pageArea"):
                groups = self._groups(element, context) if kind == "subform" else []
                for inner in [[*context, group] for group in groups] or [context]:
                    self._walk(element, inner, unseen, depth + 1)

    def _groups(
        self, subform: ElementTree.Element, context: list[ElementTree.Element]
    ) -> list[ElementTree.Element]:
        """Return the groups of data for a part of the form: one that is repeated has several."""
        name = subform.get("name")
        if not name or not context or _binding(subform) == "none":
            return []
        return [group for group in _named(context[-1], name) if not _is_leaf(group) or not len(group)]

    def _value(self, element: ElementTree.Element, context: list[ElementTree.Element]) -> str | None:
        """Take the value that the data have for a field, in its own group or one around it."""
        name = element.get("name")
        if not name or _binding(element) == "none":
            return None
        for around in reversed(context):
            for leaf in _named(around, name):
                if id(leaf) not in self._shown and _is_leaf(leaf):
                    self._shown.add(id(leaf))
                    return _text(leaf)
        return None

    def _field(
        self, field: ElementTree.Element, context: list[ElementTree.Element], hidden: Hidden | None
    ) -> None:
        value = self._value(field, context)
        if value is None:
            value = _text(next(_named(field, "value"), None))
        kind = _kind(field)
        if kind == "button" or (hidden is not None and not value):
            return
        checked: bool | None = None
        shown, saved = _items(field)
        if kind == "checkbox":
            checked = bool(value) and value == (shown[0] if shown else "1")
        elif value in saved and saved.index(value) < len(shown):
            value = shown[saved.index(value)]
        self._add(
            FormField(
                where=self._where,
                role="form",
                name=field.get("name") or "",
                value=value,
                label=_text(next(_named(field, "caption"), None)) or None,
                kind=kind,
                checked=checked,
            )
        )

    def _choice(
        self, group: ElementTree.Element, context: list[ElementTree.Element], hidden: Hidden | None
    ) -> None:
        """Read a group of radio buttons: its value is that of the one that is chosen."""
        value = self._value(group, context)
        if hidden is not None and not value:
            return
        for field in _named(group, "field"):
            shown, _ = _items(field)
            self._add(
                FormField(
                    where=self._where,
                    role="form",
                    name=group.get("name") or field.get("name") or "",
                    value=shown[0] if shown else "",
                    label=_text(next(_named(field, "caption"), None)) or None,
                    kind="radio",
                    checked=bool(value) and bool(shown) and shown[0] == value,
                )
            )


def _kind(field: ElementTree.Element) -> _Kind:
    found = (_KINDS.get(_local(each)) for ui in _named(field, "ui") for each in ui)
    return next((kind for kind in found if kind is not None), "text")


def _binding(element: ElementTree.Element) -> str:
    return next((bind.get("match", "") for bind in _named(element, "bind")), "")


def _items(field: ElementTree.Element) -> tuple[list[str], list[str]]:
    """Return what a list of choices shows, and what it saves for each."""
    lists = [(items.get("save") == "1", [_text(each) for each in items]) for items in _named(field, "items")]
    shown = next((texts for is_saved, texts in lists if not is_saved), [])
    saved = next((texts for is_saved, texts in lists if is_saved), [])
    return shown or saved, saved or shown
