"""Windows code pages and language ids -> text."""

from __future__ import annotations

import codecs
from typing import Final

#: Code pages that Python names otherwise than "cp" and the number.
_NAMED: Final = {
    **{65001: "utf-8", 1200: "utf-16-le", 1201: "utf-16-be", 20127: "ascii", 20866: "koi8_r"},
    **{21866: "koi8_u", 10000: "mac_roman", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2"},
    **{936: "gb18030", 54936: "gb18030", 51932: "euc_jp", 51949: "euc_kr", 50220: "iso2022_jp"},
    **{20932: "euc_jp", 51936: "gb18030", 52936: "hz", 50221: "iso2022_jp", 50225: "iso2022_kr"},
    **{28590 + part: f"iso8859_{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 15)},
}
#: Primary language of a language id (its lowest ten bits, [MS-LCID]) -> Windows code page; others use 1252.
_BY_LANGUAGE: Final = {
    **dict.fromkeys((0x05, 0x0E, 0x15, 0x18, 0x1A, 0x1B, 0x1C, 0x24), 1250),
    **dict.fromkeys((0x02, 0x19, 0x22, 0x23, 0x2F, 0x3F, 0x40, 0x44, 0x50), 1251),
    **dict.fromkeys((0x01, 0x20, 0x29), 1256),
    **dict.fromkeys((0x25, 0x26, 0x27), 1257),
    **{0x08: 1253, 0x1F: 1254, 0x0D: 1255, 0x2A: 1258, 0x1E: 874, 0x11: 932, 0x12: 949},
}
#: cp1252 with the five bytes it leaves open as the controls of the same number, so that lengths agree.
_WINDOWS: Final = {
    byte: bytes((byte,)).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def codec_of(code_page: int) -> str:
    """Return Python's codec for a Windows code page; cp1252 for an unknown one."""
    name = _NAMED.get(code_page, f"cp{code_page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def code_page_of_language(language_id: int) -> int:
    """Return the Windows code page that text in a language is kept in."""
    if language_id & 0x3FF == 0x04:  # Chinese: Taiwan, Hong Kong and Macau write traditional characters
        return 950 if language_id in (0x0404, 0x0C04, 0x1404) else 936
    if language_id in (0x081A, 0x0C1A, 0x1C1A):  # Serbian; Serbian and Bosnian in Cyrillic letters
        return 1250 if language_id == 0x081A else 1251
    return _BY_LANGUAGE.get(language_id & 0x3FF, 1252)


def decode_ansi(data: bytes, code_page: int) -> str:
    """Decode bytes; what has no meaning in the code page becomes U+FFFD."""
    return data.decode(codec_of(code_page), "replace")


def decode_windows(data: bytes) -> str:
    """Decode cp1252, one character a byte without exception."""
    return data.decode("latin-1").translate(_WINDOWS)
