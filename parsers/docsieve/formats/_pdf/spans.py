"""Lines of a paragraph -> styled spans; what separates its lines is decided here."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from docsieve.formats._pdf.drafts import LINE_END_HYPHEN
from docsieve.formats._pdf.glyphs import Font
from docsieve.formats._pdf.layout import PageLine
from docsieve.formats._pdf.lines import APART, GLUED, Line, Piece
from docsieve.formats._pdf.links import LinkAreas
from docsieve.formats._pdf.list_markers import BULLETS
from docsieve.formats._pdf.scripts import is_ideographic
from docsieve.model import Span

#: Ligatures, Arabic and Hebrew presentation forms: glyph variants, which text has no use for.
_PRESENTATION_FORMS: Final = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdff\ufe70-\ufefc]+")
_ODD: Final = re.compile("[\u0080-\u009f\ue000-\uf8ff\ufb00-\ufdff\ufe70-\ufeff\u200b\u2060\u00ad]")
_HYPHENS: Final = "-\u00ad\u2010"
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
}


class _Style(NamedTuple):
    bold: bool
    italic: bool
    code: bool
    superscript: bool
    subscript: bool
    link: str | None


_PLAIN: Final = _Style(False, False, False, False, False, None)


def normalise(text: str) -> str:
    """Replace presentation forms and what is no character at all."""
    if text.isascii() or not _ODD.search(text):
        return text
    text = _PRESENTATION_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    return text.translate(_REPLACED)


def write_spans(
    lines: list[PageLine], breaks: list[bool], fonts: list[Font], links: LinkAreas | None, skip: int
) -> list[Span]:
    """Write the text of a paragraph's lines, leaving out its first `skip` characters (a list marker).

    `breaks[i]` says that line i starts a line of its own; otherwise it goes on where the one before ended.
    """
    spans: list[Span] = []
    buffer: list[str] = []
    current: _Style | None = None
    plain_font = plain_mode = -1  # of the piece before, where no link or raised text can come in between
    for number, page_line in enumerate(lines):
        line = page_line.line
        small = 0.8 * line.size
        for position, piece in enumerate(line.pieces):
            text = normalise(piece.text)
            if skip:
                text, skip = text[skip:].lstrip(), 0
                if not text:
                    continue
            elif position == 0:
                if number:
                    _separate(buffer, text, breaks[number])
            elif piece.before and buffer:
                apart = piece.before == APART and _is_tab(piece, line.pieces[position - 1])
                buffer.append("\t" if apart else " ")
            segment = piece.segment
            if segment.font == plain_font and segment.mode == plain_mode and segment.size >= small:
                buffer.append(text)
                continue
            for part, target in links.split(piece, page_line, text) if links else ((text, None),):
                style = _style_of(piece, line, fonts, target)
                if style != current:
                    if buffer and current is not None:
                        # A space between two styles belongs to the plain one.
                        moved = len(buffer) > 1 and buffer[-1].isspace() and current != _PLAIN
                        space = buffer.pop() if moved else ""
                        spans.append(_span("".join(buffer), current))
                        buffer.clear()
                        if space:
                            buffer.append(space)
                    current = style
                buffer.append(part)
            if links is None and segment.size >= small:
                plain_font, plain_mode = segment.font, segment.mode
            else:
                plain_font = -1
    if buffer and current is not None:
        spans.append(_span("".join(buffer), current))
    return _trimmed(spans)


def _is_tab(piece: Piece, previous: Piece) -> bool:
    return piece.segment.x0 - previous.segment.x1 > 2.0 * piece.segment.size


def _separate(buffer: list[str], following: str, new_line: bool) -> None:
    """Put between two lines what belongs there."""
    if not buffer:
        return
    if new_line:
        buffer.append("\n")
        return
    last = buffer[-1]
    end = last[-1:]
    if end in _HYPHENS and len(last.rstrip(_HYPHENS)) and len(last) >= 2 and last[-2].isalpha():
        if end == "\u00ad":
            buffer[-1] = last[:-1]
        elif following[:1].islower():
            buffer[-1] = last[:-1] + LINE_END_HYPHEN
        return
    if end and following and is_ideographic(end) and is_ideographic(following[0]):
        return
    if end == "\u2014" or (end == "/" and len(last) > 8 and " " not in last[-8:]):
        return
    buffer.append(" ")


def _style_of(piece: Piece, line: Line, fonts: list[Font], link: str | None) -> _Style:
    segment = piece.segment
    font = fonts[segment.font]
    raised = lowered = False
    if segment.size < 0.8 * line.size and len(line.pieces) > 1:
        rise = line.y - segment.y
        raised = rise > 0.15 * line.size
        lowered = rise < -0.08 * line.size
    return _Style(font.bold or segment.mode == 2, font.italic, font.mono, raised, lowered, link)


def _span(text: str, style: _Style) -> Span:
    return Span(
        text,
        bold=style.bold,
        italic=style.italic,
        code=style.code,
        superscript=style.superscript,
        subscript=style.subscript,
        link=style.link,
    )


def _trimmed(spans: list[Span]) -> list[Span]:
    if not spans:
        return spans
    spans[0].text = spans[0].text.lstrip()
    spans[-1].text = spans[-1].text.rstrip()
    return spans if len(spans) == 1 and spans[0].text else [span for span in spans if span.text]


def preformatted(lines: list[Line]) -> list[str]:
    """Write lines of a fixed-pitch font with their columns kept."""
    width = sum(piece.segment.x1 - piece.segment.x0 for line in lines for piece in line.pieces)
    characters = sum(len(piece.text) for line in lines for piece in line.pieces)
    pitch = width / characters if characters and width > 0 else 1.0
    left = min(line.x0 for line in lines)
    written = []
    for line in lines:
        text = ""
        for piece in line.pieces:
            column = round((piece.segment.x0 - left) / pitch)
            if len(text) < column:
                text += " " * min(column - len(text), 200)
            elif piece.before != GLUED and text:
                text += " "
            text += normalise(piece.text)
        written.append(text)
    return written
