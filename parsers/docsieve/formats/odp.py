"""OpenDocument presentations (ISO/IEC 26300, ODF 1.0 to 1.4): ODP, OTP, and flat XML."""

from __future__ import annotations

from docsieve.format import Confidence, Format, Source
from docsieve.formats._odf.sniffing import sniff_odf
from docsieve.model import Document
from docsieve.report import Report

_KINDS = ("presentation", "presentation-template")
_EXTENSIONS = (".odp", ".otp", ".fodp")


def sniff(source: Source) -> Confidence:
    """Tell by the media type that the package or the flat file declares."""
    return sniff_odf(source, _KINDS, _EXTENSIONS)


def parse(source: Source, report: Report) -> Document:
    """Read the slides; see `docsieve.formats._odf.presentation.read_presentation`."""
    from docsieve.formats._odf.presentation import read_presentation  # noqa: PLC0415 - heavy

    return read_presentation(source, report)


FORMAT = Format(
    name="odp",
    title="OpenDocument presentation",
    extensions=_EXTENSIONS,
    media_types=(
        "application/vnd.oasis.opendocument.presentation",
        "application/vnd.oasis.opendocument.presentation-template",
        "application/vnd.oasis.opendocument.presentation-flat-xml",
    ),
    wheels=("lxml",),
    wheels_on_demand=("argon2-cffi-bindings", "pycryptodome", "olefile"),
    yields=(
        "slides with titles, text in reading order, lists, tables, charts, formulas, alternative texts, "
        "speaker notes, comments, hidden slides flagged"
    ),
    sniff=sniff,
    parse=parse,
)
