"""Pages that nest more deeply than libxml2 follows, as of programs that never close what they open."""

from __future__ import annotations

import re
from typing import Final

#: Deep enough for any structure a person made; libxml2 gives up, with all text below, at 2,048.
_DEPTH: Final = 200
_HIDING_DEPTH: Final = 1000
_INLINE: Final = frozenset(("span", "font", "b", "i", "u", "em", "strong", "big", "small", "a"))
_TAG: Final = re.compile(
    rf"<(/?)({'|'.join(sorted((*_INLINE, 'div', 'blockquote')))})(?=[\s/>])([^>]*)>", re.IGNORECASE
)
#: What hides text must go on doing so.
_HIDING: Final = re.compile(r"hidden|none|collapse|mso-hide|font-size|opacity|color", re.IGNORECASE)


def flattened(text: str) -> str:
    """Return a page without the tags of formatting and divisions that stand too deep in others of them."""
    is_kept: list[bool] = []
    kept = 0

    def settle(tag: re.Match[str]) -> str:
        nonlocal kept
        if tag[1]:
            keeps = bool(is_kept) and is_kept.pop()
            kept -= keeps
        else:
            keeps = kept < _DEPTH or (kept < _HIDING_DEPTH and _HIDING.search(tag[3]) is not None)
            kept += keeps
            is_kept.append(keeps)
        return tag[0] if keeps else _left(tag[2])

    return _TAG.sub(settle, text)


def _left(name: str) -> str:
    """Return what holds the place of a tag: what a division holds stays on lines of its own."""
    return "" if name.lower() in _INLINE else "<br>"
