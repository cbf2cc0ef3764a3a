"""Draws values with known truth: valid by the libraries' own examples and check digits, never by our rules."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import string
from collections.abc import Callable
from functools import cache

import phonenumbers
import stdnum
import stdnum.iban
from faker import Faker
from phonenumbers import PhoneNumberFormat

_EXAMPLE = re.compile(r"^\s*>>> (?:compact|validate|format)\('([^']{5,40})'\)", re.MULTILINE)


@cache
def examples() -> dict[str, tuple[str, ...]]:
    """Return, for each module of python-stdnum, the valid numbers of its documentation."""
    found = {}
    for module in pkgutil.walk_packages(stdnum.__path__, "stdnum."):
        if module.name.count(".") != 2:
            continue
        loaded = importlib.import_module(module.name)
        check = getattr(loaded, "is_valid", None)
        if check is None or not loaded.__doc__:
            continue
        valid = [one for one in _EXAMPLE.findall(loaded.__doc__) if check(one)]
        if valid:
            found[module.name.removeprefix("stdnum.")] = tuple(dict.fromkeys(valid))
    return found


def identity_number(name: str, chance: random.Random, *, formatted: bool | None = None) -> str:
    """Return a valid number of a module: an example of it with some digits drawn anew."""
    module = importlib.import_module(f"stdnum.{name}")
    example = chance.choice(examples()[name])
    for _ in range(6000):
        drawn = list(example)
        places = [at for at, sign in enumerate(drawn) if sign.isdigit()]
        for at in chance.sample(places, k=min(len(places), chance.randint(2, 4))):
            drawn[at] = chance.choice(string.digits)
        try:
            valid = module.is_valid("".join(drawn))
        except KeyError:  # stdnum.cn.ric 2.2 looks up a county that its table lacks
            continue
        if valid:
            example = "".join(drawn)
            break
    compact = str(module.compact(example))
    if formatted is False:
        return compact
    if formatted and hasattr(module, "format"):
        return str(module.format(compact))
    return example


def phone(region: str, chance: random.Random, form: int = PhoneNumberFormat.INTERNATIONAL) -> str:
    """Return a valid number of a region: the library's example with its last digits drawn anew."""
    kind = chance.choice([phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE])
    number = phonenumbers.example_number_for_type(region, kind) or phonenumbers.example_number(region)
    assert number is not None
    for _ in range(50):
        text = str(number.national_number)
        drawn = phonenumbers.PhoneNumber(
            country_code=number.country_code,
            national_number=int(text[:-4] + "".join(chance.choices(string.digits, k=4))),
            italian_leading_zero=number.italian_leading_zero,
        )
        if phonenumbers.is_valid_number(drawn):
            number = drawn
            break
    return phonenumbers.format_number(number, form)


def card(fake: Faker, chance: random.Random) -> str:
    """Return a card number, printed as people do."""
    number = fake.credit_card_number(
        chance.choice(["visa", "mastercard", "amex", "discover", "diners", "jcb16"])
    )
    while (
        number.startswith("35") and not "3528" <= number[:4] <= "3589"
    ):  # Faker draws JCB numbers nobody issues
        number = fake.credit_card_number("jcb16")
    style = chance.randrange(4)
    if style == 0:
        return number
    between = {1: " ", 2: "-", 3: " "}[style]
    if len(number) == 15 or len(number) == 14:
        parts = [number[:4], number[4:10], number[10:]]
    else:
        parts = [number[at : at + 4] for at in range(0, len(number), 4)]
    return between.join(parts)


def iban(fake: Faker, chance: random.Random) -> str:
    """Return an IBAN, in one piece or in fours."""
    number = fake.iban()
    while not stdnum.iban.is_valid(number, check_country=False):  # Faker's British ones are a digit short
        number = Faker(chance.choice(["de_DE", "fr_FR", "it_IT", "nl_NL", "pl_PL", "es_ES"])).iban()
    return (
        number if chance.random() < 0.4 else " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    )


def _letters(chance: random.Random, count: int, alphabet: str = string.ascii_letters + string.digits) -> str:
    while True:
        drawn = "".join(chance.choices(alphabet, k=count))
        if any(map(str.isdigit, drawn)) and any(map(str.isalpha, drawn)):
            return drawn


def api_key(chance: random.Random) -> str:
    """Return a key in the form of one of the well-known services."""
    upper = string.ascii_uppercase + string.digits
    forms: list[Callable[[], str]] = [
        lambda: "AKIA" + _letters(chance, 16, upper),
        lambda: "ghp_" + _letters(chance, 36),
        lambda: "github_pat_" + _letters(chance, 22) + "_" + _letters(chance, 59),
        lambda: (
            f"xoxb-{chance.randrange(10**11, 10**12)}-{chance.randrange(10**12, 10**13)}-{_letters(chance, 24)}"
        ),
        lambda: "sk_live_" + _letters(chance, 24),
        lambda: "AIza" + _letters(chance, 35),
        lambda: "npm_" + _letters(chance, 36),
        lambda: "pypi-AgEIcHlwaS5vcmc" + _letters(chance, 120),
        lambda: "sk-proj-" + _letters(chance, 48),
        lambda: "sk-ant-api03-" + _letters(chance, 80),
        lambda: "glpat-" + _letters(chance, 20),
        lambda: "hf_" + _letters(chance, 34),
        lambda: f"SG.{_letters(chance, 22)}.{_letters(chance, 43)}",
        lambda: f"eyJhbGciOiJIUzI1NiJ9.eyJ{_letters(chance, 40)}.{_letters(chance, 43)}",
    ]
    return chance.choice(forms)()


def secret_url(fake: Faker, chance: random.Random) -> str:
    """Return a URL that lets in whoever has it."""
    host = fake.domain_name()
    forms: list[Callable[[], str]] = [
        lambda: f"https://{fake.user_name()}:{_letters(chance, 10)}@{host}/data",
        lambda: f"https://{host}/login?token={_letters(chance, 32)}",
        lambda: f"https://{host}/reset-password?user=7&token={_letters(chance, 24)}",
        lambda: f"https://{host}/api/v1/items?api_key={_letters(chance, 28)}&page=2",
        lambda: (
            f"https://bucket.{host}/report.pdf?X-Amz-Expires=300&X-Amz-Signature={_letters(chance, 64, string.hexdigits.lower())}"
        ),
        lambda: f"postgres://admin:{_letters(chance, 12)}@db.{host}:5432/main",
    ]
    return chance.choice(forms)()


def private_key(chance: random.Random) -> str:
    """Return a private key in armour: the lines are drawn, the form is PEM's."""
    name = chance.choice(["RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"])
    lines = [
        _letters(chance, 64, string.ascii_letters + string.digits + "+/") for _ in range(chance.randint(3, 9))
    ]
    return "\n".join([f"-----BEGIN {name}-----", *lines, f"-----END {name}-----"])
