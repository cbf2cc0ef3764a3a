"""SpreadsheetML: the workbook, its strings and styles, and the cells (ECMA-376 part 1, 18)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docsieve.errors import CorruptError, LimitExceededError
from docsieve.format import Source
from docsieve.formats._ooxml.namespaces import R, to_transitional
from docsieve.formats._ooxml.package import Package, PartStore
from docsieve.formats._sheets.cell_address import whole_number
from docsieve.formats._sheets.cell_formats import CellFormats
from docsieve.formats._sheets.rich_text import rich_text, unescape
from docsieve.formats._sheets.same_colour import same_colour_styles
from docsieve.formats._sheets.workbook import SheetEntry, Workbook, read_sheets
from docsieve.formats._sheets.xlsx_sheet import read_cells
from docsieve.garbage import paused_collector
from docsieve.model import Document, Locator
from docsieve.report import Report
from docsieve.xml_reader import DamagedXmlError, iterate_xml

if TYPE_CHECKING:
    from lxml import etree

_USUAL_MAIN: Final = "xl/workbook.xml"
_SHEET_KINDS: Final = ("worksheet", "chartsheet", "dialogsheet", "xlmacrosheet", "xlintlmacrosheet")
_SHEET_NAME: Final = re.compile(r"/?xl/worksheets/sheet(\d+)\.xml", re.IGNORECASE)


def read_xlsx(store: PartStore, name: str, source: Source, report: Report) -> Document:
    """Read a workbook whose parts are XML.

    Raises:
        CorruptError: there is no workbook in it.
    """
    package = Package(store, source.options.limits, report)
    main = package.related("", "officedocument") or _USUAL_MAIN
    book = Workbook(package, main)
    root = package.xml(main) if main in package else None
    if root is None:
        report.warn(
            "part_missing", "The list of sheets is missing or damaged; the sheets' own names are lost."
        )
    is_1904 = False
    if root is not None:
        is_1904 = _read_workbook(root, book)
    if not book.sheets:
        found = sorted(
            (int(match[1]), part) for part in package.part_names if (match := _SHEET_NAME.fullmatch(part))
        )
        book.sheets = [SheetEntry(f"Sheet {number}", part, is_hidden=False) for number, part in found]
    if not book.sheets:
        raise CorruptError("The workbook has no sheets: the parts that hold them are missing or damaged.")
    book.formats = _read_formats(package, main, is_1904=is_1904)
    with paused_collector():
        book.strings = _read_strings(package, main, report)
        return read_sheets(book, read_cells, name, source, report)


def _read_workbook(root: etree._Element, book: Workbook) -> bool:
    """List sheets and names; tell whether dates count from 1904."""
    relationships = book.package.relationships(book.part)
    for sheet in root.iter("{*}sheet"):
        relationship = relationships.get(sheet.get(f"{R}id", ""))
        if relationship is None:
            part = ""
        elif relationship.kind in _SHEET_KINDS or relationship.target in book.package:
            part = relationship.target
        else:
            part = ""
        hidden = sheet.get("state", "visible").lower() in ("hidden", "veryhidden")
        book.sheets.append(SheetEntry(sheet.get("name", ""), part, hidden))
    for defined in root.iter("{*}definedName"):
        name, meaning = defined.get("name", ""), (defined.text or "").strip()
        if name and meaning and not name.startswith("_xlnm."):
            book.names[name] = meaning
    properties = root.find("{*}workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true", "on")


def _read_formats(package: Package, main: str, *, is_1904: bool) -> CellFormats:
    part = package.related(main, "styles")
    root = package.xml(part) if part else None
    codes: dict[int, str] = {}
    styles: list[int] = []
    if root is not None:
        for code in root.iterfind("{*}numFmts/{*}numFmt"):
            number = whole_number(code.get("numFmtId"))
            if number is not None:
                codes[number] = code.get("formatCode", "")
        found = root.iterfind("{*}cellXfs/{*}xf")
        styles = [whole_number(style.get("numFmtId")) or 0 for style in found]
    has_tables = any(name.startswith("xl/tables/") for name in package.part_names)
    same_colour = frozenset() if root is None else same_colour_styles(root, has_tables=has_tables)
    return CellFormats(codes, styles, is_1904=is_1904, same_colour=same_colour)


def _read_strings(package: Package, main: str, report: Report) -> list[str]:
    part = package.related(main, "sharedstrings") or "xl/sharedStrings.xml"
    data = package.read(part) if part in package else None
    strings: list[str] = []
    if data is None:
        return strings
    limits = package.limits
    try:
        for item in iterate_xml(to_transitional(data), part, limits, ("{*}si",)):
            if len(item) == 1 and len(item[0]) == 0:
                text = item[0].text or ""
                strings.append(text if text.isprintable() and "_x" not in text else unescape(text))
            else:
                strings.append(rich_text(item))
            if len(strings) > limits.max_cells:
                raise LimitExceededError.of("the number of strings", len(strings), limits.max_cells)
    except DamagedXmlError as error:
        report.warn("part_damaged", f"{error} What could be read of it is shown.", Locator(part=part))
    return strings
