"""OpenFormula as people write it: no prefix, no brackets around references (ODF 1.3 part 4, 5.8)."""

from __future__ import annotations

import re
from typing import Final

_PREFIX: Final = re.compile(r"\A(?:of|oooc|msoxl|ooow):")
_REFERENCE: Final = re.compile(r"\"[^\"]*\"|\[([^\]\"]*)\]")
_LONGEST: Final = 8192


def plain_formula(text: str) -> str:
    """Return the formula as a spreadsheet shows it."""
    text = _PREFIX.sub("", text)[:_LONGEST]
    return _REFERENCE.sub(
        lambda match: match[0] if match[1] is None else match[1].removeprefix(".").replace(":.", ":"), text
    )
