"""PowerPoint presentations, ECMA-376 (ISO/IEC 29500) PresentationML: PPTX, PPSX, POTX, PPTM and so on."""

from __future__ import annotations

import re
from typing import Final

from docsieve.errors import CorruptError, DocsieveError
from docsieve.format import Confidence, Format, Source
from docsieve.model import Document
from docsieve.report import Report

_LOCAL_HEADER: Final = b"PK\x03\x04"
_MAIN_TYPE: Final = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.presentationml\.(?:presentation|slideshow|template)"
    rb"|ms-powerpoint\.(?:presentation|slideshow|template)\.macroEnabled)\.main\+xml",
    re.IGNORECASE,
)
_MAIN_PART: Final = "ppt/presentation.xml"
#: Part names as they stand in what is left of an archive whose directory is lost.
_REMAINS: Final = re.compile(rb"ppt/(?:presentation\.xml|slides/|slideLayouts/|slideMasters/|theme/)")
_TYPES: Final = "[Content_Types].xml"
_TYPES_LIMIT: Final = 4 * 1024 * 1024


def sniff(source: Source) -> Confidence:
    """Tell by the declared type of a package's parts, or by the names in what is left of one."""
    if not source.head.startswith(_LOCAL_HEADER):
        return Confidence.NO
    archive = source.zip
    if archive is None:
        return Confidence.CERTAIN if _REMAINS.search(source.data) else Confidence.NO
    if _MAIN_PART in archive:
        return Confidence.CERTAIN
    if _TYPES not in archive or archive.size(_TYPES) > _TYPES_LIMIT:
        return Confidence.NO
    try:
        types = archive.read(_TYPES).replace(b"\0", b"")
    except DocsieveError:
        return Confidence.NO
    return Confidence.CERTAIN if _MAIN_TYPE.search(types) else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read the package; see `docsieve.formats._pptx.presentation.read_presentation`."""
    from docsieve.formats._ooxml.package import Package  # noqa: PLC0415 - heavy
    from docsieve.formats._pptx.presentation import read_presentation  # noqa: PLC0415 - heavy

    if source.zip is None:
        raise CorruptError(
            "The file starts as a PowerPoint presentation does, but its end is missing or damaged: "
            "it was probably not copied or downloaded completely."
        )
    return read_presentation(Package(source.zip, source.options.limits, report), source, report)


FORMAT = Format(
    name="pptx",
    title="PowerPoint presentation",
    extensions=(".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"),
    media_types=(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
        "application/vnd.ms-powerpoint.slideshow.macroEnabled.12",
        "application/vnd.openxmlformats-officedocument.presentationml.template",
        "application/vnd.ms-powerpoint.template.macroEnabled.12",
    ),
    wheels=("lxml",),
    wheels_on_demand=("olefile",),
    yields=(
        "slides with title and text in reading order, lists with their markers, tables, charts, SmartArt, "
        "speaker notes, comments, hidden slides, embedded files, sections as outline"
    ),
    sniff=sniff,
    parse=parse,
)
