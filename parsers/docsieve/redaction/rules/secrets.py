"""Keys to services and private keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log2
from typing import Final

from docsieve.redaction.model import Hit, Policy, Rule
from docsieve.redaction.rules._page_text import page_text
from docsieve.redaction.rules._secret_forms import (
    ASSIGNED,
    ASSIGNED_MARKS,
    KEY_FORMS,
    KEY_MARK_FORMS,
    KEY_MARKS,
)

_KEY: Final = re.compile("|".join(form for _, form in KEY_FORMS))
_NAMED: Final = tuple((name, re.compile(form)) for name, form in KEY_FORMS)
_RUN: Final = re.compile(r"[0-9A-Za-z_.:=+/-]{20,}")

_VALUE: Final = re.compile(r"[^\s\"'“”,;<>]{6,512}")
#: What stands there for a secret that is not there.
_PLACEHOLDER: Final = re.compile(
    r"(?i)[<{$%\[].*|x{4,}.*|\*{3,}.*|\.{3,}|your[_-].*|changeme|example.*|redacted|none|null|true|false|required|optional"
)


def find_api_keys(text: str) -> Iterator[Hit]:
    """Find keys by their makers' form, and what looks drawn at random behind a word such as "token:"."""
    page = page_text(text)
    folded = page.text
    likely = any(mark in folded for mark in KEY_MARKS) or KEY_MARK_FORMS.search(folded)
    for run in _RUN.finditer(folded) if likely else ():
        piece = run.group()
        for match in _KEY.finditer(piece):
            start = run.start() + match.start()
            before = folded[start - 1 : start]
            if (before.isascii() and before.isalnum()) or before in ("_",):
                continue
            if len(set(match.group())) < 8 or not any(map(str.isdecimal, match.group())):
                continue
            name = next((name for name, form in _NAMED if form.match(match.group())), "")
            hit = page.hit(start, run.start() + match.end(), match.group())
            yield Hit(
                hit.start,
                hit.end,
                hit.value,
                1.0 if name != "openai" or _looks_random(match.group()[3:]) else 0.4,
                f"api_key_{name}",
            )
    lower = page.lower
    if any(mark in lower for mark in ASSIGNED_MARKS):
        for match in ASSIGNED.finditer(lower):
            value = _VALUE.match(folded, match.end())
            if value is None:
                continue
            secret = value.group().rstrip(".)]:!?")
            password = not any(
                word in match.group()
                for word in ("key", "token", "secret", "schlüssel", "api", "bearer", "auth")
            )
            if _is_secret(secret, password=password):
                hit = page.hit(match.end(), match.end() + len(secret), secret, 0.85)
                yield Hit(
                    hit.start,
                    hit.end,
                    hit.value,
                    hit.confidence,
                    "password" if password else "api_key_assigned",
                )


def _is_secret(value: str, *, password: bool) -> bool:
    if len(value) < 6 or _PLACEHOLDER.fullmatch(value) or "://" in value:
        return False
    if password:
        classes = (
            any(map(str.islower, value))
            + any(map(str.isupper, value[1:]))
            + any(map(str.isdecimal, value))
            + (not value.isalnum())
        )
        return classes >= 2
    return len(value) >= 12 and _looks_random(value)


def _looks_random(value: str) -> bool:
    """Tell whether a value has digits and letters in a mix that words and numbers do not have."""
    digits, letters = sum(map(str.isdecimal, value)), sum(map(str.isalpha, value))
    if not digits or not letters:
        return False
    counts = [value.count(mark) for mark in set(value)]
    entropy = -sum(count / len(value) * log2(count / len(value)) for count in counts)
    return entropy >= min(3.0, log2(len(value)) - 0.9) and digits + letters >= 0.7 * len(value)


_BEGIN: Final = re.compile(r"-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?)-----")
_ARMOUR: Final = re.compile(r"[ \t\n]*(?:[A-Za-z-]{3,24}: [^\n]{1,120}\n|[0-9A-Za-z+/=]{4,}[ \t\n]*)*")
_PUTTY: Final = re.compile(
    r"PuTTY-User-Key-File-\d: [^\n]{1,80}\n(?:[^\n]{1,200}\n){1,80}?Private-MAC: [0-9a-f]{32,80}"
)


def find_private_keys(text: str) -> Iterator[Hit]:
    """Find private keys in armour (PEM, OpenSSH, PGP, PuTTY), the whole block, even without its end."""
    page = page_text(text)
    if "PRIVATE KEY" in page.text:
        for match in _BEGIN.finditer(page.text):
            closing = f"-----END {match.group(1)}-----"
            other = page.text.find("-----BEGIN", match.end())
            end = page.text.find(closing, match.end(), other if other >= 0 else len(page.text))
            if end >= 0:
                end += len(closing)
            else:
                armour = _ARMOUR.match(page.text, match.end())
                end = armour.end() if armour else match.end()
                end = match.start() + len(page.text[match.start() : end].rstrip())
            yield page.hit(match.start(), end, page.text[match.end() : end])
    if "PuTTY-User-Key-File" in page.text:
        for match in _PUTTY.finditer(page.text):
            yield page.hit(match.start(), match.end(), match.group())


def rules(policy: Policy) -> tuple[Rule, ...]:
    """Return the rules of this area."""
    return (
        Rule("api_key", "api_key", find_api_keys),
        Rule("private_key", "private_key", find_private_keys),
    )
