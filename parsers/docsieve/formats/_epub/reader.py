"""A whole e-book -> Document: every file of the spine is one page."""

from __future__ import annotations

from docsieve.errors import CorruptError, EncryptedError
from docsieve.format import Source
from docsieve.formats._epub.contents import read_outline
from docsieve.formats._epub.package import ManifestEntry, protected_parts, read_package
from docsieve.formats._html.encoding import decode_html
from docsieve.formats._html.page import read_html
from docsieve.formats._html.shown_pictures import ShownPictures
from docsieve.formats._outline import chosen
from docsieve.model import SCHEMA_VERSION, Document, Locator, Page
from docsieve.report import Report
from docsieve.zip_directory import ZipDirectory


def read_epub(source: Source, report: Report) -> Document:
    """Read a book.

    Raises:
        CorruptError: no page of it can be read.
        EncryptedError: a rights management system has locked its pages.
    """
    archive = source.zip
    if archive is None:
        raise CorruptError("The e-book is damaged: its archive cannot be opened.")
    limits = source.options.limits
    package = read_package(archive, limits, report)
    locked = protected_parts(archive, limits)
    entries = [(package.entries[name], linear) for name, linear in package.spine]
    nav = package.entry_with("nav")
    pages: list[Page] = []
    numbers: dict[str, int] = {}
    locked_pages = 0
    for done, (entry, linear) in enumerate(entries, 1):
        report.progress(done, len(entries))
        if entry.part in numbers:
            continue
        if entry.part in locked:
            locked_pages += 1
            continue
        number = len(numbers) + 1
        page = _read_page(entry, number, archive, source, report)
        if page is None:
            continue
        if not linear and entry is not nav:
            page.label = "auxiliary"
        numbers[entry.part] = number
        if chosen([page], source.options):
            pages.append(page)
            report.page(page, len(entries))
    if locked_pages and not any(page.blocks for page in pages):
        raise EncryptedError(
            "The e-book is locked by digital rights management; only the program it was sold for opens it."
        )
    if locked_pages:
        report.warn(
            "locked_pages", f"{locked_pages} pages of the e-book are locked by digital rights management."
        )
    if not numbers:
        raise CorruptError("None of the e-book's pages can be read.")
    return Document(
        format="epub",
        schema_version=SCHEMA_VERSION,
        metadata=package.metadata,
        pages=pages,
        outline=read_outline(package, archive, numbers, limits),
    )


def _read_page(
    entry: ManifestEntry, number: int, archive: ZipDirectory, source: Source, report: Report
) -> Page | None:
    where = Locator(page=number, part=entry.part)
    if not entry.is_page:
        report.warn(
            "not_text", "A page of the e-book is a picture or of another kind that holds no text.", where
        )
        return None
    if entry.part not in archive:
        report.warn("missing_part", "A page that the e-book lists is not in it.", where)
        return None
    try:
        data = archive.read(entry.part)
    except CorruptError:
        report.warn("damaged_part", "A page of the e-book is damaged and was left out.", where)
        return None
    page = Page(number=number, kind="section")
    if chosen([page], source.options):
        text, _ = decode_html(data)
        pictures = ShownPictures(source, archive, entry.part)
        page.blocks, metadata = read_html(text, where, source.options.limits, report, pictures)
        page.label = metadata.title
    return page
