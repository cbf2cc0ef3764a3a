"""Word 97-2003 documents, and those of Word 6 and 95 ([MS-DOC])."""

from __future__ import annotations

from docsieve.format import Confidence, Format, Source
from docsieve.formats._ole.directory import is_ole, root_names
from docsieve.model import Document
from docsieve.report import Report


def sniff(source: Source) -> Confidence:
    """Look for Word's main stream at the root of an OLE2 file."""
    if not is_ole(source.head):
        return Confidence.NO
    names = root_names(source.data)
    return (
        Confidence.CERTAIN if "WordDocument" in names and "EncryptedPackage" not in names else Confidence.NO
    )


def parse(source: Source, report: Report) -> Document:
    """Read the body, notes, headers, text boxes and embedded files.

    Raises:
        EncryptedError: it is protected with a password.
        WrongPasswordError: the password is another one.
        CorruptError: damaged so far that no text can be found.
    """
    from docsieve.formats._doc.document import read_document  # noqa: PLC0415 - heavy

    return read_document(source, report)


FORMAT = Format(
    name="doc",
    title="Word 97-2003 document",
    extensions=(".doc", ".dot"),
    media_types=("application/msword",),
    wheels=("olefile",),
    wheels_on_demand=("pycryptodome",),
    yields="headings, lists with markers, tables with spans, notes, comments, headers, text boxes, tracked "
    "changes, hidden text",
    sniff=sniff,
    parse=parse,
)
