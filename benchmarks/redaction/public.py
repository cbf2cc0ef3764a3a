"""Labelled sets that others published in packages: sentence templates of presidio-evaluator (MIT), if at hand.

The wheel is read as an archive, because it asks for machine-learning libraries that nothing here needs:
`pip download --no-deps presidio-evaluator`, then `--presidio WHEEL`.
"""

from __future__ import annotations

import random
import re
import zipfile
from pathlib import Path

import phonenumbers
from faker import Faker

from benchmarks.redaction import values
from benchmarks.redaction.labelled import Labelled, mark, read_markup

_TEMPLATES = "presidio_evaluator/data_generator/raw_data/templates.txt"
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def templates(wheel: Path, seed: int) -> list[Labelled]:
    """Fill the templates with drawn values; one whose placeholders we have no kind for stays plain text."""
    chance = random.Random(seed)
    fake = Faker("en_US")
    fake.seed_instance(seed)
    with zipfile.ZipFile(wheel) as archive:
        lines = archive.read(_TEMPLATES).decode("utf-8", "replace").splitlines()
    lines = [line.replace("\\n", "\n").replace("\\,", ",") for line in lines]

    def fill(place: re.Match[str]) -> str:
        name = place.group(1).lower()
        if name in ("person", "name", "name_male", "name_female"):
            return mark("person", f"{fake.first_name()} {fake.last_name()}")
        if name == "credit_card_number":
            return mark("payment_card", values.card(fake, chance))
        if name == "iban":
            return mark("iban", values.iban(fake, chance))
        if name in ("email", "email_address"):
            return mark("email", fake.email())
        if name == "phone_number":
            return mark("phone", values.phone("US", chance, phonenumbers.PhoneNumberFormat.NATIONAL))
        if name == "ip_address":
            return mark("ip_address", fake.ipv4())
        if name in ("ssn", "us_ssn"):
            return mark("national_id", values.identity_number("us.ssn", chance, formatted=True))
        if name == "address":
            return mark("address", fake.address().replace("\n", ", "))
        plain = {
            "first_name": fake.first_name,
            "last_name": fake.last_name,
            "street_address": fake.street_address,
        }
        return str(getattr(fake, name, plain.get(name, fake.word))())

    return [read_markup(_PLACE.sub(fill, line), "templates") for line in lines if line.strip()]
