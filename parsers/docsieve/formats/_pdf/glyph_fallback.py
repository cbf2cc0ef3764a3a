"""What parsers/pdfglyphs does in C, in Python through ctypes, to the bit: for places without the extension.

It mirrors pdfglyphs.c step by step (`shape_fallback` mirrors shapes.c, `content_fallback` contents.c and
tree.c, `replaced_fallback` replaced.c); change both, and raise `LAYOUT` when a record changes. Slow: ten
calls into pdfium a character.
"""

from __future__ import annotations

import ctypes
import math
import struct
from typing import Any, Final

from docsieve.formats._pdf.content_fallback import Contents
from docsieve.formats._pdf.frame import Matrix, hundredths
from docsieve.formats._pdf.glyph_places import Place, Style, across, along, straightened
from docsieve.formats._pdf.replaced_fallback import Replaced, address_of
from docsieve.formats._pdf.scripts import SPACES, is_rtl_text
from docsieve.formats._pdf.spaced_out import MAX_SPACED, spaced_words
from docsieve.formats._pdf.word_gaps import CLOSING

LAYOUT: Final = 16

SEGMENT: Final = struct.Struct("<11d3IHBB")

_SPACE_BEFORE: Final = 1
_NEWLINE_BEFORE: Final = 2
_HYPHEN_AFTER: Final = 4
_UNMAPPED: Final = 8
_RIGHT_TO_LEFT: Final = 16
_VERTICAL: Final = 32
_GAP_BEFORE: Final = 64

_BREAK, _JOIN, _JOIN_LEFTWARDS, _JOIN_DOWNWARDS, _SPACE, _SPACE_LEFTWARDS = range(6)
_MAX_FONTS: Final = 4096


def _thousandths(value: float) -> float:
    return math.floor(value * 1000.0 + 0.5) / 1000.0


class _Segment:
    """A segment still growing, coordinates of the page's own space."""

    def __init__(self, s: Style, q: Place, start: int, flags: int) -> None:
        self.style = s
        self.first = s
        self.last = q
        self.x0, self.x1, self.top, self.bottom = q.l, q.r, q.t, q.b
        self.x, self.y = q.x, q.y
        self.start = start
        self.flags = flags
        self.letters = 0
        #: Where it ends without its last character.
        self.reach = q.l
        #: Its last characters are of one glyph.
        self.is_ligature = False
        #: The gaps between letters that all stand alone; None where others do.
        self.gaps: list[float] | None = []

    def note_space(self, s: Style, q: Place) -> None:
        """Note how far a letter is from the one before, where a space lies between the two."""
        if self.gaps is None:
            return
        if self.letters != 1 or len(self.gaps) == MAX_SPACED - 1 or s.axis == 4:
            self.gaps = None
        else:
            self.gaps.append(along(s, q)[0] - along(s, self.last)[1])

    def relation(self, s: Style, q: Place, u: int, real_space: bool, made_space: bool) -> int:
        """What lies between the last character and this one."""
        p, style, em = self.last, self.style, s.size
        same_object = style.object == s.object
        if not em > 0 or style[2:] != s[2:]:
            return _BREAK
        drift = across(s, q) - across(s, p)
        spaced = real_space or made_space
        if same_object and not spaced and s.axis == 0 and drift < 0:
            drop, shift = p.b - q.t, q.l + q.r - p.l - p.r
            if (
                (self.flags & _VERTICAL or self.letters == 1)
                and drift < -0.5 * em
                and -0.1 * em < drop < 0.15 * em
                and -0.2 * em < shift < 0.2 * em
            ):
                return _JOIN_DOWNWARDS
        if self.flags & _VERTICAL or drift > 0.02 * em or drift < -0.02 * em:
            return _BREAK
        last_from, last_to = along(s, p)
        start, end = along(s, q)
        if same_object and not spaced and q.x == p.x and q.y == p.y:
            return _JOIN_LEFTWARDS if self.flags & _RIGHT_TO_LEFT else _JOIN
        if s.axis == 4:
            step = start - last_from
            if not same_object or step < 0 or step > 1.5 * em:
                return _BREAK
            return _SPACE if spaced else _JOIN
        if is_rtl_text(chr(u)) or self.flags & _RIGHT_TO_LEFT:
            gap = last_from - end
            if not spaced and -0.3 * em < gap <= 0.1 * em:
                return _JOIN_LEFTWARDS
            # Further off is not the next letter: pdfium leaves some words as they are painted.
            if spaced and (-0.1 if real_space else 0.15) * em < gap <= 0.6 * em and self.letters > 1:
                return _SPACE_LEFTWARDS
            return _BREAK
        gap = start - last_to
        if not spaced:
            return _JOIN if (-0.5 if same_object else -0.1) * em < gap <= 0.1 * em else _BREAK
        if real_space:
            return _SPACE if -0.1 * em < gap <= 1.2 * em else _BREAK
        least = (0.25 if chr(u) in CLOSING else 0.15) * em
        return _SPACE if least <= gap <= em and self.letters > 1 else _BREAK

    def may_touch(self, s: Style, q: Place, u: int) -> bool:
        """Tell whether this character stands where the next one would without a space."""
        if s.axis == 4 or s.axis != self.style.axis or self.flags & _RIGHT_TO_LEFT or is_rtl_text(chr(u)):
            return False
        return -0.1 * s.size < along(s, q)[0] - along(s, self.last)[1] <= 0.1 * s.size

    def is_stray(self, s: Style, q: Place, space: Place, owner: int) -> bool:
        """Tell whether a space (of `owner`) is at neither of the letters, in a ligature, or painted over."""
        first, end, at = along(s, self.last), along(s, q)[1], along(s, space)[0]
        return (
            at < first[0] - 0.5 * s.size
            or at > end + 0.5 * s.size
            or (self.is_ligature and at < first[1] - 0.15 * s.size)
            or (
                s.axis == 0
                and s.mode != 3  # layers of OCR are not so exact
                and owner == s.object
                and q.x - space.l < 0.15 * (space.r - space.l)
            )
        )

    def mend_box(self, s: Style, q: Place, *, spaced: bool) -> None:
        """End a box that cannot be true where the next character begins (some fonts have false ones)."""
        p, em = self.last, s.size
        step, end = q.x - p.x, q.x - (0.25 * em if spaced else 0.0)
        if (
            s.axis != 0
            or self.style.object != s.object
            or q.y != p.y
            or not 0.1 * em <= step <= 1.5 * em
            or p.r < q.x + 0.5 * em
            or end < p.x
        ):
            return
        self.last = p._replace(r=end)
        self.x1 = max(end, self.reach)

    def grow(self, q: Place) -> None:
        self.reach = self.x1
        self.x0, self.x1 = min(self.x0, q.l), max(self.x1, q.r)
        self.top, self.bottom = max(self.top, q.t), min(self.bottom, q.b)

    def record(self, m: Matrix, end: int) -> bytes:
        """Pack it, in the reader's space."""
        s, first = self.style, self.first
        x0, y0 = _to_reader(m, self.x0, self.bottom)
        x1, y1 = _to_reader(m, self.x1, self.top)
        start, stop = along(s, self.last)
        reach = 0.5 * s.size if s.axis == 4 else stop - start
        x, y = _to_reader(m, self.x, self.y)
        end_x, end_y = _to_reader(m, self.last.x + reach * first.ux, self.last.y + reach * first.uy)
        ux, uy = m[0] * first.ux + m[2] * first.uy, m[1] * first.ux + m[3] * first.uy
        return SEGMENT.pack(
            hundredths(x0 if x0 < x1 else x1),
            hundredths(y0 if y0 < y1 else y1),
            hundredths(x1 if x0 < x1 else x0),
            hundredths(y1 if y0 < y1 else y0),
            hundredths(x),
            hundredths(y),
            hundredths(end_x),
            hundredths(end_y),
            first.size,
            _thousandths(ux),
            _thousandths(uy),
            self.start,
            end,
            first.rgba,
            first.font,
            first.mode & 255,
            self.flags,
        )


def _to_reader(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


class _Page:
    """A text page as it is read."""

    def __init__(self, pdfium: Any, textpage: Any, m: Matrix) -> None:
        self.pdfium = pdfium
        self.textpage = textpage
        self.m = m
        self.text: list[str] = []
        self.starts: list[int] = []
        self.segments: list[bytes] = []
        self.fonts: list[int] = []
        self.unmapped = 0

    def font_index(self, font: Any) -> int:
        pointer = address_of(font) if font else 0
        if pointer in self.fonts:
            return self.fonts.index(pointer)
        if len(self.fonts) == _MAX_FONTS:
            return _MAX_FONTS - 1
        self.fonts.append(pointer)
        return len(self.fonts) - 1

    def style(self, i: int, found: Any) -> Style:
        """Read what a text object gives all its characters."""
        pdfium = self.pdfium
        m = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
        pdfium.FPDFText_GetMatrix(self.textpage, i, ctypes.byref(m))
        size = hundredths(pdfium.FPDFText_GetFontSize(self.textpage, i) * math.sqrt(m.c * m.c + m.d * m.d))
        scale = math.sqrt(m.a * m.a + m.b * m.b)
        ux = _thousandths(m.a / scale) if scale > 0 else 1.0
        uy = _thousandths(m.b / scale) if scale > 0 else 0.0
        axis = 4
        if -0.02 < uy < 0.02:
            axis = 0 if ux > 0 else 2
        elif -0.02 < ux < 0.02:
            axis = 1 if uy > 0 else 3
        upwards = m.d * ux - m.c * uy
        slant = _thousandths((m.c * ux + m.d * uy) / upwards) if axis != 4 and upwards != 0 else 0.0
        slant = 0.0 if slant < -1.0 or slant > 1.0 else slant
        font = self.font_index(pdfium.FPDFTextObj_GetFont(found) if found else None)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(found) & 255 if found else 0
        colours = [ctypes.c_uint(value) for value in (0, 0, 0, 255)]
        if found:
            pdfium.FPDFPageObj_GetFillColor(found, *(ctypes.byref(colour) for colour in colours))
        r, g, b, a = (colour.value & 255 for colour in colours)
        address = address_of(found) if found else 0
        return Style(address, slant, abs(size), ux, uy, axis, r << 24 | g << 16 | b << 8 | a, font, mode)

    def place(self, i: int) -> Place:
        """Read origin and loose box of a character."""
        pdfium = self.pdfium
        x, y, box = ctypes.c_double(0), ctypes.c_double(0), pdfium.FS_RECTF(0, 0, 0, 0)
        pdfium.FPDFText_GetCharOrigin(self.textpage, i, ctypes.byref(x), ctypes.byref(y))
        pdfium.FPDFText_GetLooseCharBox(self.textpage, i, ctypes.byref(box))
        return Place(x.value, y.value, box.left, box.bottom, box.right, box.top)

    def add(self, u: int, s: Style, q: Place) -> None:
        x, y = _to_reader(self.m, q.x, q.y)
        m = self.m
        ux, uy = m[0] * s.ux + m[2] * s.uy, m[1] * s.ux + m[3] * s.uy
        self.text.append(chr(u))
        self.starts.append(math.floor((x * ux + y * uy) * 100.0 + 0.5))

    def close_spaces(self, segment: _Segment) -> None:
        """Take the spaces out of a segment whose letters are but spaced out (T I T L E)."""
        start, gaps = segment.start, segment.gaps or []
        # The last one may have the mark that ends a heading with it (T I T L E:).
        marks = self.text[-1:] if segment.letters == 2 and self.text[-1] in ":.,;" else []
        count, size = 2 * len(gaps) + 1, segment.first.size
        if not gaps or segment.letters != 1 + len(marks) or len(self.text) - start != count + len(marks):
            return
        if (words := spaced_words("".join(self.text[start : start + count : 2]), gaps, size)) is None:
            return
        kept = [0]
        for i, is_space in enumerate(words):
            kept += [2 * i + 1, 2 * i + 2] if is_space else [2 * i + 2]
        kept += [count] if marks else []
        self.text[start:] = [self.text[start + i] for i in kept]
        self.starts[start:] = [self.starts[start + i] for i in kept]

    def font_table(self) -> list[tuple[bytes, int, int]]:
        pdfium, table = self.pdfium, []
        for pointer in self.fonts:
            if not pointer:
                table.append((b"", 0, 0))
                continue
            font = ctypes.cast(pointer, pdfium.FPDF_FONT)
            name = ctypes.create_string_buffer(256)
            length = pdfium.FPDFFont_GetBaseFontName(font, name, 256)
            shown = name.raw[: length - 1] if 0 < length <= 256 else b""
            table.append((shown, pdfium.FPDFFont_GetFlags(font), pdfium.FPDFFont_GetWeight(font)))
        return table


Read = tuple[
    str, bytes, bytes, list[tuple[bytes, int, int]], int, int, bytes, list[bytes], bytes, list[bytes]
]


def segments(pdfium: Any, document: Any, around: Any, wanted: int, matrix: Matrix, limit: int) -> Read:
    """Read the text of a page as `_docsieve_pdfglyphs.segments` does."""
    replaced = Replaced(pdfium, around)
    textpage = pdfium.FPDFText_LoadPage(around)
    replaced.put_back(document)
    if not textpage:
        return "", b"", b"", [], 0, 0, b"", [], b"", replaced.texts
    try:
        return _read(pdfium, textpage, around, wanted, matrix, limit, replaced)
    finally:
        pdfium.FPDFText_ClosePage(textpage)


def _read(
    pdfium: Any, textpage: Any, around: Any, wanted: int, matrix: Matrix, limit: int, replaced: Replaced
) -> Read:
    page = _Page(pdfium, textpage, matrix)
    contents = Contents(pdfium, around if wanted > 1 else None, limit)
    characters = pdfium.FPDFText_CountChars(textpage)
    total = min(characters, limit)
    real_space = made_space = newline = content_changes = object_changes = False
    space_at = 0
    style: Style | None = None
    current: _Segment | None = None
    i = -1
    while (i := i + 1) < total:
        u = pdfium.FPDFText_GetUnicode(textpage, i)
        if 0xD800 <= u <= 0xDBFF and i + 1 < total:
            low = pdfium.FPDFText_GetUnicode(textpage, i + 1)
            if 0xDC00 <= low <= 0xDFFF:
                u = 0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00)
                i += 1
        if u <= 0x20 and pdfium.FPDFText_IsGenerated(textpage, i) == 1:  # spaces and line ends alone are
            if u in (0x0D, 0x0A):
                newline = True
            else:
                made_space = True
            continue
        hyphen = u == 0x02 and pdfium.FPDFText_IsHyphen(textpage, i) == 1
        if hyphen:
            u = 0x2D
        # Of a font that gives no characters: a code, for `tex_codes` to read.
        is_code = 0 < u < 0x20 and pdfium.FPDFText_HasUnicodeMapError(textpage, i) == 1
        if u in SPACES and not is_code:
            real_space = True
            space_at = i
            continue
        if (u < 0x20 and not is_code) or u > 0x10FFFF or 0xD800 <= u <= 0xDFFF or u & 0xFFFE == 0xFFFE:
            u = 0xFFFD
        unmapped = is_code or u == 0xFFFD or pdfium.FPDFText_HasUnicodeMapError(textpage, i) == 1
        page.unmapped += unmapped
        q = page.place(i)
        found = pdfium.FPDFText_GetTextObject(textpage, i)
        if style is None or (address_of(found) if found else 0) != style.object:
            style = page.style(i, found)
            content_changes = wanted > 0
            object_changes = replaced.is_any
        if style.slant:
            q = straightened(style, q)
        joined = _BREAK
        if current is not None and current.last.r - current.last.l > 2.0 * style.size:
            current.mend_box(style, q, spaced=real_space or made_space)
        if real_space and current is not None and not newline and current.may_touch(style, q, u):
            owner = current.style.object
            if replaced.is_any and owner != style.object:
                owner = address_of(pdfium.FPDFText_GetTextObject(textpage, space_at))
            real_space = not current.is_stray(style, q, page.place(space_at), owner)
        if current is not None and not newline:
            joined = current.relation(style, q, u, real_space, made_space)
        if current is None or joined == _BREAK:
            if current is not None:
                page.close_spaces(current)
                page.segments.append(current.record(matrix, len(page.text)))
            flags = _SPACE_BEFORE * real_space | _GAP_BEFORE * made_space | _NEWLINE_BEFORE * newline
            current = _Segment(style, q, len(page.text), flags | _RIGHT_TO_LEFT * is_rtl_text(chr(u)))
        else:
            if joined in (_SPACE, _SPACE_LEFTWARDS):
                page.add(0x20, style, current.last)
                current.note_space(style, q)
                current.letters = 0
            if joined in (_JOIN_LEFTWARDS, _SPACE_LEFTWARDS):
                current.flags |= _RIGHT_TO_LEFT
            if joined == _JOIN_DOWNWARDS:
                current.flags |= _VERTICAL
            current.grow(q)
        current.style = current.style._replace(object=style.object)
        current.is_ligature = joined != _BREAK and q[:2] == current.last[:2]
        current.last = q
        current.letters += 1
        current.flags = current.flags & ~_HYPHEN_AFTER | _HYPHEN_AFTER * hyphen | _UNMAPPED * unmapped
        real_space = made_space = newline = False
        if content_changes:
            if joined != _BREAK:
                current.gaps = None  # what the text is in refers to its characters
            contents.add(found, len(page.text))
            content_changes = False
        if object_changes:
            if replaced.add(found, len(page.text)) and joined != _BREAK:
                current.gaps = None  # as above
            object_changes = False
        if unmapped:
            replaced.note_unmapped()
        page.add(u, style, q)
    if current is not None:
        page.close_spaces(current)
        page.segments.append(current.record(matrix, len(page.text)))
    starts = struct.pack(f"<{len(page.starts)}i", *page.starts)
    text, records = "".join(page.text), b"".join(page.segments)
    told = contents.runs, contents.layers, replaced.runs, replaced.texts
    return text, records, starts, page.font_table(), characters, page.unmapped, *told
