"""Lines that hold nothing to redact, and look as if: order numbers, ISBNs, versions, dates, hashes."""

from __future__ import annotations

import random
import string

from faker import Faker


def _digits(chance: random.Random, low: int, high: int) -> str:
    return chance.choice("123456789") + "".join(
        chance.choices(string.digits, k=chance.randint(low, high) - 1)
    )


def negative(fake: Faker, chance: random.Random) -> str:
    """Return one such line."""
    digits = chance.randint
    forms = (
        lambda: f"Order number: {_digits(chance, 8, 14)}",
        lambda: (
            f"Bestellnummer {_digits(chance, 8, 12)} vom {digits(1, 28)}.{digits(1, 12)}.202{digits(0, 5)}"
        ),
        lambda: f"Facture n° {_digits(chance, 9, 12)}",
        lambda: f"Pedido: {_digits(chance, 9, 11)}",
        lambda: f"Invoice No. {digits(2019, 2025)}-{_digits(chance, 6, 9)}",
        lambda: f"ISBN {fake.isbn13()}",
        lambda: f"ISBN-10: {fake.isbn10()}",
        lambda: f"EAN {fake.ean13()}",
        lambda: f"Version {digits(0, 20)}.{digits(0, 30)}.{digits(0, 99)}.{digits(0, 4000)}",
        lambda: f"see section {digits(1, 9)}.{digits(1, 9)}.{digits(1, 9)}.{digits(1, 9)} below",
        lambda: f"Part no. {_digits(chance, 3, 4)}-{_digits(chance, 4, 5)}-{_digits(chance, 2, 3)}",
        lambda: f"Article {''.join(chance.choices(string.ascii_uppercase, k=2))}{_digits(chance, 6, 9)}",
        lambda: f"on {fake.date()} at {fake.time()}",
        lambda: f"Rechnungsdatum: {digits(1, 28):02}.{digits(1, 12):02}.{digits(2015, 2025)}",
        lambda: f"Total: {digits(1, 999)},{digits(100, 999)}.{digits(10, 99)} USD",
        lambda: f"Summe {digits(1, 999)}.{digits(100, 999)},{digits(10, 99)} EUR",
        lambda: f"commit {fake.sha1()}",
        lambda: f"md5 {fake.md5()}",
        lambda: f"SHA-256 {fake.sha256()}",
        lambda: f"id {fake.uuid4()}",
        lambda: (
            f"located at {digits(-89, 89)}.{_digits(chance, 5, 6)}, {digits(-179, 179)}.{_digits(chance, 5, 6)}"
        ),
        lambda: f"Case No. {digits(1, 9)}:{digits(10, 24)}-cv-{_digits(chance, 5, 5)}",
        lambda: f"Az. {digits(1, 12)} O {digits(1, 400)}/{digits(10, 25)}",
        lambda: f"pp. {digits(100, 400)}-{digits(401, 900)}, vol. {digits(1, 60)}({digits(1, 12)})",
        lambda: f"doi:10.{digits(1000, 9999)}/{_digits(chance, 6, 9)}.{digits(2000, 2025)}",
        lambda: f"Population: {digits(1, 80)} {digits(100, 999)} {digits(100, 999)}",
        lambda: f"tracking 1Z{''.join(chance.choices(string.ascii_uppercase + string.digits, k=16))}",
        lambda: (
            f"{digits(2000, 2012)}\t{_digits(chance, 4, 7)}\t{_digits(chance, 4, 7)}\t{_digits(chance, 4, 7)}"
        ),
        lambda: (
            f"{digits(1, 99)},{digits(100, 999)}\t{digits(1, 99)}.{digits(10, 99)} %\t{_digits(chance, 5, 9)}"
        ),
        lambda: (
            f"between {digits(1900, 1999)}-{digits(2000, 2025)} and {digits(10, 99)}:{digits(10, 59)}:{digits(10, 59)}"
        ),
        lambda: f"Serial number {_digits(chance, 10, 15)}",
        lambda: f"Kundennummer: {_digits(chance, 6, 10)}",
        lambda: f"numéro de dossier {_digits(chance, 7, 11)}",
        lambda: f"password: {chance.choice(['required', 'see the manual', 'your choice', '********'])}",
        lambda: f"https://{fake.domain_name()}/articles/{fake.slug()}?page={digits(1, 90)}&sort=date",
        lambda: f"import {fake.word()} as {fake.word()}; {fake.word()}::{fake.word()}()",
        lambda: (
            f"The measured values were {digits(1, 9)}.{_digits(chance, 8, 11)} and {digits(1, 9)}.{_digits(chance, 8, 11)}"
        ),
        lambda: f"{_digits(chance, 9, 11)}",
        lambda: f"@{fake.user_name()} wrote @ {digits(1, 12)} pm",
        lambda: f"{digits(100, 999)}-{digits(100, 999)}-{digits(10, 99)} (model)",
    )
    return chance.choice(forms)()


#: Sentences with names of places, firms and things; nobody in them.
PROSE = (
    "The meeting in San Francisco was moved to the Hudson River Conference Center.",
    "Deutsche Bahn und Siemens Energy haben einen Vertrag unterschrieben.",
    "The Newton Method converges in five steps under mild conditions.",
    "La Banque Nationale du Canada a publié son rapport annuel.",
    "El Banco Santander presentó sus resultados del tercer trimestre.",
    "La riunione si terrà a Reggio Emilia nella sede della Regione.",
    "De gemeente Den Haag heeft een nieuwe regeling voor parkeren.",
    "Terms and Conditions apply. See the General Provisions in Annex Two.",
    "Microsoft Windows and Apple Music are trademarks of their owners.",
    "Der Ausschuss für Verkehr tagte im Neuen Rathaus.",
    "New South Wales and Western Australia voted for the motion.",
    "The Quick Start Guide explains the Main Menu and the Status Bar.",
    "Spring 2020 was warm; Monitoring 12 stations showed it.",
    "Le Conseil Municipal a voté le budget de la Ville de Lyon.",
    "Ministerstwo Zdrowia ogłosiło nowe zasady w Warszawie.",
    "Machine Learning and Data Mining are taught in the Winter Term.",
    "United Nations General Assembly, Security Council, resolution 242.",
    "A Comunidade Europeia aprovou o Plano de Ação em Lisboa.",
)
