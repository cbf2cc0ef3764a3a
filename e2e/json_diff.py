"""Where two JSON texts differ, by path and kind: what a person needs to look, without the document's text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

#: More differences than this say nothing new.
_SHOWN = 8


def differences(ours: str, theirs: str) -> list[str]:
    """Return the first differing paths of two JSON texts, or where their bytes differ in form only."""
    found = list(islice(_walk(json.loads(ours), json.loads(theirs), "$"), _SHOWN))
    if found or ours == theirs:
        return found
    at = next(i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b)
    return [f"same values, different bytes from offset {at}"]


def _walk(ours: Any, theirs: Any, path: str) -> Iterator[str]:
    if type(ours) is not type(theirs):
        yield f"{path}: {type(ours).__name__} against {type(theirs).__name__}"
    elif isinstance(ours, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            if key not in ours or key not in theirs:
                yield f"{path}.{key}: only in the {'second' if key in theirs else 'first'}"
            else:
                yield from _walk(ours[key], theirs[key], f"{path}.{key}")
    elif isinstance(ours, list):
        if len(ours) != len(theirs):
            yield f"{path}: {len(ours)} entries against {len(theirs)}"
        for index, (a, b) in enumerate(zip(ours, theirs, strict=False)):
            yield from _walk(a, b, f"{path}[{index}]")
    elif ours != theirs:
        yield f"{path}: {_shown(ours)} against {_shown(theirs)}"


def _shown(value: Any) -> str:
    return f"a text of {len(value)} characters" if isinstance(value, str) else repr(value)
