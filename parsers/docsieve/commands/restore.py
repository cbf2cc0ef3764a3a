"""Labels that the vault does not know stay as they are."""

from __future__ import annotations

import argparse

from docsieve.commands import files, redacting
from docsieve.redaction.restore import restore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be chosen."""
    parser.add_argument("file", metavar="FILE", help="a text with labels in it; - is standard input")
    parser.add_argument("--vault", metavar="FILE", required=True, help="what `docsieve redact --vault` kept")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it here instead of standard output")


def run(chosen: argparse.Namespace) -> int:
    """Put values in place of labels."""
    try:
        vault = redacting.read_vault(chosen.vault)
        text = files.read(chosen.file).decode("utf-8", "replace")
        files.write(chosen.output, restore(text, vault).encode())
    except redacting.FAILURES as error:
        files.say_failure("restore", error)
        return 1
    return 0
