"""python-docx as a second, independent reader: where both read a thing, they must agree on it."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docsieve
import docx as python_docx
import pytest
from docsieve import Block, Document, Heading, Paragraph, Span, Table

OWN = Path(__file__).parents[2] / "corpus" / "docx"
SHARED = Path(os.environ.get("DOCSIEVE_CORPUS", Path(__file__).parents[4] / "shared" / "corpus")) / "docx"


def readable() -> Iterator[Path]:
    """The files that python-docx can open."""
    for path in sorted([*OWN.glob("*.docx"), *SHARED.glob("*.docx")]):
        if not zipfile.is_zipfile(path):
            continue
        with zipfile.ZipFile(path) as archive:
            if "docProps/core.xml" not in archive.namelist():
                continue  # python-docx makes up what is missing
        try:
            python_docx.Document(io.BytesIO(path.read_bytes()))
        except Exception:
            continue
        yield path


each_file = pytest.mark.parametrize("path", list(readable()), ids=lambda path: path.name)


def all_text(document: Document) -> str:
    pieces: list[str] = []

    def walk(blocks: list[Block]) -> None:
        for block in blocks:
            pieces.append(getattr(block, "text", ""))
            spans: list[Span] = getattr(block, "spans", [])
            pieces.extend(span.text for span in spans)
            walk(getattr(block, "blocks", []))
            if isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        pieces.append(cell.text)
                        walk(cell.blocks)

    for page in document.pages:
        walk(page.blocks)
    return squeezed("".join(pieces))


def squeezed(text: str) -> str:
    return "".join(text.replace("\u2011", "-").split())


@each_file
def test_all_text_that_python_docx_finds_is_found(path: Path) -> None:
    document = docsieve.parse(path.read_bytes())
    found = all_text(document)
    for paragraph in python_docx.Document(str(path)).paragraphs:
        for run in paragraph.runs:
            if run.font.name not in ("Symbol", "Wingdings"):
                assert squeezed(run.text) in found


@each_file
def test_headings_are_those_of_the_built_in_styles(path: Path) -> None:
    expected = [
        (squeezed(paragraph.text), int(paragraph.style.name[-1]))
        for paragraph in python_docx.Document(str(path)).paragraphs
        if paragraph.style is not None
        and (paragraph.style.name or "").startswith("Heading ")
        and (paragraph.style.name or "")[-1].isdecimal()
        and paragraph.text.strip()
    ]
    document = docsieve.parse(path.read_bytes())
    found = [
        (squeezed("".join(span.text for span in block.spans if not span.note)), block.level)
        for page in document.pages
        for block in page.blocks
        if isinstance(block, Heading)
    ]
    for text, level in expected:
        assert any(level == other and text in heading for heading, other in found), level


@each_file
def test_properties_agree(path: Path) -> None:
    expected = python_docx.Document(str(path)).core_properties
    if expected.last_modified_by == "python-docx" and expected.title == "Word Document":
        pytest.skip("python-docx did not find the properties and made some up")
    found = docsieve.parse(path.read_bytes()).metadata
    assert (found.title or "") == (expected.title or "").strip()
    assert (found.last_modified_by or "") == (expected.last_modified_by or "").strip()
    if expected.created is not None:
        assert (found.created or "").startswith(expected.created.strftime("%Y-%m-%d"))


def test_bold_and_italic_agree_with_what_python_docx_wrote() -> None:
    written = python_docx.Document()
    paragraph = written.add_paragraph("plain ")
    paragraph.add_run("bold").bold = True
    paragraph.add_run(" and ")
    paragraph.add_run("italic").italic = True
    buffer = io.BytesIO()
    written.save(buffer)
    block = docsieve.parse(buffer.getvalue()).pages[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert block.spans == [
        Span("plain "),
        Span("bold", bold=True),
        Span(" and "),
        Span("italic", italic=True),
    ]
