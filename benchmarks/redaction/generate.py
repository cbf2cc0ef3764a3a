"""Makes labelled texts: values with known truth in sentences, forms and tables, among what only looks like them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from faker import Faker
from phonenumbers import PhoneNumberFormat

from benchmarks.redaction import contexts, values
from benchmarks.redaction.labelled import Labelled, mark, read_markup
from benchmarks.redaction.negatives import PROSE, negative

_DATES = {
    "en": ("%d %B %Y", "%m/%d/%Y", "%Y-%m-%d", "%B %d, %Y"),
    "hu": ("%Y.%m.%d.", "%Y-%m-%d"),
    "sv": ("%Y-%m-%d",),
}
_DOTTED = ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d")
#: How numbers are torn by layout: nothing mostly, a soft hyphen, a line end, wide digits.
_TEARS: tuple[Callable[[str, random.Random], str], ...] = (
    lambda value, chance: value[: len(value) // 2] + "\u00ad" + value[len(value) // 2 :],
    lambda value, chance: value.replace(" ", "\u00a0"),
    lambda value, chance: value.replace("-", "\u2011"),
    lambda value, chance: "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in value),
    lambda value, chance: value.replace(" ", "\n", 1) if value.count(" ") > 2 else value,
    lambda value, chance: "\u200b".join(value[at : at + 4] for at in range(0, len(value), 4)),
)


class Writer:
    """Writes the lines of one text in one language."""

    def __init__(self, locale: str, chance: random.Random) -> None:
        self.language, self.region = contexts.LOCALES[locale]
        self.chance = chance
        self.fake = Faker(locale)
        self.fake.seed_instance(chance.randrange(2**31))
        self.plain = Faker("en_US")
        self.plain.seed_instance(chance.randrange(2**31))

    def line(self, kind: str) -> str:
        """Return a line around a marked value of a kind."""
        if kind in ("national_id", "tax_id"):
            return self.identity(kind)
        value = self.value(kind)
        tables: Mapping[str, Mapping[str, tuple[str, ...]]] = {
            "phone": contexts.PHONE,
            "date_of_birth": contexts.BIRTH,
            "person": contexts.PERSON,
            "address": contexts.ADDRESS,
        }
        forms = tables[kind][self.language] if kind in tables else contexts.PLAIN[kind]
        return self.chance.choice(forms).replace("{}", mark(kind, value))

    def value(self, kind: str) -> str:
        """Draw a value."""
        chance, fake = self.chance, self.fake
        if kind == "phone":
            form = chance.choice(
                [PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL, PhoneNumberFormat.E164]
            )
            return values.phone(self.region, chance, form)
        if kind == "email":
            return chance.choice([fake.email, fake.company_email, fake.free_email, self.plain.email])()
        if kind == "payment_card":
            return self.torn(values.card(self.plain, chance))
        if kind == "iban":
            return self.torn(values.iban(chance.choice([fake, self.plain]), chance))
        if kind == "ip_address":
            return chance.choice([self.plain.ipv4, self.plain.ipv4_private, self.plain.ipv6])()
        if kind == "mac_address":
            return self.plain.mac_address().replace(":", chance.choice(":-"))
        if kind == "date_of_birth":
            return fake.date_of_birth(minimum_age=3, maximum_age=95).strftime(
                chance.choice(_DATES.get(self.language, _DOTTED))
            )
        if kind == "person":
            return f"{fake.first_name()} {fake.last_name()}"
        if kind == "address":
            return fake.address().replace("\n", chance.choice(["\n", ", "]))
        return {
            "api_key": lambda: values.api_key(chance),
            "url_secret": lambda: values.secret_url(self.plain, chance),
            "private_key": lambda: values.private_key(chance),
        }[kind]()

    def identity(self, kind: str) -> str:
        """Return a line around an identity number of any country."""
        names = [
            name
            for name, entry in contexts.IDENTITY.items()
            if entry[0] == kind and name in values.examples()
        ]
        name = self.chance.choice(names)
        form = self.chance.choice(contexts.IDENTITY[name][1:])
        number = values.identity_number(name, self.chance, formatted=form.startswith("="))
        return form.removeprefix("=").replace("{}", mark(kind, self.torn(number), name))

    def torn(self, value: str) -> str:
        """Sometimes break a value as layout does."""
        return self.chance.choice(_TEARS)(value, self.chance) if self.chance.random() < 0.12 else value

    def table(self) -> str:
        """Return a table: a line of titles, then rows of marked cells, with tabs between."""
        titles = {
            "person": "Name",
            "email": "E-mail",
            "phone": "Phone",
            "iban": "IBAN",
            "date_of_birth": "Date of birth",
        }
        kinds = self.chance.sample(list(titles), k=self.chance.randint(2, 4))
        rows = ["\t".join(["No.", *(titles[kind] for kind in kinds)])]
        rows += [
            "\t".join([str(number), *(mark(kind, self.value(kind)) for kind in kinds)])
            for number in range(1, self.chance.randint(3, 6))
        ]
        return "\n".join(rows)


KINDS = (
    "email", "phone", "payment_card", "iban", "tax_id", "national_id", "national_id", "tax_id", "ip_address", "mac_address", "url_secret",
    "api_key", "private_key", "date_of_birth", "address", "person", "person",
)  # fmt: skip


def generate(seed: int, count: int) -> list[Labelled]:
    """Return `count` texts; the same seed gives the same texts."""
    chance = random.Random(seed)
    texts = []
    for number in range(count):
        writer = Writer(list(contexts.LOCALES)[number % len(contexts.LOCALES)], chance)
        lines = [writer.line(kind) for kind in chance.sample(KINDS, k=7)]
        lines += [negative(writer.plain, chance) for _ in range(7)]
        lines += chance.sample(PROSE, k=2)
        if chance.random() < 0.4:
            lines.append(writer.table())
        chance.shuffle(lines)
        texts.append(read_markup("\n".join(lines), "generated"))
    return texts
