"""One library, one file, one process: prints the file's headings with levels and entries of lists, as JSON.

Run by path, by the interpreter that holds the library.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

#: The levels and texts of headings, and the texts of entries of lists.
Structure = tuple[list[tuple[int, str]], list[str]]

_HEADING: Final = re.compile(r"(#{1,6}) +(.+)")
_ITEM: Final = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)]) +(.+)")


def _docsieve(path: str) -> Structure:
    import docsieve
    from docsieve import Heading, ListItem

    def blocks_of(document: docsieve.Document) -> Iterator[Any]:
        for page in document.pages:
            yield from page.blocks

    def text_of(block: Heading | ListItem) -> str:
        return "".join(span.text for span in block.spans)

    blocks = list(blocks_of(docsieve.parse(Path(path).read_bytes(), filename=Path(path).name)))
    headings = [
        (block.level, f"{block.marker or ''} {text_of(block)}")
        for block in blocks
        if isinstance(block, Heading)
    ]
    return headings, [text_of(block) for block in blocks if isinstance(block, ListItem)]


def _pymupdf(path: str) -> Structure:
    import pymupdf4llm  # type: ignore[import-not-found]

    return _of_markdown(pymupdf4llm.to_markdown(path, show_progress=False))


def _of_markdown(written: str) -> Structure:
    """Read what a library wrote line by line; an entry is known by its beginning."""
    headings = [(len(found[1]), found[2]) for found in map(_HEADING.fullmatch, written.splitlines()) if found]
    return headings, [found[1] for found in map(_ITEM.fullmatch, written.splitlines()) if found]


LIBRARIES: dict[str, Callable[[str], Structure]] = {"docsieve": _docsieve, "PyMuPDF": _pymupdf}

if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(LIBRARIES[sys.argv[1]](sys.argv[2])))
