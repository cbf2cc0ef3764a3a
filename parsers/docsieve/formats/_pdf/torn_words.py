"""Words that narrow cells break anywhere, without a hyphen: put together as the document itself writes them.

Programs that break words like that (`overflow-wrap` of CSS, cells of Word) do so only to one that has no room
on a line of its own: what is before the break is all that stands on its line, and fills it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from docsieve.formats._pdf.drafts import HOLDS, LINE_END_HYPHEN, LINE_END_TORN, Draft, DraftPage
from docsieve.formats._pdf.lines import RTL, Line
from docsieve.formats._pdf.scripts import is_ideographic
from docsieve.formats._pdf.written_words import look_up

#: A line may be one of its own, as lines of code are.
_MARK: Final = re.compile(f"(\n?){LINE_END_TORN}")
_PIECES: Final = re.compile(f"\\w+(?:{_MARK.pattern}\\w+)+")
#: What a word ends in never begins a line, unless the line was broken anywhere.
_CLOSING: Final = frozenset(".,;:!?)]}")
#: How much wider a letter may be than the ones after it are.
_LETTER: Final = 1.25
#: A piece that is no longer and no word anywhere ends the word before it.
_SHORT: Final = 2
#: Letters to a line. Where there are fewer, words may be broken though nothing tells of it.
_NARROW: Final = 12
#: Pieces of one word; a cell of one letter's width has more, which nobody reads.
_MAX_PIECES: Final = 40
#: Words of the document that breaks are seen in, before others are believed to be broken too.
_MIN_SEEN: Final = 3
#: How many words seen whole at the end of a line speak against as many that are broken.
_PREVAILING: Final = 2


def may_be_torn(lines: list[Line]) -> list[bool] | None:
    """Tell of each line of a cell whether it may begin within a word; None where none does."""
    if len(lines) < 2:
        return None
    reach = max([line.x1 for line in lines])
    torn = [False]
    for line, following in pairwise(lines):
        torn.append(
            reach < needed_x1(line, following)
            and not (line.flags | following.flags) & RTL
            and not any(separator or " " in text for separator, _, _, text in line.runs)
            and _is_part(line.runs[-1][3][-1])
            and (_is_part(following.first[0]) or following.first[0] in _CLOSING)
        )
    return torn if any(torn) else None


def needed_x1(line: Line, following: Line) -> float:
    """Return where the line would have ended with the first letter of the next one, at the most."""
    return line.x1 + _LETTER * following.first_width / len(following.first)


def _is_part(character: str) -> bool:
    return (character.isalnum() or character == "_") and not is_ideographic(character)


class _Chain(NamedTuple):
    """Pieces of what may be one word; the first mark between them is that many marks into the draft."""

    draft: Draft
    first: int
    pieces: list[str]


def join_torn(pages: list[DraftPage]) -> None:
    """Resolve every `LINE_END_TORN` of a document, before tables of several pages are joined."""
    within = [draft for page in pages for draft in page.marked(HOLDS)]
    torn = _with_reach(list(filter(_holds_torn, within)))
    marked = [(draft, reach) for draft, reach in torn if draft.ends and LINE_END_TORN in draft.text]
    if not marked:
        return
    full = {id(draft): [reach < end for end in draft.ends or ()] for draft, reach in marked}
    chains = [chain for draft, _ in marked for chain in _chains(draft, full[id(draft)])]
    wanted = {word for chain in chains for word in _possible(chain.pieces)}
    texts = (
        list(_whole_texts(page.drafts)) if page.has(HOLDS) else _whole_drafts(page.drafts) for page in pages
    )
    known = look_up(texts, (), wanted, apostrophes=True).words
    votes = Counter(_vote(chain.pieces, known) for chain in chains)
    prevails = votes[True] >= _MIN_SEEN and votes[True] > _PREVAILING * votes[False]
    joints = {id(draft): _before_marks(draft, full[id(draft)]) for draft, _ in marked}
    for chain in chains:
        for number, is_joint in enumerate(_joints(chain.pieces, known, prevails=prevails), chain.first):
            joints[id(chain.draft)][number] = is_joint
    for draft, _ in marked:
        choice = iter(joints[id(draft)])
        for span in draft.spans:
            if LINE_END_TORN in span.text:
                span.text = _MARK.sub(lambda mark: "" if next(choice) else mark[1] or " ", span.text)  # noqa: B023
        if draft.code and any(joints[id(draft)]):
            draft.code = draft.text.split("\n")


def _holds_torn(draft: Draft) -> bool:
    """Tell, cheaply, whether a table may hold words that may be broken."""
    if draft.table is None:
        return draft.ends is not None
    cells = [cell for row in draft.table.rows for cell in row]
    return any(inner.ends or inner.table for cell in cells for inner in cell.drafts)


def _with_reach(drafts: list[Draft]) -> Iterator[tuple[Draft, float]]:
    """Go through drafts and those in their tables, with how far the column reaches that each stands in."""
    for draft in drafts:
        if draft.table is None:
            yield draft, draft.box.x1
            continue
        columns: dict[int, float] = {}
        cells = [cell for row in draft.table.rows for cell in row]
        for cell in cells:
            ends = [inner.box.x1 for inner in cell.drafts]
            if ends and cell.col_span == 1:
                columns[cell.column] = max(*ends, columns.get(cell.column, 0.0))
        for cell in cells:
            for inner, reach in _with_reach(cell.drafts):
                yield inner, max(reach, columns.get(cell.column, 0.0)) if cell.col_span == 1 else reach


def _whole_texts(drafts: list[Draft], *, broken: bool = False) -> Iterator[str | Draft]:
    """Yield text in which words stand whole; `broken` says that they may be broken in the column it is of."""
    for draft in drafts:
        if draft.table is not None:
            cells = [cell for row in draft.table.rows for cell in row]
            columns = {cell.column for cell in cells if any(inner.ends for inner in cell.drafts)}
            for cell in cells:
                yield from _whole_texts(cell.drafts, broken=cell.column in columns)
        elif draft.ends or broken:
            # What a page or column breaks in two begins and ends within a word, too.
            yield " ".join(_PIECES.sub(" ", draft.text).split()[1:-1]).replace(LINE_END_HYPHEN, " ")
        else:
            yield from _whole_drafts([draft])


def _whole_drafts(drafts: list[Draft]) -> list[Draft]:
    """Return those of drafts of text, none with words that may be torn, in which words stand whole."""
    return [draft for draft in drafts if draft.lines == 1 or draft.characters > _NARROW * draft.lines]


def _chains(draft: Draft, full: list[bool]) -> Iterator[_Chain]:
    text = draft.text.casefold()
    for found in _PIECES.finditer(text):
        first = text.count(LINE_END_TORN, 0, found.start())
        pieces = found.group().replace("\n", "").split(LINE_END_TORN)
        begin = 0
        for i in range(len(pieces)):
            # A line that does not fill its cell ended where a word did.
            if i == len(pieces) - 1 or not full[first + i] or i - begin == _MAX_PIECES:
                if i > begin:
                    yield _Chain(draft, first + begin, pieces[begin : i + 1])
                begin = i + 1


def _possible(pieces: list[str]) -> Iterator[str]:
    """Yield each word that the pieces may be."""
    for i in range(len(pieces)):
        word = ""
        for piece in pieces[i:]:
            word += piece
            yield word


def _words(pieces: list[str], known: set[str]) -> Iterator[int]:
    """Yield how many pieces each word has, the longest known ones first; an unknown piece is one."""
    i = 0
    while i < len(pieces):
        count = next((n for n in range(len(pieces) - i, 1, -1) if "".join(pieces[i : i + n]) in known), 1)
        yield count
        i += count


def _vote(pieces: list[str], known: set[str]) -> bool | None:
    """Tell whether they are seen to be a broken word, or whole words; None where they may be either."""
    unknown = [piece for piece in pieces if piece not in known]
    is_broken = any(count > 1 for count in _words(pieces, known)) or any(map(_is_end, unknown))
    return is_broken if is_broken == bool(unknown) else None


def _is_end(piece: str) -> bool:
    """Tell whether a piece that is no word anywhere is too short to be one."""
    return len(piece) <= _SHORT and piece.isalpha()


def _joints(pieces: list[str], known: set[str], *, prevails: bool) -> Iterator[bool]:
    """Tell of each mark whether the word goes on there; `prevails` says that words mostly do."""
    are_words = all(piece in known for piece in pieces)
    at, before = 0, ""
    for count in _words(pieces, known):
        word = "".join(pieces[at : at + count])
        if at:
            is_part = before not in known or (word not in known and _is_end(word))
            yield prevails and (is_part or before[-1] == "_" or word[0] == "_")
        yield from [prevails or not are_words] * (count - 1)
        at, before = at + count, word


def _before_marks(draft: Draft, full: list[bool]) -> list[bool]:
    """Tell of each mark whether a mark of punctuation follows, which no line begins with."""
    text = draft.text
    return [
        full[number] and text[found.end() : found.end() + 1] in _CLOSING
        for number, found in enumerate(_MARK.finditer(text))
    ]
