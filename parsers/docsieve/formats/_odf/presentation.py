"""A presentation: slides as pages, in reading order, with their notes (ODF 1.3 part 3, 3.5 and 10.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docsieve.errors import CorruptError, LimitExceededError
from docsieve.format import Source
from docsieve.formats._odf.context import Reading
from docsieve.formats._odf.controls import controls_of
from docsieve.formats._odf.lengths import points
from docsieve.formats._odf.namespaces import DRAW, FO, OFFICE, PRESENTATION, STYLE
from docsieve.formats._odf.package import OdfPackage
from docsieve.formats._odf.slide import SlideReader
from docsieve.formats._odf.text_document import style_sheets
from docsieve.formats._outline import chosen
from docsieve.model import SCHEMA_VERSION, Document, Heading, OutlineEntry, Page
from docsieve.report import Report

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.formats._odf.styles import StyleSheet

_DECLARATIONS = ("header", "footer", "date-time")


def read_presentation(source: Source, report: Report) -> Document:
    """Read it all.

    Raises:
        CorruptError: there is no presentation in it, or nothing of it can be read.
        EncryptedError: it needs a password.
        LimitExceededError: a limit was crossed.
    """
    package = OdfPackage(source, report, "presentation")
    body = package.body("presentation")
    if body is None:
        raise CorruptError("The file is an OpenDocument package, but it holds no presentation.")
    common, own = style_sheets(package)
    reading = Reading(package, own, report, source)
    metadata = package.metadata()
    reading.joins_lists = "PowerPoint" in (metadata.application or "")
    reading.controls = controls_of(body)
    reading.hidden_layers = _hidden_layers(package)
    slides = [element for element in body if element.tag == f"{DRAW}page"]
    if len(slides) > reading.limits.max_pages:
        raise LimitExceededError.of("the number of slides", len(slides), reading.limits.max_pages)
    declared = {
        (name, element.get(f"{PRESENTATION}name", "")): "".join(str(text) for text in element.itertext())
        for name in _DECLARATIONS
        for element in body.iterchildren(f"{PRESENTATION}{name}-decl")
    }
    sizes = _sizes(package, common)
    pages: list[Page] = []
    for number, element in enumerate(slides, 1):
        size = sizes.get(element.get(f"{DRAW}master-page-name", ""))
        pages.append(SlideReader(reading, element, number, size).read(declared))
        for page in chosen(pages[-1:], source.options):
            report.page(page, len(slides))
        report.progress(number, len(slides))
    metadata.language = metadata.language or own.language()
    return Document(
        format="odp",
        schema_version=SCHEMA_VERSION,
        metadata=metadata,
        pages=chosen(pages, source.options),
        outline=_outline(pages),
        revisions=reading.revisions,
        attachments=reading.attachments,
    )


def _sizes(package: OdfPackage, styles: StyleSheet) -> dict[str, tuple[float, float]]:
    """Return width and height in points by master page."""
    sizes: dict[str, tuple[float, float]] = {}
    holder = None if package.styles is None else package.styles.find(f"{OFFICE}master-styles")
    for master in () if holder is None else holder.iterchildren(f"{STYLE}master-page"):
        layout = styles.page_layouts.get(master.get(f"{STYLE}page-layout-name", ""))
        properties: etree._Element | None = (
            None if layout is None else layout.find(f"{STYLE}page-layout-properties")
        )
        if properties is not None:
            width = points(properties.get(f"{FO}page-width"))
            height = points(properties.get(f"{FO}page-height"))
            if width and height and width > 0 and height > 0:
                sizes[master.get(f"{STYLE}name", "")] = (round(width, 2), round(height, 2))
    return sizes


def _hidden_layers(package: OdfPackage) -> frozenset[str]:
    roots = [root for root in (package.styles, package.content) if root is not None]
    layers = (layer for root in roots for layer in root.iter(f"{DRAW}layer"))
    return frozenset(
        layer.get(f"{DRAW}name", "") for layer in layers if layer.get(f"{DRAW}display") == "none"
    )


def _outline(pages: list[Page]) -> list[OutlineEntry]:
    """List the slides by their titles."""
    entries: list[OutlineEntry] = []
    for page in pages:
        heading = next((block for block in page.blocks if isinstance(block, Heading)), None)
        if heading is not None and page.hidden is None:
            title = " ".join("".join(span.text for span in heading.spans).split())
            if title:
                entries.append(OutlineEntry(title, page.number))
    return entries
