"""What archives have in common: members become child documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from docsieve.children import read_child, safe_path
from docsieve.errors import CorruptError, DocsieveError, EmptyError, UnsupportedFormatError
from docsieve.format import Source
from docsieve.model import SCHEMA_VERSION, Attachment, Document, Metadata
from docsieve.report import Report

#: What operating systems put beside documents: of no use to anyone.
_LITTER: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Member:
    """A file in an archive: its name, its unpacked size in bytes, and how to unpack it."""

    name: str
    size: int
    read: Callable[[], bytes]
    is_locked: bool = False


def read_archive(
    members: Iterable[Member], total: int, format_name: str, source: Source, report: Report
) -> Document:
    """Read every member as a document of its own.

    Raises:
        EmptyError: the archive has no members.
        UnsupportedFormatError: none of them can be read.
    """
    attachments: list[Attachment] = []
    for done, member in enumerate(members, 1):
        report.progress(done - 1, total)
        if member.name.startswith(_LITTER[0]) or member.name.endswith(_LITTER[1:]):
            continue
        if ".." in member.name.replace("\\", "/").split("/"):
            report.warn(
                "unsafe_path",
                "A file in the archive names a place outside of it, as only attacks do; it was left out.",
            )
            continue
        attachments.append(_read_member(member, source, report))
    if not attachments and not report.warnings:
        raise EmptyError("The archive holds no files.")
    pictures = source.budget.pictures
    if not any(attachment.document or attachment in pictures for attachment in attachments):
        codes = dict.fromkeys(warning.code for warning in report.warnings)
        reasons = "; ".join(codes) or "they are pictures or recordings"
        raise UnsupportedFormatError(f"None of the files in the archive can be read ({reasons}).")
    report.progress(total, total)
    return Document(
        format=format_name,
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(),
        pages=[],
        attachments=attachments,
    )


def _read_member(member: Member, source: Source, report: Report) -> Attachment:
    name = safe_path(member.name)
    listed = Attachment(name=name, size=member.size)
    if member.is_locked:
        report.warn("locked_member", f"Files in the archive need a password: {name} was not read.")
        return listed
    limit = source.options.limits.max_member_bytes
    if member.size > limit:
        report.warn(
            "child_over_limit", f"{name} is larger than the {limit:,} bytes allowed and was not read."
        )
        return listed
    try:
        data = member.read()
    except CorruptError:
        report.warn("damaged_member", f"{name} is damaged in the archive and was not read.")
        return listed
    except DocsieveError as error:
        report.warn(f"child_{error.code}", f"{name} could not be unpacked.")
        return listed
    return read_child(source, name, data, report)
