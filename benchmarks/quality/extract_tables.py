"""One library, one file, one process: prints the file's tables as JSON, rows of cells of text.

Run by path, by the interpreter that holds the library.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

Tables = list[list[list[str]]]


def _docsieve(path: str) -> Tables:
    import docsieve
    from docsieve import CodeBlock, Heading, ListItem, Paragraph, Table

    def text_of(cell: docsieve.Cell) -> str:
        parts = [cell.text or ""]
        for block in cell.blocks:
            if isinstance(block, CodeBlock):
                parts.append(block.text)
            elif isinstance(block, Heading | ListItem | Paragraph):
                parts.append("".join(span.text for span in block.spans))
        return " ".join(parts)

    def grid_of(table: Table) -> list[list[str]]:
        """Write a table as the others do: a place that a span covers is an empty cell."""
        rows: list[list[str]] = []
        covered: dict[tuple[int, int], bool] = {}
        for number, row in enumerate(table.rows):
            texts: list[str] = []
            column = 0
            for cell in row.cells:
                while cell.column is None and covered.get((number, column)):
                    column += 1
                column = column if cell.column is None else cell.column
                texts += [""] * (column + cell.col_span - len(texts))
                texts[column] = text_of(cell)
                for i in range(cell.row_span):
                    for j in range(cell.col_span):
                        covered[number + i, column + j] = True
                column += cell.col_span
            rows.append(texts)
        return rows

    def tables_in(blocks: Iterable[docsieve.Block]) -> Iterator[Table]:
        for block in blocks:
            if isinstance(block, Table):
                yield block
                for row in block.rows:
                    for cell in row.cells:
                        yield from tables_in(cell.blocks)

    document = docsieve.parse(Path(path).read_bytes(), filename=Path(path).name)
    return [grid_of(table) for page in document.pages for table in tables_in(page.blocks)]


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
