from __future__ import annotations

import time

import pytest
from docsieve import BadExpressionError, Custom, Policy, redact, render
from docsieve.redaction.expressions import compile_safely

from tests.builders import doc, para, table


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("project blue whale", "the PROJECT\n Blue\u00a0Whale"),
        ("project blue whale", "the Project Blue Wh\u00adale"),
        ("Müller", "the Mu\u0308ller"),
        ("Mu\u0308ller", "the MÜLLER"),
        ("Straße", "the STRASSE"),
        ("office", "the oﬃce"),
        ("שלום עולם", "the שלום\u200f עולם"),
        ("𝒳", "the 𝒳"),
        ("e\u0301", "the É"),
    ],
)
def test_a_phrase_is_found_however_it_is_written(phrase: str, text: str) -> None:
    redacted, matches = redact(doc(para(text)), Policy(custom=[Custom(phrase=phrase)]), rules=())
    assert len(matches) == 1
    assert render(redacted, "text") == "the [CUSTOM-1]\n"


def test_a_phrase_over_cells_and_whole_words() -> None:
    policy = Policy(custom=[Custom(phrase="blue whale"), Custom(phrase="art")])
    redacted, _ = redact(doc(table(["blue", "whale"]), para("art and party")), policy, rules=())
    assert render(redacted, "text") == "[CUSTOM-1]\n\n[CUSTOM-2] and party\n"


def test_an_expression_finds_in_lines_of_any_length() -> None:
    line = "x" * 9000 + " AZ-1234/56 " + "y" * 9000
    policy = Policy(custom=[Custom(expression=r"AZ-\d{4}/\d{2}"), Custom(expression=r"key: .*")])
    redacted, _ = redact(doc(para(line), para("key: " + "k" * 20_000)), policy, rules=())
    text = render(redacted, "text")
    assert "1234" not in text
    assert "kk" not in text
    assert len(text) > 18_000


@pytest.mark.parametrize(
    "expression",
    [
        r"(a+)+",
        r"(a+)+$",
        r"(a|a)*b",
        r"(\w+\s?)*$",
        r"(x+x+)+y",
        r".*a.*b",
        r"(a?){30}a{30}",
        r"(.*)\1",
        r"^(([a-z])+.)+[A-Z]$",
        r"(a{1,20}){1,20}b",
        r"\s+.*\s+x",
    ],
)
def test_an_expression_that_could_run_away_is_refused(expression: str) -> None:
    with pytest.raises(BadExpressionError, match="very long"):
        compile_safely(expression)


@pytest.mark.parametrize("expression", ["(", "x" * 501, "", "(?=a)", "a{2,1}", "(?P<n>a)(?P<n>b)"])
def test_an_expression_that_is_none_is_refused(expression: str) -> None:
    with pytest.raises(BadExpressionError):
        compile_safely(expression)


@pytest.mark.parametrize(
    "expression",
    [
        r"\d+-\d+",
        r"(a|b)+c",
        r"[\w.]+@[\w.]+\.\w{2,}",
        r"(?:\d{4}[ -]?){3}\d{4}",
        r"IBAN:.*",
        r"Kunde(nummer|nr)?\.?:?\s*\d{6,10}",
        r"(?i)projekt\s+\w+",
        r"(ab?)+c",
        r"\b\w+\s\w+\b",
        r"^(.*)$",
        r"(\d\s?)+x",
    ],
)
def test_an_expression_that_is_let_through_is_done_soon(expression: str) -> None:
    pattern = compile_safely(expression)
    lines = ("a" * 4000, "1" * 4000, "ab" * 2000, "1 " * 2000, "a.b" * 1300, "a@a." * 1000)
    start = time.process_time()
    for line in lines:
        list(pattern.finditer(line))
    assert time.process_time() - start < 20  # one that runs away takes longer than the universe


@pytest.mark.parametrize(
    "custom",
    [Custom(), Custom(phrase="a", expression="b"), Custom(phrase=" \u00ad"), Custom(phrase="x" * 2000)],
)
def test_a_wish_for_nothing_is_refused(custom: Custom) -> None:
    with pytest.raises(BadExpressionError):
        redact(doc(para("a")), Policy(custom=[custom]), rules=())
