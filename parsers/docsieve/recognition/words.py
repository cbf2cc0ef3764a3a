"""What a recogniser found in the picture of one page."""

from __future__ import annotations

from typing import TypeAlias

import msgspec


class Word(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A word: its box in pixels of the picture, y downwards; how sure it is, 0 to 100. JSON: an array."""

    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float
    text: str


Line: TypeAlias = list[Word]
#: The lines of one paragraph.
Lines: TypeAlias = list[Line]


class RecognisedPage(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one page in reading order: paragraphs of lines of words.

    A page that could not be recognised comes with `failed`, and without paragraphs.
    """

    #: As in the Document, from 1.
    number: int
    #: Of the picture, in pixels.
    width: int
    height: int
    paragraphs: list[Lines] = []
    failed: bool = False
