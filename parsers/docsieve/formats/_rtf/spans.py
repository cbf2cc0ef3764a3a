"""Spans of a finished paragraph."""

from __future__ import annotations

from docsieve.model import Hidden, Span


def is_plain(span: Span) -> bool:
    """Tell whether a span is nothing but text."""
    return span == Span(span.text)


def says_something(spans: list[Span]) -> bool:
    """Tell whether there is more than blanks."""
    return any(span.note or span.text.strip() for span in spans)


def common_hidden(spans: list[Span]) -> Hidden | None:
    """Return why the whole paragraph is hidden; None where a part of it shows."""
    reason = spans[0].hidden
    return reason if all(span.hidden == reason for span in spans) else None


def drop_look_of_all(spans: list[Span]) -> None:
    """Take away the bold and italics that a heading has from end to end: they are its look, no emphasis."""
    for name in ("bold", "italic", "underline"):
        if all(getattr(span, name) for span in spans if span.text.strip() and not span.note):
            for span in spans:
                setattr(span, name, False)
