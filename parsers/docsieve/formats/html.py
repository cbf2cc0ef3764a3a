"""HTML and XHTML, read as a browser without scripts would show it (WHATWG HTML)."""

from __future__ import annotations

import re

from docsieve.errors import EmptyError
from docsieve.format import Confidence, Format, Source
from docsieve.model import SCHEMA_VERSION, Document, Locator, Page
from docsieve.report import Report

_START = re.compile(
    rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s|<\?xml[^>]*\?>|<!--.*?-->)*<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(rb"<(head|body|title|meta|div|p|table|h[1-6]|ul|ol|br|span|a)[\s>/]", re.IGNORECASE)


def sniff(source: Source) -> Confidence:
    """Look for a doctype or an `html` element first, else for several elements of HTML."""
    head = source.head.replace(b"\0", b"")
    if _START.match(head):
        return Confidence.CERTAIN
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<head", b"<body", b"<table", b"<div", b"<p>", b"<h1", b"<title")):
        return Confidence.LIKELY
    if start.startswith(b"<") and len(set(_TAGS.findall(head.lower()))) >= 3:
        return Confidence.LIKELY
    if start.startswith((b"<script", b"<style", b"<link", b"<meta")) and source.suffix in FORMAT.extensions:
        return Confidence.LIKELY
    return Confidence.POSSIBLE if source.suffix in FORMAT.extensions and b"<" in head else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read the page as one section.

    Raises:
        EmptyError: it shows nothing at all.
        LimitExceededError: too many blocks, or tables nested too deeply.
    """
    from docsieve.formats._html.encoding import decode_html  # noqa: PLC0415 - heavy
    from docsieve.formats._html.page import read_html  # noqa: PLC0415 - heavy
    from docsieve.formats._html.shown_pictures import ShownPictures  # noqa: PLC0415 - heavy

    text, encoding = decode_html(source.data)
    if "�" in text and "�".encode(encoding, "ignore") not in source.data:
        report.warn(
            "undecodable_bytes",
            "Some bytes of the page mean nothing in its encoding; they are shown as �.",
        )
    where = Locator(page=1)
    blocks, metadata = read_html(text, where, source.options.limits, report, ShownPictures(source))
    if not blocks and not metadata.title:
        raise EmptyError("The page shows no text: it may be filled in by scripts, which are never run here.")
    if not blocks:
        report.warn("no_text", "The page has a title and no text; it may be filled in by scripts.")
    report.progress(1, 1)
    return Document(
        format=FORMAT.name,
        schema_version=SCHEMA_VERSION,
        metadata=metadata,
        pages=[Page(number=1, kind="section", blocks=blocks)],
    )


FORMAT = Format(
    name="html",
    title="Web page",
    extensions=(".html", ".htm", ".xhtml", ".xht"),
    media_types=("text/html", "application/xhtml+xml"),
    wheels=("lxml",),
    wheels_on_demand=("charset-normalizer",),
    yields="headings, lists, tables with spans, links, code, image descriptions, metadata; scripts never run",
    sniff=sniff,
    parse=parse,
)
