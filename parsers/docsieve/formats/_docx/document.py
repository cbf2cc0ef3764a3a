"""A DOCX package as a Document: sections as pages, notes behind them, headers and footers once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.errors import CorruptError
from docsieve.format import Source
from docsieve.formats._docx.context import Reading
from docsieve.formats._docx.notes import NoteParts, label_notes
from docsieve.formats._docx.numbering import Numbering
from docsieve.formats._docx.run_properties import is_monospace
from docsieve.formats._docx.sections import HeadersAndFooters, Section, read_sections
from docsieve.formats._docx.story import Story
from docsieve.formats._docx.styles import StyleSheet
from docsieve.formats._docx.survey import Survey, survey
from docsieve.formats._ooxml.namespaces import W
from docsieve.formats._ooxml.package import Package
from docsieve.formats._ooxml.properties import read_metadata
from docsieve.formats._outline import chosen, outline_of
from docsieve.model import SCHEMA_VERSION, Block, Document, Locator, Page
from docsieve.report import Report

if TYPE_CHECKING:
    from lxml import etree

#: The root elements of a document's main part.
_ROOTS: Final = (f"{W}document", f"{W}glossaryDocument")


def read_document(package: Package, source: Source, report: Report) -> Document:
    """Read it all.

    Raises:
        CorruptError: there is no main part, or nothing of it can be read.
        LimitExceededError: a limit was crossed.
    """
    main = main_part(package)
    root = package.xml(main) if main is not None else None
    if main is None or root is None or root.tag not in _ROOTS:
        raise CorruptError("The file is a package of Office parts, but its document part cannot be read.")
    body = root.find(f"{W}body")
    if body is None:
        body = root
    styles = StyleSheet(_related_xml(package, main, "styles"))
    settings = _related_xml(package, main, "settings")
    numbering = Numbering(_related_xml(package, main, "numbering"), styles)
    reading = Reading(package, styles, numbering, report, source)
    reading.monospaced = is_monospace(styles.paragraph(None).font)
    reading.page_is_white = not _is_page_coloured(root, settings)
    found = survey(body)
    label_notes(found, settings, reading)
    notes = NoteParts(reading, main)
    pages = _read_pages(reading, main, body, found, settings, notes)
    if package.related(main, "vbaproject") is not None:
        report.warn("macros_not_read", "The document holds macros. They were neither run nor read.")
    metadata = read_metadata(package)
    metadata.language = metadata.language or styles.language
    document = Document(
        format="docx",
        schema_version=SCHEMA_VERSION,
        metadata=metadata,
        pages=chosen(pages, source.options),
        outline=outline_of(pages),
        revisions=reading.revisions,
        attachments=reading.attachments,
    )
    report.progress(len(pages), len(pages))
    return document


def _is_page_coloured(root: etree._Element, settings: etree._Element | None) -> bool:
    """Tell whether pages are shown on a colour or a picture (17.2.1, 17.15.1.25)."""
    ground = root.find(f"{W}background")
    if ground is None or settings is None or settings.find(f"{W}displayBackgroundShape") is None:
        return False
    return len(ground) > 0 or ground.get(f"{W}color", "auto").lower() not in ("auto", "ffffff")


def main_part(package: Package) -> str | None:
    """Return the name of the main part: as related, as typed, or where it always is."""
    related = package.related("", "officedocument")
    if related is not None:
        return related
    for name in package.part_names:
        if "wordprocessingml.document.main" in package.content_type(name):
            return name
    return "word/document.xml" if "word/document.xml" in package else None


class _Body(Story):
    """The body: notes where its sections end."""

    def __init__(self, reading: Reading, found: Survey, sections: list[Section], part: str) -> None:
        self._pages = [section.page for section in sections]
        self._where_by_page = {page: Locator(page=page, part=part) for page in self._pages}
        self._index = 0
        self.ends: list[int] = []
        super().__init__(reading, self._where_by_page[self._pages[0]], found.unclosed_fields)

    def end_section(self, out: list[Block]) -> None:
        """Go on to the next section; `ends` keeps where in `out` each one ended."""
        if self._index + 1 < len(self._pages):
            self.ends.append(len(out))
            self._index += 1
            self.where = self._where_by_page[self._pages[self._index]]


def _read_pages(
    reading: Reading,
    main: str,
    body: etree._Element,
    found: Survey,
    settings: etree._Element | None,
    notes: NoteParts,
) -> list[Page]:
    sections = read_sections(body, found.sections)
    story = _Body(reading, found, sections, main)
    blocks = story.blocks(body)
    pages: list[Page] = [Page(number=number, kind="section") for number in range(1, sections[-1].page + 1)]
    for section, start, end in zip(sections, [0, *story.ends], [*story.ends, len(blocks)], strict=False):
        pages[section.page - 1].blocks += blocks[start:end]
    HeadersAndFooters(reading, main, settings).add_to(pages, sections)
    endnotes: list[Block] = []
    for number, note in notes.read_called():
        if note.role == "endnote":
            endnotes.append(note)
        else:
            pages[number - 1].blocks.append(note)
    pages[-1].blocks += [*endnotes, *notes.read_uncalled(pages[-1].number)]
    return pages


def _related_xml(package: Package, main: str, kind: str) -> etree._Element | None:
    name = package.related(main, kind)
    if name is None:
        usual = f"{main.rpartition('/')[0]}/{kind}.xml"
        name = usual if usual in package else None
    return package.xml(name) if name is not None else None
