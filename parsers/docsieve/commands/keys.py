"""The secret key goes into a file that only you can read; whoever has it can open every payload sealed for
it, and without it nobody can. The public key is printed: give it to the page (`recipients`). Both are age
keys, so that `age` and `rage` open what was sealed as well.
"""

from __future__ import annotations

import argparse
import datetime

from docsieve import sealing
from docsieve.commands import files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be chosen."""
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="where the secret key goes")


def run(chosen: argparse.Namespace) -> int:
    """Make the keys."""
    try:
        secret, public = sealing.new_key()
        made = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        files.write_secret(chosen.output, f"# created: {made}\n# public key: {public}\n{secret}\n".encode())
    except files.FAILURES as error:
        files.say_failure("keys", error)
        return 1
    print(public)
    return 0
