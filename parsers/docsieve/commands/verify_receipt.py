"""Exit code 0 means that everything that could be checked holds. Without --payload, --sealed or --source only
the receipt itself is checked: whether the receiver stored what was sent.
"""

from __future__ import annotations

import argparse

from docsieve.commands import files
from docsieve.receipt import check_receipt, read_receipt


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be chosen."""
    parser.add_argument("receipt", metavar="RECEIPT", help="the receipt; - is standard input")
    parser.add_argument("--payload", metavar="FILE", help="the payload: saved, unsealed or fetched")
    parser.add_argument("--sealed", metavar="FILE", help="the sealed payload as the receiver has it")
    parser.add_argument("--source", metavar="FILE", help="the document that the text came from")


def run(chosen: argparse.Namespace) -> int:
    """Check a receipt and say what was found, a line each."""
    try:
        receipt = read_receipt(files.read(chosen.receipt))
        findings = check_receipt(
            receipt,
            payload=files.read(chosen.payload) if chosen.payload else None,
            sealed=files.read(chosen.sealed) if chosen.sealed else None,
            source=files.read(chosen.source) if chosen.source else None,
        )
    except files.FAILURES as error:
        files.say_failure("verify-receipt", error)
        return 1
    for finding in findings:
        seen = f": {finding.seen}" if finding.seen else ""
        print(f"{'holds' if finding.holds else 'FAILS'}  {finding.what}{seen}")
    return 0 if all(finding.holds for finding in findings) else 1
