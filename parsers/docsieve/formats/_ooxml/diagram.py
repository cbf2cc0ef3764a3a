"""SmartArt: the texts of a diagram's data part as the tree they form (ECMA-376 part 1, 21.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.namespaces import DGM, A
from docsieve.model import Block, Group, ListItem, Locator, Span

if TYPE_CHECKING:
    from lxml import etree

_MAX_LEVEL: Final = 64


def diagram_group(root: etree._Element, where: Locator) -> Group | None:
    """Return the diagram's nodes as a nested list; None where none has text."""
    texts: dict[str, str] = {}
    tops: list[str] = []
    for point in root.iter(f"{DGM}pt"):
        model_id, kind = point.get("modelId", ""), point.get("type", "node")
        lines = ("".join(text.text or "" for text in line.iter(f"{A}t")) for line in point.iter(f"{A}p"))
        text = "\n".join(line for line in lines if line.strip())
        if kind == "doc":
            tops.append(model_id)
        if kind in ("node", "asst", "doc") or (text and kind != "pres"):
            texts[model_id] = text
    children: dict[str, list[tuple[int, str]]] = {}
    for connection in root.iter(f"{DGM}cxn"):
        if connection.get("type", "parOf") == "parOf":
            order = connection.get("srcOrd", "0")
            children.setdefault(connection.get("srcId", ""), []).append(
                (int(order) if order.isdecimal() else 0, connection.get("destId", ""))
            )
    blocks: list[Block] = []
    seen: set[str] = set()
    waiting = [(0, top) for top in reversed(tops)]
    while waiting:
        level, model_id = waiting.pop()
        if model_id in seen:
            continue
        seen.add(model_id)
        text = texts.get(model_id, "")
        if text:
            blocks.append(_entry(text, level, where))
        deeper = min(level + (1 if text else 0), _MAX_LEVEL)
        ordered = sorted(children.get(model_id, []), key=lambda child: child[0], reverse=True)
        waiting += [(deeper, child) for _, child in ordered]
    blocks += [_entry(text, 0, where) for model_id, text in texts.items() if text and model_id not in seen]
    return Group(where=where, role="diagram", blocks=blocks) if blocks else None


def _entry(text: str, level: int, where: Locator) -> ListItem:
    return ListItem(where=where, level=level, ordered=False, marker="•", spans=[Span(text)])
