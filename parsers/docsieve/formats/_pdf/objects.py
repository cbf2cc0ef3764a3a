"""Objects of a file that no function of pdfium reaches, through pypdf: opened only for files that need it."""

from __future__ import annotations

import io
import logging
from typing import Any, Final

from docsieve.wheels_on_demand import require

#: pypdf reads the whole cross-reference table first.
_MAX_BYTES: Final = 256 << 20


def open_objects(data: bytes, password: str | None) -> Any | None:
    """Return pypdf's reader of a file, its catalog at hand; None where it cannot read it."""
    if len(data) > _MAX_BYTES:
        return None
    if b"/Encrypt" in data:
        require("Crypto.Cipher.AES", "pycryptodome")  # pypdf looks for it when it is imported itself
    pypdf = require("pypdf", "pypdf")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs pieces of the file
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not (reader.decrypt(password or "") or reader.decrypt("")):
            return None
        return reader if isinstance(reader.trailer["/Root"], dict) else None
    except Exception as error:  # of many kinds on damaged files
        if isinstance(error, MemoryError):
            raise
        return None


def entry(holder: Any, key: str) -> Any:
    """Return what a dictionary has under a key, references followed; None where that is damaged."""
    try:
        return holder[key] if isinstance(holder, dict) and key in holder else None
    except Exception as error:
        if isinstance(error, MemoryError):
            raise
        return None


def entries(holder: Any, key: str) -> list[Any]:
    """Return the items of an array in a dictionary, references followed."""
    found = entry(holder, key)
    if not isinstance(found, list):
        return []
    items = []
    for item in found:
        try:
            items.append(item.get_object())
        except Exception as error:
            if isinstance(error, MemoryError):
                raise
            items.append(None)
    return items
