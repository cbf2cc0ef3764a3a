"""OpenDocument spreadsheets, ODF 1.3 (ISO/IEC 26300): ODS, OTS, and flat XML."""

from __future__ import annotations

from typing import Final

from docsieve.format import Confidence, Format, Source
from docsieve.formats._odf.sniffing import sniff_odf
from docsieve.model import Document
from docsieve.report import Report

_KINDS: Final = ("spreadsheet", "spreadsheet-template")
_EXTENSIONS: Final = (".ods", ".ots", ".fods")


def sniff(source: Source) -> Confidence:
    """Tell by the media type."""
    return sniff_odf(source, _KINDS, _EXTENSIONS)


def parse(source: Source, report: Report) -> Document:
    """Read the package; see `docsieve.formats._sheets.ods`."""
    from docsieve.formats._sheets.ods import read_ods  # noqa: PLC0415 - heavy

    return read_ods(source, FORMAT.name, report)


FORMAT = Format(
    name="ods",
    title="OpenDocument spreadsheet",
    extensions=_EXTENSIONS,
    media_types=(
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet-template",
        "application/vnd.oasis.opendocument.spreadsheet-flat-xml",
    ),
    wheels=("lxml",),
    wheels_on_demand=("argon2-cffi-bindings", "pycryptodome", "olefile"),
    yields=(
        "every sheet: cells as shown, formulas, merged cells, hidden sheets, rows and columns, comments, "
        "links, names, text of charts and text boxes, print headers"
    ),
    sniff=sniff,
    parse=parse,
)
