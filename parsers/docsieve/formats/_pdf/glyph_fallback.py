"""What parsers/pdfglyphs does in C, in Python through ctypes, to the bit: for places without the extension.

It mirrors pdfglyphs.c and shapes.c line by line; change both, and raise `LAYOUT` when a record changes.
"""

from __future__ import annotations

from typing import Final

LAYOUT: Final = 1
