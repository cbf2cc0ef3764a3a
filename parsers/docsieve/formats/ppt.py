"""PowerPoint 97-2003 presentations ([MS-PPT])."""

from __future__ import annotations

from docsieve.format import Confidence, Format, Source
from docsieve.formats._ole.directory import is_ole, root_names
from docsieve.model import Document
from docsieve.report import Report


def sniff(source: Source) -> Confidence:
    """Look for PowerPoint's main stream at the root of an OLE2 file."""
    if not is_ole(source.head):
        return Confidence.NO
    names = root_names(source.data)
    return Confidence.CERTAIN if "PowerPoint Document" in names else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read slides in order, with speaker notes and comments.

    Raises:
        EncryptedError: it is protected with a password.
        WrongPasswordError: the password is another one.
        CorruptError: damaged so far that no slide can be found.
    """
    from docsieve.formats._ppt.slides import read_presentation  # noqa: PLC0415 - heavy

    return read_presentation(source, report)


FORMAT = Format(
    name="ppt",
    title="PowerPoint 97-2003 presentation",
    extensions=(".ppt", ".pps", ".pot"),
    media_types=("application/vnd.ms-powerpoint",),
    wheels=("olefile",),
    wheels_on_demand=("pycryptodome",),
    yields=(
        "slides with titles, lists with levels, tables, alternative texts, links, speaker notes, comments, "
        "footers, hidden slides, embedded files"
    ),
    sniff=sniff,
    parse=parse,
)
