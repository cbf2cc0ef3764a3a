"""List definitions (LSTF, LVL, LFO: [MS-DOC] 2.9.147, 2.9.150, 2.9.131), counted as DOCX's are."""

from __future__ import annotations

import struct
from typing import Final

from docsieve.formats._doc.properties import properties_in
from docsieve.formats._docx.numbering import LEVELS, Numbering, _Level, _List

_MAX_LISTS: Final = 0x7FF
#: Numbers of formats (MSONFC, [MS-OSHARED] 2.2.1.3) in order, by the names of ECMA-376.
_FORMATS: Final = (
    *("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "cardinalText"),
    *("ordinalText", "hex", "chicago", "ideographDigital", "japaneseCounting", "aiueo", "iroha"),
    *("decimalFullWidth", "decimalHalfWidth", "japaneseLegal", "japaneseDigitalTenThousand"),
    *("decimalEnclosedCircle", "decimalFullWidth2", "aiueoFullWidth", "irohaFullWidth", "decimalZero"),
    *("bullet", "ganada", "chosung", "decimalEnclosedFullstop", "decimalEnclosedParen"),
    *("decimalEnclosedCircleChinese", "ideographEnclosedCircle", "ideographTraditional"),
    *("ideographZodiac", "ideographZodiacTraditional", "taiwaneseCounting", "ideographLegalTraditional"),
    *("taiwaneseCountingThousand", "taiwaneseDigital", "chineseCounting", "chineseLegalSimplified"),
    *("chineseCountingThousand", "japaneseDigitalTenThousand", "koreanDigital", "koreanCounting"),
    *("koreanLegal", "koreanDigital2", "hebrew1", "arabicAlpha", "hebrew2", "arabicAbjad", "hindiVowels"),
    *("hindiConsonants", "hindiNumbers", "hindiCounting", "thaiLetters", "thaiNumbers", "thaiCounting"),
    *("vietnameseCounting", "numberInDash", "russianLower", "russianUpper"),
)


def format_named(number: int) -> str:
    """Return the name of a number format; unknown ones count in decimal, 255 is no number at all."""
    if number == 0xFF:
        return "none"
    return _FORMATS[number] if number < len(_FORMATS) else "decimal"


class BinaryNumbering(Numbering):
    """The lists a document defines; ids are 1-based indices of overrides, as text."""

    def __init__(self, lists: bytes, overrides: bytes, fonts: list[str]) -> None:
        self._fonts = fonts
        self._by_id = self._read_lists(lists)
        self._overrides = self._read_overrides(overrides)

    def list_of(self, num_id: str) -> _List | None:
        """Return the list of an override, None where it is not defined."""
        index = int(num_id) - 1
        return self._overrides[index] if 0 <= index < len(self._overrides) else None

    def _read_lists(self, data: bytes) -> dict[int, list[_Level]]:
        found: dict[int, list[_Level]] = {}
        count = min(int.from_bytes(data[:2], "little"), _MAX_LISTS)
        at = 2 + count * 28
        for index in range(count):
            head = data[2 + index * 28 : 30 + index * 28]
            if len(head) < 28:
                break
            levels = [_Level(text="") for _ in range(LEVELS)]
            for number in range(1 if head[26] & 1 else LEVELS):
                if at + 28 > len(data):
                    break
                levels[number], at = self._read_level(data, at)
            found[struct.unpack_from("<i", head)[0]] = levels
        return found

    def _read_level(self, data: bytes, at: int) -> tuple[_Level, int]:
        start, number_format, flags = struct.unpack_from("<iBB", data, at)
        characters, paragraph, restart = data[at + 24], data[at + 25], data[at + 26]
        at += 28 + paragraph
        font = None
        for code, operand in properties_in(data[at : at + characters]):
            index = int.from_bytes(operand, "little") if code in (0x4A4F, 0x4A51) else -1
            if 0 <= index < len(self._fonts):
                font = self._fonts[index]
        at += characters
        length = int.from_bytes(data[at : at + 2], "little")
        raw = data[at + 2 : at + 2 + length * 2].decode("utf-16-le", "replace")
        text = "".join(f"%{ord(sign) + 1}" if sign < "\t" else sign for sign in raw)
        level = _Level(
            start=start,
            number_format=format_named(number_format),
            text=text,
            font=font,
            legal=bool(flags & 4),
            restart=restart if flags & 8 else None,
        )
        return level, at + 2 + length * 2

    def _read_overrides(self, data: bytes) -> list[_List | None]:
        found: list[_List | None] = []
        count = min(int.from_bytes(data[:4], "little"), _MAX_LISTS)
        at = 4 + count * 16
        for index in range(count):
            head = data[4 + index * 16 : 20 + index * 16]
            if len(head) < 16:
                break
            list_id = struct.unpack_from("<i", head)[0]
            base = self._by_id.get(list_id)
            made = None if base is None else _List(str(list_id), list(base))
            at += 4
            for _ in range(min(head[12], LEVELS)):
                if at + 8 > len(data):
                    break
                start, flags = struct.unpack_from("<iI", data, at)
                at += 8
                level = min(flags & 0xF, LEVELS - 1)
                if flags & 0x20:
                    if at + 28 > len(data):
                        break
                    own, at = self._read_level(data, at)
                    if made is not None:
                        made.levels[level] = own
                if flags & 0x10 and made is not None:
                    made.start_overrides[level] = made.levels[level].start if flags & 0x20 else start
            found.append(made)
        return found


def read_fonts(data: bytes) -> list[str]:
    """Read the names of fonts (SttbfFfn, 2.9.286; FFN, 2.9.85), in the order of their indices."""
    names: list[str] = []
    count = min(int.from_bytes(data[:2], "little"), 4096)
    at = 4
    for _ in range(count):
        if at >= len(data):
            break
        entry = data[at + 1 : at + 1 + data[at]]
        names.append(entry[39:].decode("utf-16-le", "replace").split("\0")[0])
        at += 1 + data[at]
    return names
