"""The table of formats in README.md: what comes out, by the registry; its cost, by the built site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from docsieve.format import Format

from pyodide_bundle.failure import BundleError

BEGIN: Final = "<!-- formats: written by `python -m pyodide_bundle report --write-docs` -->"
END: Final = "<!-- formats: end -->"
_BLOCK: Final = re.compile(re.escape(BEGIN) + r".*?" + re.escape(END), re.DOTALL)
_ROW: Final = re.compile(r"^\| [^|]* \| `([a-z_]+)` \| [^|]* \| ([0-9,]+) \|$", re.MULTILINE)


def format_table(formats: Iterable[Format], costs: Mapping[str, Any]) -> str:
    """Return the block with a row for each format; sizes in KB (1,000 bytes) as brotli sends them."""
    rows = [
        f"| {known.title} | `{known.name}` | {known.yields} | {kilobytes(costs['formats'][known.name])} |"
        for known in formats
    ]
    return "\n".join(
        [
            BEGIN,
            f"The page and Python itself are {kilobytes(costs['start'])} KB, once; a format adds its wheels",
            "when the first such file arrives (formats share them). Sizes as brotli sends them.",
            "",
            "| Format | Name | What comes out | Adds, KB |",
            "| --- | --- | --- | ---: |",
            *rows,
            END,
        ]
    )


def kilobytes(cost: Mapping[str, int]) -> str:
    """Write what brotli sends in KB, to ten: finer changes with every build."""
    return f"{round(cost['brotli'], -4) // 1000:,}"


def with_table(text: str, table: str) -> str:
    """Return the text of a document with its block replaced.

    Raises:
        BundleError: it has no such block, or several.
    """
    written, count = _BLOCK.subn(lambda _: table, text)
    if count != 1:
        raise BundleError("README.md: there is no single block for the table of formats.")
    return written


def told_costs(text: str) -> dict[str, int]:
    """Read back what a document says each format adds, in KB."""
    return {name: int(size.replace(",", "")) for name, size in _ROW.findall(text)}
