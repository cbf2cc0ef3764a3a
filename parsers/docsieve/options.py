"""What a caller may choose, and every limit on what a file may make us do."""

from __future__ import annotations

import msgspec

from docsieve.model import HiddenChoice

MIB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds on untrusted input, all in one place. Crossing one raises `LimitExceededError` or, where a part
    can be left out alone, adds a warning.
    """

    #: Size of the file itself.
    max_bytes: int = 1024 * MIB
    #: Sum over all members of an archive, unpacked.
    max_unpacked_bytes: int = 1024 * MIB
    #: One member, unpacked.
    max_member_bytes: int = 256 * MIB
    #: One compressed stream of a PDF, unpacked (images aside, which are not unpacked for their text).
    max_stream_bytes: int = 128 * MIB
    #: What paints one page of a PDF, in bytes, each drawing as often as it is painted.
    max_page_drawing: int = 64 * MIB
    #: Marks of content in a PDF that are open at once; each object on the page holds them all.
    max_open_marks: int = 10_000
    #: Characters that one code of a font in a PDF stands for (ligatures have up to 18).
    max_code_characters: int = 64
    #: Unpacked size over packed size, judged for members above 8 MiB unpacked.
    max_ratio: int = 200
    #: Members of an archive.
    max_members: int = 10_000
    #: Nesting of XML elements, of tables within tables, of lists, outlines and page trees.
    max_depth: int = 200
    #: Nesting of documents within documents.
    max_children_depth: int = 5
    max_pages: int = 50_000
    #: Blocks, list entries, rows and notes together.
    max_blocks: int = 2_000_000
    #: Cells of one table or sheet that hold something.
    max_cells: int = 5_000_000
    #: Characters of text on one page, sheet or slide.
    max_page_characters: int = 20_000_000
    #: Pictures inside a file that are offered to text recognition.
    max_pictures_inside: int = 500
    #: Rounds of hashing that turn a password into a key (Office writes 100,000 and allows for 10,000,000).
    max_key_rounds: int = 10_000_000


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to read a document."""

    #: For encrypted files. Never stored, logged or put into a Document.
    password: str | None = None
    limits: Limits = Limits()
    #: 1-based page numbers to read, inclusive ranges as (first, last); None reads all.
    pages: list[tuple[int, int]] | None = None
    #: What a reader of the original would not see is flagged in the Document ("include") or taken out of it
    #: ("exclude"); a warning counts it either way. See `docsieve.hidden_content`.
    hidden: HiddenChoice = "include"

    def __repr__(self) -> str:
        """Leave the password out: an Options may end up in a traceback."""
        shown = "***" if self.password else None
        rest = f"limits={self.limits!r}, pages={self.pages!r}, hidden={self.hidden!r}"
        return f"Options(password={shown!r}, {rest})"
