"""The Document as JSON: the schema's own form, byte for byte the same in the browser and on CPython."""

from __future__ import annotations

import msgspec

from docsieve.model import Document


def render_json(document: Document) -> str:
    """Encode the document; defaults are left out, keys stand in the order of the model."""
    return msgspec.json.encode(document).decode()
