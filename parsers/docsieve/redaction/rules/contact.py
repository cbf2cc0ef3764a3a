"""E-mail addresses and phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from docsieve.redaction.model import Hit, Policy, Rule
from docsieve.redaction.rules._page_text import PageText, page_text
from docsieve.redaction.rules.labels import labels_of

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
#: What follows an @: labels, and a top-level domain of letters (or punycode). A line may end inside.
_DOMAIN: Final = re.compile(
    rf"@\n?((?:{_LABEL}\.){{1,8}}(?:\n(?=(?:com|org|net|edu|gov|info|de|fr|it|es|nl|pl|at|ch|eu|io|uk)\b))?"
    r"(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,24}))(?![\w@])"
)
_LOCAL: Final = frozenset("._+-%&~'!#$*^")
_BRACKETED: Final = re.compile(
    r"(?<![\w.+-])([\w.+-]{1,64}) ?[\[({] ?(?:at|AT|ät|@|arroba|chez|æt) ?[\])}] ?"
    r"((?:[\w-]{1,63}(?:\.| ?[\[({] ?(?:dot|DOT|punkt|Punkt|punto|point|\.) ?[\])}] ?)){1,4}"
    r"[A-Za-z]{2,24})(?!\w)"
)
_BRACKETED_AT: Final = re.compile(r"[\[({] ?(?:at|AT|ät|@|arroba|chez|æt) ?[\])}]")
_DOT: Final = re.compile(r" ?[\[({] ?(?:dot|DOT|punkt|Punkt|punto|point|\.) ?[\])}] ?")


def find_emails(text: str) -> Iterator[Hit]:
    """Find e-mail addresses, international ones too, and those written with (at)."""
    page = page_text(text)
    folded = page.text
    at = folded.find("@")
    while at >= 0:
        found = _DOMAIN.match(folded, at)
        if found:
            start = _start_of_local(folded, at)
            if start < at and not _is_login(folded, start):
                value = (folded[start:at] + "@" + found.group(1)).replace("\n", "").lower()
                yield page.hit(start, found.end(), value)
        at = folded.find("@", at + 1)
    if _BRACKETED_AT.search(folded):
        for match in _BRACKETED.finditer(folded):
            value = match.group(1) + "@" + _DOT.sub(".", match.group(2))
            yield page.hit(match.start(), match.end(), value.lower(), 0.9)


def _start_of_local(text: str, at: int) -> int:
    start, last = at, max(0, at - 64)
    if start and text[start - 1] == "\n" and start > 1 and text[start - 2].isalnum():
        start -= 1
    while start > last and (text[start - 1].isalnum() or text[start - 1] in _LOCAL):
        start -= 1
    while start < at and not (text[start].isalnum() or text[start] == "_"):
        start += 1
    return start


def _is_login(text: str, start: int) -> bool:
    """Tell whether it is the password in `https://user:password@host`, which is a URL's affair."""
    before = text[max(0, start - 80) : start]
    return "://" in before and not any(mark in " \t\n<>\"'()," for mark in before.rpartition("://")[2])


#: A number that may be one to call, from its first digit: never more than 26 characters in all.
_CANDIDATE: Final = re.compile(r"\d[\d \-./()\t\n]{4,24}\d(?!\w)(?![.,:/-]\d)")
_BEFORE_DIGIT: Final = re.compile(r"(?:\(?\+ ?)?\(?\Z")
_NEVER_BEFORE: Final = frozenset("_@#=&%$€£.")
_BREAK: Final = re.compile(r"[\n\t]")
_CUT: Final = re.compile(r"[ \t\n./-]+")
#: Layouts that one country alone uses, and the regions whose plans must agree.
_LAYOUTS: Final = (
    (re.compile(r"(?:1[ .-]?)?\(\d{3}\) ?\d{3}[ .-]\d{4}"), "US", 0.8),
    (re.compile(r"(?:1[.-])?\d{3}-\d{3}-\d{4}"), "US", 0.6),
    (re.compile(r"0[1-9](?:([ .-])\d\d)(?:\1\d\d){3}"), "FR", 0.8),
    (re.compile(r"\(0\d{2,4}\) ?\d{3,4}[ -]?\d{3,4}"), "GB", 0.8),
    (
        re.compile(r"0(?:7\d{3} \d{6}|7\d{3} \d{3} \d{3}|20 \d{4} \d{4}|1\d{3} \d{6}|1\d1 \d{3} \d{4})"),
        "GB",
        0.6,
    ),
    (re.compile(r"\(0\d{2,4}\) ?\d[\d ]{4,10}"), "DE", 0.7),
    (re.compile(r"0[2-9]\d{1,4} ?/ ?\d[\d -]{4,10}"), "DE", 0.6),
    (re.compile(r"01[567]\d[ /-]\d{7,8}"), "DE", 0.6),
    (re.compile(r"\(\d\d\) ?9?\d{4}-\d{4}"), "BR", 0.8),
)
_DATES: Final = re.compile(
    r"(?:19|20)\d\d ?[-./] ?(?:19|20)?\d\d|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d\d)(?!\d)"
    r"|(?:19|20)\d\d-\d\d-\d\d"
)
_ISO_DATE_TIME: Final = re.compile(r"(?:19|20)\d{6}")


def find_phones(text: str, region: str | None = None) -> Iterator[Hit]:
    """Find phone numbers: international ones, ones behind a label, ones in a layout of their country."""
    page = page_text(text)
    taken = 0
    for group, _ in page.groups:
        match = _CANDIDATE.match(page.text, group) if group >= taken else None
        match = match and _within_line(match)
        if not match or not 6 <= sum(map(str.isdecimal, match.group())) <= 20:
            continue
        sign = _BEFORE_DIGIT.search(page.text, max(0, group - 4), group)
        start = sign.start() if sign else group
        before = page.text[start - 1 : start] if start else ""
        if before in _NEVER_BEFORE or before.isalnum():
            continue
        found = _read_phone(page, start, page.text[start : match.end()], region)
        if found:
            length, value, confidence = found
            taken = start + length
            yield page.hit(start, taken, value, confidence)


def _within_line(match: re.Match[str]) -> re.Match[str] | None:
    """Take a candidate over a line or cell only where its first part is too short for a number of its own."""
    parts = _BREAK.split(match.group(), maxsplit=1)
    digits = sum(map(str.isdecimal, parts[0]))
    if len(parts) == 1 or 4 <= digits < 7:
        return match
    if digits < 4:  # the number of a row, the end of a sentence
        return None
    return _CANDIDATE.match(match.string, match.start(), match.start() + len(parts[0]))


def _read_phone(page: PageText, start: int, raw: str, region: str | None) -> tuple[int, str, float] | None:
    """Return length, E.164 form (or the digits) and confidence of the number that a candidate starts with."""
    plain = raw.lstrip("(")
    if plain.startswith("+") or (plain.startswith("00") and plain[2:3] not in ("", "0", " ")):
        return _international(raw)
    labels = labels_of(page, start, start + len(raw))
    if _DATES.match(plain):
        return None
    if "phone" in labels:
        return _labelled(raw, region)
    if labels and "phone" not in labels:
        return None
    if region:
        found = _national(raw, region)
        if found:
            return found
    for layout, country, confidence in _LAYOUTS:
        match = layout.match(raw)
        if match and (match.end() == len(raw) or raw[match.end()] in " \t\n"):
            number = _parse(match.group(), country)
            if number is not None and _is_plausible(number, strict=True):
                return match.end(), _e164(number), confidence
    return None


def _shorter(raw: str) -> Iterator[str]:
    """Yield a candidate, then without its last groups: what follows may be another number."""
    yield raw
    cuts = [cut.start() for cut in _CUT.finditer(raw)]
    for cut in reversed(cuts[-5:]):
        yield raw[:cut]


def _international(raw: str) -> tuple[int, str, float] | None:
    likely: tuple[int, str, float] | None = None
    zeros = raw.lstrip("(").startswith("00")
    for part in _shorter(raw):
        part = part.rstrip(" (-./")
        if sum(map(str.isdecimal, part)) < 7:
            break
        number = _parse("+" + part.lstrip("(")[2:] if zeros else part, None)
        if number is None:
            continue
        if _is_plausible(number, strict=True):
            return len(part), _e164(number), 1.0
        if likely is None and not zeros and _is_plausible(number, strict=False):
            likely = len(part), _e164(number), 0.75
    return likely


def _labelled(raw: str, region: str | None) -> tuple[int, str, float] | None:
    for part in _shorter(raw):
        part = part.rstrip(" (-./")
        digits = "".join(filter(str.isdecimal, part))
        if 6 <= len(digits) <= 15 and "\n" not in part and "\t" not in part:
            number = _parse(part, region) if region else None
            return len(part), _e164(number) if number is not None else digits, 0.9
    digits = "".join(filter(str.isdecimal, raw))
    return (len(raw), digits, 0.8) if len(digits) <= 15 else None


def _national(raw: str, region: str) -> tuple[int, str, float] | None:
    for part in _shorter(raw):
        part = part.rstrip(" (-./")
        if part.isdecimal() and not part.startswith("0"):
            continue  # ten bare digits are as well an order number
        number = _parse(part, region)
        if number is not None and _is_plausible(number, strict=True):
            return len(part), _e164(number), 0.8
    return None


def _parse(raw: str, region: str | None) -> PhoneNumber | None:
    from phonenumbers import NumberParseException, parse

    try:
        return parse(raw.replace("\n", " ").replace("\t", " "), region)
    except NumberParseException:
        return None


def _is_plausible(number: PhoneNumber, *, strict: bool) -> bool:
    from phonenumbers import is_possible_number, is_valid_number

    return is_valid_number(number) if strict else is_possible_number(number)


def _e164(number: PhoneNumber) -> str:
    return f"+{number.country_code}{'0' if number.italian_leading_zero else ''}{number.national_number}"


def rules(policy: Policy) -> tuple[Rule, ...]:
    """Return the rules of this area."""
    return (
        Rule("email", "email", find_emails),
        Rule("phone", "phone", partial(find_phones, region=policy.region)),
    )
