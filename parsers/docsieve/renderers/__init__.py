"""Document -> text. A new output is one file here and one line in `_RENDERERS`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from docsieve.errors import LimitExceededError
from docsieve.model import Document, HiddenChoice
from docsieve.renderers.html_document import render_html
from docsieve.renderers.json_text import render_json
from docsieve.renderers.markdown import render_markdown
from docsieve.renderers.plain_text import render_text
from docsieve.renderers.unicode_text import well_formed

OutputName: TypeAlias = Literal["text", "markdown", "json", "html"]

_RENDERERS: dict[OutputName, Callable[[Document, HiddenChoice], str]] = {
    "text": lambda document, hidden: render_text(document, hidden=hidden),
    "markdown": lambda document, hidden: render_markdown(document, hidden=hidden),
    "json": lambda document, _: render_json(document),
    "html": lambda document, hidden: render_html(document, hidden=hidden),
}


def render(document: Document, to: OutputName, *, hidden: HiddenChoice = "exclude") -> str:
    """Write the document as plain text, Markdown, JSON or an HTML file.

    Args:
        document: what `parse` returned.
        to: which output.
        hidden: whether text, Markdown and HTML show what a reader of the original would not see: formatted as
            hidden, painted invisibly, off the page, deleted under change tracking. "include" shows it, marked
            as hidden. Hidden sheets, rows, columns and slides always are shown, marked. JSON holds all that
            the Document does: `Options.hidden` takes hidden content out of that too.

    Raises:
        ValueError: there is no such output.
        LimitExceededError: the document is nested too deeply to be written.
    """
    if to not in _RENDERERS:
        raise ValueError(f"{to!r} is no output; there are: {', '.join(_RENDERERS)}")
    try:
        return well_formed(_RENDERERS[to](document, hidden))
    except RecursionError as error:
        raise LimitExceededError("The document is nested too deeply to be written out.") from error
