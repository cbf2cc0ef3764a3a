"""Lines of a paragraph -> styled spans; what separates its lines is decided here."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from docsieve.formats._pdf.bidi import mend_brackets
from docsieve.formats._pdf.drafts import LINE_END_HYPHEN, LINE_END_TORN, Draft
from docsieve.formats._pdf.glyphs import ODD, Glyphs
from docsieve.formats._pdf.lines import (
    BOLD,
    GLUED,
    ITALIC,
    LOWERED,
    MONO,
    RAISED,
    RTL,
    Line,
    Run,
    box_of,
    look_after,
    pieces_of,
    separator_before,
    style_of,
)
from docsieve.formats._pdf.links import LinkAreas
from docsieve.formats._pdf.list_markers import BULLETS, marker_at
from docsieve.formats._pdf.pdfium import native
from docsieve.formats._pdf.scripts import is_ideographic
from docsieve.geometry import BBox, union
from docsieve.model import Span

#: Ligatures, Arabic and Hebrew presentation forms: glyph variants, which text has no use for.
_PRESENTATION_FORMS: Final = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdff\ufe70-\ufefc]+")
_HYPHENS: Final = "-\u00ad\u2010"
#: Soft hyphens within a line are painted, so they are hyphens; some fonts tell of one in several characters.
_SEEN_HYPHEN: Final = re.compile("[-\u2010]?\u00ad[-\u2010\u2011]?")
#: C1 controls are what Windows-1252 looks like through a font without a proper encoding.
_WINDOWS_1252: Final = {
    code: bytes((code,)).decode("cp1252", "ignore") or "\ufffd" for code in range(0x80, 0xA0)
}
_REPLACED: Final = {
    **_WINDOWS_1252,
    0xFEFF: "",
    0x200B: "",
    0x2060: "",
    **{ord(k): v for k, v in BULLETS.items()},
    # Adobe's private characters for signs of Symbol, which many files give as theirs.
    **dict(enumerate("⏐⎯®©™⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪⎮⎞⎟⎠⎤⎥⎦⎫⎬⎭", 0xF8E6)),
}
#: What the extension makes paragraphs of.
MAKERS: Final = (Span, BBox, Draft, marker_at)


def normalise(text: str) -> str:
    """Replace presentation forms and what is no character at all."""
    if text.isascii() or not ODD.search(text):
        return text
    text = _PRESENTATION_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    return text.translate(_REPLACED)


def join_lines(
    lines: list[Line],
    breaks: list[bool],
    glyphs: Glyphs,
    links: LinkAreas | None,
    skip: int,
    torn: list[bool] | None = None,
) -> tuple[list[Span], BBox, float, int]:
    """Return the spans of a paragraph, the box around its lines, the em of most of it, its characters.

    What most paragraphs are, lines without links and odd characters, is joined by the extension (joining.c).
    """
    found = native()
    if found is not None and not torn and (links is None or not any(links.touch(line) for line in lines)):
        joined = found[0].join(lines, breaks, skip, MAKERS)
        if joined is not None:
            return joined_spans(joined)
    return written_lines(lines, breaks, glyphs, links, skip, torn)


def written_lines(
    lines: list[Line],
    breaks: list[bool],
    glyphs: Glyphs,
    links: LinkAreas | None,
    skip: int,
    torn: list[bool] | None = None,
) -> tuple[list[Span], BBox, float, int]:
    """Return what `join_lines` does, of lines that are not for the extension."""
    spans = write_spans(lines, breaks, glyphs, links, skip, torn)
    if any(line.flags & RTL for line in lines):
        mend_brackets(spans)
    box = union([box_of(line) for line in lines]) or box_of(lines[0])
    longest = max(lines, key=lambda line: len(line.first))
    return spans, box, longest.size, sum([line.characters for line in lines])


def joined_spans(joined: tuple[list[Span], BBox, float, int, bool]) -> tuple[list[Span], BBox, float, int]:
    """Return what `join_lines` does of what the extension joined."""
    spans, box, size, characters, is_leftwards = joined
    if is_leftwards:
        mend_brackets(spans)
    return spans, box, size, characters


def write_spans(
    lines: list[Line],
    breaks: list[bool],
    glyphs: Glyphs,
    links: LinkAreas | None,
    skip: int,
    torn: list[bool] | None = None,
) -> list[Span]:
    """Write the text of a paragraph's lines, leaving out its first `skip` characters (a list marker).

    `breaks[i]` says that line i starts a line of its own; otherwise it goes on where the one before ended,
    which `torn[i]` says may be within a word.
    """
    if len(lines) == 1 and len(lines[0].runs) == 1 and not skip and links is None and not glyphs.odd:
        _, look, _, text = lines[0].runs[0]
        return [_span(text, look, None)]
    spans: list[Span] = []
    buffer: list[str] = []
    style, link = -1, None
    tail = 0
    for number, line in enumerate(lines):
        if number and buffer:
            following = normalise(line.first) if glyphs.odd else line.first
            if torn and torn[number]:
                buffer.append(f"\n{LINE_END_TORN}" if breaks[number] else LINE_END_TORN)
            else:
                before = spans[-1].text[-1:] if spans else ""
                _separate(buffer, tail, following, breaks[number], before)
        if (links is not None and links.touch(line)) or (glyphs.odd and _has_odd(line)):
            parts, tail = _parts(line, glyphs, links, skip), 0
        else:
            parts = line.runs
            if skip:
                _, look, _, text = parts[0]
                text = text[skip:].lstrip()
                parts = [("", look, None, text), *parts[1:]] if text else parts[1:]
            tail = line.last_length
        skip = 0
        for separator, look, target, text in parts:
            if separator and buffer:
                buffer.append(separator)
            if look != style or target != link:
                if buffer and style >= 0:
                    # A space between two styles belongs to the plain one.
                    moved = (
                        len(buffer) > 1
                        and (buffer[-1].isspace() or buffer[-1][-1:] == LINE_END_TORN)
                        and (style or link is not None)
                    )
                    space = buffer.pop() if moved else ""
                    spans.append(_span("".join(buffer), style, link))
                    buffer = [space] if space else []
                style, link = look, target
            buffer.append(text)
    if buffer and style >= 0:
        spans.append(_span("".join(buffer), style, link))
    return _trimmed(spans)


def _has_odd(line: Line) -> bool:
    return any(not text.isascii() and ODD.search(text) for _, _, _, text in line.runs)


def _parts(line: Line, glyphs: Glyphs, links: LinkAreas | None, skip: int) -> list[Run]:
    """Cut a line where links begin and end, and replace odd characters, piece by piece."""
    pieces = pieces_of(line, glyphs)
    parts: list[Run] = []
    style = BOLD | ITALIC
    for position, piece in enumerate(pieces):
        text = normalise(piece.text)
        if "\u00ad" in text:
            end = text[-1:] if position == len(pieces) - 1 else ""
            text = _SEEN_HYPHEN.sub("-", text.removesuffix(end)) + end
        separator = ""
        if skip:
            text, skip = text[skip:].lstrip(), 0
            if not text:
                continue
        elif position:
            separator = separator_before(piece, pieces[position - 1])
        style = look_after(style, style_of(piece, line.y, line.size, len(pieces), glyphs.fonts), piece.text)
        for part, target in links.split(piece, line, text) if links else ((text, None),):
            parts.append((separator, style, target, part))
            separator = ""
    return parts


def _separate(buffer: list[str], tail: int, following: str, new_line: bool, before: str) -> None:
    """Put between two lines what belongs there; the last piece is `tail` long (0: all of `buffer[-1]`).

    `before` is what the span before the open one ends in.
    """
    if new_line:
        buffer.append("\n")
        return
    last = buffer[-1][-tail:]
    end = last[-1:]
    if end and end in _HYPHENS:
        # A hyphen may be a piece of its own.
        hyphenated, following = "".join((before, *buffer[-3:]))[-2:-1], following[:1]
        if hyphenated.isalpha():
            if end == "\u00ad":
                buffer[-1] = buffer[-1][:-1]
            elif following.isalpha():
                buffer[-1] = buffer[-1][:-1] + LINE_END_HYPHEN
            return
        if hyphenated.isdecimal() and (following.islower() or following.isdecimal()):
            return
    if end and following and is_ideographic(end) and is_ideographic(following[0]):
        return
    if end == "\u2014" or (end == "/" and len(last) > 8 and " " not in last[-8:]):
        return
    buffer.append(" ")


#: For each style, the fields of `Span` from `bold` to `math`: by position, which takes half the time.
_LOOKS: Final = tuple(
    (
        bool(style & BOLD), bool(style & ITALIC), False, False, bool(style & MONO), bool(style & RAISED),
        bool(style & LOWERED), False,
    )
    for style in range((BOLD | ITALIC | MONO | RAISED | LOWERED) + 1)
)  # fmt: skip


def _span(text: str, style: int, link: str | None) -> Span:
    if link is None:
        return Span(text, *_LOOKS[style]) if style else Span(text)
    return Span(text, *_LOOKS[style], link)


def _trimmed(spans: list[Span]) -> list[Span]:
    if not spans:
        return spans
    spans[0].text = spans[0].text.lstrip()
    spans[-1].text = spans[-1].text.rstrip()
    return spans if len(spans) == 1 and spans[0].text else [span for span in spans if span.text]


def preformatted(lines: list[Line], glyphs: Glyphs) -> list[str]:
    """Write lines of a fixed-pitch font with their columns kept."""
    rows = [pieces_of(line, glyphs) for line in lines]
    width = sum(piece.segment.x1 - piece.segment.x0 for row in rows for piece in row)
    characters = sum(line.characters for line in lines)
    pitch = width / characters if characters and width > 0 else 1.0
    left = min(line.x0 for line in lines)
    written = []
    for row in rows:
        text = ""
        for piece in row:
            column = round((piece.segment.x0 - left) / pitch)
            if len(text) < column:
                text += " " * min(column - len(text), 200)
            elif piece.before != GLUED and text:
                text += " "
            text += normalise(piece.text)
        written.append(text)
    return written
