"""How many bytes a visitor may have to load. The build fails when a limit is crossed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_MB: Final = 1_000_000

#: Raised on purpose only. Bytes over the wire (brotli) from the first request until the worker is ready.
START: Final = 10 * _MB
#: Bytes over the wire that one format's wheels add on first use.
FORMAT: Final = 4 * _MB
#: Bytes over the wire of the page's own scripts and styles.
PAGE: Final = 120_000
#: Bytes over the wire of text recognition, once a person agrees to it: the engine, and any one language.
RECOGNITION: Final = 4 * _MB


def crossed(costs: Mapping[str, Any]) -> list[str]:
    """Return a sentence for every limit that the costs (as `report.costs` gives them) cross."""
    checks = [("the start", costs["start"]["brotli"], START), ("the page", costs["page"]["brotli"], PAGE)]
    checks += [(f"format {name}", cost["brotli"], FORMAT) for name, cost in costs["formats"].items()]
    checks += [
        (f"recognition, {n},", cost["brotli"], RECOGNITION) for n, cost in costs["recognition"].items()
    ]
    return [
        f"{what} costs {actual:,} bytes over the wire, {limit:,} are allowed (pyodide_bundle/budget.py)"
        for what, actual, limit in checks
        if actual > limit
    ]
