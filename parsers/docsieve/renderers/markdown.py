"""The Document as GitHub-flavoured Markdown."""

from __future__ import annotations

from docsieve.model import Document


def render_markdown(document: Document) -> str:
    """Not written yet."""
    raise NotImplementedError
