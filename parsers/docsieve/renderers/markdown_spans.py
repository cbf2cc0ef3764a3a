"""Spans as inline Markdown: emphasis that CommonMark is sure to read back, links, code, notes, formulas."""

from __future__ import annotations

import string
from collections.abc import Callable
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias

from docsieve.model import HiddenChoice, Span
from docsieve.renderers.leaders import shortened
from docsieve.renderers.markdown_escape import code_span, escape_inline, inline_math, safe_link
from docsieve.renderers.visibility import is_flagged, shown_spans

_PUNCTUATION: Final = frozenset(string.punctuation)


class NoteMark(NamedTuple):
    """The call of a note in Markdown, and whether it stands instead of the text that called it."""

    markdown: str
    replaces_text: bool


#: From a span's text and the id of its note to the call; None where no such note is written.
NoteMarker: TypeAlias = Callable[[str, str], NoteMark | None]


class _Style(NamedTuple):
    """What Markdown can show of a span; neighbours that agree on it are written as one."""

    bold: bool
    italic: bool
    strike: bool
    code: bool
    superscript: bool
    subscript: bool
    math: bool
    note: str | None


_PLAIN: Final = _Style(False, False, False, False, False, False, False, None)


def _style_of(span: Span) -> _Style:
    return _Style(
        span.bold,
        span.italic,
        span.strike,
        span.code,
        span.superscript,
        span.subscript,
        span.math,
        span.note,
    )


def _text_of(span: Span) -> str:
    text = span.text or span.link or ""
    if not (span.code or span.math):
        text = shortened(text)
    return f"[hidden: {text}]" if is_flagged(span.hidden) else text


def write_spans(
    spans: list[Span],
    hidden: HiddenChoice,
    note_mark: NoteMarker,
    *,
    in_table: bool = False,
) -> str:
    """Write spans as inline Markdown; lines are still divided by line feeds (see `finish_lines`).

    Args:
        spans: as in the model.
        hidden: whether hidden text is written.
        note_mark: gives the call of a note.
        in_table: code with a pipe or a backslash needs another form there.
    """
    spans = shown_spans(spans, hidden)
    if len(spans) == 1 and _style_of(spans[0]) == _PLAIN and spans[0].link is None:
        return escape_inline(_text_of(spans[0]))
    writer = _SpanWriter(note_mark, in_table)
    for link, linked in groupby(spans, key=lambda span: span.link):
        runs = [(style, "".join(map(_text_of, same))) for style, same in groupby(linked, key=_style_of)]
        writer.add(runs, safe_link(link) if link else None)
    return writer.finish()


class _SpanWriter:
    """Gathers all runs first: whether emphasis may open or close depends on the characters around it."""

    def __init__(self, note_mark: NoteMarker, in_table: bool) -> None:
        self._note_mark = note_mark
        self._in_table = in_table
        self._pieces: list[tuple[_Style | None, str]] = []

    def add(self, runs: list[tuple[_Style, str]], target: str | None) -> None:
        runs = [(style, text) for style, text in runs if text or self._mark(style, text)]
        if target is None or not any(text.strip() for _, text in runs):
            for style, text in runs:
                if self._pieces and self._pieces[-1][0] == style:
                    text = self._pieces.pop()[1] + text
                self._pieces.append((style, text))
            return
        self._pieces.append((None, "["))
        self._pieces.extend(runs)
        self._pieces.append((None, f"]({target})"))

    def finish(self) -> str:
        parts: list[str] = []
        for index, (style, text) in enumerate(self._pieces):
            after = self._pieces[index + 1][1][:1] if index + 1 < len(self._pieces) else ""
            last = parts[-1] if parts else ""
            piece = text if style is None else self._run(style, text, last[-1:], after)
            if not piece:
                continue
            if last.endswith("!") and piece[0] == "[":
                parts[-1] = f"{last[:-1]}\\!"  # else it would be a picture
            elif last.endswith("]") and piece[0] in ":(":
                piece = f"\\{piece}"  # else a note's mark would be its definition, or a link
            parts.append(piece)
        return "".join(parts)

    def _mark(self, style: _Style, text: str) -> NoteMark | None:
        return None if style.note is None else self._note_mark(text, style.note)

    def _run(self, style: _Style, text: str, before: str, after: str) -> str:
        if style.math:
            return inline_math(text)
        if style == _PLAIN:
            return escape_inline(text)
        found = self._mark(style, text)
        if found is not None and found.replaces_text:
            return found.markdown
        mark = "" if found is None else found.markdown
        core = text.strip()
        if not core:
            return text + mark
        start = text.index(core[0])
        lead, tail = text[:start], text[start + len(core) :]
        written = self._code(core) if style.code else escape_inline(core)
        if style.superscript:
            written = f"<sup>{written}</sup>"
        elif style.subscript:
            written = f"<sub>{written}</sub>"
        written = _emphasise(style, written, lead[-1:] or before, tail[:1] or mark[:1] or after)
        return f"{lead}{written}{tail}{mark}"

    def _code(self, text: str) -> str:
        if self._in_table and ("|" in text or "\\" in text):
            return f"<code>{escape_inline(text)}</code>"
        return code_span(text)


def _emphasise(style: _Style, written: str, before: str, after: str) -> str:
    """Put emphasis around text with no white space at its ends.

    Delimiters work only where CommonMark 6.2 finds them flanking; elsewhere, and right after another run's
    delimiters, tags say the same.
    """
    if not (style.bold or style.italic or style.strike):
        return written
    opens = written[0].isalnum() or before == "" or before.isspace() or before in _PUNCTUATION
    closes = written[-1].isalnum() or after == "" or after.isspace() or after in _PUNCTUATION
    if style.strike and (style.bold or style.italic):  # the outer pair then has punctuation inside
        opens = before == "" or before.isspace() or before in _PUNCTUATION
        closes = after == "" or after.isspace() or after in _PUNCTUATION
    if opens and closes and before not in ("*", "~"):
        stars = "*" * (2 * style.bold + style.italic)
        written = f"{stars}{written}{stars}"
        return f"~~{written}~~" if style.strike else written
    for wanted, tag in ((style.italic, "em"), (style.bold, "strong"), (style.strike, "del")):
        if wanted:
            written = f"<{tag}>{written}</{tag}>"
    return written
