"""Where in the record of a segment (`glyph_fallback.SEGMENT`) its parts stand, for who does not unpack it."""

from __future__ import annotations

from typing import Final

#: Its first character and the one after its last (4 bytes each).
START_AT: Final = 88
END_AT: Final = 92
#: Its colour: bytes in the order A, B, G, R.
COLOUR_AT: Final = 96
#: Its font (2 bytes), its render mode and its flags.
FONT_AT: Final = 100
MODE_AT: Final = 102
FLAGS_AT: Final = 103
