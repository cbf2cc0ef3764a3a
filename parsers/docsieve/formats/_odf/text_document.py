"""A text document: sections as pages, notes behind them, headers and footers once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.errors import CorruptError
from docsieve.format import Source
from docsieve.formats._odf.context import Reading
from docsieve.formats._odf.controls import controls_of
from docsieve.formats._odf.master_pages import MasterPages
from docsieve.formats._odf.namespaces import OFFICE, TABLE, TEXT
from docsieve.formats._odf.package import OdfPackage
from docsieve.formats._odf.story import Story
from docsieve.formats._odf.styles import StyleSheet, style_groups
from docsieve.formats._outline import chosen, outline_of
from docsieve.model import SCHEMA_VERSION, Document, Locator, Page
from docsieve.report import Report

if TYPE_CHECKING:
    from lxml import etree

_PARAGRAPHS: Final = (f"{TEXT}p", f"{TEXT}h")
#: The first paragraph in one of these decides on the page, as it does where it stands alone.
_HOLDERS: Final = (f"{TEXT}section", f"{TEXT}list", f"{TEXT}list-item", f"{TEXT}table-of-content")


def read_text_document(source: Source, report: Report) -> Document:
    """Read it all.

    Raises:
        CorruptError: there is no text part, or nothing of it can be read.
        EncryptedError: it needs a password.
        LimitExceededError: a limit was crossed.
    """
    package = OdfPackage(source, report)
    body = package.body("text")
    if body is None:
        raise CorruptError("The file is an OpenDocument package, but it holds no text document.")
    common, own = style_sheets(package)
    reading = Reading(package, own, report, source)
    reading.monospaced = own.is_monospaced()
    if package.styles is not None:
        reading.read_regions(package.styles)  # those in headers and footers
    reading.read_regions(body)
    reading.controls = controls_of(body)
    pages, masters = _read_pages(reading, body)
    MasterPages(reading, common).add_to(pages, masters)
    _add_unplaced(reading, pages[-1])
    metadata = package.metadata()
    metadata.language = metadata.language or own.language()
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        report.warn("macros_not_read", "The document holds macros. They were neither run nor read.")
    report.progress(len(pages), len(pages))
    return Document(
        format="odt",
        schema_version=SCHEMA_VERSION,
        metadata=metadata,
        pages=chosen(pages, source.options),
        outline=outline_of(pages),
        revisions=reading.revisions,
        attachments=reading.attachments,
    )


def style_sheets(package: OdfPackage) -> tuple[StyleSheet, StyleSheet]:
    """Return the styles as `styles.xml` uses them, and as the content does."""
    common = style_groups(package.styles)
    if package.is_flat:
        sheet = StyleSheet(*common)
        return sheet, sheet
    return StyleSheet(*common), StyleSheet(*common[:2], *style_groups(package.content))


def _read_pages(reading: Reading, body: etree._Element) -> tuple[list[Page], list[str | None]]:
    """Read the body; a paragraph whose style begins a master page begins a new section."""
    part = None if reading.package.is_flat else "content.xml"
    story = Story(reading, Locator(page=1, part=part), reading.styles)
    pages = [Page(number=1, kind="section")]
    masters: list[str | None] = [None]
    for element in body:
        master = _master_page(reading.styles, element)
        if master is not None and master != masters[-1]:
            if not pages[-1].blocks:
                masters[-1] = master
            elif len(pages) < reading.limits.max_pages:
                _add_notes(reading, pages[-1])
                pages.append(Page(number=len(pages) + 1, kind="section"))
                masters.append(master)
                story.where = Locator(page=len(pages), part=part)
        story.read_block(element, pages[-1].blocks)
    _add_notes(reading, pages[-1])
    return pages, masters


def _add_unplaced(reading: Reading, page: Page) -> None:
    """Keep changes that no text refers to: what they deleted comes flagged, last."""
    story = Story(reading, Locator(page=page.number), reading.styles)
    for region in reading.regions.values():
        if region.index is None:
            reading.revision(region, story.where)
            if region.kind == "deleted":
                for child in region.element:
                    if not child.tag.startswith(OFFICE):
                        page.blocks += story.deleted_blocks(child)


def _add_notes(reading: Reading, page: Page) -> None:
    """Put notes behind the text of the section that calls them, endnotes last."""
    page.blocks += sorted(reading.notes, key=lambda note: note.role == "endnote")
    reading.notes = []


def _master_page(styles: StyleSheet, element: etree._Element) -> str | None:
    """Return the master page that begins with this element."""
    for _ in range(8):
        if element.tag in _PARAGRAPHS:
            return styles.paragraph(element.get(f"{TEXT}style-name")).master_page
        if element.tag == f"{TABLE}table":
            chain = styles.chain("table", element.get(f"{TABLE}style-name"))
            return next((name for one in chain if (name := one.get(_MASTER))), None)
        if element.tag not in _HOLDERS or not len(element):
            return None
        element = element[0]
    return None


_MASTER: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}master-page-name"
