"""Mathematics in text cells: taken out before Markdown reads its underscores and stars, put back as LaTeX."""

from __future__ import annotations

import re
from typing import Final

from docsieve.formats._text.markdown_blocks import read_blocks
from docsieve.model import (
    Block,
    CodeBlock,
    Formula,
    Group,
    Heading,
    ListItem,
    Locator,
    Note,
    Paragraph,
    Span,
    Table,
)
from docsieve.options import Limits

#: Code first: a "$" in it is a "$". Then what Jupyter hands to MathJax.
_MATHEMATICS: Final = re.compile(
    r"(?P<code>^ {0,3}(?P<fence>```++|~~~++)[^\n]*+\n(?:(?!^ {0,3}(?P=fence)).*\n?)*|`[^`\n]*`|\\\$)"
    r"|\$\$(?P<display>[^$]+)\$\$"
    r"|\$(?P<inline>[^\s$`](?:[^$`\n]*[^\s$`\\])?)\$(?!\d)",
    re.MULTILINE,
)
#: Characters for private use, which no text has by accident.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE: Final = re.compile(f"{_OPEN}([0-9]{{1,9}}){_CLOSE}")


def read_text_cell(text: str, limits: Limits, where: Locator) -> list[Block]:
    """Read a text cell's Markdown with its mathematics."""
    if "$" not in text or _OPEN in text or "&#" in text:  # the last could spell a place of ours
        return read_blocks(text, limits, where)
    found: list[re.Match[str]] = []

    def take(formula: re.Match[str]) -> str:
        if formula["code"] is not None:
            return formula[0]
        found.append(formula)
        return f"{_OPEN}{len(found) - 1}{_CLOSE}"

    blocks = read_blocks(_MATHEMATICS.sub(take, text), limits, where)
    return _restored(blocks, found) if found else blocks


def _restored(blocks: list[Block], found: list[re.Match[str]]) -> list[Block]:
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and len(block.spans) == 1:
            alone = _PLACE.fullmatch(block.spans[0].text.strip())
            if alone is not None and (latex := found[int(alone[1])]["display"]) is not None:
                result.append(Formula(where=block.where, latex=latex.strip()))
                continue
        if isinstance(block, Paragraph | Heading | ListItem):
            block.spans = _spans(block.spans, found)
        elif isinstance(block, Group | Note):
            block.blocks = _restored(block.blocks, found)
        elif isinstance(block, CodeBlock):
            block.text = _PLACE.sub(lambda place: found[int(place[1])][0], block.text)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    if _OPEN in cell.text:
                        cell.blocks = [Paragraph(where=block.where, spans=_spans([Span(cell.text)], found))]
                        cell.text = ""
                    else:
                        cell.blocks = _restored(cell.blocks, found)
        result.append(block)
    return result


def _spans(spans: list[Span], found: list[re.Match[str]]) -> list[Span]:
    result: list[Span] = []
    for span in spans:
        if _OPEN not in span.text:
            result.append(span)
            continue
        for number, piece in enumerate(_PLACE.split(span.text)):
            if not piece:
                continue
            if number % 2:
                formula = found[int(piece)]
                latex = formula["display"] or formula["inline"]
                piece = " ".join(latex.split())
            own = Span(
                piece,
                bold=span.bold,
                italic=span.italic,
                strike=span.strike,
                code=span.code,
                link=span.link,
                math=bool(number % 2),
            )
            result.append(own)
    return result
