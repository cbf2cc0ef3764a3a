"""The Document as plain text a person would call faithful."""

from __future__ import annotations

from docsieve.model import Document


def render_text(document: Document) -> str:
    """Not written yet."""
    raise NotImplementedError
