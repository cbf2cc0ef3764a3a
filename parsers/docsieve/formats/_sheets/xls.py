"""The binary workbook stream of XLS, BIFF5 and BIFF8: sheets, strings, styles (MS-XLS 2.1.7.20)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from docsieve.errors import CorruptError, LimitExceededError
from docsieve.format import Source
from docsieve.formats._encryption.properties import warn_of_locked_properties
from docsieve.formats._ole.container import Container
from docsieve.formats._ole.directory import is_ole
from docsieve.formats._ole.embedded import read_embedded
from docsieve.formats._ole.properties import read_metadata
from docsieve.formats._sheets.biff_records import Record, StringReader, records, text_at
from docsieve.formats._sheets.cell_formats import CellFormats
from docsieve.formats._sheets.defined_names import SheetReferences, told_names
from docsieve.formats._sheets.early_biff import EarlySheet
from docsieve.formats._sheets.sheet_draft import SheetDraft
from docsieve.formats._sheets.workbook import add_names, is_wanted
from docsieve.formats._sheets.xls_encryption import decrypted
from docsieve.formats._sheets.xls_pictures import DRAWINGS, blips_of_workbook, offered_pictures
from docsieve.formats._sheets.xls_sheet import XlsSheetReader
from docsieve.model import SCHEMA_VERSION, Document, Locator, Metadata, Page
from docsieve.options import Limits
from docsieve.report import Report

_BOF: Final = (0x0809, 0x0409, 0x0209, 0x0009)
_EOF: Final = 0x000A
_DATE_MODE: Final = 0x0022
_CODE_PAGE: Final = 0x0042
_SHEET: Final = 0x0085
_STYLE: Final = 0x00E0
_STRINGS: Final = 0x00FC
_FORMATS: Final = (0x041E, 0x001E)
_NAME: Final = 0x0018
_BOOK: Final = 0x01AE
_REFERENCES: Final = 0x0017
#: Of a name: not shown to a person, a macro, one of Excel's own.
_NO_NAME: Final = 0x0001 | 0x0002 | 0x0008 | 0x0020
_BIFF8: Final = 0x0600
_VISUAL_BASIC: Final = 6


@dataclass
class XlsSheet:
    """A sheet as the globals list it."""

    name: str
    #: Where its records begin in the stream.
    at: int
    is_hidden: bool


@dataclass
class XlsWorkbook:
    """What the cells of all sheets refer to."""

    stream: bytes
    is_unicode: bool = True
    code_page: int = 1252
    is_1904: bool = False
    sheets: list[XlsSheet] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    references: SheetReferences = field(default_factory=SheetReferences)
    #: Names as defined: the name, and the tokens of what it stands for.
    names: list[tuple[str, bytes]] = field(default_factory=list)
    #: What is drawn on all sheets has in common: their pictures.
    drawings: bytearray = field(default_factory=bytearray)
    formats: CellFormats = field(default_factory=lambda: CellFormats({}, []))


def read_xls(source: Source, name: str, report: Report) -> Document:
    """Read every sheet in the order of the tabs.

    Raises:
        CorruptError: there is no workbook in it.
        EncryptedError: it needs a password.
        WrongPasswordError: the password is another one.
        LimitExceededError: a limit was crossed.
    """
    limits = source.options.limits
    if not is_ole(source.head):
        return _read_early(source, name, report)
    container = Container(source.data, limits)
    stream = container.read("Workbook") or container.read("Book")
    if not stream:
        raise CorruptError(
            "The file starts as an Excel workbook does, but the part with its sheets is missing or damaged. "
            "Get a fresh copy of it and try again."
        )
    book = XlsWorkbook(decrypted(stream, source.options))
    _read_globals(book, limits, report)
    blips = blips_of_workbook(bytes(book.drawings))
    pages: list[Page] = []
    for number, sheet in enumerate(book.sheets, start=1):
        if not is_wanted(number, source):
            continue
        draft = SheetDraft(number, sheet.name, limits, report)
        draft.hidden = "sheet" if sheet.is_hidden else None
        reader = XlsSheetReader(book.stream, book, draft, report)
        reader.read(sheet.at)
        draft.after += offered_pictures(source, blips, bytes(reader.drawing), draft.where)
        pages.append(draft.finish())
        report.page(pages[-1], len(book.sheets))
        report.progress(number, len(book.sheets))
    warn_of_locked_properties(container, report)
    if any(path[0].startswith("_VBA_PROJECT") for path in container.paths):
        report.warn("macros_not_read", "The document holds macros. They were neither run nor read.")
    metadata = read_metadata(container)
    add_names(metadata, told_names(book.names, book.references, is_wide=False))
    return Document(
        format=name,
        schema_version=SCHEMA_VERSION,
        metadata=metadata,
        pages=pages,
        attachments=read_embedded(container, source, report),
    )


def _read_early(source: Source, name: str, report: Report) -> Document:
    """Read a file of Excel 2 to 4, which shows its own name on its only tab."""
    early = EarlySheet(source.data)
    book = XlsWorkbook(early.stream, is_unicode=False, code_page=early.code_page)
    book.formats = CellFormats(early.codes, early.styles, is_1904=early.is_1904)
    title = (source.filename or "").rpartition("/")[2].rpartition(".")[0]
    draft = SheetDraft(1, title or "Sheet1", source.options.limits, report)
    XlsSheetReader(book.stream, book, draft, report).read(0)
    report.progress(1, 1)
    return Document(format=name, schema_version=SCHEMA_VERSION, metadata=Metadata(), pages=[draft.finish()])


def _read_globals(book: XlsWorkbook, limits: Limits, report: Report) -> None:
    is_first = True
    for record in records(book.stream):
        if is_first:
            if record.kind not in _BOF or len(record.data) < 4:
                raise CorruptError("The part of the Excel workbook that lists its sheets is damaged.")
            book.is_unicode = struct.unpack_from("<H", record.data)[0] >= _BIFF8
            is_first = False
        elif record.kind == _EOF:
            break
        else:
            try:
                _read_global(book, record, limits)
            except struct.error:
                report.warn(
                    "part_damaged",
                    "A record of the workbook is damaged and was left out.",
                    Locator(part="Workbook"),
                )
    if not book.sheets:
        raise CorruptError("The Excel workbook lists no sheets: the part that names them is damaged.")
    book.formats = CellFormats(book.codes, book.styles, is_1904=book.is_1904)


def _read_global(book: XlsWorkbook, record: Record, limits: Limits) -> None:
    kind, data = record.kind, record.data
    if kind == _CODE_PAGE:
        (page,) = struct.unpack_from("<H", data)
        book.code_page = {0x8000: 10000, 0x8001: 1252}.get(page, page)
    elif kind == _DATE_MODE:
        book.is_1904 = struct.unpack_from("<H", data)[0] == 1
    elif kind == _SHEET:
        at, state, what = struct.unpack_from("<IBB", data)
        text, _ = text_at(data, 6, size=1, is_unicode=book.is_unicode, code_page=book.code_page)
        book.references.sheets.append(text)
        if what != _VISUAL_BASIC:
            book.sheets.append(XlsSheet(text, at, is_hidden=state & 3 in (1, 2)))
    elif kind == _STYLE:
        book.styles.append(struct.unpack_from("<H", data, 2)[0])
    elif kind in _FORMATS:
        (number,) = struct.unpack_from("<H", data)
        size = 2 if book.is_unicode else 1
        book.codes[number], _ = text_at(
            data, 2, size=size, is_unicode=book.is_unicode, code_page=book.code_page
        )
    elif kind == _BOOK:
        book.references.own_books.append(data[2:4] == b"\x01\x04")
    elif kind == _REFERENCES and book.is_unicode:
        (count,) = struct.unpack_from("<H", data)
        rows = min(count, (len(data) - 2) // 6)
        book.references.references += struct.iter_unpack("<Hhh", data[2 : 2 + rows * 6])
    elif kind == _NAME and book.is_unicode:
        flags, _, length, size = struct.unpack_from("<HBBH", data)
        if not flags & _NO_NAME:
            text, at = text_at(bytes((length,)) + data[14:], 0, size=1, is_unicode=True, code_page=0)
            book.names.append((text, bytes(data[13 + at : 13 + at + size])))
    elif kind == DRAWINGS:
        book.drawings += data
    elif kind == _STRINGS:
        _read_strings(book, record, limits)


def _read_strings(book: XlsWorkbook, record: Record, limits: Limits) -> None:
    """Read the SST (2.4.265); its count is a claim, its length is not."""
    (count,) = struct.unpack_from("<I", record.data, 4)
    reader = StringReader(record, 8)
    while len(book.strings) < count and reader.at < len(record.data):
        book.strings.append(reader.extended())
        if len(book.strings) > limits.max_cells:
            raise LimitExceededError.of("the number of strings", len(book.strings), limits.max_cells)
