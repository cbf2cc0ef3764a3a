"""Text that is painted twice in one place, for bold letters or as a shadow (overprint.c does the same)."""

from __future__ import annotations

from typing import Final

from docsieve.formats._pdf.glyphs import Segment

#: In em: how far off it may be.
_OVERPRINT: Final = 0.12


def is_overprint(before: Segment, segment: Segment) -> bool:
    """Tell whether the same text is painted again in the same place: bold, or a shadow, by overprinting."""
    reach = _OVERPRINT * segment.size
    return (
        -reach <= before.x0 - segment.x0 <= reach
        and -reach <= before.y - segment.y <= reach
        and before.size == segment.size
    )


def is_part_again(whole: Segment, segment: Segment, text: str) -> bool:
    """Tell whether it is the end or the start of a piece: a shadow is not always divided as its text is."""
    reach, length = _OVERPRINT * segment.size, segment.end - segment.start
    if (
        not -reach <= whole.y - segment.y <= reach
        or whole.size != segment.size
        or whole.end - whole.start <= length
    ):
        return False
    words = text[segment.start : segment.end]
    return (-reach <= whole.x1 - segment.x1 <= reach and text[whole.end - length : whole.end] == words) or (
        -reach <= whole.x0 - segment.x0 <= reach and text[whole.start : whole.start + length] == words
    )
