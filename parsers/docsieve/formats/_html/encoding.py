"""Which encoding a page is in: byte order mark, then declaration, then a look at the bytes.

The order and the label aliases follow the WHATWG Encoding Standard (sections 4.2 and 6) and the HTML
Standard's prescan (13.2.3.2): what browsers do is what authors tested with.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from docsieve.formats._text.decoding import guess_encoding

#: The HTML standard looks at 1,024 bytes; real pages declare it later behind long comments.
_PRESCAN_BYTES: Final = 4096

#: UTF-32 before UTF-16: its little-endian mark begins with UTF-16's.
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML: Final = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)", re.IGNORECASE)

#: Labels that browsers read as a larger encoding than they name.
_ALIASES: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}


def codec_named(label: str) -> str | None:
    """Return Python's codec for a declared label, as browsers read it; None for an unknown one."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    if name in ("rot13", "base64", "hex", "zlib", "bz2", "quopri", "uu", "idna", "punycode"):
        return None
    return _ALIASES.get(name, name)


def decode_html(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Decode a page and tell the encoding used.

    Args:
        data: the page's bytes.
        declared: the label of a transport header (MIME, HTTP), which goes before the page's own.

    Returns:
        The text, with U+FFFD for bytes that have no meaning in the encoding, and the codec's name.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace"), codec
    candidates = [declared] if declared else []
    head = data[:_PRESCAN_BYTES]
    for pattern in (_XML, _META):
        found = pattern.search(head)
        if found:
            candidates.append(found[1].decode("ascii"))
    for label in candidates:
        named = codec_named(label)
        if named is None:
            continue
        if named.startswith(("utf-16", "utf_16")) and b"\0" not in head:
            named = "utf-8"  # the declaration was read as ASCII, so it cannot be UTF-16
        if named == "cp1252" and _is_utf8(data):
            named = "utf-8"  # declared as Latin-1 by a template, written as UTF-8 by an editor
        try:
            return data.decode(named), named
        except UnicodeDecodeError:
            if not _is_utf8(data):
                return data.decode(named, "replace"), named
            return data.decode("utf-8"), "utf-8"
    return _guess(data)


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if data[:200].count(0) > 40:
        codec = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        return data.decode(codec, "replace"), codec
    # Tags are ASCII and would drown the letters that tell the encoding.
    guessed = guess_encoding(re.sub(rb"<[^>]*>", b" ", data[: 1 << 20]))
    codec = codec_named(guessed) or "cp1252"
    return data.decode(codec, "replace"), codec
