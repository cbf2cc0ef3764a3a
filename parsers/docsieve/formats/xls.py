"""Excel workbooks of 1993 to 2003 (XLS), BIFF5 and BIFF8, as in MS-XLS."""

from __future__ import annotations

from docsieve.format import Confidence, Format, Source
from docsieve.formats._ole.directory import is_ole, root_names
from docsieve.model import Document
from docsieve.report import Report

#: Streams that make the file something else, whatever lies beside them.
_OTHERS = frozenset({"WordDocument", "PowerPoint Document", "EncryptedPackage", "__properties_version1.0"})


def sniff(source: Source) -> Confidence:
    """Look for the workbook's stream at the root of an OLE2 file."""
    if not is_ole(source.head):
        return Confidence.NO
    names = root_names(source.data)
    if names & _OTHERS:
        return Confidence.NO
    return Confidence.CERTAIN if {name.lower() for name in names} & {"workbook", "book"} else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read the workbook stream; see `docsieve.formats._sheets.xls`."""
    from docsieve.formats._sheets.xls import read_xls  # noqa: PLC0415 - heavy

    return read_xls(source, FORMAT.name, report)


FORMAT = Format(
    name="xls",
    title="Excel 97-2003 workbook",
    extensions=(".xls", ".xlt", ".xla"),
    media_types=("application/vnd.ms-excel",),
    wheels=("olefile",),
    wheels_on_demand=("pycryptodome",),
    yields=(
        "every sheet: cells as shown, merged cells, hidden sheets, rows and columns, comments, links, names, "
        "text of charts and text boxes, print headers, embedded files"
    ),
    sniff=sniff,
    parse=parse,
)
