"""What XLSX and XLSB have in common: a package of parts around the cells, read into one `Document`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from docsieve.errors import CorruptError, DocsieveError, LimitExceededError
from docsieve.format import Source
from docsieve.formats._ooxml.package import Package
from docsieve.formats._ooxml.properties import read_metadata
from docsieve.formats._sheets.cell_formats import CellFormats
from docsieve.formats._sheets.sheet_draft import SheetDraft
from docsieve.formats._sheets.sheet_parts import SheetParts
from docsieve.model import SCHEMA_VERSION, Document, Metadata, Page
from docsieve.report import Report

#: Defined names kept in the metadata.
_MOST_NAMES = 500


@dataclass
class SheetEntry:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool


@dataclass
class Workbook:
    """What the cells of all sheets refer to."""

    package: Package
    part: str
    sheets: list[SheetEntry] = field(default_factory=list)
    formats: CellFormats = field(default_factory=lambda: CellFormats({}, []))
    strings: list[str] = field(default_factory=list)
    #: Defined names and what they stand for, as written.
    names: dict[str, str] = field(default_factory=dict)


#: Reads a sheet part's cells, ranges and print set-up into a draft.
CellReader = Callable[[Workbook, str, SheetDraft, SheetParts, Report], None]


def read_sheets(
    book: Workbook, read_cells: CellReader, name: str, source: Source, report: Report
) -> Document:
    """Read every sheet in the order of the tabs.

    Raises:
        CorruptError: there is no sheet.
    """
    if not book.sheets:
        raise CorruptError("The workbook lists no sheets: the part that names them is missing or damaged.")
    metadata = read_metadata(book.package)
    add_names(metadata, book.names)
    pages: list[Page] = []
    parts = SheetParts(book.package, source, report)
    for number, entry in enumerate(book.sheets, start=1):
        if not is_wanted(number, source):
            continue
        draft = SheetDraft(number, entry.name, source.options.limits, report)
        draft.hidden = "sheet" if entry.is_hidden else None
        if entry.part in book.package:
            parts.read_comments(entry.part, draft)
            try:
                read_cells(book, entry.part, draft, parts, report)
            except LimitExceededError:
                raise
            except DocsieveError as error:
                report.warn(
                    "sheet_damaged", f"{error} What could be read of this sheet is shown.", draft.where
                )
            parts.read_drawings(entry.part, draft)
            parts.read_embedded(entry.part, draft)
        else:
            report.warn("sheet_missing", "The cells of this sheet are not in the file.", draft.where)
        pages.append(draft.finish())
        report.page(pages[-1], len(book.sheets))
        report.progress(number, len(book.sheets))
    metadata.custom.update(parts.table_names)
    return Document(
        format=name,
        schema_version=SCHEMA_VERSION,
        metadata=metadata,
        pages=pages,
        attachments=parts.attachments,
    )


def is_wanted(number: int, source: Source) -> bool:
    """Tell whether the options ask for this sheet."""
    wanted = source.options.pages
    return wanted is None or any(first <= number <= last for first, last in wanted)


def add_names(metadata: Metadata, names: dict[str, str]) -> None:
    """Put defined names among the properties."""
    for name, meaning in list(names.items())[:_MOST_NAMES]:
        metadata.custom[f"name: {name}"] = meaning
