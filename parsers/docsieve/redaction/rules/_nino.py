"""National Insurance number of the United Kingdom, which python-stdnum lacks: HMRC manual NIM39110."""

from __future__ import annotations

from typing import Final

_NEVER_ISSUED: Final = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})


def is_valid(number: str) -> bool:
    """Tell whether a compact number (two letters, six digits, one letter) has letters that are issued."""
    return (
        len(number) == 9
        and number[0] not in "DFIQUV"
        and number[1] not in "DFIQUVO"
        and number[:2] not in _NEVER_ISSUED
        and number[2:8].isdecimal()
        and number[8] in "ABCD"
    )
