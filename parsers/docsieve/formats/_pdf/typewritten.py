"""Pages typed in one pitch throughout: pleadings, bills, old lists. It does not mean code there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from operator import sub
from typing import Final

from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.glyphs import RECORD, Glyphs
from docsieve.formats._pdf.lines import MONO
from docsieve.formats._pdf.segment_places import END_AT, FONT_AT, START_AT

#: How much of a page is of fixed pitch.
_MOST: Final = 0.7
#: What programs are full of, and how much of a page of prose it may be.
_SIGNS_OF_CODE: Final = "{}[]();=<>_&|#$@\\+"
_MAX_SIGNS: Final = 0.025


def is_typewritten(glyphs: Glyphs) -> bool:
    """Tell whether nearly all of a page is of fixed pitch, and no code."""
    bits = glyphs.font_bits
    if not any(each & MONO for each in bits):
        return False
    records = glyphs.records
    numbers = memoryview(records).cast("I")
    lengths = list(map(sub, numbers[END_AT // 4 :: RECORD // 4], numbers[START_AT // 4 :: RECORD // 4]))
    fonts = memoryview(records).cast("H")[FONT_AT // 2 :: RECORD // 2]
    mono = sum(compress(lengths, [bits[font] & MONO for font in fonts]))
    return mono > _MOST * sum(lengths) and not is_code(glyphs.text)


def is_code(text: str) -> bool:
    """Tell whether so much of a text are the signs that programs are full of."""
    return sum(map(text.count, _SIGNS_OF_CODE)) > _MAX_SIGNS * len(text)


def drop_pitch(drafts: Iterable[Draft]) -> None:
    """Make text of what is marked as code only because of its pitch, also in tables."""
    for draft in drafts:
        if draft.declared is not None and draft.declared.kind == "code":
            continue
        for span in draft.spans:
            span.code = False
        if draft.table is not None:
            for row in draft.table.rows:
                for cell in row:
                    drop_pitch(cell.drafts)
