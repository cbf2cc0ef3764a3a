"""A PDF -> a Document: opens it, reads page after page, then decides what only the whole can tell."""

from __future__ import annotations

from docsieve.errors import CorruptError, DocsieveError, WrongPasswordError
from docsieve.format import Source
from docsieve.formats._pdf.document_parts import read_metadata, read_outline
from docsieve.formats._pdf.drafts import DraftPage
from docsieve.formats._pdf.glyphs import read_glyphs
from docsieve.formats._pdf.layout import page_lines
from docsieve.formats._pdf.links import LinkAreas, read_links
from docsieve.formats._pdf.paragraphs import build_paragraphs
from docsieve.formats._pdf.pdfium import PdfFile, PdfPage, utf16
from docsieve.formats._pdf.structure import write_blocks
from docsieve.model import SCHEMA_VERSION, Document, Locator, Page, TextQuality
from docsieve.options import Options
from docsieve.report import Report


def read_pdf(source: Source, report: Report) -> Document:
    """Read the whole file.

    Raises:
        EncryptedError: it needs a password.
        WrongPasswordError: the given one does not open it.
        CorruptError: nothing usable can be read.
        LimitExceededError: it unpacks to more than allowed.
    """
    with _open(source) as file:
        return _read(file, source, report)


def _open(source: Source) -> PdfFile:
    password = source.options.password
    try:
        return PdfFile(source.data, password)
    except WrongPasswordError:
        # A file locked for its owner only opens without any; a needless password must not keep it shut.
        try:
            return PdfFile(source.data, None)
        except DocsieveError:
            pass
        raise


def selected_pages(options: Options, count: int) -> list[int]:
    """Return the 0-based numbers of the pages to read."""
    if options.pages is None:
        return list(range(count))
    wanted: set[int] = set()
    for first, last in options.pages:
        wanted.update(range(max(first, 1) - 1, min(last, count)))
    return sorted(wanted)


def _read(file: PdfFile, source: Source, report: Report) -> Document:
    options = source.options
    numbers = selected_pages(options, min(file.page_count, options.limits.max_pages))
    drafted: list[DraftPage] = []
    pages: list[Page] = []
    for done, index in enumerate(numbers, 1):
        page = Page(number=index + 1, label=utf16(file.pdfium.FPDF_GetPageLabel, file.handle, index) or None)
        pages.append(page)
        try:
            with file.page(index) as opened:
                page.width, page.height = round(opened.frame.width, 1), round(opened.frame.height, 1)
                drafted.append(_read_page(opened, options, page, report))
        except CorruptError:
            report.warn("page_unreadable", "This page is damaged and could not be read.", Locator(page=index + 1))
            drafted.append(DraftPage(index, 0.0, 0.0, []))
        report.progress(done, len(numbers))
    outline = read_outline(file, options.limits.max_depth)
    for page, blocks in zip(pages, write_blocks(drafted, outline), strict=True):
        page.blocks = blocks
    return Document(
        format="pdf",
        schema_version=SCHEMA_VERSION,
        metadata=read_metadata(file),
        pages=pages,
        outline=outline,
    )


def _read_page(opened: PdfPage, options: Options, page: Page, report: Report) -> DraftPage:
    frame = opened.frame
    glyphs = read_glyphs(opened, options.limits.max_page_characters)
    if not glyphs.segments:
        page.text_quality = TextQuality(needs_ocr=True, reasons=["no_text_layer"])
    areas = read_links(opened)
    links = LinkAreas(areas, glyphs) if areas else None
    lines = page_lines(glyphs, frame.width, frame.height, ocr_layer=True)
    drafts = build_paragraphs(lines, glyphs.fonts, links)
    return DraftPage(opened.index, frame.width, frame.height, drafts)
