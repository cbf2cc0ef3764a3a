"""Files inside the OLE2 wrapping in which Office stores what other programs embed ([MS-OLEDS] 2.3)."""

from __future__ import annotations

from typing import Final, NamedTuple

from docsieve.errors import DocsieveError
from docsieve.format import Source
from docsieve.formats._ole.code_pages import decode_windows
from docsieve.formats._ole.container import Container
from docsieve.model import Attachment, Locator
from docsieve.options import Limits
from docsieve.report import Report
from docsieve.wheels_on_demand import require

_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NATIVE: Final = "\x01Ole10Native"
#: Streams that are a whole file: an Office package, one of OpenDocument, a PDF as Acrobat embeds it.
_WHOLE: Final = ("Package", "EmbeddedOdf", "CONTENTS")


class EmbeddedFile(NamedTuple):
    """What was wrapped, and its own name, empty where the wrapping has none."""

    name: str
    data: bytes


def unwrapped(data: bytes, limits: Limits) -> EmbeddedFile:
    """Return the file inside an OLE2 object; the object as it is where it is a document itself."""
    as_it_is = EmbeddedFile("", data)
    if not data.startswith(_SIGNATURE):
        return as_it_is
    require("olefile", "olefile")

    try:
        return contents_of(Container(data, limits)) or as_it_is
    except DocsieveError:
        return as_it_is  # whoever reads it as a document says what is wrong with it


def read_object(
    parent: Source,
    name: str,
    data: bytes,
    report: Report,
    *,
    media_type: str | None = None,
    where: Locator | None = None,
) -> Attachment:
    """Read an embedded file, which may be wrapped, as a document of its own: see `read_child`."""
    from docsieve.children import read_child  # noqa: PLC0415 - it imports this package's users

    embedded = unwrapped(data, parent.options.limits)
    if embedded.data is not data:
        media_type = None
    shown = f"{name}/{embedded.name}" if embedded.name else name
    return read_child(parent, shown, embedded.data, report, media_type=media_type, where=where)


def contents_of(container: Container, *path: str) -> EmbeddedFile | None:
    """Return the file inside a storage of an OLE2 file; None where it has only an object's own streams.

    Raises:
        LimitExceededError: a stream is larger than the limits allow.
    """
    for stream in _WHOLE:
        if container.has(*path, stream) and (whole := container.read(*path, stream)):
            is_file = stream != "CONTENTS" or whole.startswith(b"%PDF")
            return EmbeddedFile("", whole) if is_file else None
    if container.has(*path, _NATIVE):
        name, content = unwrap_native(container.read(*path, _NATIVE))
        if content:
            return EmbeddedFile(name, content)
    return None


def unwrap_native(data: bytes) -> tuple[str, bytes]:
    """Return name and content of a packaged file (OLE1's packager: names, then length and bytes)."""
    if len(data) < 8:
        return "", b""
    at = 6
    names: list[str] = []
    for _ in range(2):
        end = data.find(b"\0", at, at + 1024)
        if end < 0:
            return "", b""
        names.append(decode_windows(data[at:end]))
        at = end + 1
    at += 4
    at += 4 + int.from_bytes(data[at : at + 4], "little")
    size = int.from_bytes(data[at : at + 4], "little")
    content = data[at + 4 : at + 4 + size]
    return names[0].replace("\\", "/").rpartition("/")[2], content
