"""Recognised pages as blocks of a document: headings, paragraphs, list entries, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from docsieve.errors import LimitExceededError
from docsieve.formats._pdf.drafts import DraftPage, with_cells
from docsieve.formats._pdf.structure import write_blocks
from docsieve.geometry import BBox
from docsieve.model import Block, Group, Note, Table
from docsieve.options import Limits
from docsieve.recognition.doubts import mark_doubts
from docsieve.recognition.layout import PlacedWord, draft_page, placed_lines
from docsieve.recognition.turned import Turn, upright
from docsieve.recognition.words import RecognisedPage

#: What is less sure is more often a drawing than a heading.
_SURE_HEADING: Final = 0.6
#: In em of the page's text; larger are drawings and what runs up the margin.
_LARGEST_HEADING: Final = 5


class ReadPage(NamedTuple):
    """The words of a page, and what was made of them."""

    words: list[PlacedWord]
    draft: DraftPage
    turn: Turn


def read_page(page: RecognisedPage, index: int, width: float, height: float, limits: Limits) -> ReadPage:
    """Make drafts of a page, the `index`th from 0, that is so many points wide and high.

    Raises:
        LimitExceededError: it has more text than allowed.
    """
    characters = sum(len(w.text) for lines in page.paragraphs for line in lines for w in line)
    if characters > limits.max_page_characters:
        what = f"the text recognised on page {page.number:,}"
        raise LimitExceededError.of(what, characters, limits.max_page_characters, "characters")
    page, quarters = upright(page)
    turn = Turn(quarters, width, height)
    width, height = turn.size
    lines = placed_lines(page, width, height)
    words = [word for line in lines for word in line]
    draft = draft_page(lines, index, width, height)
    if len(draft.drafts) > limits.max_blocks:
        raise LimitExceededError(f"There are more than the {limits.max_blocks:,} blocks allowed.")
    _lower_doubtful(draft, words)
    for inner in with_cells(draft.drafts):
        mark_doubts(inner, _within(words, inner.box))
    return ReadPage(words, draft, turn)


def _lower_doubtful(page: DraftPage, words: Sequence[PlacedWord]) -> None:
    """Keep specks and drawings from being headings, which what is not level text never is."""
    sizes = sorted(word.size for word in words for _ in word.text)
    for draft in page.drafts:
        if draft.table is None and sizes and draft.size > 1.1 * sizes[len(sizes) // 2]:
            confidence = confidence_of(_within(words, draft.box))
            is_doubtful = confidence is None or confidence < _SURE_HEADING
            draft.level = not is_doubtful and draft.size <= _LARGEST_HEADING * sizes[len(sizes) // 2]


def blocks_of(pages: Sequence[ReadPage]) -> list[list[Block]]:
    """Return the blocks of each page, marked as recognised; the pages give up their drafts."""
    written = write_blocks([page.draft for page in pages], [])
    for page, blocks in zip(pages, written, strict=True):
        _mark(blocks, page.words, page.turn)
    return written


def _mark(blocks: Iterable[Block], words: Sequence[PlacedWord], turn: Turn) -> None:
    for block in blocks:
        box = block.where.bbox
        block.source = "ocr"
        if box is not None:
            block.confidence = confidence_of(_within(words, box))
            block.where = replace(block.where, bbox=turn.back(box).rounded())
        if isinstance(block, Group | Note):
            _mark(block.blocks, words, turn)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    _mark(cell.blocks, words, turn)


def _within(words: Sequence[PlacedWord], box: BBox) -> list[PlacedWord]:
    return [
        word
        for word in words
        if box.x0 - 1 <= (word.x0 + word.x1) / 2 <= box.x1 + 1
        and box.top - 1 <= (word.top + word.bottom) / 2 <= box.bottom + 1
    ]


def confidence_of(words: Iterable[PlacedWord]) -> float | None:
    """Return how sure their letters are on average, 0 to 1; None without any."""
    sureness, letters = 0.0, 0
    for word in words:
        sureness += word.confidence * len(word.text)
        letters += len(word.text)
    return round(sureness / letters / 100, 2) if letters else None
