"""Drawings in SVG (W3C SVG 2): the text in them, in the order it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docsieve.errors import LimitExceededError, UnsupportedFormatError
from docsieve.format import Confidence, Format, Source
from docsieve.model import SCHEMA_VERSION, Block, Document, Hidden, Locator, Metadata, Page, Paragraph, Span
from docsieve.report import Report

if TYPE_CHECKING:
    from lxml import etree

_START: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s+svg[^>\[]*>)*<(?:svg:)?svg[\s>]",
    re.DOTALL,
)
_NOT_DRAWN: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b")
_NO_NUMBER: Final = (None, "", "0")


def sniff(source: Source) -> Confidence:
    """Look for the root element."""
    return Confidence.CERTAIN if _START.match(source.head.replace(b"\0", b"")) else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read the texts of the drawing.

    Raises:
        CorruptError: it is no XML at all.
        UnsupportedFormatError: there is no text in it.
        LimitExceededError: it is too large or nested too deeply.
    """
    from docsieve.xml_reader import DamagedXmlError, read_xml  # noqa: PLC0415 - heavy

    limits = source.options.limits
    try:
        root = read_xml(source.data, "svg", limits)
    except DamagedXmlError:
        root = read_xml(source.data, "svg", limits, recover=True)
        report.warn("damaged_xml", "The drawing is damaged; what could be read of it is shown.")
    where = Locator(page=1)
    metadata = Metadata()
    blocks: list[Block] = []
    for element in root.iter():
        name = _name(element)
        if name in ("text", "foreignObject") and not _is_within(element, ("text", "foreignObject")):
            if len(blocks) >= limits.max_blocks:
                raise LimitExceededError.of("the number of texts", len(blocks) + 1, limits.max_blocks)
            text = _text(element)
            if text:
                hidden: Hidden | None = "invisible" if _is_hidden(element) else None
                blocks.append(Paragraph(where=where, hidden=hidden, spans=[Span(text, link=_link(element))]))
        elif name == "title" and element.getparent() is root:
            metadata.title = _text(element) or None
        elif name == "desc" and element.getparent() is root:
            metadata.description = _text(element) or None
    if not blocks and not metadata.title and not metadata.description:
        raise UnsupportedFormatError(
            "This is an SVG drawing. It holds no text: its letters, if any, are drawn."
        )
    report.progress(1, 1)
    return Document(
        format=FORMAT.name,
        schema_version=SCHEMA_VERSION,
        metadata=metadata,
        pages=[Page(number=1, kind="section", blocks=blocks)],
    )


def _name(element: etree._Element) -> str:
    tag: object = element.tag  # a function for comments
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_within(element: etree._Element, names: tuple[str, ...]) -> bool:
    return any(_name(ancestor) in names for ancestor in element.iterancestors())


def _text(element: etree._Element) -> str:
    """Join the pieces of a text; one that is moved to a line of its own begins a line."""
    pieces: list[str] = []
    for part in element.iter():
        name = _name(part)
        if part is not element:
            moved = part.get("y") is not None or part.get("dy") not in _NO_NUMBER
            if (name == "tspan" and moved) or name in ("p", "div", "li", "br", "h1", "h2", "h3"):
                pieces.append("\n")
        if part is element or (name and name not in ("style", "script", "title", "desc")):
            pieces.append(_on_one_line(part.text))
        if part is not element:
            pieces.append(_on_one_line(part.tail))
    lines = ("".join(pieces)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _on_one_line(text: str | None) -> str:
    return " ".join(("<" + (text or "") + ">").split())[1:-1]


def _is_hidden(element: etree._Element) -> bool:
    for part in (element, *element.iterancestors()):
        if part.get("display") == "none" or part.get("visibility") == "hidden":
            return True
        if _NOT_DRAWN.search(part.get("style") or "") or _name(part) == "defs":
            return True
    return False


def _link(element: etree._Element) -> str | None:
    for part in element.iterancestors():
        if _name(part) == "a":
            return part.get("href") or part.get("{http://www.w3.org/1999/xlink}href")
    return None


FORMAT = Format(
    name="svg",
    title="SVG drawing",
    extensions=(".svg",),
    media_types=("image/svg+xml",),
    wheels=("lxml",),
    yields="the text in the drawing, its title and description",
    sniff=sniff,
    parse=parse,
)
