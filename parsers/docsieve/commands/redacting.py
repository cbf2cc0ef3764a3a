"""What the commands that redact share: policy, vault, reading documents."""

from __future__ import annotations

import argparse
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, get_args

import msgspec

from docsieve.commands import files
from docsieve.model import Document
from docsieve.options import Options
from docsieve.pipeline import parse
from docsieve.redaction.labels import Labels, Vault
from docsieve.redaction.model import Kind, Operator, Policy

_PASSWORD_VARIABLE: Final = "DOCSIEVE_PASSWORD"  # noqa: S105 - the name of a variable, not a password

#: What ends a command with a sentence.
FAILURES: Final = files.FAILURES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what every command that redacts can be told."""
    parser.add_argument(
        "--policy", metavar="FILE", help="a policy as JSON: docs/review.md; by default all kinds"
    )
    parser.add_argument("--operator", choices=get_args(Operator), help="what becomes of what is found")
    parser.add_argument(
        "--kind", action="append", choices=get_args(Kind), help="only this kind; may be repeated"
    )
    parser.add_argument("--phrase", action="append", default=[], help="also this phrase; may be repeated")
    parser.add_argument("--expression", action="append", default=[], help="also what this expression finds")
    parser.add_argument("--region", help="ISO country of phone numbers without a country code, such as DE")
    parser.add_argument(
        "--vault",
        metavar="FILE",
        type=Path,
        help="keep here what the labels stand for, readable by you alone; one that is there is gone on with, "
        "so that values keep their labels over many runs",
    )


def policy_of(chosen: argparse.Namespace) -> Policy:
    """Return the policy of a command line: the file's, with what else is said.

    Raises:
        FileError: the file is no policy, or cannot be read.
    """
    told: dict[str, Any] = {}
    if chosen.policy:
        try:
            told = msgspec.to_builtins(msgspec.json.decode(files.read(chosen.policy), type=Policy))
        except msgspec.DecodeError as error:
            raise files.FileError(f"{chosen.policy}: This is no policy: {error}.") from error
    if chosen.operator:
        told["operator"] = chosen.operator
    if chosen.kind:
        told["kinds"] = chosen.kind
    if chosen.region:
        told["region"] = chosen.region.upper()
    custom = [
        *({"phrase": text} for text in chosen.phrase),
        *({"expression": text} for text in chosen.expression),
    ]
    if custom:
        told["custom"] = [*told.get("custom", []), *custom]
    return msgspec.convert(told, Policy)


def labels_of(chosen: argparse.Namespace) -> tuple[Labels, Vault | None]:
    """Return the labels of the vault on the command line, and that vault.

    Raises:
        FileError: it is no vault, or cannot be read.
    """
    if chosen.vault is None or not chosen.vault.exists():
        return Labels(), None
    vault = read_vault(str(chosen.vault))
    return Labels(vault), vault


def read_vault(path: str) -> Vault:
    """Read a vault.

    Raises:
        FileError: it is none, or cannot be read.
    """
    try:
        return Vault.from_json(files.read(path))
    except msgspec.DecodeError as error:
        raise files.FileError(f"{path}: This is no vault of docsieve.") from error


def keep_vault(path: Path, vault: Vault, before: Vault | None) -> None:
    """Write a vault, with what an earlier one has besides, into a file that only its owner can read.

    Raises:
        FileError: it cannot be written.
    """
    if before is not None:
        vault.labels = {**before.labels, **vault.labels}
        vault.key = vault.key or before.key
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise files.FileError(f"{path}: The file cannot be written: {error.strerror}.") from error
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(vault.to_json() + "\n")


def read_document(name: str) -> tuple[Document, bytes]:
    """Read a document; one that is JSON of docsieve already is taken as it is.

    Raises:
        DocsieveError: it cannot be read.
        FileError: it cannot be opened.
    """
    data = files.read(name)
    if data.lstrip()[:11] == b'{"format":"':
        with suppress(msgspec.DecodeError):  # some other JSON is read as such
            return msgspec.json.decode(data, type=Document), data
    filename = None if name == "-" else Path(name).name
    return parse(data, filename=filename, options=Options(password=os.environ.get(_PASSWORD_VARIABLE))), data
