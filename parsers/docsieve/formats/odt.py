"""OpenDocument text (ISO/IEC 26300, ODF 1.0 to 1.4): ODT, OTT, and flat XML."""

from __future__ import annotations

from docsieve.format import Confidence, Format, Source
from docsieve.formats._odf.sniffing import sniff_odf
from docsieve.model import Document
from docsieve.report import Report

_KINDS = ("text", "text-template", "text-master", "text-master-template", "text-web")
_EXTENSIONS = (".odt", ".ott", ".fodt", ".odm", ".oth")


def sniff(source: Source) -> Confidence:
    """Tell by the media type that the package or the flat file declares."""
    return sniff_odf(source, _KINDS, _EXTENSIONS)


def parse(source: Source, report: Report) -> Document:
    """Read the document; see `docsieve.formats._odf.text_document.read_text_document`."""
    from docsieve.formats._odf.text_document import read_text_document  # noqa: PLC0415 - heavy

    return read_text_document(source, report)


FORMAT = Format(
    name="odt",
    title="OpenDocument text",
    extensions=_EXTENSIONS,
    media_types=(
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.text-template",
        "application/vnd.oasis.opendocument.text-flat-xml",
        "application/vnd.oasis.opendocument.text-master",
        "application/vnd.oasis.opendocument.text-web",
    ),
    wheels=("lxml",),
    wheels_on_demand=("argon2-cffi-bindings", "pycryptodome", "olefile"),
    yields=(
        "headings, lists with their markers, tables, notes, comments, headers and footers, text boxes, "
        "tracked changes, formulas, charts, form fields"
    ),
    sniff=sniff,
    parse=parse,
)
