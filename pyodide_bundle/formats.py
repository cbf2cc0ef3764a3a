"""Which wheels are bundled: what the registered formats declare, and what redaction does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from docsieve.format import Format
from docsieve.redaction.rules import WHEELS as REDACTION_WHEELS
from docsieve.registry import all_formats

from pyodide_bundle.failure import BundleError
from pyodide_bundle.pins import Pins, normalise

#: What docsieve cannot be imported without.
CORE_WHEELS: Final = ("msgspec", "docsieve")

#: What every worker starts with, imported in its snapshot (ADR 0005): beside the core what most formats need,
#: and small wheels that a file inside another would have it read twice for.
BASE_WHEELS: Final = (*CORE_WHEELS, "docsieve-sheetrows", "lxml", "olefile")


def closure(names: Iterable[str], depends: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the names with all they depend on, each once, dependencies first.

    Raises:
        BundleError: a name is not among those known.
    """
    ordered: dict[str, None] = {}
    path: list[str] = []

    def visit(name: str) -> None:
        if name in ordered or name in path:
            return
        if name not in depends:
            wanted_by = f", needed by {path[-1]}," if path else ""
            raise BundleError(f"The wheel {name!r}{wanted_by} has no pin in pins.toml.")
        path.append(name)
        for other in depends[name]:
            visit(other)
        path.pop()
        ordered[name] = None

    for name in names:
        visit(normalise(name))
    return tuple(ordered)


def registered_formats() -> tuple[Format, ...]:
    """Return the formats as the native package registers them: the wheel holds the same files."""
    return all_formats()


def wheels_to_bundle(formats: Iterable[Format], pins: Pins) -> tuple[str, ...]:
    """Return the pinned distributions that formats, redaction and the core name directly, sorted."""
    named = {
        normalise(name) for declared in formats for name in (*declared.wheels, *declared.wheels_on_demand)
    }
    named |= {normalise(name) for name in REDACTION_WHEELS}
    named |= {name for name in BASE_WHEELS if name != "docsieve"}
    unknown = sorted(named - pins.wheels.keys())
    if unknown:
        raise BundleError(f"Formats name wheels without a pin in pins.toml: {', '.join(unknown)}.")
    return tuple(sorted(named))
