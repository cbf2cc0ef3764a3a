"""What a page yields before the whole document is known: blocks whose role and level are still open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress
from typing import Final, Literal, NamedTuple

import msgspec

from docsieve.geometry import BBox, union
from docsieve.model import Block, Hidden, Span

#: Stands in the text of a span where a line ends in a hyphen; `hyphenation` puts "-" or nothing there.
LINE_END_HYPHEN = "\x02"
#: The same where a line of a narrow cell may end within a word; `torn_words` puts a space or nothing there.
LINE_END_TORN = "\x03"

#: What the whole document may make of a draft, by its first character, place and look: bits, set by `survey`.
IN_MARGIN: Final = 1
CAPTION: Final = 2
NOTE: Final = 4
TITLE: Final = 8
#: It may be the first of a quote.
QUOTE: Final = 16
#: It may go on with what stands before it in another column or on another page: its first letter is small.
GOES_ON: Final = 32
#: It is a table, or has words that may be torn.
HOLDS: Final = 64
#: It may have hyphens, its own or those of line ends.
HYPHENED: Final = 128
_ONLY: Final = {1 << bit: bytes([flags >> bit & 1 for flags in range(256)]) for bit in range(8)}


class Declared(NamedTuple):
    """What the structure tree of a tagged file says a draft is.

    `level` counts from 1 for a heading, from 0 for an entry of a list and the paragraphs that continue one.
    """

    kind: Literal[
        "paragraph", "heading", "item", "continued_item", "quote", "code", "caption", "note", "toc", "figure",
        "artifact",
    ]  # fmt: skip
    level: int = 0


class Draft(msgspec.Struct, eq=False, gc=False):
    """A paragraph-like piece of a page. `box` in the reader's points."""

    spans: list[Span]
    box: BBox
    #: Em of most of its text, points.
    size: float = 0.0
    bold: bool = False
    mono: bool = False
    lines: int = 1
    hidden: Hidden | None = None
    #: Of its text, spaces not counted.
    characters: int = 0
    #: Level text, read rightwards or leftwards; turned text is never a heading or a running header.
    level: bool = True
    #: Set for a list entry: its marker, and whether that counts.
    marker: str | None = None
    ordered: bool = False
    #: Text of each line where the paragraph is preformatted.
    code: Sequence[str] = ()
    #: A finished block that is no paragraph (field, note, image); then `spans` is empty.
    block: Block | None = None
    #: Set for a table; then `spans` is empty.
    table: TableDraft | None = None
    #: Set where it was read by the structure tree of a tagged file.
    declared: Declared | None = None
    #: How far its column would have to reach for each word that `LINE_END_TORN` may break, in points, if any.
    ends: list[float] | None = None

    def extend(self, other: Draft) -> None:
        """Let it go on with another; what stands between them, and the count of lines, are the caller's."""
        self.spans += other.spans
        self.box = union((self.box, other.box)) or self.box
        self.characters += other.characters

    @property
    def text(self) -> str:
        """All its text."""
        spans = self.spans
        return spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])


class CellDraft(msgspec.Struct, eq=False):
    """A cell of a table, in its 0-based column, and the paragraphs in it."""

    column: int
    col_span: int
    row_span: int
    drafts: list[Draft]
    #: Declared to head its row or column.
    is_header: bool = False


class TableDraft(msgspec.Struct, eq=False):
    """The rows of a table, the first `header_rows` of them headings."""

    rows: list[list[CellDraft]]
    header_rows: int = 0
    #: Where its columns begin and end, in points; empty where that is not known.
    edges: list[float] = []
    #: Declared to have rows on pages before this, and on pages after it.
    goes_on_from: bool = False
    goes_on: bool = False
    #: What goes on over pages: from which row on, on which page, as which table of its own.
    parts: list[tuple[int, DraftPage, Draft]] = []
    #: Numbers of the pages it goes on on that show its headings again.
    headed_pages: list[int] = []


class DraftPage(msgspec.Struct, eq=False):
    """A page as read, in reading order."""

    index: int
    width: float
    height: float
    drafts: list[Draft]
    #: Upright bars that stand alone, as those beside a quote do.
    bars: list[BBox] = []
    #: A byte for each draft: what the whole document may make of it.
    flags: bytes = b""

    def marked(self, flag: int) -> Iterator[Draft]:
        """Go through the drafts that have a flag, without a touch of the others: most have none."""
        return map(self.drafts.__getitem__, self.positions(flag))

    def positions(self, flag: int) -> Iterator[int]:
        """Go through the indexes of the drafts that have a flag."""
        return compress(range(len(self.drafts)), self.flags.translate(_ONLY[flag]))

    def has(self, flag: int) -> bool:
        """Tell whether some draft has a flag."""
        return 1 in self.flags.translate(_ONLY[flag])

    def mark_all(self, flag: int) -> None:
        """Set a flag of all drafts."""
        self.flags = bytes([flags | flag for flags in self.flags])

    def leave_out(self, gone: Collection[int]) -> None:
        """Take out the drafts with these `id`s."""
        stays = [id(draft) not in gone for draft in self.drafts]
        self.flags = bytes(compress(self.flags, stays))
        self.drafts = list(compress(self.drafts, stays))


def with_cells(drafts: list[Draft]) -> Iterable[Draft]:
    """Return drafts and the drafts in their tables."""
    if all(draft.table is None for draft in drafts):
        return drafts
    return _within_tables(drafts)


def _within_tables(drafts: list[Draft]) -> Iterator[Draft]:
    for draft in drafts:
        if draft.table is None:
            yield draft
        else:
            for row in draft.table.rows:
                for cell in row:
                    for inner in cell.drafts:
                        if inner.table is None:
                            yield inner
                        else:
                            yield from _within_tables([inner])


#: What describes the fields that the extension reads (fields.c).
FIELDS: Final = (
    *(
        Draft.__dict__[name]
        for name in (
            "spans", "box", "size", "bold", "mono", "lines", "hidden", "characters", "level", "marker",
            "ordered", "block", "table", "declared", "ends",
        )
    ),
    *(Span.__dict__[name] for name in ("text", "superscript")),
    *(BBox.__dict__[name] for name in ("x0", "top", "x1", "bottom")),
)  # fmt: skip
