"""Excel workbooks, ECMA-376 (ISO/IEC 29500) SpreadsheetML: XLSX, XLSM, XLTX, XLTM."""

from __future__ import annotations

import re
from typing import Final

from docsieve.errors import CorruptError, DocsieveError
from docsieve.format import Confidence, Format, Source
from docsieve.model import Document
from docsieve.report import Report

_LOCAL_HEADER: Final = b"PK\x03\x04"
_MAIN_TYPE: Final = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.spreadsheetml\.(?:sheet|template)"
    rb"|ms-excel\.(?:sheet|template|addin)\.macroEnabled)\.main\+xml",
    re.IGNORECASE,
)
_TYPES: Final = "[Content_Types].xml"
_TYPES_LIMIT: Final = 4 * 1024 * 1024


def sniff(source: Source) -> Confidence:
    """Tell by the workbook part, by the declared type of a package's parts, or by what is left of one."""
    if not source.head.startswith(_LOCAL_HEADER):
        return Confidence.NO
    archive = source.zip
    if archive is None:
        return Confidence.LIKELY if b"xl/workbook.xml" in source.data else Confidence.NO
    if "xl/workbook.xml" in archive:
        return Confidence.CERTAIN
    if _TYPES not in archive or archive.size(_TYPES) > _TYPES_LIMIT:
        return Confidence.NO
    try:
        types = archive.read(_TYPES).replace(b"\0", b"")
    except DocsieveError:
        return Confidence.NO
    return Confidence.CERTAIN if _MAIN_TYPE.search(types) else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read the package; see `docsieve.formats._sheets.xlsx`."""
    from docsieve.formats._sheets.xlsx import read_xlsx  # noqa: PLC0415 - heavy

    if source.zip is None:
        raise CorruptError(
            "The file starts as an Excel workbook does, but its end is missing or damaged: "
            "it was probably not copied or downloaded completely."
        )
    return read_xlsx(source.zip, FORMAT.name, source, report)


FORMAT = Format(
    name="xlsx",
    title="Excel workbook",
    extensions=(".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam"),
    media_types=(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel.sheet.macroEnabled.12",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
        "application/vnd.ms-excel.template.macroEnabled.12",
        "application/vnd.ms-excel.addin.macroEnabled.12",
    ),
    wheels=("lxml", "docsieve-sheetrows"),
    wheels_on_demand=("olefile",),
    yields=(
        "every sheet: cells as shown, formulas, merged cells, hidden sheets, rows and columns, comments, "
        "links, names, text of charts and text boxes, print headers"
    ),
    sniff=sniff,
    parse=parse,
)
