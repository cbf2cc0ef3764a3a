"""Documents inside documents: attachments, embedded files, members of archives, nested messages.

A child is read by the same pipeline, within the same limits as its parent and on one budget with all its
siblings and cousins, so that a small file cannot unfold into a large amount of work. A child that cannot be
read is listed all the same, and a warning says why; pictures and recordings are listed without one.
"""

from __future__ import annotations

import msgspec

from docsieve.errors import DocsieveError, LimitExceededError
from docsieve.format import Source
from docsieve.model import Attachment, Locator
from docsieve.pictures_inside import offer_file
from docsieve.pipeline import parse_as, warn_of_mismatch
from docsieve.registry import detect_source
from docsieve.report import Report
from docsieve.scans import pages_to_recognise
from docsieve.unrecognised import media_type_of

#: Why a child was left unread, in words: the child's own error is about the child, not the file dropped.
_REASONS = {
    "unsupported_format": "is of a kind that cannot be read",
    "encrypted": "needs a password",
    "wrong_password": "needs a password other than the one given",
    "corrupt": "is damaged",
    "empty": "is empty",
    "limit_exceeded": "is larger than the limits allow",
    "internal": "could not be read because of a fault in this program",
}


def safe_path(name: str) -> str:
    """Return a member's name as a relative path: no drive, no leading slash, no step upwards, no controls."""
    steps = name.replace("\\", "/").split("/")
    kept = ["".join(filter(str.isprintable, step)).strip() for step in steps]
    return "/".join(step for step in kept if step.strip(".") and not step.endswith(":")) or "unnamed"


def read_child(
    parent: Source,
    name: str,
    data: bytes,
    report: Report,
    *,
    media_type: str | None = None,
    where: Locator | None = None,
) -> Attachment:
    """Read a file found inside another one.

    Args:
        parent: the source it was found in; depth and budget are taken from it.
        name: the child's file name as the parent has it; see `safe_path`.
        data: the child's bytes, already unpacked.
        report: the parent's; told what could not be read.
        media_type: as the parent declares it.
        where: where in the parent it stands.

    Returns:
        The attachment; its `document` is None where the child could not be read.

    Raises:
        LimitExceededError: the child is one of its own ancestors.
    """
    shown = safe_path(name)
    ancestor: Source | None = parent
    while ancestor is not None:
        if len(ancestor.data) == len(data) and ancestor.data == data:
            raise LimitExceededError("The file contains itself, without end. It was not read.")
        ancestor = ancestor.parent
    attachment = Attachment(name=shown, media_type=media_type, size=len(data), where=where)
    limits = parent.options.limits
    if parent.depth >= limits.max_children_depth:
        _warn(report, "child_too_deep", where, "lies too deep inside other files to be read")
        return attachment
    parent.budget.bytes_read += len(data)
    if parent.budget.bytes_read > limits.max_unpacked_bytes:
        _warn(report, "child_over_limit", where, _REASONS["limit_exceeded"])
        return attachment
    parent.budget.children += 1
    if parent.budget.children > limits.max_members:
        _warn(report, "child_over_limit", where, "comes after more files than the limits allow")
        return attachment
    # Which pages to read was said of the file that was chosen, not of those inside it.
    options = msgspec.structs.replace(parent.options, pages=None)
    source = Source(data, shown, options, parent.depth + 1, parent.budget, parent)
    own = Report()
    try:
        declared = detect_source(source)
        warn_of_mismatch(source, declared, own)
        attachment.document = parse_as(declared, source, own)
    except DocsieveError as error:
        kind = media_type_of(data) if error.code == "unsupported_format" else None
        if kind is not None:  # a picture or a recording: there is no text that was left unread
            attachment.media_type = media_type or kind
            offer_file(source, attachment, data)
            return attachment
        _warn(report, f"child_{error.code}", where, _REASONS[error.code])
        return attachment
    attachment.document.warnings = own.warnings
    if source.budget.pictures.is_kept and pages_to_recognise(attachment.document.pages):
        source.budget.pictures.add(attachment, lambda: data)
    return attachment


def _warn(report: Report, code: str, where: Locator | None, reason: str) -> None:
    report.warn(code, f"A file inside this one {reason}; it is listed without its text.", where)
