"""The pages to recognise: what the corpus has of scans, and pages of text drawn as pictures."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import docsieve
from docsieve.recognition import GreyImage, draw_grey, pages_to_recognise

from benchmarks.documents import REPOSITORY

CORPUS: Final = Path(os.environ.get("DOCSIEVE_CORPUS", REPOSITORY.parent / "shared" / "corpus"))
#: Of one file, so that a long one does not outweigh the others.
_MOST_PAGES: Final = 6
#: Pages of text that become pictures: every so many files, those with enough words.
_EVERY: Final = 8
_FEWEST_WORDS: Final = 150
_LATIN: Final = 0.97
#: Pages whose text is all that they show, which are read once more in bad states: two columns with figures,
#: one column, tables in small print.
_TO_DEGRADE: Final = ("docling__amt_handbook_sample", "samplefiles__pdflatex-4-pages", "tabula__12s0324")


@dataclass(frozen=True)
class Case:
    """Pages of one file; `picture` is the file that the browser gets, a PDF as it is or a PNG of the page."""

    name: str
    kind: str
    picture: bytes
    pages: tuple[int, ...]
    images: tuple[GreyImage, ...]
    #: What the page says, where that is known.
    truth: str = ""


def cases() -> Iterator[Case]:
    """Yield scans first, then pages that are drawn."""
    drawn: list[Path] = []
    for path in sorted((CORPUS / "pdf").glob("*.pdf")):
        data = path.read_bytes()
        try:
            document = docsieve.parse(data)
        except docsieve.DocsieveError:
            continue
        numbers = tuple(pages_to_recognise(document.pages)[:_MOST_PAGES])
        if numbers:
            yield Case(path.name, "scan", data, numbers, tuple(draw_grey(data, n) for n in numbers))
        elif _is_prose(document):
            drawn.append(path)
    for path in drawn[::_EVERY]:
        image = draw_grey(path.read_bytes(), 1)
        yield Case(f"{path.stem}-1.png", "picture", png(image), (1,), (image,))


def known_pages() -> Iterator[Case]:
    """Yield pages of text, drawn, whose text is known."""
    for stem in _TO_DEGRADE:
        data = (CORPUS / "pdf" / f"{stem}.pdf").read_bytes()
        image = draw_grey(data, 1)
        yield Case(
            f"{stem}.png", "page as it is", png(image), (1,), (image,), first_page(docsieve.parse(data))
        )


def first_page(document: docsieve.Document) -> str:
    """Return its text."""
    alone = docsieve.Document(
        format="pdf", schema_version=1, metadata=docsieve.Metadata(), pages=document.pages[:1]
    )
    return docsieve.render(alone, "text")


def _is_prose(document: docsieve.Document) -> bool:
    text = first_page(document)
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(letter < "\u0250" for letter in letters)
    return len(text.split()) >= _FEWEST_WORDS and latin >= _LATIN * len(letters)


def greymap(image: GreyImage) -> bytes:
    """Write the picture as native Tesseract takes it without loss."""
    return b"P5\n%d %d\n255\n" % (image.width, image.height) + image.pixels


def png(image: GreyImage) -> bytes:
    """Write the picture as a browser takes it without loss."""
    rows = b"".join(
        b"\0" + image.pixels[row * image.width : (row + 1) * image.width] for row in range(image.height)
    )
    header = struct.pack(">IIBBBBB", image.width, image.height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
