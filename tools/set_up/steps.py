"""A step of the set-up: run it when its inputs changed, say so in one line, keep its output in a log."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.set_up.paths import CACHE, REPOSITORY

#: Never part of a digest: made by tools while they run.
IGNORED_FOLDERS = frozenset({"__pycache__", "build"})


class SetUpError(Exception):
    """Set-up cannot go on; the message says what the person can do."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing the project needs, made once and again whenever what it was made from changes."""

    name: str
    #: What it is doing, for the person who waits.
    says: str
    #: Files, folders and plain facts (versions) that it is made from.
    inputs: Callable[[], Iterable[Path | str]]
    #: Lies inside what the step makes, so that removing that removes the stamp.
    stamp: Path
    run: Callable[[Shell], None]

    def ensure(self) -> bool:
        """Run the step unless it is up to date. True when it ran."""
        wanted = digest(self.inputs())
        if self.stamp.is_file() and self.stamp.read_text() == wanted:
            return False
        print(f"set-up: {self.says} ...", flush=True)
        started = time.monotonic()
        self.run(Shell(CACHE / f"{self.name}.log"))
        # The inputs may be among what the step itself renews (the Python of an environment, for one).
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        self.stamp.write_text(digest(self.inputs()))
        print(f"set-up: {self.name} ready ({time.monotonic() - started:.0f} s)", flush=True)
        return True


class Shell:
    """Runs commands quietly; what they print goes to a log, and its end to the person when one fails."""

    def __init__(self, log: Path) -> None:
        """Start an empty log."""
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("")

    def __call__(self, *command: str | Path, cwd: Path = REPOSITORY) -> None:
        """Run a command to its end.

        Raises:
            SetUpError: it failed or is not there.
        """
        words = [str(word) for word in command]
        with self.log.open("a") as out:
            out.write(f"$ {' '.join(words)}\n")
            out.flush()
            try:
                code = subprocess.run(
                    words, cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False
                ).returncode
            except OSError as error:
                raise SetUpError(f"cannot run {words[0]}: {error.strerror}") from error
        if code:
            tail = self.log.read_text(errors="replace").splitlines()[-25:]
            raise SetUpError(
                "\n".join(
                    [
                        f"`{' '.join(words)}` failed ({code}); the end of {self.log}:",
                        *(f"  {x}" for x in tail),
                    ]
                )
            )


def digest(inputs: Iterable[Path | str]) -> str:
    """A hash over facts and over the names and contents of files, folders walked in order."""
    total = hashlib.sha256()
    for part in inputs:
        for name, content in _contents(part):
            total.update(f"{name}\0{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()


def _contents(part: Path | str) -> Iterable[tuple[str, bytes]]:
    if isinstance(part, str):
        yield "fact", part.encode()
    elif part.is_file():
        yield part.name, part.read_bytes()
    elif part.is_dir():
        for path in sorted(part.rglob("*")):
            relative = path.relative_to(part)
            if (
                IGNORED_FOLDERS.isdisjoint(relative.parts)
                and path.suffix not in {".pyc", ".so"}
                and path.is_file()
            ):
                yield str(relative), path.read_bytes()


def output_of(command: Sequence[str]) -> str | None:
    """What a command prints, or None when it is not there, fails or hangs."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def note(message: str) -> None:
    """Tell the person something that is no error."""
    print(f"set-up: {message}", file=sys.stdout, flush=True)
