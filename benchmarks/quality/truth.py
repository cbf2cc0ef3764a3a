"""Full texts that are known to be true: written by people, or taken from the source a PDF was made from."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from benchmarks.documents import SHARED, BenchFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

#: A PDF of the corpus and the Word file it was printed from (by LibreOffice, see the corpus' bench/README).
PRINTED_FROM = {"bench__pdf_471p_handbook_libreoffice.pdf": SHARED / "bench" / "docx_handbook_872p.docx"}


def true_text(file: BenchFile) -> str | None:
    """The whole text of a file where it is known, else None."""
    if "text" in file.expect:
        return str(file.expect["text"])
    source = PRINTED_FROM.get(file.name)
    return "\n".join(paragraphs(source)) if source and source.exists() else None


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of a Word file's body as its author typed them.

    Running headers, footnotes and the numbers that Word makes are not in the body, so no reader of the
    printed pages reaches 1; it is the same for all of them.
    """
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    for paragraph in body.iter(f"{_W}p"):
        parts = []
        for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
            if node.tag == f"{_W}t":
                parts.append(node.text or "")
            else:
                parts.append("-" if node.tag == f"{_W}noBreakHyphen" else " ")
        if parts:
            yield "".join(parts)


def headings(path: Path) -> Iterator[tuple[int, str]]:
    """The paragraphs of a Word file that its styles call headings, with their levels."""
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        styles = etree.fromstring(package.read("word/styles.xml"))
    levels: dict[str | None, int] = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        found = re.fullmatch(r"heading ([1-9])", "" if name is None else name.get(f"{_W}val", "").lower())
        if found:
            levels[style.get(f"{_W}styleId")] = int(found[1])
    for paragraph in body.iter(f"{_W}p"):
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        level = None if named is None else levels.get(named.get(f"{_W}val"))
        text = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
        if level and text.strip():
            yield level, text


def table_rows(path: Path) -> Iterator[list[str]]:
    """The rows of a Word file's tables, those without tables inside."""
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    for row in body.iter(f"{_W}tr"):
        if row.find(f".//{_W}tbl") is None:
            yield [
                " ".join("".join(node.text or "" for node in cell.iter(f"{_W}t")).split())
                for cell in row.iter(f"{_W}tc")
            ]
