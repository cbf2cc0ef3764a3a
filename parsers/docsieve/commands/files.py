"""Reading and writing files of the command line; a failure is a sentence, not a traceback."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from docsieve.errors import DocsieveError


class FileError(Exception):
    """A file cannot be read or written; the message says which and why."""


#: What ends a command with a sentence: a package that is not installed too.
FAILURES: Final = (DocsieveError, FileError, ImportError)


def read(path: str) -> bytes:
    """Return a file's bytes; "-" is standard input.

    Raises:
        FileError: it cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise FileError(f"{path}: The file cannot be opened: {error.strerror}.") from error


def write(path: str | None, data: bytes) -> None:
    """Write a file, or to standard output where there is no path.

    Raises:
        FileError: it cannot be written.
    """
    try:
        if path is None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            Path(path).write_bytes(data)
    except OSError as error:
        raise FileError(f"{path}: The file cannot be written: {error.strerror}.") from error


def write_secret(path: str, data: bytes) -> None:
    """Write a new file that only its owner can read; an existing one is never overwritten.

    Raises:
        FileError: it is there already, or cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise FileError(f"{path}: There is a file of this name already; it was not touched.") from error
    except OSError as error:
        raise FileError(f"{path}: The file cannot be written: {error.strerror}.") from error
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def say(line: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{line}\n")


def say_failure(command: str, error: Exception) -> None:
    """Say why a command ended."""
    code = error.code if isinstance(error, DocsieveError) else "unreadable"
    if isinstance(error, ImportError):
        code = "not_installed"
    say(f"docsieve {command}: [{code}] {error}")
