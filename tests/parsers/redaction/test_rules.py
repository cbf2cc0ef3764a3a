"""What each rule finds and leaves: valid, a wrong check digit, a label that is needed, split forms."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter

import pytest
from docsieve.redaction.model import Policy
from docsieve.redaction.rules import WHEELS, all_rules
from docsieve.wheels_on_demand import WheelsNeededError

RULES = all_rules(Policy())


def hits(text: str, kind: str, policy: Policy | None = None) -> list[str]:
    """Return the passages of a kind that redaction would suggest."""
    return [
        text[hit.start : hit.end]
        for rule in (all_rules(policy) if policy else RULES)
        if rule.kind == kind
        for hit in rule.find(text)
        if hit.confidence >= 0.5
    ]


FOUND = [
    ("email", "Mail an anna.müller+x@exämple.de, bitte.", "anna.müller+x@exämple.de"),
    ("email", "info (at) example (dot) com", "info (at) example (dot) com"),
    ("email", "see anna@\nexample.org now", "anna@\nexample.org"),
    ("phone", "reach +49 (0)30 1234567 today", "+49 (0)30 1234567"),
    ("phone", "Tel. 030/1234567-0", "030/1234567-0"),
    ("phone", "fax 0049 30 901820", "0049 30 901820"),
    ("phone", "call (212) 555-2368.", "(212) 555-2368"),
    ("phone", "Name\tTelefon\nAnna\t089 217330\n", "089 217330"),
    ("phone", "+٤٩ ٣٠ ١٢٣٤٥٦٧", "+٤٩ ٣٠ ١٢٣٤٥٦٧"),
    ("payment_card", "card 4111 1111 1111 1111 ok", "4111 1111 1111 1111"),
    ("payment_card", "4111-1111-1111-1111", "4111-1111-1111-1111"),
    ("payment_card", "3782 822463 10005", "3782 822463 10005"),
    ("payment_card", "4111 1111\n1111 1111", "4111 1111\n1111 1111"),
    ("payment_card", "4111\u00ad11111111\u200b1111", "4111\u00ad11111111\u200b1111"),
    ("payment_card", "４１１１１１１１１１１１１１１１", "４１１１１１１１１１１１１１１１"),
    ("iban", "an DE89 3704 0044 0532 0130 00 bitte", "DE89 3704 0044 0532 0130 00"),
    ("iban", "gb82west12345698765432", "gb82west12345698765432"),
    ("iban", "NL91 ABNA\n0417 1643 00", "NL91 ABNA\n0417 1643 00"),
    ("tax_id", "USt-IdNr. DE136695976", "DE136695976"),
    ("tax_id", "DE 136 695 976", "DE 136 695 976"),
    ("tax_id", "P. IVA 00743110157", "00743110157"),
    ("tax_id", "CNPJ: 16.727.230/0001-97", "16.727.230/0001-97"),
    ("tax_id", "CNPJ 12.ABC.345/01DE-35", "12.ABC.345/01DE-35"),
    ("national_id", "PESEL: 44051401359", "44051401359"),
    ("national_id", "nr\tPESEL\n1\t44051401359", "44051401359"),
    ("national_id", "PESEL 440514\u00ad01359", "440514\u00ad01359"),
    ("national_id", "54362315-K", "54362315-K"),
    ("national_id", "2 95 10 99 126 111 93", "2 95 10 99 126 111 93"),
    ("national_id", "身份证号11010519491231002X", "11010519491231002X"),
    ("national_id", "NI number AB 12 34 56 C", "AB 12 34 56 C"),
    ("national_id", "SSN 536-90-4399", "536-90-4399"),
    ("national_id", "hetu 131052-308T", "131052-308T"),
    ("national_id", "Passport no. C01X00T47", "C01X00T47"),
    ("ip_address", "from 192.168.10.77:8080", "192.168.10.77"),
    ("ip_address", "2001:db8::ff00:42:8329", "2001:db8::ff00:42:8329"),
    ("mac_address", "00:1A:2b:3C:4D:5E", "00:1A:2b:3C:4D:5E"),
    ("mac_address", "001a.2b3c.4d5e", "001a.2b3c.4d5e"),
    ("url_secret", "(https://u:p4ss@host.de/x).", "https://u:p4ss@host.de/x"),
    ("url_secret", "https://h.de/a?token=ab12cd34ef56&x=1 ", "https://h.de/a?token=ab12cd34ef56&x=1"),
    ("api_key", "key AKIA4QWERTY7ZXCV9B2M.", "AKIA4QWERTY7ZXCV9B2M"),
    ("api_key", "secret = 8f14e45fceea167a5a36dedd4bea2543", "8f14e45fceea167a5a36dedd4bea2543"),
    ("api_key", "Passwort: Hunter22x", "Hunter22x"),
    ("date_of_birth", "geb. 03.04.1975 in Ulm", "03.04.1975"),
    ("date_of_birth", "Date of birth: May 12, 1980", "May 12, 1980"),
    ("date_of_birth", "生年月日：1985年4月12日", "1985年4月12日"),
    ("address", "Alte Jakobstraße 12a, 10969 Berlin", "Alte Jakobstraße 12a, 10969 Berlin"),
    ("address", "au 12 rue de la Paix, 75002 Paris.", "12 rue de la Paix, 75002 Paris"),
    ("address", "at 221B Baker Street, London NW1 6XE now", "221B Baker Street, London NW1 6XE"),
    ("address", "Calle de Alcalá, 25, 28014 Madrid", "Calle de Alcalá, 25, 28014 Madrid"),
    ("person", "Sehr geehrte Frau Dr. Schneider,", "Schneider"),
    ("person", "Mit freundlichen Grüßen\n\nKlaus Weber\n", "Klaus Weber"),
    ("person", "From: Olu Adebayo <o@x.org>", "Olu Adebayo"),
    ("person", "Name\tTown\nOlu Adebayo\tLagos\n", "Olu Adebayo"),
    ("person", "I met Anna van der Berg there.", "Anna van der Berg"),
]

LEFT = [
    ("email", "lodash@4.17.21 and @user and a@b"),
    ("email", "https://user:secret@host.example/"),
    ("phone", "on 2024-01-15 and 15.01.2024, order 0301234567"),
    ("phone", "pp. 112-134, 1,204.50 and 53.55110, 9.99368"),
    ("payment_card", "4111 1111 1111 1112"),
    ("payment_card", "order number 4111111111111111"),
    ("payment_card", "2358\t2620\t2882\t3144"),
    ("payment_card", "0000 0000 0000 0000"),
    ("iban", "DE89 3704 0044 0532 0130 01"),
    ("iban", "DE89 3704 0044 0532 0130"),
    ("tax_id", "USt-IdNr. DE136695978"),
    ("tax_id", "136695976"),
    ("national_id", "PESEL: 44051401358"),
    ("national_id", "order no 44051401359"),
    ("national_id", "8800012345"),
    ("national_id", "54362315A"),
    ("ip_address", "version 1.2.3.4, section 4.1.2.3, 300.1.1.1"),
    ("ip_address", "std::vector a::b 10:22:31"),
    ("mac_address", "12-34-56-78-90-12"),
    ("url_secret", "https://example.org/a?page=12&sort=date_desc"),
    ("api_key", "password: required, token: none, key: <your key here>"),
    ("api_key", "commit 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12"),
    ("private_key", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"),
    ("date_of_birth", "Invoice date 03.04.1975; born before January 2, 1946"),
    ("address", "Spring 2020 was warm; Monitoring 12 stations; 5 people"),
    ("person", "Dear Customer,\nThe Quick Start Guide explains the Main Menu."),
]


@pytest.mark.parametrize(("kind", "text", "value"), FOUND)
def test_a_rule_finds_exactly_its_value(kind: str, text: str, value: str) -> None:
    assert hits(text, kind) == [value]


@pytest.mark.parametrize(("kind", "text"), LEFT)
def test_a_rule_leaves_what_only_looks_like_it(kind: str, text: str) -> None:
    assert hits(text, kind) == []


def test_a_private_key_is_found_whole_even_without_its_end() -> None:
    block = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nabcd+/==\n-----END RSA PRIVATE KEY-----"
    assert hits(f"x\n{block}\ny", "private_key") == [block]
    cut = block.partition("\n-----END")[0]
    assert hits(cut, "private_key") == [cut]


def test_equal_values_have_one_normal_form() -> None:
    for kind, forms in {
        "payment_card": ("4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111"),
        "iban": ("DE89370400440532013000", "DE89 3704 0044 0532 0130 00"),
        "phone": ("+49 30 1234567", "+49301234567", "0049 30 1234567"),
        "tax_id": ("USt-IdNr. 136695976", "DE136695976", "DE 136 695 976"),
        "email": ("A.B@Example.org", "a.b@example.org"),
    }.items():
        values = {
            hit.value for form in forms for rule in RULES if rule.kind == kind for hit in rule.find(form)
        }
        assert len(values) == 1, (kind, values)


def test_a_region_lets_national_numbers_count() -> None:
    assert hits("bis 18 Uhr 0301 2345678 oder", "phone") == []
    assert hits("bis 18 Uhr 030 2345678 oder", "phone", Policy(region="DE")) == ["030 2345678"]


def test_a_policy_chooses_kinds() -> None:
    assert {rule.kind for rule in all_rules(Policy(kinds=["email", "iban"]))} == {"email", "iban"}


def test_identity_numbers_name_their_format() -> None:
    (hit,) = (hit for rule in RULES if rule.kind == "national_id" for hit in rule.find("PESEL: 44051401359"))
    assert hit.rule == "id_pl_pesel"


def test_every_identity_format_has_a_module_that_loads_and_covers_many_countries() -> None:
    from docsieve.redaction.rules._id_formats import FORMATS
    from docsieve.redaction.rules.identity_numbers import is_valid

    assert max(Counter(declared.name for declared in FORMATS).values()) == 1
    assert len({declared.name.split("_")[1] for declared in FORMATS if declared.module}) >= 30
    for declared in FORMATS:
        assert declared.shapes
        is_valid(declared, "1234567890")  # loads the module; whatever it says, it must not raise


def test_rules_ask_for_their_wheels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docsieve.redaction.rules._MODULES", ("no_such_module", "nor_this"))
    with pytest.raises(WheelsNeededError) as raised:
        all_rules(Policy())
    assert raised.value.wheels == WHEELS


def test_nothing_heavy_loads_before_rules_are_wanted() -> None:
    code = (
        "import sys, docsieve.redaction.rules as r; from docsieve.redaction.model import Policy;"
        "r.all_rules(Policy()); print([m for m in ('phonenumbers', 'stdnum') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


HOSTILE = {
    "digits": "1",
    "letters": "a",
    "capitals": "A",
    "at signs": "@",
    "dots": ".",
    "digits apart": "1 ",
    "letters and at": "a@",
    "dotted digits": "1.",
    "colons": "a:",
    "name words": "Anna ",
    "tabs": "1\t",
    "lines": "a\n",
    "dashes": "-----BEGIN ",
    "brackets": "(at) [dot] ",
    "plus": "+1 ",
    "slashes": "://a",
    "question": "https://a?token=",
    "ibans": "DE89 ",
    "hyphens": "a-",
    "streets": "12 Main ",
    "salutations": "\nDear ",
    "fields": "\nName: ",
    "capital words with commas": "Aa, ",
    "soft hyphens": "1\u00ad",
    "titles": "Mr. ",
    "keys": "sk-a",
    "equals": "key=",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    """Four times the text costs a linear rule four times the work; a square would cost sixteen times."""

    def cost(rule: object, text: str) -> float:
        start = time.process_time()
        for _ in rule.find(text):  # type: ignore[attr-defined]
            pass
        return time.process_time() - start

    small = (unit * 5_000)[:5_000]
    large = (unit * 20_000)[:20_000]
    for rule in RULES:
        least = min(cost(rule, small) for _ in range(2))
        most = min(cost(rule, large) for _ in range(2))
        # Below a fifth of a second nothing is proven; above, a square would be sixteen times as much.
        assert most < 0.2 or most < 9 * least, f"{rule.name}: {least:.3f} s, then {most:.3f} s"


def test_hits_lie_in_the_text_and_rules_never_raise() -> None:
    import random

    chance = random.Random(7)
    alphabet = "0123456789 \n\t-./:@+()AaDdEezZäß\u00ad\u200b四۵١"
    for length in (0, 1, 2, 60, 3000):
        for _ in range(20):
            text = "".join(chance.choices(alphabet, k=length))
            for rule in RULES:
                for hit in rule.find(text):
                    assert 0 <= hit.start < hit.end <= len(text)
                    assert hit.value
                    assert 0 < hit.confidence <= 1
