from __future__ import annotations

import pytest
from docsieve import RedactionIncompleteError, Rule
from docsieve.redaction.scan import Found
from docsieve.redaction.second_scan import SecondScan

from tests.parsers.redaction.test_redact import MAIL, RULES


def found(text: str, kind: str = "email", **rest: object) -> Found:
    return Found(kind, "x", (), text, text.lower(), 1.0, True, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        MAIL,
        "anna.mueller\\@example.org",
        "anna\\.mueller&#64;example.org",
        "anna.**mueller**@example.org",
        "anna.mueller@<em>example</em>.org",
        "[x](mailto:anna.mueller%40example.org)",
        "ANNA.MUELLER@EXAMPLE.ORG",
        "anna.muel\u00adler@example.org",
    ],
)
def test_what_rules_find_in_a_finished_text_is_refused(text: str) -> None:
    check = SecondScan(RULES, 0.5, [], [])
    with pytest.raises(RedactionIncompleteError) as raised:
        check.demand([(3, f"see {text} there")])
    assert raised.value.found.keys() == {"email"}
    assert raised.value.code == "redaction_incomplete"
    assert "mueller" not in str(raised.value).lower()
    assert "page 3" in str(raised.value)


def test_a_card_in_a_pipe_table_is_seen() -> None:
    check = SecondScan(RULES, 0.5, [], [])
    assert check.count("| 4111 | 1111 | 1111 | 1111 |")["payment_card"] > 0


def test_labels_and_masks_hide_nothing_and_join_nothing() -> None:
    check = SecondScan(RULES, 0.5, [], [])
    assert not check.count("[EMAIL-1] 4111 1111 [PHONE-2] 1111 1111 \\[EMAIL-3\\] 4111 ■■■■ 1111 1111 1111")


def test_what_somebody_keeps_may_stay() -> None:
    assert not SecondScan(RULES, 0.5, [], [found(MAIL)]).count(MAIL)


@pytest.mark.parametrize(
    "text", ["see Anna  Huber there", "ANNA HUBER", "Anna\nHuber", "Anna\\_Huber".replace("\\_", " ")]
)
def test_a_text_that_was_redacted_is_refused_though_no_rule_finds_it(text: str) -> None:
    name = found("Anna Huber", "person")
    assert SecondScan((), 0.5, [name], []).count(text)["person"] > 0
    assert not SecondScan((), 0.5, [name], [name]).count(text)
    assert not SecondScan((), 0.5, [name], []).count("Anna Huberts and Susanna Huber")


def test_a_redacted_text_within_one_that_is_kept_may_stay() -> None:
    kept = found("big.anna.mueller@example.org")
    assert not SecondScan((), 0.5, [found(MAIL)], [kept]).count("to big.anna.mueller@example.org")
    assert SecondScan((), 0.5, [found(MAIL)], [kept]).count(f"to {MAIL} and big.anna.mueller@example.org")


def test_rules_that_need_context_are_not_asked_again() -> None:
    context = Rule("name", "person", RULES[2].find, structured=False)
    assert not SecondScan((context,), 0.5, [], []).count("Dear Anna Huber")
