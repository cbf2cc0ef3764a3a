"""The glyphs of a page in one call: segments of text and their geometry (parsers/pdfglyphs/README.md)."""

from __future__ import annotations

import functools
import re
import struct
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from docsieve.formats._pdf import content_fallback, glyph_fallback, shape_fallback
from docsieve.formats._pdf.marked_places import marked_places
from docsieve.formats._pdf.odd_fonts import corrected
from docsieve.formats._pdf.pdfium import PdfPage, address, native
from docsieve.formats._pdf.segment_places import COLOUR_AT, FLAGS_AT, MODE_AT
from docsieve.formats._pdf.symbol_codes import with_signs
from docsieve.formats._pdf.tex_codes import with_characters

#: Bits of `Segment.flags`.
SPACE_BEFORE: Final = 1
NEWLINE_BEFORE: Final = 2
HYPHEN_AFTER: Final = 4
UNMAPPED: Final = 8
RIGHT_TO_LEFT: Final = 16
VERTICAL: Final = 32
GAP_BEFORE: Final = 64

INVISIBLE_MODE: Final = 3

#: Characters that `spans.normalise` replaces or drops.
ODD: Final = re.compile("[\u0080-\u009f\ue000-\uf8ff\ufb00-\ufdff\ufe70-\ufeff\u200b\u2060\u00ad]")

RECORD: Final = glyph_fallback.SEGMENT.size
_SHAPE: Final = struct.Struct("<4d2I")
_KIND_AT: Final = 32


class Segment(NamedTuple):
    """A run of text on one baseline in one style. Points in the reader's space, y downwards."""

    x0: float
    top: float
    x1: float
    bottom: float
    #: Origin of the first glyph and pen after the last.
    x: float
    y: float
    end_x: float
    end_y: float
    #: The em.
    size: float
    #: Direction of writing; (1, 0) is level and rightwards.
    ux: float
    uy: float
    start: int
    end: int
    #: Fill colour, 0xRRGGBBAA.
    rgba: int
    font: int
    mode: int
    flags: int


class Font(NamedTuple):
    """What matters of a font: the weight and slant its name and flags tell of."""

    name: str
    bold: bool
    italic: bool
    mono: bool
    #: The same as bits: 1 bold, 2 italic, 4 mono.
    bits: int


class Glyphs:
    """All text of a page. `records` are its segments, packed as `glyph_fallback.SEGMENT`."""

    def __init__(
        self,
        text: str,
        records: bytes,
        starts: bytes,
        fonts: list[Font],
        characters: int,
        unmapped: int,
        contents: bytes = b"",
        layers: Sequence[bytes] = (),
    ) -> None:
        self.text = text
        self.records = records
        #: For each character of `text`: its origin along its segment's direction, in 1/100 point.
        self.starts = memoryview(starts).cast("i")
        self.fonts = fonts
        #: Characters on the page as pdfium counts them, and how many of those read have no Unicode mapping.
        self.characters = characters
        self.unmapped = unmapped
        #: Where what the text is in changes, packed as `content_fallback.CONTENT`; the names of its layers.
        self.contents = contents
        self.layers = layers
        #: Which text stands for what is painted where, packed as `replaced_fallback.REPLACING`; those texts,
        #: as the file has them.
        self.replacing = b""
        self.replaced: Sequence[bytes] = ()
        #: Passages for which the file declares other text than is painted, and those for which it alone
        #: tells the text.
        self.others = self.unchecked = 0

    def with_records(self, records: bytes) -> Glyphs:
        """Return the same text with other segments."""
        found = Glyphs(
            self.text, records, self.starts.tobytes(), self.fonts, self.characters, self.unmapped,
            self.contents, self.layers,
        )  # fmt: skip
        found.others, found.unchecked = self.others, self.unchecked
        return found

    @functools.cached_property
    def odd(self) -> bool:
        """Tell whether some of its characters must be replaced."""
        return not self.text.isascii() and ODD.search(self.text) is not None

    @functools.cached_property
    def font_bits(self) -> bytes:
        """`Font.bits` of each font."""
        return bytes([font.bits for font in self.fonts])

    @functools.cached_property
    def segments(self) -> list[Segment]:
        """All segments, in pdfium's order; few pages need them as objects."""
        return list(map(Segment._make, glyph_fallback.SEGMENT.iter_unpack(self.records)))

    def segment(self, index: int) -> Segment:
        """Return one segment."""
        return Segment._make(glyph_fallback.SEGMENT.unpack_from(self.records, index * RECORD))

    @property
    def modes(self) -> bytes:
        """The render mode of each segment."""
        return self.records[MODE_AT::RECORD]

    @property
    def alphas(self) -> bytes:
        """How far the colour of each segment covers what is under it."""
        return self.records[COLOUR_AT::RECORD]

    @property
    def flags(self) -> bytes:
        """The flags of each segment."""
        return self.records[FLAGS_AT::RECORD]


class Shape(NamedTuple):
    """An image (1), a straight rule (2), a rectangle (3) or another drawing (4), filled (1), stroked (2)."""

    x0: float
    top: float
    x1: float
    bottom: float
    kind: int
    paint: int


#: Of arguments, what is no handle.
_PLAIN: Final = (int, tuple)


def ask(function: Callable[..., Any], page: PdfPage, *arguments: Any) -> Any:
    """Call the extension's function of that name, or the given one, which does the same."""
    found = native()
    if found is None:
        return function(page.file.pdfium, *arguments)
    extension, addresses = found
    return getattr(extension, function.__name__)(
        addresses, *[value if type(value) in _PLAIN else address(value) for value in arguments]
    )


#: Nothing is wanted of marked content; what marks tell of text; what the forms around it tell as well.
NO_CONTENTS: Final = 0
MARKS: Final = 1
MARKS_AND_FORMS: Final = 2


class Told(NamedTuple):
    """What the extension tells of the text of a page."""

    text: str
    records: bytes
    starts: bytes
    fonts: list[tuple[bytes, int, int]]
    characters: int
    unmapped: int
    contents: bytes
    layers: Sequence[bytes]
    #: As in `Glyphs`.
    replacing: bytes
    replaced: Sequence[bytes]


def ask_glyphs(page: PdfPage, limit: int, *, contents: int = NO_CONTENTS) -> Told:
    """Ask for the page's text, at most `limit` characters, and what is wanted of the marked content it is in.

    A page that told of them when it was opened was asked for the same.
    """
    if page.told:
        return Told(*page.told[0])
    return Told(
        *ask(glyph_fallback.segments, page, page.file.handle, page.handle, contents, page.frame.matrix, limit)
    )


def glyphs_of(told: Told) -> Glyphs:
    """Make of what was told what the page says."""
    named = [_font(*font) for font in told.fonts]
    names = [font.name for font in named]
    text = with_signs(told.text, told.records, names)
    if told.unmapped:
        text = with_characters(text, told.records, names)
    records, starts = corrected(told.records, told.starts, text, names)
    glyphs = Glyphs(text, records, starts, named, told.characters, told.unmapped, told.contents, told.layers)
    glyphs.replacing, glyphs.replaced = told.replacing, told.replaced
    return glyphs


def read_glyphs(page: PdfPage, limit: int, *, contents: int = NO_CONTENTS) -> Glyphs:
    """Read the page's text as `ask_glyphs` asks for it."""
    return glyphs_of(ask_glyphs(page, limit, contents=contents))


def read_elements(page: PdfPage, limit: int) -> list[content_fallback.Element] | None:
    """List the elements of the page's structure tree; None where there is none or a larger one."""
    found: list[content_fallback.Element] | None = ask(content_fallback.tree, page, page.handle, limit)
    return found


@functools.cache
def _marks(kinds: tuple[int, ...]) -> bytes:
    """1 for each of these kinds."""
    return bytes(kind in kinds for kind in range(256))


class Shapes:
    """What a page paints beside its text, packed."""

    def __init__(self, records: bytes) -> None:
        self.records = records
        self._kinds = records[_KIND_AT :: _SHAPE.size]

    def __len__(self) -> int:
        return len(self._kinds)

    def count(self, kind: int) -> int:
        """Tell how many there are of a kind."""
        return self._kinds.count(kind)

    def of(self, *kinds: int) -> list[Shape]:
        """Return those of some kinds, in the order in which they are painted."""
        return [Shape._make(_SHAPE.unpack_from(self.records, at * _SHAPE.size)) for at in self._places(kinds)]

    def boxes(self, *kinds: int) -> list[tuple[float, float, float, float, int]]:
        """Return left, top, right, bottom and kind of those of some kinds: quicker than as objects."""
        return [_SHAPE.unpack_from(self.records, at * _SHAPE.size)[:5] for at in self._places(kinds)]

    def _places(self, kinds: tuple[int, ...]) -> Iterator[int]:
        """Yield the indexes of those of some kinds: mostly few, found without the others."""
        return marked_places(self._kinds.translate(_marks(kinds)))


def read_shapes(page: PdfPage, limit: int) -> Shapes:
    """List the images, rules and rectangles of the page, looking at `limit` objects at most."""
    if page.told:
        return Shapes(page.told[1])
    return Shapes(ask(shape_fallback.shapes, page, page.handle, page.frame.matrix, limit))


_FIXED_PITCH: Final = 1
_ITALIC: Final = 1 << 6
_FORCE_BOLD: Final = 1 << 18
#: In names: "HelveticaNeueLTStd-BlkCn", "MyriadBdIt", "CMSSBX10".
_BOLD_NAME: Final = re.compile(r"Blk|Bd(?![a-z])|BX\d")
#: Heavy ones. Files give stems of bold fonts as round numbers; where they give none, pdfium measures letters
#: and takes nearly every regular font of some producers for a heavy one.
_HEAVY: Final = (700, 800, 900)
#: Ends of names; pdfium reckons the weight from the width of stems, which of wide letters is large.
_NOT_BOLD: Final = ("regular", "roman", "book", "light", "thin", "medium")


@functools.lru_cache(maxsize=4096)
def _font(name: bytes, flags: int, weight: int) -> Font:
    """Judge a font by its name first (ISO 32000-1, 9.8.2: flags are often wrong, names seldom)."""
    plain = name.decode("utf-8", "replace")
    if plain[6:7] == "+":
        plain = plain[7:]
    lower = plain.lower()
    bold = (
        any(word in lower for word in ("bold", "black", "heavy", "-bd", "cmbx"))
        or bool(flags & _FORCE_BOLD)
        or lower.endswith(("-b", "-bi", ",b", "-semi", "-md", "demi", "medi"))
        or _BOLD_NAME.search(plain) is not None
        or (weight in _HEAVY and not lower.endswith(_NOT_BOLD))
    )
    italic = (
        any(word in lower for word in ("italic", "oblique", "cmti", "cmmi", "slanted"))
        or lower.endswith(("-it", "-i", "-bi", "ital", ",i"))
        or bool(flags & _ITALIC)
    )
    mono = any(
        word in lower for word in ("mono", "courier", "consol", "cmtt", "menlo", "typewriter")
    ) or bool(flags & _FIXED_PITCH)
    return Font(plain, bold, italic, mono, bold | italic << 1 | mono << 2)
