"""Numbers by a section's digit placeholders: grouping, decimals, percent, exponents, fractions."""

from __future__ import annotations

import decimal
from fractions import Fraction
from typing import Final

from docsieve.formats._sheets.format_sections import Section, Token

#: A double has at most 309 digits before its point; more places than these are an attack.
_MOST_PLACES: Final = 330
_CONTEXT: Final = decimal.Context(prec=700, rounding=decimal.ROUND_HALF_UP)
_TEN: Final = decimal.Decimal(10)
_BLANK: Final = {"0": "0", "?": " ", "#": ""}


def general(value: float) -> str:
    """Write a number as the format General does, with all digits of whole numbers.

    Excel shows as many digits as the column is wide, at most eleven places; whole numbers are kept in full
    here (as LibreOffice does): a shortened account number is one that nobody finds.
    """
    if value == int(value) and abs(value) < 1e16:
        return str(int(value))
    size = abs(value)
    if 1e-4 <= size < 1e11:
        text = f"{value:.{max(0, min(9, 10 - len(str(int(size)))))}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    mantissa, _, exponent = f"{value:.5E}".partition("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent[0]}{exponent[1:].zfill(2)}"


class DigitFormat:
    """A numeric section, made ready to write many numbers."""

    def __init__(self, section: Section) -> None:
        tokens = section.tokens
        self._percents = sum(token.kind == "percent" for token in tokens)
        self._slash = _fraction_at(tokens)
        places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
        point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
        self._exponent = next((at for at, token in enumerate(tokens) if token.kind == "exponent"), None)
        stop = len(tokens) if self._exponent is None else self._exponent
        point = min(point, stop)
        whole = [at for at in places if at < point]
        self._is_grouped = bool(whole) and any(
            token.kind == "comma" and whole[0] < at < whole[-1] for at, token in enumerate(tokens)
        )
        last = max((at for at in places if at < stop), default=-1)
        self._thousands = 0
        for token in tokens[last + 1 :]:
            if token.kind != "comma" or last < 0:
                break
            self._thousands += 1
        before_point = whole[-1] if whole else -1
        if before_point != last and before_point >= 0:
            self._thousands += sum(token.kind == "comma" for token in tokens[before_point + 1 : point])
        self._whole = [token for token in tokens[:point] if token.kind != "comma"]
        self._decimals = [token for token in tokens[point:stop] if token.kind not in ("comma", "point")]
        self._has_point = point < stop
        self._tail = [] if self._exponent is None else tokens[self._exponent + 1 :]
        self._exponent_sign = "" if self._exponent is None else tokens[self._exponent].text
        self._places = min(sum(token.kind == "digit" for token in self._decimals), _MOST_PLACES)
        self._has_general = any(token.kind == "general" for token in tokens)
        self._tokens = tokens
        self._has_digits = bool(places)

    def write(self, value: float) -> str:
        """Write a number that is not negative."""
        if self._has_general:
            return "".join(
                general(value) if token.kind == "general" else token.text for token in self._tokens
            )
        if not self._has_digits:
            return "".join(token.text for token in self._tokens if token.kind != "comma")
        if self._slash is not None:
            return self._fraction(value, self._slash)
        exact = decimal.Decimal(f"{value:.15g}")
        shift = 2 * self._percents - 3 * self._thousands
        if shift:
            exact = exact.scaleb(shift, _CONTEXT)
        if self._exponent is not None:
            return self._scientific(exact)
        return self._fixed(exact)

    def _fixed(self, exact: decimal.Decimal) -> str:
        rounded = exact.quantize(_TEN**-self._places, context=_CONTEXT)
        whole, _, decimals = f"{rounded:f}".partition(".")
        text = _whole_digits(self._whole, whole.lstrip("0"), is_grouped=self._is_grouped)
        if self._has_point:
            text += "." + _decimal_digits(self._decimals, decimals)
        return text

    def _scientific(self, exact: decimal.Decimal) -> str:
        width = max(sum(token.kind == "digit" for token in self._whole), 1)
        exponent = exact.adjusted() if exact else 0
        exponent -= exponent % width if width > 1 else 0
        mantissa = exact.scaleb(-exponent, _CONTEXT)
        if mantissa.quantize(_TEN**-self._places, context=_CONTEXT) >= _TEN**width:
            exponent += width
            mantissa = exact.scaleb(-exponent, _CONTEXT)
        sign = "-" if exponent < 0 else "+" if self._exponent_sign == "+" else ""
        digits = str(abs(exponent)).lstrip("0")
        return f"{self._fixed(mantissa)}E{sign}{_whole_digits(self._tail, digits, is_grouped=False)}"

    def _fraction(self, value: float, slash: int) -> str:
        tokens = self._tokens
        start = slash
        while start and tokens[start - 1].kind == "digit":
            start -= 1
        end = slash + 1
        while end < len(tokens) and (
            tokens[end].kind == "digit" or (tokens[end].kind == "literal" and tokens[end].text.isdecimal())
        ):
            end += 1
        below = "".join(token.text for token in tokens[slash + 1 : end])
        has_whole = any(token.kind == "digit" for token in tokens[:start])
        whole = int(value) if has_whole else 0
        rest = Fraction(value) - whole
        if below.strip("0#?") and below.isdecimal():
            numerator, denominator = round(rest * int(below)), int(below)
        else:
            close = rest.limit_denominator(10 ** min(max(len(below), 1), 5) - 1)
            numerator, denominator = close.numerator, close.denominator
        if has_whole and numerator >= denominator:
            whole, numerator = whole + 1, 0
        lead = ""
        if has_whole:
            head = tokens[:start]
            digits = str(whole) if whole else "" if numerator else "0"
            lead = _whole_digits(head, digits, is_grouped=False)
        shown = f"{numerator}/{denominator}" if numerator or not has_whole else ""
        tail = "".join(token.text for token in tokens[end:])
        return f"{lead.rstrip() if not shown else lead}{shown}{tail}".strip()


def _fraction_at(tokens: list[Token]) -> int | None:
    """Return where the slash of a fraction stands: behind a place, before a place or a number."""
    for at, token in enumerate(tokens[1:-1], start=1):
        after = tokens[at + 1]
        if (
            token.kind == "slash"
            and tokens[at - 1].kind == "digit"
            and (after.kind == "digit" or after.text.isdecimal())
        ):
            return at
    return None


def _whole_digits(tokens: list[Token], digits: str, *, is_grouped: bool) -> str:
    """Distribute digits over places from the right; the leftmost place takes all that are left."""
    parts: list[str] = []
    first = next((at for at, token in enumerate(tokens) if token.kind == "digit"), None)
    if first is None and digits:
        parts.append(digits[::-1])
    count = 0
    left = digits
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.kind != "digit":
            parts.append(token.text[::-1])
            continue
        here = 1 if at != first else max(len(left), 1)
        for _ in range(here):
            digit = left[-1:] or _BLANK[token.text]
            left = left[:-1]
            if digit and is_grouped and count and count % 3 == 0 and digit != " ":
                parts.append(",")
            parts.append(digit)
            count += bool(digit)
    return "".join(parts)[::-1]


def _decimal_digits(tokens: list[Token], decimals: str) -> str:
    shown = decimals.rstrip("0")
    parts: list[str] = []
    at = 0
    for token in tokens:
        if token.kind != "digit":
            parts.append(token.text)
            continue
        parts.append(shown[at] if at < len(shown) else _BLANK[token.text])
        at += 1
    return "".join(parts)
