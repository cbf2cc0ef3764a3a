"""Excel workbooks up to 2003 (XLS): BIFF5 and BIFF8 as in MS-XLS, and the single sheets of BIFF2 to BIFF4."""

from __future__ import annotations

import re

from docsieve.format import Confidence, Format, Source
from docsieve.formats._ole.directory import is_ole, root_names
from docsieve.model import Document
from docsieve.report import Report

#: The first record of Excel 2, 3 and 4: its length, a version, and what the records describe.
_EARLY = re.compile(rb"\x09[\x00\x02\x04][\x04-\x10]\x00..(?:[\x10\x20\x40]\x00|\x00\x01)", re.DOTALL)
#: Streams that make the file something else, whatever lies beside them.
_OTHERS = frozenset({"WordDocument", "PowerPoint Document", "EncryptedPackage", "__properties_version1.0"})


def sniff(source: Source) -> Confidence:
    """Look for the workbook's stream at the root of an OLE2 file, or for the records of an older one."""
    if not is_ole(source.head):
        return Confidence.CERTAIN if _EARLY.match(source.head) else Confidence.NO
    names = root_names(source.data)
    if names & _OTHERS:
        return Confidence.NO
    return Confidence.CERTAIN if names & {"Workbook", "Book"} else Confidence.NO


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
