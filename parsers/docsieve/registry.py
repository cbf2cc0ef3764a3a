"""Finds the formats (every module of `docsieve.formats`) and decides which one a file is."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterator

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
    for declared in _in_turn(source):
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


def _in_turn(source: Source) -> Iterator[Format]:
    """Yield the formats, those first that the name speaks of, then those that the start does."""
    known, suffix, data = all_formats(), source.suffix, source.data
    named = [declared for declared in known if suffix in declared.extensions] if suffix else []
    yield from named
    begun = [each for each in known if each.begins and data.startswith(each.begins) and each not in named]
    yield from begun
    yield from (declared for declared in known if declared not in named and declared not in begun)


def detect(data: bytes, *, filename: str | None = None) -> Format:
    """Tell the format of a file by its content.

    Raises:
        EmptyError: there are no bytes.
        CorruptError: it is the beginning of an archive whose end is missing.
        UnsupportedFormatError: no format recognises the content.
        LimitExceededError: it is an archive that may not be opened.
    """
    return detect_source(Source(bytes(data), filename, Options()))
