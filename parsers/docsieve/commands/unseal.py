"""Writes the payload to standard output or to -o: the bytes that the person saw before they were sealed."""

from __future__ import annotations

import argparse

from docsieve import sealing
from docsieve.commands import files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be chosen."""
    parser.add_argument("file", metavar="FILE", help="the sealed payload; - is standard input")
    parser.add_argument(
        "-k", "--key", metavar="FILE", action="append", required=True, help="a file of secret keys (keys)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="where the payload goes")


def run(chosen: argparse.Namespace) -> int:
    """Open a sealed payload."""
    try:
        lines = [
            line for path in chosen.key for line in files.read(path).decode("utf-8", "replace").splitlines()
        ]
        identities = [line for line in lines if line.strip() and not line.startswith("#")]
        files.write(chosen.output, sealing.unseal(files.read(chosen.file), identities))
    except files.FAILURES as error:
        files.say_failure("unseal", error)
        return 1
    return 0
