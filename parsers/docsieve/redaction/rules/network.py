"""IP and MAC addresses, and URLs that let in whoever holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docsieve.redaction.model import Hit, Policy, Rule
from docsieve.redaction.rules._page_text import page_text
from docsieve.redaction.rules._secret_forms import NUMBERED, SECRET_PARAMETER, SECRET_PATH

_V4: Final = re.compile(r"\d\d{0,2}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?!\w)(?!\.\d)")
_V6: Final = re.compile(
    r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9A-Fa-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?(?![\w:])"
)
_ADDRESS_WORD: Final = re.compile(
    r"(?<!\w)(?:ip|ipv4|ipv6|host|server|dns|gateway|netmask|subnet|router|address|adresse|from|client|remote)(?!\w)"
)
_MAC: Final = re.compile(
    r"(?<![\w:.-])(?:[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![\w:.-]\w|\w)"
)


def find_ip_addresses(text: str) -> Iterator[Hit]:
    """Find addresses of IPv4 and IPv6, and not the numbers of versions and sections."""
    page = page_text(text)
    for match in _V4.finditer(page.text):
        parts = match.group().split(".")
        before = page.text[max(0, match.start() - 1) : match.start()]
        if before in (".", "_") or before.isalnum():
            continue
        if any(int(part) > 255 or (len(part) > 1 and part[0] == "0") for part in parts):
            continue
        before = page.lower[max(0, match.start() - 24) : match.start()]
        if NUMBERED.search(before):
            continue
        named = bool(_ADDRESS_WORD.search(before)) or page.text[match.end() : match.end() + 1] in (":", "/")
        small = max(map(int, parts)) < 32 and parts[0] != "10"
        if parts[0] == "0" and not named:
            continue
        yield page.hit(match.start(), match.end(), match.group(), 1.0 if named else 0.4 if small else 0.9)
    if "::" not in page.text and page.text.count(":") < 7:
        return
    from ipaddress import AddressValueError, IPv6Address  # noqa: PLC0415 - few pages have one

    for match in _V6.finditer(page.text):
        raw = match.group()
        groups = [group for group in raw.split(":") if group]
        if len(groups) < 2 or not any(map(str.isdecimal, raw)) or sum(map(len, groups)) < 5:
            continue
        try:
            value = str(IPv6Address(raw))
        except AddressValueError:
            continue
        yield page.hit(match.start(), match.end(), value)


_MAC_INSIDE: Final = re.compile(r"[:.-][0-9A-Fa-f]{2}(?:[0-9A-Fa-f]{2})?[:.-]")


def find_mac_addresses(text: str) -> Iterator[Hit]:
    """Find hardware addresses of 48 bits."""
    page = page_text(text)
    for match in _MAC.finditer(page.text) if _MAC_INSIDE.search(page.text) else ():
        value = "".join(filter(str.isalnum, match.group())).lower()
        if (
            value.isdecimal()
            and ":" not in match.group()
            and "mac" not in page.lower[max(0, match.start() - 24) : match.start()]
        ):
            continue
        if len(set(value)) > 1:
            yield page.hit(match.start(), match.end(), value)


_URL_END: Final = re.compile(r"[^\s<>\"'`|\\^{}]{3,2000}")


def find_url_secrets(text: str) -> Iterator[Hit]:
    """Find URLs with a name and password, a token in the query, or a secret path."""
    page = page_text(text)
    at = page.text.find("://")
    while at >= 0:
        start = at
        while (
            start > max(0, at - 20)
            and (page.text[start - 1].isalnum() or page.text[start - 1] in "+.-")
            and page.text[start - 1].isascii()
        ):
            start -= 1
        found = _URL_END.match(page.text, at + 3)
        end = at + 3
        if found and start < at:
            end = found.end() - (len(found.group()) - len(found.group().rstrip(".,;:!?)]'")))
            rest = page.text[at + 3 : end]
            if _holds_secret(rest):
                yield page.hit(start, end, page.text[start:end], 0.95)
        at = page.text.find("://", end)


def _holds_secret(rest: str) -> bool:
    authority = rest.partition("/")[0].partition("?")[0]
    name, mark, _ = authority.rpartition("@")
    if mark and ":" in name and len(name.partition(":")[2]) > 0:
        return True
    lower = rest.lower()
    parameter = SECRET_PARAMETER.search(lower)
    if parameter and any(map(str.isdecimal, parameter.group(1))):
        return True
    return bool(SECRET_PATH.search(lower))


def rules(policy: Policy) -> tuple[Rule, ...]:
    """Return the rules of this area."""
    return (
        Rule("ip_address", "ip_address", find_ip_addresses),
        Rule("mac_address", "mac_address", find_mac_addresses),
        Rule("url_secret", "url_secret", find_url_secrets),
    )
