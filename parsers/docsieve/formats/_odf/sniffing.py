"""Which OpenDocument format a file is, told by its media type (ODF 1.3 part 2, 3.3; part 3, 3.1.2).

Light: the formats import it at module level.
"""

from __future__ import annotations

import re
from typing import Final

from docsieve.errors import DocsieveError
from docsieve.format import Confidence, Source

_PREFIX: Final = b"application/vnd.oasis.opendocument."
#: The member `mimetype` comes first and is stored, so its text stands at a fixed place.
_STORED: Final = re.compile(rb"\APK\x03\x04.{26}mimetype.{0,64}?" + re.escape(_PREFIX) + rb"([a-z-]+)", re.S)
_ROOT_ENTRY: Final = re.compile(rb"<[^<>]*?full-path\s*=\s*[\"']/[\"'][^<>]*>")
_MEDIA_TYPE: Final = re.compile(re.escape(_PREFIX) + rb"([a-z-]+)")
_FLAT_TYPE: Final = re.compile(rb"office:mimetype\s*=\s*[\"']" + re.escape(_PREFIX) + rb"([a-z-]+)")
#: The root element of a flat file declares some forty namespaces before it says what it is.
_FLAT_HEAD: Final = 16 * 1024
_BODY: Final = re.compile(rb"<office:body[^<>]*>\s*(?:<!--.*?-->\s*)*<office:([a-z]+)", re.S)
_KIND_OF_BODY: Final = {b"text": "text", b"presentation": "presentation", b"spreadsheet": "spreadsheet"}
_MEMBER_LIMIT: Final = 4 * 1024 * 1024


def sniff_odf(source: Source, kinds: tuple[str, ...], extensions: tuple[str, ...]) -> Confidence:
    """Tell how sure it is that the file is one of `kinds`.

    Args:
        source: the file.
        kinds: last words of the media types ("text", "text-template").
        extensions: text that only pretends by its name is left to the format, which says what is wrong.
    """
    kind = odf_kind(source)
    if kind is not None:
        return Confidence.CERTAIN if kind in kinds else Confidence.NO
    head = source.head
    if (
        source.suffix in extensions
        and not head.startswith((b"PK", b"<", b"\xef\xbb\xbf<"))
        and b"\0" not in head
    ):
        return Confidence.POSSIBLE
    return Confidence.NO


def odf_kind(source: Source) -> str | None:
    """Return the last word of the file's OpenDocument media type; None where it is none."""
    if source.head.startswith(b"PK"):
        return _kind_of_package(source)
    head = source.data[:_FLAT_HEAD].replace(b"\0", b"")
    if b"office:document" not in head:
        return None
    found = _FLAT_TYPE.search(head)
    return found[1].decode() if found else None


def _kind_of_package(source: Source) -> str | None:
    stored = _STORED.match(source.head)
    if stored:
        return stored[1].decode()
    archive = source.zip
    if archive is None or "content.xml" not in archive:
        return None
    for name, pattern in (("mimetype", _MEDIA_TYPE), ("META-INF/manifest.xml", None)):
        if name not in archive or archive.size(name) > _MEMBER_LIMIT:
            continue
        try:
            data = archive.read(name)
        except DocsieveError:
            continue
        if pattern is None:
            entry = _ROOT_ENTRY.search(data)
            data = entry[0] if entry else b""
        found = _MEDIA_TYPE.search(data)
        if found:
            return found[1].decode()
    if archive.size("content.xml") > _MEMBER_LIMIT or "[Content_Types].xml" in archive:
        return None
    try:
        body = _BODY.search(archive.read("content.xml"))
    except DocsieveError:
        return None
    return _KIND_OF_BODY.get(body[1]) if body else None
