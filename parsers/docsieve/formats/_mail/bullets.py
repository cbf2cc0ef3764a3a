"""The signs of list entries, which a message with a plain and an HTML version says twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docsieve.model import Block, Group, ListItem, Table
from docsieve.renderers.block_text import all_text

_BULLETED: Final = re.compile(r"^[ \t>]*([*+o•·-])[ \t]+(\S.*)", re.MULTILINE)
_FIRST_WORDS: Final = 3


def mark_as_plain(html: list[Block], plain: list[Block]) -> None:
    """Give entries of HTML lists the sign that the plain version puts before the same words."""
    signs: dict[str, str] = {}
    for block in plain:
        for sign, words in _BULLETED.findall(all_text(block, "include")):
            signs.setdefault(_start(words), sign)
    if not signs:
        return
    for item in _items(html):
        if not item.ordered and item.checked is None:
            item.marker = signs.get(_start(all_text(item, "include")), item.marker)


def _start(words: str) -> str:
    return " ".join(words.split()[:_FIRST_WORDS])


def _items(blocks: list[Block]) -> Iterator[ListItem]:
    waiting = list(blocks)
    while waiting:
        block = waiting.pop()
        if isinstance(block, ListItem):
            yield block
        elif isinstance(block, Group):
            waiting += block.blocks
        elif isinstance(block, Table):
            waiting += [inner for row in block.rows for cell in row.cells for inner in cell.blocks]
