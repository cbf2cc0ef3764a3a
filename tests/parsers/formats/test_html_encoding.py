"""Pages in encodings that a mark tells."""

from __future__ import annotations

import codecs

import docsieve
import pytest


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding(mark: bytes, codec: str) -> None:
    page = '<!DOCTYPE html><meta charset="iso-8859-1"><p>Grüße, 김해</p>'
    document = docsieve.parse(mark + page.encode(codec))
    assert document.format == "html"
    assert docsieve.render(document, "text") == "Grüße, 김해\n"
