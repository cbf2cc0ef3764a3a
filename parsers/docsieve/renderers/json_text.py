"""The Document as JSON: the schema's own form, byte for byte the same in the browser and on CPython."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from docsieve.model import Document
from docsieve.renderers.unicode_text import well_formed

_ENCODER: Final = msgspec.json.Encoder()


def render_json(document: Document) -> str:
    """Encode the document; defaults are left out, keys stand in the order of the model."""
    try:
        return _ENCODER.encode(document).decode()
    except UnicodeEncodeError:  # a lone surrogate somewhere: rare enough to look for it only now
        return _ENCODER.encode(_well_formed_tree(msgspec.to_builtins(document))).decode()


def _well_formed_tree(value: Any) -> Any:
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, list):
        return [_well_formed_tree(item) for item in value]
    if isinstance(value, dict):
        return {well_formed(key): _well_formed_tree(item) for key, item in value.items()}
    return value
