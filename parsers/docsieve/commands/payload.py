"""What is withheld unless it is asked for: metadata but the title, hidden content, files inside the file, the
file's name and hash. What was withheld is told in the payload itself, in numbers and kinds.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import get_args

from docsieve.commands import files, redacting
from docsieve.model import Hidden
from docsieve.payload import PayloadContent
from docsieve.review.changes import Change, ChooseAttachments, ChooseMetadata, IncludeHidden
from docsieve.review.held import path_text
from docsieve.review.payload_builder import PayloadChoice, build_payload, metadata_fields
from docsieve.review.session import ReviewSession


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be chosen."""
    parser.add_argument("file", metavar="FILE", help="the document; - is standard input")
    parser.add_argument(
        "--content",
        action="append",
        choices=get_args(PayloadContent),
        help="what of each page; default: text",
    )
    parser.add_argument("--include-name", action="store_true", help="the file's name, redacted")
    parser.add_argument("--include-source-sha256", action="store_true", help="the hash of the file")
    parser.add_argument("--include-metadata", action="store_true", help="all metadata, redacted")
    parser.add_argument("--include-hidden", action="store_true", help="what a reader would not see, redacted")
    parser.add_argument("--include-attachments", action="store_true", help="files inside the file, redacted")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it here instead of standard output")
    redacting.add_arguments(parser)


def run(chosen: argparse.Namespace) -> int:
    """Make the payload of one document, as a review without a person would."""
    try:
        labels, before = redacting.labels_of(chosen)
        document, data = redacting.read_document(chosen.file)
        session = ReviewSession(labels)
        held = session.open(
            "",
            document,
            filename=None if chosen.file == "-" else Path(chosen.file).name,
            source_sha256=hashlib.sha256(data).hexdigest(),
            policy=redacting.policy_of(chosen),
        )
        changes: list[Change] = []
        if chosen.include_metadata:
            changes.append(ChooseMetadata(fields=list(metadata_fields(document.metadata))))
        if chosen.include_hidden:
            changes.append(IncludeHidden(reasons=list(get_args(Hidden))))
        if chosen.include_attachments:
            changes.append(ChooseAttachments(paths=[path_text(path) for path in held.documents if path]))
        for change in changes:
            session.change("", change)
        choice = PayloadChoice(
            contents=tuple(dict.fromkeys(chosen.content or ["text"])),
            include_name=chosen.include_name,
            include_source_sha256=chosen.include_source_sha256,
        )
        payload, _ = build_payload(session, "", choice)
        files.write(chosen.output, payload)
        if chosen.vault is not None:
            redacting.keep_vault(chosen.vault, session.vault(), before)
    except redacting.FAILURES as error:
        files.say_failure("payload", error)
        return 1
    counts = ", ".join(f"{kind} {redacted}" for kind, _, redacted in session.counts("") if redacted)
    files.say(f"redacted: {counts}" if counts else "redacted: nothing was found")
    return 0
