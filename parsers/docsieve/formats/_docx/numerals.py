"""Numbers as a list shows them: ST_NumberFormat (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ONES: Final = (
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
    "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
)  # fmt: skip
_TENS: Final = ("", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")
_ORDINALS: Final = {
    "One": "First", "Two": "Second", "Three": "Third", "Five": "Fifth", "Eight": "Eighth", "Nine": "Ninth",
    "Twelve": "Twelfth",
}  # fmt: skip
_LATIN: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RUSSIAN: Final = "абвгдежзиклмнопрстуфхцчшщыэюя"
#: Formats that count with the signs of a row, and start again doubled (or for some: stop) at its end.
_ROWS: Final = {
    "upperLetter": _LATIN,
    "lowerLetter": _LATIN.lower(),
    "russianLower": _RUSSIAN,
    "russianUpper": _RUSSIAN.upper(),
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "hebrew2": "אבגדהוזחטיכלמנסעפצקרשת",
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
    "hindiVowels": "अआइईउऊऋऌऍऎएऐऑऒओऔ",
    "hindiConsonants": "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
    "ganada": "가나다라마바사아자차카타파하",
    "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "aiueo": ("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"),
    "iroha": (
        "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
    ),
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_ALIASES: Final = {
    "aiueoFullWidth": "aiueo",
    "irohaFullWidth": "iroha",
    "chineseCountingThousand": "chineseCounting",
    "taiwaneseCounting": "chineseCounting",
    "taiwaneseCountingThousand": "chineseCounting",
    "japaneseCounting": "chineseCounting",
    "koreanCounting": "koreanDigital",
    "ideographDigital": "japaneseDigitalTenThousand",
    "koreanDigital2": "japaneseDigitalTenThousand",
    "taiwaneseDigital": "japaneseDigitalTenThousand",
    "decimalEnclosedCircleChinese": "decimalEnclosedCircle",
    "decimalFullWidth2": "decimalFullWidth",
}
#: Formats that write decimal numbers with other digits.
_DIGITS: Final = {
    "decimalFullWidth": "０１２３４５６７８９",
    "hindiNumbers": "०१२३४५६७८९",
    "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
    "japaneseDigitalTenThousand": "〇一二三四五六七八九",
    "koreanDigital": "영일이삼사오육칠팔구",
    "bahtText": "๐๑๒๓๔๕๖๗๘๙",
}


def numeral(value: int, number_format: str) -> str:
    """Write `value` in a named number format; unknown formats count in decimal, as Word does."""
    number_format = _ALIASES.get(number_format, number_format)
    if number_format == "decimal" or value < 0 or value > 1_000_000:
        return str(value)
    if number_format in ("none", "bullet"):
        return ""
    if number_format in _ROWS:
        row = _ROWS[number_format]
        return "" if value < 1 else row[(value - 1) % len(row)] * min(1 + (value - 1) // len(row), 32)
    if number_format in _DIGITS:
        return str(value).translate({ord("0") + n: sign for n, sign in enumerate(_DIGITS[number_format])})
    write = _WRITERS.get(number_format)
    return str(value) if write is None else write(value)


def _roman(value: int) -> str:
    if not 0 < value < 32_768:
        return str(value)
    written = ""
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        written += sign * times
    return written


def _cardinal(value: int) -> str:
    if value < 20:
        return _ONES[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens] + (f"-{_ONES[ones].lower()}" if ones else "")
    for worth, word in ((1000, "Thousand"), (100, "Hundred")):
        if value >= worth:
            more, rest = divmod(value, worth)
            return f"{_cardinal(more)} {word}" + (f" {_cardinal(rest)}" if rest else "")
    return str(value)


def _ordinal_text(value: int) -> str:
    words = _cardinal(value)
    head, joint, last = words.rpartition("-") if "-" in words.split(" ")[-1] else words.rpartition(" ")
    titled = last.capitalize()
    ordinal = _ORDINALS.get(titled) or (titled[:-1] + "ieth" if titled.endswith("y") else titled + "th")
    return head + joint + (ordinal.lower() if joint == "-" else ordinal)


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _chinese(value: int) -> str:
    """Count as in 二十一; good to 99,999."""
    digits, units = "〇一二三四五六七八九", ("万", "千", "百", "十", "")
    if not 0 < value < 100_000:
        return str(value)
    written, gap = "", False
    for unit, sign in zip(units, f"{value:05d}", strict=True):
        if sign == "0":
            gap = bool(written)
            continue
        written += ("〇" if gap else "") + digits[int(sign)] + unit
        gap = False
    return written.removeprefix("一") if 10 <= value < 20 else written


def _hebrew(value: int) -> str:
    """Write the numeric values of Hebrew letters, 15 and 16 as custom has it (ט״ו, ט״ז without marks)."""
    if not 0 < value < 500:
        return str(value)
    hundreds, rest = divmod(value, 100)
    written = ("", "ק", "ר", "ש", "ת")[hundreds]
    if rest in (15, 16):
        return written + ("טו" if rest == 15 else "טז")
    tens, ones = divmod(rest, 10)
    return written + " יכלמנסעפצ"[tens].strip() + " אבגדהוזחט"[ones].strip()


def _in_range(first: int, count: int) -> Callable[[int], str]:
    """Write with `count` Unicode characters that stand for 1, 2, 3... from `first` on."""
    return lambda value: chr(first + value - 1) if 1 <= value <= count else str(value)


def _circled(value: int) -> str:
    if 21 <= value <= 35:
        return chr(0x3251 + value - 21)
    return _in_range(0x2460, 20)(value) if value else "⓪"


_WRITERS: Final[dict[str, Callable[[int], str]]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "ordinal": _ordinal,
    "cardinalText": _cardinal,
    "ordinalText": _ordinal_text,
    "decimalZero": lambda value: f"{value:02d}",
    "hex": lambda value: f"{value:X}",
    "numberInDash": lambda value: f"- {value} -",
    "chicago": lambda value: "*†‡§"[(value - 1) % 4] * min(1 + (value - 1) // 4, 32) if value else "",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedParen": _in_range(0x2474, 20),
    "decimalEnclosedFullstop": _in_range(0x2488, 20),
    "ideographEnclosedCircle": _in_range(0x3280, 10),
    "chineseCounting": _chinese,
    "hebrew1": _hebrew,
}
