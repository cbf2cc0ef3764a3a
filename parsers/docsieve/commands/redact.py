"""The document is read, redacted and written; what was found is counted on standard error, by kind. Nothing
is written where the second scan finds something that is left. With --vault, `docsieve restore` puts values
back.
"""

from __future__ import annotations

import argparse
from collections import Counter
from typing import Final

from docsieve.commands import files, redacting
from docsieve.redaction.model import Match
from docsieve.redaction.redact import operator_for, redact
from docsieve.renderers import render

_OUTPUTS: Final = ("text", "markdown", "json", "html")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be chosen."""
    parser.add_argument("file", metavar="FILE", help="the document; - is standard input")
    parser.add_argument("--to", choices=_OUTPUTS, default="text", help="what to write (default: text)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it here instead of standard output")
    redacting.add_arguments(parser)


def run(chosen: argparse.Namespace) -> int:
    """Redact one document."""
    try:
        policy = redacting.policy_of(chosen)
        labels, before = redacting.labels_of(chosen)
        document, _ = redacting.read_document(chosen.file)
        redacted, matches = redact(document, policy, labels=labels)
        files.write(chosen.output, render(redacted, chosen.to).encode("utf-8", "replace"))
        if chosen.vault is not None:
            used = [(kind, value, operator_for(policy, kind)) for kind, value in labels.values()]
            redacting.keep_vault(chosen.vault, labels.vault(used), before)
    except redacting.FAILURES as error:
        files.say_failure("redact", error)
        return 1
    files.say(_told(matches))
    return 0


def _told(matches: list[Match]) -> str:
    counts = Counter(match.kind for match in matches)
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))
    return f"redacted: {told}" if told else "redacted: nothing was found"
