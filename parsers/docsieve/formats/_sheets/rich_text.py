"""String items and rich text of SpreadsheetML (ECMA-376 part 1, 18.4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docsieve.formats._sheets.plain_characters import clean

if TYPE_CHECKING:
    from lxml import etree

#: Characters that XML cannot hold are written `_x000D_` (22.9.2.19); `_x005F_` is an underscore.
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Return the text with `_xHHHH_` replaced and without control characters."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return clean(text)


def rich_text(item: etree._Element) -> str:
    """Return the text of a string item; phonetic guides stand aside and are not part of it."""
    parts: list[str] = []
    for child in item:
        tag = child.tag
        if not isinstance(tag, str):
            continue
        if tag.endswith("}t"):
            parts.append(child.text or "")
        elif tag.endswith("}r"):
            parts.extend(text.text or "" for text in child.iterchildren("{*}t"))
    return unescape("".join(parts))
