"""markdown-it's inline tokens -> spans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from docsieve.model import Span

if TYPE_CHECKING:
    from markdown_it.token import Token

_CALL: Final = re.compile(r"\[\^([^\]\s]{1,100})\]")
_TOGGLES: Final = {
    "strong_open": ("bold", True),
    "strong_close": ("bold", False),
    "em_open": ("italic", True),
    "em_close": ("italic", False),
    "s_open": ("strike", True),
    "s_close": ("strike", False),
}
_HTML_TOGGLES: Final = {
    "<sup>": ("superscript", True),
    "</sup>": ("superscript", False),
    "<sub>": ("subscript", True),
    "</sub>": ("subscript", False),
    "<del>": ("strike", True),
    "</del>": ("strike", False),
    "<strong>": ("bold", True),
    "</strong>": ("bold", False),
    "<em>": ("italic", True),
    "</em>": ("italic", False),
}


class _Runs:
    """Spans in the making: texts are joined once, or a paragraph of many lines would be copied for each."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._texts: list[list[str]] = []

    def add(self, text: str, style: dict[str, Any]) -> None:
        if not text:
            return
        span = Span("", **style)
        if self._spans and self._spans[-1] == span:
            self._texts[-1].append(text)
            return
        self._spans.append(span)
        self._texts.append([text])

    def call(self, note: str) -> None:
        self._spans.append(Span("", superscript=True, note=note))
        self._texts.append([])

    def finish(self) -> list[Span]:
        for span, texts in zip(self._spans, self._texts, strict=True):
            span.text = "".join(texts)
        return self._spans


def read_spans(tokens: list[Token], notes: frozenset[str]) -> list[Span]:
    """Read inline tokens; neighbours in one style become one span.

    Args:
        tokens: children of an inline token.
        notes: labels of the footnotes that the text may call.
    """
    runs = _Runs()
    style: dict[str, Any] = {}
    for token in tokens:
        if token.type in _TOGGLES:
            key, value = _TOGGLES[token.type]
            style[key] = value
        elif token.type == "link_open":
            style["link"] = str(token.attrGet("href") or "") or None
        elif token.type == "link_close":
            style["link"] = None
        elif token.type == "html_inline":
            tag = token.content.lower().replace(" ", "")
            if tag in _HTML_TOGGLES:
                key, value = _HTML_TOGGLES[tag]
                style[key] = value
            elif tag in ("<br>", "<br/>"):
                runs.add("\n", style)
        elif token.type == "code_inline":
            runs.add(token.content, {**style, "code": True})
        elif token.type == "softbreak":
            runs.add(" ", style)
        elif token.type == "hardbreak":
            runs.add("\n", style)
        elif token.type == "image":
            runs.add(text_of(token), style)
        elif token.content:
            _add_text(runs, token.content, style, notes)
    return runs.finish()


def text_of(token: Token) -> str:
    """Return the text of a token and its children: an image's alternative text."""
    if token.children:
        return "".join(map(text_of, token.children))
    return token.content


def _add_text(runs: _Runs, text: str, style: dict[str, Any], notes: frozenset[str]) -> None:
    at = 0
    if notes and "[^" in text:
        for call in _CALL.finditer(text):
            if call[1] in notes:
                runs.add(text[at : call.start()], style)
                runs.call(f"footnote-{call[1]}")
                at = call.end()
    runs.add(text[at:], style)
