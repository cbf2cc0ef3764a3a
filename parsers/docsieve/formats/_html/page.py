"""A whole page: parsed by lxml, walked by `HtmlReader`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docsieve.formats._html import metadata as page_metadata
from docsieve.formats._html.flattening import flattened
from docsieve.formats._html.reader import HtmlReader
from docsieve.formats._html.shown_pictures import ShownPictures
from docsieve.model import Block, Locator, Metadata
from docsieve.options import Limits
from docsieve.report import Report

if TYPE_CHECKING:
    from lxml import etree


def read_html(
    text: str, where: Locator, limits: Limits, report: Report, pictures: ShownPictures | None = None
) -> tuple[list[Block], Metadata]:
    """Read a page.

    Args:
        text: the page, decoded.
        where: put on every block.
        limits: `max_blocks` and `max_depth` are honoured.
        report: told when the page nests so deeply that its innermost elements were cut off.
        pictures: offers those that the page shows for text recognition.

    Returns:
        The blocks in document order and what the page's head says of it.
    """
    root, is_whole = _parsed(text)
    if not is_whole:
        root, is_whole = _parsed(flattened(text))
    if root is None:
        return [], Metadata()
    if not is_whole:
        report.warn(
            "nested_too_deeply",
            "The page nests its elements deeper than can be read; the text of the deepest levels is missing.",
            where,
        )
    if root.find("frameset") is not None:
        report.warn(
            "frames_not_read",
            "The page shows other files in frames, which are not part of it. Choose those files as well.",
            where,
        )
    reader = HtmlReader(where, limits, pictures)
    body = root.find("body")
    return reader.read(root if body is None else body), page_metadata.read_metadata(root)


def _parsed(text: str) -> tuple[etree._Element | None, bool]:
    """Return the root, None where there is nothing, and whether all that the page nests was followed."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None, True
    return root, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
