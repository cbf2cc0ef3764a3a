"""Bytes -> text in the right encoding: by byte order mark, as UTF-8, or by what the bytes look like."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from docsieve.errors import EmptyError, UnsupportedFormatError
from docsieve.format import Source
from docsieve.formats._text.latin_letters import code_page_of
from docsieve.report import Report
from docsieve.wheels_on_demand import require

#: UTF-32 before UTF-16: its little-endian mark begins with UTF-16's.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Control bytes that no text file has. Those left out here: tab, line and page breaks, backspace as printers
#: used it, the end-of-file mark of DOS, and the escape that starts a terminal's colours.
_NOT_TEXT: Final = re.compile(rb"[\x00-\x07\x0e-\x19\x1c-\x1f\x7f]|\x1a(?=[^\x1a])")
#: More than a person reads of a language before being sure of it; more only takes longer.
_GUESS_BYTES: Final = 128 * 1024
#: Encodings that files are really found in; the more are tried, the more often a rare one wins by accident.
_LEGACY: Final = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("koi8_r", "koi8_u", "mac_roman", "cp437", "cp850", "cp866"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
#: Of these the statistics of short texts cannot tell one from another; the alphabets of languages can.
_LATIN: Final = frozenset({"cp1250", "cp1252", "cp1254", "cp1257", "cp1258"})
_LINE_BREAKS: Final = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_TERMINAL_CODES: Final = re.compile("\x1b\\[[0-9;?]*[A-Za-z]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MANY_CONTROLS: Final = 0.02


class Decoded(NamedTuple):
    """Text with "\\n" for every line break and "\\f" for page breaks, and the encoding it was in."""

    text: str
    encoding: str


def looks_like_text(head: bytes) -> bool:
    """Tell whether the head of a file is text in any encoding. Cheap: looks at `head` only."""
    if head.startswith(tuple(mark for mark, _ in _MARKS)):
        return True
    return _NOT_TEXT.search(head) is None or _utf16_without_mark(head) is not None


def _utf16_without_mark(head: bytes) -> str | None:
    """Recognise UTF-16 by the zero bytes of its ASCII characters, all on one side."""
    pairs = len(head) // 2
    if pairs < 2:
        return None
    head = head[: pairs * 2]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros >= pairs * 0.3 and not others:
            text = head.decode(encoding, "replace")
            return encoding if _CONTROLS.search(text.strip("\x1a\x0c")) is None else None
    return None


def decode_head(source: Source) -> tuple[str, bool]:
    """Decode `source.head` well enough to look at its structure, and tell whether it is the whole file."""
    head = source.head
    is_whole = len(head) == len(source.data)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _LINE_BREAKS.sub("\n", head[len(mark) :].decode(encoding, "replace")), is_whole
    utf16 = _utf16_without_mark(head)
    # The signs that structure is made of are ASCII in all other encodings that text is kept in.
    return _LINE_BREAKS.sub("\n", head.decode(utf16 or "ascii", "replace")), is_whole


def decode(source: Source, report: Report) -> Decoded:
    """Decode the whole file.

    Raises:
        EmptyError: there is nothing but white space.
        UnsupportedFormatError: it is text at its beginning only.
    """
    data = source.data
    encoding, start = "", 0
    for mark, marked in _MARKS:
        if data.startswith(mark):
            encoding, start = marked, len(mark)
            break
    if not encoding:
        encoding = _utf16_without_mark(source.head) or ""
    text = _decoded(data[start:] if start else data, encoding, report) if encoding else None
    if text is None:
        try:
            text, encoding = data.decode(), "utf-8"
        except UnicodeDecodeError:
            encoding = guess_encoding(data)
            text = data.decode(encoding, "replace")
            report.warn(
                "encoding_guessed",
                f"The file does not say how its letters are encoded; it was read as {encoding}.",
            )
    return Decoded(_clean(text, report), encoding)


def _decoded(data: bytes, encoding: str, report: Report) -> str:
    text = data.decode(encoding, "replace")
    if "\ufffd" in text:
        report.warn("undecodable_bytes", f"Some bytes are no {encoding} text; they were replaced by \ufffd.")
    return text


def _clean(text: str, report: Report) -> str:
    """Leave only characters that the model allows; say what went.

    Raises:
        EmptyError: nothing is left.
        UnsupportedFormatError: there is far too much that is not text.
    """
    if not text or text.isspace() or not text.strip("\x00\x1a \t\r\n\f\ufeff"):
        raise EmptyError("The file is empty: it holds nothing but white space.")
    text = _LINE_BREAKS.sub("\n", text)
    if _CONTROLS.search(text) is None:
        return text
    text = _TERMINAL_CODES.sub("", text).rstrip("\x1a\x00")
    cleaned, controls = _CONTROLS.subn("", text)
    if controls > _MANY_CONTROLS * len(text) + 1:
        raise UnsupportedFormatError(
            "The file begins like text but is not: most of it is data for a program. "
            "Save it as a PDF or Word file and try again."
        )
    if controls:
        report.warn("control_characters", f"{controls} control characters were left out of the text.")
    return cleaned


def without_controls(text: str) -> str:
    """Return text that was escaped inside a file: "\\n" for line breaks, no character the model bars."""
    return _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text)) if not text.isprintable() else text


def guess_encoding(data: bytes) -> str:
    """Guess a legacy encoding from the part of the file where it is not ASCII."""
    guesser = require("charset_normalizer", "charset-normalizer")
    starts = range(0, len(data), _GUESS_BYTES)
    first = next((at for at in starts if not data[at : at + _GUESS_BYTES].isascii()), 0)
    sample = data[first : first + _GUESS_BYTES]
    best = guesser.from_bytes(sample, cp_isolation=list(_LEGACY)).best()
    if best is None:
        return code_page_of(sample) or "cp1252"
    if best.encoding in _LATIN or (best.coherence == 0 and not best.multi_byte_usage):
        return code_page_of(sample) or str(best.encoding)
    return str(best.encoding)
