"""Serial numbers as dates and times (ECMA-376 part 1, 18.17.4 and 18.8.31)."""

from __future__ import annotations

import datetime
from typing import Final, NamedTuple

from docsieve.formats._sheets.format_sections import Section, Token
from docsieve.formats._sheets.format_tables import NAMES, SHORT_DAYS, SHORT_MONTHS

_LAST_SERIAL: Final = 2_958_466  # 10000-01-01
_DAY_MS: Final = 86_400_000
_OFFSET_1904: Final = 1462
_ENGLISH: Final = 0x09


class Moment(NamedTuple):
    """A date and time of day, or an elapsed time, to the millisecond."""

    year: int
    month: int
    day: int
    #: 0 for Monday.
    weekday: int
    #: Since midnight.
    milliseconds: int
    #: The whole value.
    total_milliseconds: int


def moment_of(serial: float, *, is_1904: bool, step: int = 1) -> Moment | None:
    """Return the moment of a serial number, rounded to `step` milliseconds; None where there is none.

    Day 60 of the 1900 system is 29 February 1900, which never was (18.17.4.1).
    """
    if is_1904:
        serial += _OFFSET_1904
    if not 0 <= serial < _LAST_SERIAL:
        return None
    total = round(serial * _DAY_MS / step) * step
    days, milliseconds = divmod(total, _DAY_MS)
    if is_1904:
        total -= _OFFSET_1904 * _DAY_MS
    if days == 60 and not is_1904:
        return Moment(1900, 2, 29, 2, milliseconds, total)
    if days == 0:
        return Moment(1900, 1, 0, 5, milliseconds, total)
    if days >= _LAST_SERIAL:
        return None
    day = datetime.date(1899, 12, 31 if days < 60 else 30) + datetime.timedelta(days=days)
    return Moment(day.year, day.month, day.day, day.weekday(), milliseconds, total)


def is_elapsed(section: Section) -> bool:
    """Tell whether the section counts hours, minutes or seconds beyond a day."""
    return any(token.kind == "elapsed" for token in section.tokens)


def write_date(section: Section, serial: float, *, is_1904: bool) -> str | None:
    """Write a serial number by the section; None where it is no date that can be shown."""
    decimals = max(
        (len(token.text) - 1 for token in section.tokens if token.text.startswith(".0")), default=0
    )
    moment = moment_of(serial, is_1904=is_1904, step=10 ** (3 - min(decimals, 3)))
    if moment is None:
        return None
    has_half_days = any(_is_half_day(token) for token in section.tokens)
    parts: list[str] = []
    dated = [token for token in section.tokens if token.kind in ("date", "elapsed")]
    at = -1
    for token in section.tokens:
        if token.kind == "elapsed":
            at += 1
            unit = {"h": 3_600_000, "m": 60_000, "s": 1000}[token.text[0]]
            parts.append(str(moment.total_milliseconds // unit).zfill(len(token.text)))
        elif token.kind == "date":
            at += 1
            before = dated[at - 1].text[0] if at else ""
            after = dated[at + 1].text[0] if at + 1 < len(dated) else ""
            is_minute = token.text[0] == "m" and len(token.text) < 3 and (before == "h" or after == "s")
            parts.append(_part(token.text, moment, section.language, has_half_days, is_minute))
        else:
            parts.append(token.text)
    return "".join(parts)


def _is_half_day(token: Token) -> bool:
    return token.kind == "date" and token.text in ("am/pm", "a/p", "上午/下午")


def _part(code: str, moment: Moment, language: int, has_half_days: bool, is_minute: bool) -> str:
    letter, length = code[0], len(code)
    seconds, milliseconds = divmod(moment.milliseconds, 1000)
    hour = seconds // 3600
    if letter == "y":
        return f"{moment.year % 100:02d}" if length <= 2 else f"{moment.year:04d}"
    if letter == "b":
        return f"{(moment.year + 543) % 100:02d}" if length <= 2 else str(moment.year + 543)
    if letter == "e":
        return str(moment.year)
    if is_minute:
        return str(seconds // 60 % 60).zfill(min(length, 2))
    if letter == "m":
        return _month(moment.month, length, language)
    if letter == "d":
        return _day(moment, length, language)
    if letter == "h":
        return str((hour % 12 or 12) if has_half_days else hour).zfill(min(length, 2))
    if letter == "s":
        return str(seconds % 60).zfill(min(length, 2))
    if letter == ".":
        return f".{milliseconds:03d}".ljust(length, "0")[:length]
    if letter == "上":
        return "上午" if hour < 12 else "下午"
    if letter == "a":
        half = "AM" if hour < 12 else "PM"
        return half if length > 3 else half[0]
    return ""  # "g": the era's name, which is left to the reader


def _month(month: int, length: int, language: int) -> str:
    if length <= 2:
        return str(month).zfill(length)
    known = language & 0x3FF if language & 0x3FF in NAMES else _ENGLISH
    name = NAMES[known][0].split()[month - 1]
    if length == 3:
        return SHORT_MONTHS[known].split()[month - 1] if known in SHORT_MONTHS else name[:3]
    return name[0] if length == 5 else name


def _day(moment: Moment, length: int, language: int) -> str:
    if length <= 2:
        return str(moment.day).zfill(length)
    known = language & 0x3FF if language & 0x3FF in NAMES else _ENGLISH
    name = NAMES[known][1].split()[moment.weekday]
    if length == 3:
        return SHORT_DAYS[known].split()[moment.weekday] if known in SHORT_DAYS else name[:3]
    return name
