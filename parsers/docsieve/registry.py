"""Finds the formats (every module of `docsieve.formats`) and decides which one a file is."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from docsieve import formats
from docsieve.errors import EmptyError
from docsieve.fault_barrier import fault_barrier
from docsieve.format import Confidence, Format, Source
from docsieve.options import Options
from docsieve.unrecognised import unrecognised


@functools.cache
def all_formats() -> tuple[Format, ...]:
    """Return every registered format, sorted by name.

    Raises:
        ValueError: two formats share a name.
    """
    found: dict[str, Format] = {}
    for module in pkgutil.iter_modules(formats.__path__):
        if module.name.startswith("_"):
            continue
        declared = importlib.import_module(f"{formats.__name__}.{module.name}").FORMAT
        if declared.name in found:
            raise ValueError(f"two formats are named {declared.name!r}")
        found[declared.name] = declared
    return tuple(found[name] for name in sorted(found))


def format_named(name: str) -> Format:
    """Return the format registered under that name.

    Raises:
        KeyError: there is none.
    """
    for declared in all_formats():
        if declared.name == name:
            return declared
    raise KeyError(name)


def detect_source(source: Source) -> Format:
    """Decide by content; the name only breaks ties.

    Raises:
        EmptyError: there are no bytes.
        CorruptError: it is the beginning of an archive whose end is missing.
        UnsupportedFormatError: no format recognises the content.
        LimitExceededError: it is an archive that may not be opened.
    """
    if not source.data:
        raise EmptyError("The file is empty: it holds no bytes at all.")
    best = Confidence.NO
    candidates: list[Format] = []
    # No two are certain of one file: where one that its name or start speaks of is, nobody else need look.
    for declared in sorted(all_formats(), key=lambda known: _rank(known, source)):
        with fault_barrier("file"):
            confidence = declared.sniff(source)
        if confidence is Confidence.CERTAIN:
            return declared
        if confidence > best:
            best, candidates = confidence, [declared]
        elif confidence == best and confidence is not Confidence.NO:
            candidates.append(declared)
    if not candidates:
        raise unrecognised(source)
    by_name = [declared for declared in candidates if source.suffix in declared.extensions]
    return (by_name or candidates)[0]


def _rank(declared: Format, source: Source) -> int:
    if source.suffix in declared.extensions:
        return 0
    return 1 if declared.begins and source.data.startswith(declared.begins) else 2


def detect(data: bytes, *, filename: str | None = None) -> Format:
    """Tell the format of a file by its content.

    Raises:
        EmptyError: there are no bytes.
        CorruptError: it is the beginning of an archive whose end is missing.
        UnsupportedFormatError: no format recognises the content.
        LimitExceededError: it is an archive that may not be opened.
    """
    return detect_source(Source(bytes(data), filename, Options()))
