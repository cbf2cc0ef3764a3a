"""ZIP archives of documents (PKWARE APPNOTE); formats that are ZIPs themselves are known by their parts."""

from __future__ import annotations

import functools

from docsieve.errors import CorruptError
from docsieve.format import Confidence, Format, Source
from docsieve.formats._archive import Member, read_archive
from docsieve.model import Document
from docsieve.report import Report

#: A part with one of these names says that the ZIP is something else than an archive of files.
_TELLING = ("[Content_Types].xml", "mimetype", "META-INF/container.xml", "META-INF/manifest.xml")


def sniff(source: Source) -> Confidence:
    """Any ZIP that can be opened and that has no part by which documents are known."""
    if not source.head.startswith(b"PK"):
        return Confidence.NO
    archive = source.zip
    if archive is None:
        return Confidence.NO
    return Confidence.POSSIBLE if any(name in archive for name in _TELLING) else Confidence.LIKELY


def parse(source: Source, report: Report) -> Document:
    """Read the members as documents of their own, in the order of the directory.

    Raises:
        EmptyError: the archive has no files.
    """
    archive = source.zip
    if archive is None:
        raise CorruptError("The archive is damaged and cannot be opened.")
    names = archive.names
    members = (
        Member(name, archive.size(name), functools.partial(archive.read, name), archive.is_encrypted(name))
        for name in names
    )
    return read_archive(members, len(names), FORMAT.name, source, report)


FORMAT = Format(
    name="zip",
    title="ZIP archive",
    extensions=(".zip",),
    media_types=("application/zip", "application/x-zip-compressed"),
    yields="every file in it as a document of its own",
    sniff=sniff,
    parse=parse,
)
