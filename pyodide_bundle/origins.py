"""Finds absolute URLs in what the site serves, and knows which of them are never fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_URL: Final = re.compile(rb"""(?:https?:|wss?:|ftp:)?//(?:[\w-]+\.)+[a-z]{2,}[^\s"'`<>)\\,;]*""", re.ASCII)
_SCANNED: Final = (".html", ".js", ".mjs", ".css", ".json", ".svg", ".webmanifest")
_MARKED: Final = re.compile(rb"^(?:https?|wss?|ftp):")


@dataclass(frozen=True)
class Inert:
    """URLs that are text and never requested: where, and why."""

    start: str
    files: str
    reason: str


#: What the URL starts with, which files may hold it (a regular expression), and why it is inert.
INERT: Final = (
    Inert("http://www.w3.org/", r".*", "XML namespace names: compared, never fetched"),
    Inert(
        "https://github.com/",
        r"runtime/.*\.mjs|assets/worker-.*\.js",
        "addresses of issues in comments and error messages of Pyodide",
    ),
    Inert(
        "https://pyodide.org/", r"runtime/.*\.mjs", "addresses of documentation in error messages of Pyodide"
    ),
    Inert(
        "https://cdn.jsdelivr.net/pyodide/",
        r"runtime/.*/pyodide\.(asm\.)?mjs|assets/worker-.*\.js",
        "Pyodide's default for packages under Node; packageBaseUrl replaces it, the CSP forbids it",
    ),
    Inert(
        "https://rolldown.rs/",
        r"assets/worker-.*\.js",
        "in the message of an error that only Node could bring about",
    ),
    Inert(
        "https://sealed.invalid/",
        r"assets/worker-.*\.js",
        "stands in for addresses that Pyodide wants; a name that never resolves, in a worker without network",
    ),
)


def urls_in(data: bytes) -> Iterator[str]:
    """Yield absolute URLs with a scheme, and protocol-relative ones where they stand in quotes."""
    for match in _URL.finditer(data):
        quoted = match.start() and data[match.start() - 1 : match.start()] in (b'"', b"'", b"`")
        if _MARKED.match(match.group()) or quoted:
            yield match.group().decode("ascii", "replace")


def outward_urls(files: Mapping[str, bytes]) -> list[str]:
    """Return `file: URL` for every URL that leaves the origin and is not known to be inert."""
    found = []
    for name, data in sorted(files.items()):
        if not name.endswith(_SCANNED):
            continue
        found += [
            f"{name}: {url}"
            for url in sorted(set(urls_in(data)))
            if not any(url.startswith(inert.start) and re.fullmatch(inert.files, name) for inert in INERT)
        ]
    return found
