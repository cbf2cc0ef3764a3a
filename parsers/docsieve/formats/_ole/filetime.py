"""Times as Windows counts them ([MS-DTYP] 2.3.3)."""

from __future__ import annotations

import datetime
from typing import Final

_EPOCH: Final = datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)


def filetime(value: int) -> str | None:
    """Return a FILETIME (100 ns since 1601, UTC) as ISO 8601; None for zero and what no calendar holds."""
    if value <= 0:
        return None
    try:
        moment = _EPOCH + datetime.timedelta(microseconds=value // 10)
    except OverflowError:
        return None
    # Editing times are kept in the same type; a date so early is none.
    return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z" if moment.year >= 1900 else None
