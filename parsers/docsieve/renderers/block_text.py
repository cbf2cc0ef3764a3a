"""Single blocks as bare text."""

from __future__ import annotations

from docsieve.model import (
    Block,
    CodeBlock,
    FormField,
    Formula,
    Group,
    Heading,
    HiddenChoice,
    Image,
    ListItem,
    Note,
    Paragraph,
    Table,
    ThematicBreak,
)
from docsieve.renderers.visibility import shown_spans


def leaf_text(block: Image | CodeBlock | Formula | FormField) -> str:
    """Return what a block without blocks or spans inside says, as plain text."""
    if isinstance(block, Image):
        return f"[Image: {block.alt}]" if block.alt else ""
    if isinstance(block, CodeBlock):
        return block.text.strip("\n")
    if isinstance(block, Formula):
        return block.latex
    name = block.label or block.name
    value = block.value
    if block.checked is not None:
        value = "[x]" if block.checked else "[ ]"
    return f"{name}: {value}" if name else value


def all_text(block: Block, hidden: HiddenChoice) -> str:
    """Return the text of a header or footer, to compare it with others."""
    if isinstance(block, Paragraph | ListItem | Heading):
        return "".join(span.text for span in shown_spans(block.spans, hidden))
    if isinstance(block, Group | Note):
        return "\n".join(all_text(inner, hidden) for inner in block.blocks)
    if isinstance(block, Table):
        cells = (cell for row in block.rows for cell in row.cells)
        return "\n".join(cell.text or "\n".join(all_text(b, hidden) for b in cell.blocks) for cell in cells)
    if isinstance(block, ThematicBreak):
        return "---"
    return leaf_text(block)
