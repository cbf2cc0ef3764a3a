"""RSS 0.9 to 2.0 and Atom (RFC 4287): a heading an entry, its date and authors, its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docsieve.errors import LimitExceededError
from docsieve.formats._html.page import read_html
from docsieve.formats._xml.document_text import local_name, text_of
from docsieve.model import Block, Heading, Locator, Metadata, Paragraph, Span
from docsieve.options import Limits
from docsieve.report import Report

if TYPE_CHECKING:
    from lxml import etree

_ENTRIES = ("item", "entry")
_DETAILS = ("author", "creator", "pubdate", "published", "updated", "date", "category")
_TEXTS = ("encoded", "content", "description", "summary")


def read_feed(
    root: etree._Element, metadata: Metadata, where: Locator, limits: Limits, report: Report
) -> list[Block]:
    """Read a feed; nothing where it has no entries."""
    channel = next((child for child in root if local_name(child) == "channel"), root)
    title = _child_text(channel, "title")
    metadata.title = title or None
    metadata.description = _child_text(channel, "description") or _child_text(channel, "subtitle") or None
    metadata.language = _child_text(channel, "language") or None
    blocks: list[Block] = []
    if title:
        blocks.append(Heading(where=where, level=1, role="title", spans=[Span(title, link=_link(channel))]))
    if metadata.description:
        blocks.append(Paragraph(where=where, role="subtitle", spans=[Span(metadata.description)]))
    entries = [
        child
        for parent in dict.fromkeys((channel, root))
        for child in parent
        if local_name(child) in _ENTRIES
    ]
    for entry in entries:
        heading = _child_text(entry, "title")
        if heading:
            blocks.append(Heading(where=where, level=2, spans=[Span(heading, link=_link(entry))]))
        details = [text for name in _DETAILS for text in _child_texts(entry, name)]
        if details:
            blocks.append(Paragraph(where=where, spans=[Span(" · ".join(details))]))
        content = next((text for name in _TEXTS if (text := _content(entry, name))), "")
        if content:
            found, _ = read_html(content, where, limits, report)
            blocks.extend(found)
        if len(blocks) > limits.max_blocks:
            raise LimitExceededError.of("the number of blocks", len(blocks), limits.max_blocks)
    return blocks if entries else []


def _children(parent: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in parent if local_name(child) == name]


def _child_texts(parent: etree._Element, name: str) -> list[str]:
    found = (text_of(child) or " ".join(child.get("term", "").split()) for child in _children(parent, name))
    return [text for text in found if text]


def _child_text(parent: etree._Element, name: str) -> str:
    return next(iter(_child_texts(parent, name)), "")


def _content(entry: etree._Element, name: str) -> str:
    """Return the HTML of an entry's text; the longest where there are several."""
    texts = []
    for child in _children(entry, name):
        if child.get("type") == "xhtml" or len(child):
            from lxml import etree

            texts.append("".join(etree.tostring(part, encoding="unicode") for part in child))
        elif child.get("type") == "text":
            texts.append((child.text or "").replace("&", "&amp;").replace("<", "&lt;"))
        else:
            texts.append(child.text or "")
    return max(texts, key=len, default="").strip()


def _link(parent: etree._Element) -> str | None:
    for child in _children(parent, "link"):
        target = (child.get("href") or child.text or "").strip()
        if target.startswith(("http://", "https://")):
            return target
    return None
