"""Binary Excel workbooks (XLSB), as in MS-XLSB."""

from __future__ import annotations

from typing import Final

from docsieve.errors import CorruptError
from docsieve.format import Confidence, Format, Source
from docsieve.model import Document
from docsieve.report import Report

_LOCAL_HEADER: Final = b"PK\x03\x04"
_MAIN: Final = "xl/workbook.bin"


def sniff(source: Source) -> Confidence:
    """Look for the binary workbook part, in the archive or in what is left of one."""
    if not source.head.startswith(_LOCAL_HEADER):
        return Confidence.NO
    archive = source.zip
    if archive is None:
        return Confidence.LIKELY if _MAIN.encode() in source.data else Confidence.NO
    return Confidence.CERTAIN if _MAIN in archive else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read the package; see `docsieve.formats._sheets.xlsb`."""
    from docsieve.formats._sheets.xlsb import read_xlsb  # noqa: PLC0415 - heavy

    if source.zip is None:
        raise CorruptError(
            "The file starts as an Excel workbook does, but its end is missing or damaged: "
            "it was probably not copied or downloaded completely."
        )
    return read_xlsb(source.zip, FORMAT.name, source, report)


FORMAT = Format(
    name="xlsb",
    title="Excel binary workbook",
    extensions=(".xlsb",),
    media_types=("application/vnd.ms-excel.sheet.binary.macroEnabled.12",),
    wheels=("lxml",),
    wheels_on_demand=("olefile",),
    yields=(
        "every sheet: cells as shown, merged cells, hidden sheets, rows and columns, comments, links, names, "
        "text of charts and text boxes, print headers"
    ),
    sniff=sniff,
    parse=parse,
)
