"""Documents cut into chunks for retrieval: each with its text, the headings above it, its pages and blocks.

for chunk in docsieve.chunk(document, max_tokens=400):
    index.add(chunk.id, chunk.text, chunk.headings, chunk.pages)
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import msgspec

from docsieve.chunk_units import Unit, units_of
from docsieve.errors import LimitExceededError
from docsieve.model import Document, HiddenChoice
from docsieve.renderers.unicode_text import well_formed
from docsieve.sentences import cut_to, sentences_of

ChunkBy: TypeAlias = Literal["structure", "page"]


class Chunk(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A piece of a document's text, in its order.

    `id` is made from where the chunk begins (block id) and its text: the same file cut the same way gives the
    same ids, and equal chunks of two files may share one, so keep it together with a key of the document.
    """

    id: str
    #: Plain text as `render(document, "text")` writes it; a table has tabs between its cells.
    text: str
    #: As counted by `count_tokens`, by default `estimate_tokens`.
    tokens: int
    #: Headings above, the highest first; names of files inside the file, titles of sheets come before them.
    headings: list[str] = []
    #: Numbers of the pages, sheets or slides it stands on: of the inner file for a file inside the file.
    pages: list[int] = []
    #: Ids of the blocks it was made from: see `docsieve.block_ids`.
    blocks: list[str] = []


def estimate_tokens(text: str) -> int:
    """Estimate how many tokens a language model makes of a text, without its vocabulary.

    Four ASCII characters a token, three UTF-8 bytes a token beyond: about right for English and on the high
    side for the vocabularies of today in other languages (one token for a Chinese character).
    """
    plain = len(text.encode("ascii", "ignore"))
    other = len(text.encode("utf-8", "surrogatepass")) - plain
    return (3 * plain + 4 * other + 11) // 12


def chunk(
    document: Document,
    *,
    max_tokens: int = 400,
    overlap: int = 0,
    by: ChunkBy = "structure",
    hidden: HiddenChoice = "exclude",
    count_tokens: Callable[[str], int] | None = None,
) -> list[Chunk]:
    """Cut the document, and the files inside it, into chunks.

    A heading starts a chunk, unless so far there are only headings above it, or less than a quarter of a
    chunk that it is a part of; so do sheets and slides. A paragraph, entry or row is cut only where it does
    not fit into a chunk of its own: after sentences, else between words. A table that is cut repeats its
    header rows. No heading stands at the end of a chunk.

    Args:
        document: what `parse` returned.
        max_tokens: the most tokens of a chunk, at least 1.
        overlap: the most tokens that a chunk repeats from the end of the one before, in whole sentences,
            where a running text was cut. Less than `max_tokens`.
        by: "page" starts a chunk with each page and does not with each heading.
        hidden: as for `render`.
        count_tokens: counts the tokens of a text; `estimate_tokens` by default. Pieces are counted one by one
            and their sum is held to `max_tokens`.

    Raises:
        ValueError: a number or `by` is not as said above.
        LimitExceededError: the document is nested too deeply.
    """
    if max_tokens < 1 or not 0 <= overlap < max_tokens:
        raise ValueError("max_tokens is at least 1, and overlap at least 0 and less than max_tokens")
    if by not in ("structure", "page"):
        raise ValueError(f"{by!r} is no way to cut; there are: structure, page")
    try:
        units = units_of(document, hidden)
    except RecursionError as error:
        raise LimitExceededError("The document is nested too deeply to be cut into chunks.") from error
    packer = _Packer(max_tokens, overlap, by, count_tokens or estimate_tokens)
    for unit in units:
        packer.add(unit)
    packer.close()
    return packer.chunks


@dataclass(slots=True)
class _Piece:
    text: str
    separator: str
    unit: Unit
    #: How many pieces of the unit came before: tells the pieces of a long paragraph apart.
    part: int
    tokens: int
    #: Repeated from the chunk before, or header rows repeated: no reason for a chunk of its own.
    is_repeated: bool = False


class _Packer:
    def __init__(
        self, max_tokens: int, overlap: int, by: ChunkBy, count_tokens: Callable[[str], int]
    ) -> None:
        self.chunks: list[Chunk] = []
        self._max = max_tokens
        self._overlap = overlap
        self._by = by
        self._count = count_tokens
        self._pieces: list[_Piece] = []
        self._tokens = 0
        self._ids: set[str] = set()

    def add(self, unit: Unit) -> None:
        """Add the next unit of the document."""
        if self._pieces and self._starts_chunk(unit):
            self.close()
        if self._fits(unit.text, unit.separator):
            self._append(unit.text, unit.separator, unit, 0)
            return
        if self._has_body() and self._count(unit.text) <= self._max:
            self._overflow()
            self._make_room(unit.text, unit.separator)
            if self._fits(unit.text, unit.separator):
                self._append(unit.text, unit.separator, unit, 0)
                return
        if unit.rows:
            self._add_rows(unit)
        elif unit.by_line:
            self._add_parts(unit, unit.text.split("\n"), "\n")
        else:
            self._add_parts(unit, sentences_of(unit.text), "")

    def close(self) -> None:
        """End the chunk, if there is anything in it that is not a repetition."""
        pieces, self._pieces, self._tokens = self._pieces, [], 0
        own = [piece for piece in pieces if not piece.is_repeated]
        text = "".join([pieces[0].text, *(p.separator + p.text for p in pieces[1:])]) if own else ""
        text = well_formed(text.strip("\n").rstrip())
        if not text.strip():
            return
        body = next((piece for piece in own if piece.unit.level is None), own[-1])
        key = f"{own[0].unit.block}\x1f{own[0].part}\x1f{text}"
        while (name := hashlib.sha256(key.encode()).hexdigest()[:16]) in self._ids:
            key += "\x1f"
        self._ids.add(name)
        self.chunks.append(
            Chunk(
                id=name,
                text=text,
                tokens=self._count(text),
                headings=[well_formed(heading) for heading in body.unit.headings],
                pages=list(dict.fromkeys(piece.unit.page for piece in pieces)),
                blocks=list(dict.fromkeys(piece.unit.block for piece in pieces)),
            )
        )

    def _starts_chunk(self, unit: Unit) -> bool:
        last = self._pieces[-1].unit
        if unit.inside != last.inside:
            return True
        if self._by == "page":
            return unit.page != last.page
        if unit.starts_page:
            return True
        if unit.level is None or not self._has_body():
            return False
        section: int | None = None  # level of the heading right above the first text
        for piece in self._pieces:
            if piece.unit.level is None:
                break
            section = piece.unit.level
        is_part = section is not None and unit.level > section
        return not is_part or 4 * self._tokens >= self._max

    def _has_body(self) -> bool:
        return any(piece.unit.level is None and not piece.is_repeated for piece in self._pieces)

    def _cost(self, text: str, separator: str) -> int:
        return self._count(separator + text if self._pieces else text)

    def _fits(self, text: str, separator: str) -> bool:
        return self._tokens + self._cost(text, separator) <= self._max

    def _append(self, text: str, separator: str, unit: Unit, part: int, is_repeated: bool = False) -> None:
        tokens = self._cost(text, separator)
        self._pieces.append(_Piece(text, separator, unit, part, tokens, is_repeated))
        self._tokens += tokens

    def _overflow(self) -> None:
        """End the chunk in a running text: headings at its end, or sentences, go on into the next one."""
        carried: list[_Piece] = []
        while self._has_body() and self._pieces[-1].unit.level is not None:
            carried.insert(0, self._pieces.pop())
        repeated = [] if carried else self._last_sentences()
        self.close()
        for piece in [*repeated, *carried]:
            self._append(piece.text, piece.separator, piece.unit, piece.part, piece.is_repeated)

    def _last_sentences(self) -> list[_Piece]:
        taken: list[_Piece] = []
        left = self._overlap
        for piece in reversed(self._pieces):
            if not left or piece.unit.level is not None or piece.unit.rows or piece.unit.by_line:
                break
            sentences = sentences_of(piece.text)
            for index in range(len(sentences) - 1, -1, -1):
                separator = "" if index else piece.separator
                tokens = self._count(separator + sentences[index])
                if tokens > left:
                    return taken
                left -= tokens
                taken.insert(0, _Piece(sentences[index], separator, piece.unit, piece.part, tokens, True))
        return taken

    def _make_room(self, text: str, separator: str) -> None:
        """Give up what is only repeated where the next piece would not fit beside it."""
        if not self._fits(text, separator) and all(piece.is_repeated for piece in self._pieces):
            self._pieces, self._tokens = [], 0

    def _add_parts(self, unit: Unit, parts: list[str], joint: str, first_part: int = 0) -> None:
        number = first_part
        for index, part in enumerate(parts):
            for at, text in enumerate(cut_to(part, self._max, self._count)):
                separator = "" if at else joint if index else unit.separator
                if not self._fits(text, separator):
                    self._overflow()
                    self._make_room(text, separator)
                    if not self._fits(text, separator):
                        self.close()
                self._append(text, separator, unit, number)
                number += 1

    def _add_rows(self, unit: Unit) -> None:
        separator = unit.separator
        head_fits = 2 * self._count(unit.head) <= self._max
        if unit.head and not head_fits:  # too long to be repeated: told once
            self._add_parts(unit, unit.head.split("\n"), "\n")
            separator = "\n"
        head = f"{unit.head}\n" if unit.head and head_fits else ""
        number = len(unit.head) + 1
        for index, row in enumerate(unit.rows):
            text = row if index else head + row
            if not self._fits(text, separator):
                if self._has_body():
                    self._overflow()
                if index:
                    text = head + row
                if not self._fits(text, separator) and self._count(text) <= self._max:
                    self.close()
            if self._fits(text, separator):
                self._append(text, separator, unit, number)
            else:
                self._add_parts(unit, text.split("\t"), "\t", number)
            number += len(row) + 1
            separator = "\n"
