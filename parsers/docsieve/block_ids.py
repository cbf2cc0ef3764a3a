"""Names for blocks that are the same whenever the same file is read: where a block stands in the model.

    p3.b12            page 3, blocks[12]
    p3.b12.b0         the first block inside it (group, note)
    p3.b12.r4.c1.b0   the first block in rows[4].cells[1] of the table
    a0/p1.b2          page 1, blocks[2] of the document in attachments[0]

Pages by `Page.number` (from 1), all else by its index in the JSON (from 0).
"""

from __future__ import annotations


def block_id(page: int, *steps: str, attachments: tuple[int, ...] = ()) -> str:
    """Return the id of a block.

    Args:
        page: `Page.number`.
        steps: from the page inwards: "b12" for blocks[12], "r4" and "c1" for rows and cells of a table.
        attachments: indexes of the attachments the document is in, the outermost first.
    """
    return "".join(f"a{index}/" for index in attachments) + ".".join((f"p{page}", *steps))
