"""Document -> text. A new output is one file here and one line in `_RENDERERS`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from docsieve.model import Document
from docsieve.renderers.json_text import render_json
from docsieve.renderers.markdown import render_markdown
from docsieve.renderers.plain_text import render_text

OutputName: TypeAlias = Literal["text", "markdown", "json"]

_RENDERERS: dict[OutputName, Callable[[Document], str]] = {
    "text": render_text,
    "markdown": render_markdown,
    "json": render_json,
}


def render(document: Document, to: OutputName) -> str:
    """Write the document as plain text, Markdown or JSON.

    Raises:
        ValueError: there is no such output.
    """
    if to not in _RENDERERS:
        raise ValueError(f"{to!r} is no output; there are: {', '.join(_RENDERERS)}")
    return _RENDERERS[to](document)
