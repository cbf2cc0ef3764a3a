"""The command line: `docsieve FILE... --to text|markdown|json|html|chunks [-o DIR]`."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

import msgspec

from docsieve import commands
from docsieve._version import __version__
from docsieve.chunking import chunk
from docsieve.commands import COMMANDS
from docsieve.errors import DocsieveError
from docsieve.model import HiddenChoice
from docsieve.options import Options
from docsieve.pipeline import parse
from docsieve.registry import all_formats
from docsieve.renderers import OutputName, render

_Target: TypeAlias = OutputName | Literal["chunks"]

_SUFFIXES: Final[dict[_Target, str]] = {
    "text": ".txt",
    "markdown": ".md",
    "json": ".json",
    "html": ".html",
    "chunks": ".jsonl",
}
_PASSWORD_VARIABLE: Final = "DOCSIEVE_PASSWORD"  # noqa: S105 - the name of a variable, not a password
_STDIN: Final = "-"
#: Where a range of pages has no end.
_LAST: Final = 2**31 - 1

_ALL_READ: Final = 0
_SOME_FAILED: Final = 1
_NOT_WRITTEN: Final = 3
_INTERRUPTED: Final = 130

_EPILOG: Final = f"""\
commands (docsieve COMMAND --help):
{"".join(f"  {name:<16}{summary}" + chr(10) for name, (_, summary) in COMMANDS.items())}
exit codes:
  {_ALL_READ}    every file was read and written
  {_SOME_FAILED}    at least one file could not be read; the others were
  2    the command line is wrong
  {_NOT_WRITTEN}    the output could not be written
  {_INTERRUPTED}  interrupted

A password on the command line can be seen by other users of the machine: put it into
the environment variable {_PASSWORD_VARIABLE} or a file (--password-file) instead.
Several files without -o go to standard output one after another, text and Markdown
under a line "==> NAME <==", JSON one document a line, chunks one a line. Output is always UTF-8.
"""


class _Choices(NamedTuple):
    to: _Target
    hidden: HiddenChoice
    options: Options
    verbose: bool


def main(arguments: list[str] | None = None) -> int:
    """Read the files named on the command line, or run a subcommand; return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if given and given[0] in COMMANDS:
        return commands.run(given[0], given[1:])
    parser = _parser()
    wanted = parser.parse_args(given)
    try:
        if wanted.list_formats:
            _write(None, _format_table())
            return _ALL_READ
        if not wanted.files:
            parser.error("no files given; try: docsieve FILE")
        choices = _Choices(
            wanted.to,
            wanted.hidden or "exclude",
            Options(
                password=_password(wanted, parser), pages=wanted.pages, hidden=wanted.hidden or "include"
            ),
            wanted.verbose,
        )
        return _read_all(wanted.files, wanted.output, choices)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`| head`). Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _NOT_WRITTEN
    except OSError as error:
        _say(f"docsieve: the output could not be written: {error.strerror}")
        return _NOT_WRITTEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="docsieve",
        description="Read the text of documents. The format is found by content.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", metavar="FILE", nargs="*", help="documents to read; - is standard input")
    parser.add_argument("--to", choices=list(_SUFFIXES), default="text", help="what to write (default: text)")
    parser.add_argument(
        "-o", "--output", metavar="DIR", type=Path, help="write a file for each document here"
    )
    parser.add_argument("--password", help="for encrypted documents; rather use one of the next two ways")
    parser.add_argument("--password-file", metavar="PATH", type=Path, help="its first line is the password")
    parser.add_argument("--pages", metavar="RANGES", type=_ranges, help="only these pages, such as 1-3,8,40-")
    parser.add_argument(
        "--hidden",
        choices=get_args(HiddenChoice),
        help="what a reader of the original would not see: show it all, marked, or leave it out altogether "
        "(default: JSON has it, texts show hidden sheets, rows, columns and slides)",
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="tell warnings on standard error")
    parser.add_argument("--list-formats", action="store_true", help="list what can be read, and stop")
    parser.add_argument("--version", action="version", version=f"docsieve {__version__}")
    return parser


def _ranges(text: str) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        try:
            pair = (int(first), (int(last) if last else _LAST) if dash else int(first))
        except ValueError:
            raise argparse.ArgumentTypeError(f"{part!r} is no page range; write 1-3,8,40-") from None
        if not 1 <= pair[0] <= pair[1]:
            raise argparse.ArgumentTypeError(f"{part!r} is no page range: pages count from 1 upwards")
        ranges.append(pair)
    return ranges


def _password(wanted: argparse.Namespace, parser: argparse.ArgumentParser) -> str | None:
    if wanted.password is not None:
        return str(wanted.password)
    if wanted.password_file is not None:
        try:
            lines = wanted.password_file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeError) as error:
            parser.error(f"the password file cannot be read: {type(error).__name__}")
        return lines[0] if lines else ""
    return os.environ.get(_PASSWORD_VARIABLE)


def _read_all(files: list[str], output: Path | None, choices: _Choices) -> int:
    targets = _targets(files, output, _SUFFIXES[choices.to])
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
    code = _ALL_READ
    for name, target in zip(files, targets, strict=True):
        text = _read(name, choices)
        if text is None:
            code = _SOME_FAILED
            continue
        if target is None and len(files) > 1 and choices.to not in ("json", "chunks"):
            text = f"==> {name} <==\n{text}\n"
        _write(target, text)
    return code


def _read(name: str, choices: _Choices) -> str | None:
    """Read one file and return what is to be written; None, with the reason told, where it cannot be read."""
    shown = "standard input" if name == _STDIN else name
    try:
        data = sys.stdin.buffer.read() if name == _STDIN else Path(name).read_bytes()
        filename = None if name == _STDIN else Path(name).name
        document = parse(data, filename=filename, options=choices.options)
        if choices.to == "chunks":
            chunks = chunk(document, hidden=choices.hidden)
            text = "".join(f"{msgspec.json.encode(each).decode()}\n" for each in chunks)
        else:
            text = render(document, choices.to, hidden=choices.hidden)
    except DocsieveError as error:
        _say(f"{shown}: [{error.code}] {error}")
        return None
    except OSError as error:
        _say(f"{shown}: [unreadable] The file cannot be opened: {error.strerror or type(error).__name__}.")
        return None
    if choices.verbose:
        for warning in document.warnings:
            page = f" (page {warning.where.page})" if warning.where is not None and warning.where.page else ""
            _say(f"{shown}: warning: [{warning.code}] {warning.message}{page}")
    return f"{text}\n" if choices.to == "json" else text


def _targets(files: list[str], output: Path | None, suffix: str) -> list[Path | None]:
    """Name an output for each input: no two the same, whatever the case, and none of them an input."""
    if output is None:
        return [None] * len(files)
    inputs = {Path(name).resolve() for name in files if name != _STDIN}
    stems = [Path("stdin" if name == _STDIN else name) for name in files]
    shared = Counter(path.stem.lower() for path in stems)
    taken: set[str] = set()
    targets: list[Path | None] = []
    for path in stems:
        stem = path.name if shared[path.stem.lower()] > 1 else path.stem
        candidate = f"{stem}{suffix}"
        number = 2
        while candidate.lower() in taken or (output / candidate).resolve() in inputs:
            candidate = f"{stem}-{number}{suffix}"
            number += 1
        taken.add(candidate.lower())
        targets.append(output / candidate)
    return targets


def _write(target: Path | None, text: str) -> None:
    data = text.encode("utf-8", "replace")
    if target is not None:
        target.write_bytes(data)
        return
    left = memoryview(data)
    while left:  # an unbuffered stream (python -u) takes a part at a time
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _format_table() -> str:
    rows = [(known.name, ", ".join(known.extensions), known.yields) for known in all_formats()]
    names = max((len(name) for name, _, _ in rows), default=0)
    return "".join(
        f"{name:{names}}  {yields}\n{'':{names}}  {extensions}\n" for name, extensions, yields in rows
    )


if __name__ == "__main__":
    sys.exit(main())
