"""The binary workbook: sheets, strings and styles of XLSB (MS-XLSB 2.1.7)."""

from __future__ import annotations

import struct
from typing import Final

from docsieve.errors import CorruptError, LimitExceededError
from docsieve.format import Source
from docsieve.formats._ooxml.package import Package, PartStore
from docsieve.formats._sheets.biff12 import DamagedRecordsError, records, wide_string
from docsieve.formats._sheets.cell_formats import CellFormats
from docsieve.formats._sheets.defined_names import SheetReferences, told_names
from docsieve.formats._sheets.plain_characters import clean
from docsieve.formats._sheets.workbook import SheetEntry, Workbook, read_sheets
from docsieve.formats._sheets.xlsb_sheet import read_cells
from docsieve.model import Document, Locator
from docsieve.report import Report

_USUAL_MAIN: Final = "xl/workbook.bin"
_STRING_ITEM: Final = 19
_FORMAT: Final = 44
_STYLE: Final = 47
_WORKBOOK_PROPERTIES: Final = 153
_SHEET: Final = 156
_BEGIN_CELL_STYLES: Final = 617
_END_CELL_STYLES: Final = 618
_NAME: Final = 39
_REFERENCES: Final = 362
#: A book that formulas refer to: another one, this one, this one's same sheet, an add-in.
_BOOKS: Final = {355: False, 357: True, 358: True, 667: False}
#: Of a name: not shown to a person, a macro, one of Excel's own.
_NO_NAME: Final = 0x0001 | 0x0002 | 0x0008 | 0x0020
_USHORT: Final = struct.Struct("<H")
_UINT: Final = struct.Struct("<I")


def read_xlsb(store: PartStore, name: str, source: Source, report: Report) -> Document:
    """Read a workbook whose parts are binary records.

    Raises:
        CorruptError: there is no workbook in it.
    """
    package = Package(store, source.options.limits, report)
    main = package.related("", "officedocument") or _USUAL_MAIN
    book = Workbook(package, main)
    is_1904 = _read_workbook(book, report)
    if not book.sheets:
        raise CorruptError("The workbook lists no sheets: the part that names them is missing or damaged.")
    book.formats = _read_formats(package, main, report, is_1904=is_1904)
    book.strings = _read_strings(package, main, report)
    return read_sheets(book, read_cells, name, source, report)


def _read_workbook(book: Workbook, report: Report) -> bool:
    """List the sheets; tell whether dates count from 1904."""
    data = book.package.read(book.part)
    relationships = book.package.relationships(book.part)
    is_1904 = False
    references = SheetReferences()
    names: list[tuple[str, bytes]] = []
    try:
        for kind, content in () if data is None else records(data, book.part):
            if kind == _SHEET:
                (state,) = _UINT.unpack_from(content, 0)
                identifier, at = wide_string(content, 8)
                sheet_name, _ = wide_string(content, at)
                relationship = relationships.get(identifier)
                part = relationship.target if relationship is not None else ""
                book.sheets.append(SheetEntry(clean(sheet_name), part, is_hidden=state in (1, 2)))
                references.sheets.append(clean(sheet_name))
            elif kind == _WORKBOOK_PROPERTIES:
                is_1904 = bool(_UINT.unpack_from(content, 0)[0] & 1)
            elif kind in _BOOKS:
                references.own_books.append(_BOOKS[kind])
            elif kind == _REFERENCES:
                rows = min(_UINT.unpack_from(content, 0)[0], (len(content) - 4) // 12)
                references.references += struct.iter_unpack("<Iii", content[4 : 4 + rows * 12])
            elif kind == _NAME and not _UINT.unpack_from(content, 0)[0] & _NO_NAME:
                text, at = wide_string(content, 9)
                (size,) = _UINT.unpack_from(content, at)
                names.append((clean(text), bytes(content[at + 4 : at + 4 + size])))
    except (DamagedRecordsError, struct.error) as error:
        _warn(report, book.part, error)
    book.names.update(told_names(names, references, is_wide=True))
    return is_1904


def _read_formats(package: Package, main: str, report: Report, *, is_1904: bool) -> CellFormats:
    part = package.related(main, "styles")
    data = package.read(part) if part else None
    codes: dict[int, str] = {}
    styles: list[int] = []
    is_cell_style = False
    try:
        for kind, content in () if data is None or part is None else records(data, part):
            if kind == _FORMAT:
                codes[_USHORT.unpack_from(content, 0)[0]] = wide_string(content, 2)[0]
            elif kind == _BEGIN_CELL_STYLES:
                is_cell_style = True
            elif kind == _END_CELL_STYLES:
                is_cell_style = False
            elif kind == _STYLE and is_cell_style:
                styles.append(_USHORT.unpack_from(content, 2)[0])
    except (DamagedRecordsError, struct.error) as error:
        _warn(report, part or "", error)
    return CellFormats(codes, styles, is_1904=is_1904)


def _read_strings(package: Package, main: str, report: Report) -> list[str]:
    part = package.related(main, "sharedstrings")
    data = package.read(part) if part else None
    strings: list[str] = []
    try:
        for kind, content in () if data is None or part is None else records(data, part):
            if kind == _STRING_ITEM:
                strings.append(clean(wide_string(content, 1)[0]))
                if len(strings) > package.limits.max_cells:
                    raise LimitExceededError.of(
                        "the number of strings", len(strings), package.limits.max_cells
                    )
    except (DamagedRecordsError, struct.error) as error:
        _warn(report, part or "", error)
    return strings


def _warn(report: Report, part: str, error: Exception) -> None:
    told = str(error) if isinstance(error, DamagedRecordsError) else f"The part {part!r} is damaged."
    report.warn("part_damaged", f"{told} What could be read of it is shown.", Locator(part=part or None))
