"""Files inside the OLE2 wrapping in which Office stores what other programs embed ([MS-OLEDS] 2.3)."""

from __future__ import annotations

from typing import Final, NamedTuple

from docsieve.errors import DocsieveError
from docsieve.options import Limits
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
    from docsieve.formats._ole.container import Container  # noqa: PLC0415 - needs olefile
    from docsieve.formats._ole.embedded import unwrap_native  # noqa: PLC0415 - needs olefile

    try:
        container = Container(data, limits)
        for stream in _WHOLE:
            if container.has(stream) and (whole := container.read(stream)):
                return (
                    EmbeddedFile("", whole) if stream != "CONTENTS" or whole.startswith(b"%PDF") else as_it_is
                )
        if container.has(_NATIVE):
            name, content = unwrap_native(container.read(_NATIVE))
            if content:
                return EmbeddedFile(name, content)
    except DocsieveError:
        return as_it_is  # whoever reads it as a document says what is wrong with it
    return as_it_is
