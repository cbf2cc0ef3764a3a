"""One library, one file, one process: prints the file's tables as JSON, rows of cells of text.

Run by path, by the interpreter that holds the library.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

Tables = list[list[list[str]]]


def _docsieve(path: str) -> Tables:
    import docsieve
    from docsieve import Heading, ListItem, Paragraph, Table

    def text_of(cell: docsieve.Cell) -> str:
        blocks = [block for block in cell.blocks if isinstance(block, Heading | ListItem | Paragraph)]
        return cell.text or " ".join("".join(span.text for span in block.spans) for block in blocks)

    document = docsieve.parse(Path(path).read_bytes(), filename=Path(path).name)
    blocks = (block for page in document.pages for block in page.blocks)
    return [
        [[text_of(cell) for cell in row.cells] for row in block.rows]
        for block in blocks
        if isinstance(block, Table)
    ]


def _pdfplumber(path: str) -> Tables:
    import pdfplumber  # type: ignore[import-not-found]

    with pdfplumber.open(path) as document:
        return [
            [[cell or "" for cell in row] for row in table]
            for page in document.pages
            for table in page.extract_tables()
        ]


def _pymupdf(path: str) -> Tables:
    import pymupdf  # type: ignore[import-not-found]

    return [
        [[cell or "" for cell in row] for row in table.extract()]
        for page in pymupdf.open(path)
        for table in page.find_tables().tables
    ]


LIBRARIES: dict[str, Callable[[str], Tables]] = {
    "docsieve": _docsieve,
    "pdfplumber": _pdfplumber,
    "PyMuPDF": _pymupdf,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(LIBRARIES[sys.argv[1]](sys.argv[2])))
