"""Redaction of whole documents with two small rules: what is found is gone from every string and output."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec
import pytest
from docsieve import (
    Attachment,
    Cell,
    CodeBlock,
    Custom,
    Document,
    FormField,
    Formula,
    Group,
    Hit,
    Image,
    Labels,
    Metadata,
    Note,
    OutlineEntry,
    Policy,
    Revision,
    Rule,
    Span,
    Vault,
    chunk,
    redact,
    render,
    restore,
)
from docsieve.redaction.projection import project_page
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import HERE, doc, heading, item, page, pages_doc, para, table

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
CARD = re.compile(r"(?<!\d)\d{4}(?:[ \t\n-]*\d{4}){3}(?!\d)")


def _emails(text: str) -> Iterator[Hit]:
    return (Hit(found.start(), found.end(), found[0].lower()) for found in EMAIL.finditer(text))


def _cards(text: str) -> Iterator[Hit]:
    return (Hit(found.start(), found.end(), re.sub(r"\D", "", found[0])) for found in CARD.finditer(text))


def _names(text: str) -> Iterator[Hit]:
    return (
        Hit(found.start(1), found.end(1), found[1].lower(), 0.7)
        for found in re.finditer(r"Dear (\w+ \w+)", text)
    )


RULES = (
    Rule("email", "email", _emails),
    Rule("card", "payment_card", _cards),
    Rule("name", "person", _names, structured=False),
)
MAIL = "anna.mueller@example.org"


def outputs(document: Document) -> list[str]:
    texts = [render(document, to, hidden="include") for to in ("text", "markdown", "json", "html")]
    return [*texts, *(piece.text + "\n".join(piece.headings) for piece in chunk(document, hidden="include"))]


def assert_gone(document: Document, *values: str) -> None:
    for text in outputs(document):
        plain = text.replace("\\", "")
        for value in values:
            assert value not in text
            assert value not in plain


def test_a_value_is_gone_from_every_string() -> None:
    note = Note(where=HERE, role="comment", id="n", author=f"Ann <{MAIL}>", blocks=[para(MAIL)])
    document = doc(
        heading(1, f"Of {MAIL}", marker=f"for {MAIL}"),
        para("write to ", Span("me", link=f"mailto:{MAIL}", note="n"), " soon"),
        para(Span("", link="mailto:anna.mueller%40example.org")),
        item("-", MAIL),
        table(
            [
                Cell(text=MAIL, link=f"mailto:{MAIL}", formula='="anna.mueller"&"@example.org"'),
                Cell(blocks=[para(MAIL)]),
            ],
            [Cell(text="sum", formula=f'=COUNTIF(A:A,"{MAIL}")')],
        ),
        Image(where=HERE, alt=f"card of {MAIL}", name=f"{MAIL} 1.png"),
        CodeBlock(where=HERE, text=f"to: {MAIL}"),
        Formula(where=HERE, latex=rf"\text{{{MAIL}}}"),
        FormField(where=HERE, name=f"mail of {MAIL}", label=f"{MAIL} (required)", value=MAIL),
        Group(where=HERE, title=f"About {MAIL}", blocks=[para(MAIL, hidden="vanish")]),
        note,
        label=f"page of {MAIL}",
    )
    document.metadata = Metadata(title=MAIL, authors=["Ann", MAIL], custom={"Owner": MAIL, MAIL: "owner"})
    document.outline = [OutlineEntry(title="A", children=[OutlineEntry(title=MAIL)])]
    document.revisions = [Revision(kind="inserted", where=HERE, author=MAIL)]
    document.attachments = [Attachment(name=f"{MAIL} 1.txt", document=doc(para(MAIL)))]
    before = msgspec.json.encode(document)
    redacted, matches = redact(document, rules=RULES)
    assert msgspec.json.encode(document) == before
    assert_gone(redacted, MAIL, "anna.mueller")
    assert {match.kind for match in matches} == {"email"}
    assert {match.replacement for match in matches} == {"[EMAIL-1]"}
    assert [match.page for match in matches].count(None) >= 5
    assert "[EMAIL-1]" in render(redacted, "text")


@pytest.mark.parametrize(
    "blocks",
    [
        [
            para(
                "pay 4111 11",
                Span("11 1111", bold=True),
                Span(" 1111", link="https://e.org/4111111111111111"),
                " now",
            )
        ],
        [table(["4111", "1111", "1111", "1111"])],
        [table(["4111 1111"], ["1111 1111"])],
        [para("4111 1111"), para("1111 1111")],
        [para("4111 1111\n1111 1111")],
        [para("4111\u00a01111\u20091111 1111")],
        [para("4111 11\u00ad11 1111 11\u200b11")],
        [para("４１１１ １１１１ １１１１ １１１１")],
        [para("4111 1111 ", Span("9999", hidden="deleted"), "1111 1111")],
        [para("4111 1111 ", Span("1111 1111", hidden="vanish"))],
        [table(list("4111111111111111"))],
    ],
)
def test_a_number_is_found_however_it_is_divided(blocks: list[object]) -> None:
    redacted, matches = redact(doc(*blocks), rules=RULES)  # type: ignore[arg-type]
    assert {match.kind for match in matches} == {"payment_card"}
    text = render(redacted, "json")
    assert "1111" not in text
    assert "１１" not in text
    assert text.count("[PAYMENT_CARD-1]") == 1


def test_a_value_that_goes_on_on_the_next_page_is_found() -> None:
    first = page(1, para("Header", role="header"), para("pay with 4111 1111"), para("1", role="page_number"))
    second = page(2, para("Header", role="header"), para("1111 1111 today"))
    redacted, matches = redact(pages_doc(first, second), rules=RULES)
    assert [match.page for match in matches] == [1]
    assert render(redacted, "text") == "Header\n\npay with [PAYMENT_CARD-1]\n\n today\n"


def test_an_address_broken_after_a_hyphen_is_found_and_a_sentence_end_is_not_swallowed() -> None:
    redacted, _ = redact(
        doc(para("anna@big-\ncompany.org"), para(f"Write to {MAIL}."), para("Please.")), rules=RULES
    )
    text = render(redacted, "text")
    assert "company" not in text
    assert text.endswith("Write to [EMAIL-2].\n\nPlease.\n")


def test_a_name_that_context_gave_away_is_redacted_everywhere() -> None:
    redacted, matches = redact(
        doc(para("Dear Anna Huber,"), para("ANNA  HUBER owes; Anna Huberts does not.")), rules=RULES
    )
    assert render(redacted, "text") == "Dear [PERSON-1],\n\n[PERSON-1] owes; Anna Huberts does not.\n"
    assert {match.group for match in matches} == {1}


@pytest.mark.parametrize(
    ("operator", "written"),
    [("mask", "■" * len(MAIL)), ("label", "[EMAIL-1]"), ("drop", ""), ("hash", None)],
)
def test_operators(operator: str, written: str | None) -> None:
    policy = msgspec.convert({"operator": operator}, Policy)
    labels = Labels()
    redacted, matches = redact(doc(para(f"a {MAIL} b")), policy, labels=labels, rules=RULES)
    expected = written if written is not None else matches[0].replacement
    assert render(redacted, "text") == f"a {expected} b\n"
    if written is None:
        assert re.fullmatch(r"\[EMAIL-[0-9a-f]{12}\]", expected)
        again = Labels(labels.vault([("email", MAIL, "hash")]))
        assert redact(doc(para(MAIL)), policy, labels=again, rules=RULES)[1][0].replacement == expected
        assert redact(doc(para(MAIL)), policy, rules=RULES)[1][0].replacement != expected


def test_labels_are_one_for_a_value_in_a_set_and_turn_back() -> None:
    labels = Labels()
    one, _ = redact(doc(para(f"{MAIL}, bob@example.org")), labels=labels, rules=RULES)
    two, _ = redact(doc(para(f"BOB@example.org and {MAIL.upper()}")), labels=labels, rules=RULES)
    assert render(one, "text") == "[EMAIL-1], [EMAIL-2]\n"
    assert render(two, "text") == "[EMAIL-2] and [EMAIL-1]\n"
    vault = labels.vault([("email", MAIL, "label"), ("email", "bob@example.org", "label")])
    kept = Vault.from_json(vault.to_json())
    assert restore("Tell \\[EMAIL-2\\] and [EMAIL-1], not [EMAIL-3].", kept) == (
        f"Tell bob@example.org and {MAIL}, not [EMAIL-3]."
    )


def test_a_label_that_the_document_has_itself_is_not_given_out() -> None:
    redacted, _ = redact(doc(para(f"[EMAIL-1] is {MAIL}")), rules=RULES)
    assert render(redacted, "text") == "[EMAIL-1] is [EMAIL-2]\n"


def test_what_stands_within_something_longer_goes_with_it_and_the_rest_is_covered() -> None:
    policy = Policy(custom=[Custom(phrase="mueller@example"), Custom(phrase=f"is {MAIL}")])
    redacted, _ = redact(doc(para(f"it is {MAIL}!")), policy, rules=RULES)
    assert render(redacted, "text") == "it [CUSTOM-1]!\n"
    overlapping = Policy(custom=[Custom(phrase="alpha beta"), Custom(phrase="beta gamma delta")])
    redacted, _ = redact(doc(para("x alpha beta gamma delta y")), overlapping, rules=RULES)
    assert_gone(redacted, "alpha", "beta", "gamma", "delta")


def test_a_phrase_may_be_a_word_of_the_labels_themselves() -> None:
    policy = Policy(custom=[Custom(phrase="email"), Custom(phrase="1", whole_words=False)])
    redacted, _ = redact(doc(para(f"Email 1: {MAIL}")), policy, rules=RULES)
    assert render(redacted, "text") == "[CUSTOM-1] [CUSTOM-2]: [EMAIL-1]\n"


WORDS = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")),
        st.sampled_from("*_[]\\`<>&|$~#éÄß אבגدé\u0301\u200f😀𝒳"),
    ),
    max_size=12,
)


@st.composite
def documents(draw: st.DrawFn, value: str) -> Document:
    """Text with a value in it, cut anywhere into spans, cells, paragraphs of a page."""
    blocks = []
    for _ in range(draw(st.integers(1, 3))):
        text = f"{draw(WORDS)} {value} {draw(WORDS)}"
        cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=4))})
        pieces = [text[low:high] for low, high in pairwise(cuts)]
        blocks.append(
            para(*(Span(piece, bold=draw(st.booleans()), code=draw(st.booleans())) for piece in pieces))
            if draw(st.booleans())
            else table([draw(WORDS), Cell(blocks=[para(*pieces)])])
        )
    return doc(*blocks)


@settings(deadline=None)  # the machine may be busy
@given(st.data())
def test_no_redacted_value_survives_in_any_output(data: st.DataObject) -> None:
    document = data.draw(documents(MAIL))
    before = msgspec.json.encode(document)
    redacted, matches = redact(document, rules=RULES)
    assert matches
    assert msgspec.json.encode(document) == before
    assert_gone(redacted, MAIL)


@settings(deadline=None)  # the machine may be busy
@given(st.data())
def test_no_phrase_survives_whatever_it_is_made_of(data: st.DataObject) -> None:
    phrase = data.draw(WORDS.filter(lambda text: any(map(str.isalnum, text)) and len(text.strip()) > 2))
    document = data.draw(documents(phrase))
    redacted, matches = redact(document, Policy(custom=[Custom(phrase=phrase, whole_words=False)]), rules=())
    assert matches
    shown = "".join(slot.text for slot in project_page(redacted.pages[0], 0).slots)
    assert phrase not in re.sub(r"\[CUSTOM-\d+\]", "\ufffc", shown)


@settings(deadline=None)  # the machine may be busy
@given(st.data())
def test_nothing_found_is_nothing_changed(data: st.DataObject) -> None:
    document = data.draw(documents("plain"))
    redacted, matches = redact(document, rules=())
    assert (redacted, matches) == (document, [])
    assert redacted is not document


@settings(deadline=None)  # the machine may be busy
@given(st.data())
def test_a_projection_knows_where_each_character_is(data: st.DataObject) -> None:
    document = data.draw(documents(MAIL))
    projection = project_page(document.pages[0], 0)
    for at, character in enumerate(projection.text):
        places = projection.ranges(at, at + 1)
        if not places:
            assert character in "\n\t: "
            continue
        (place,) = places
        assert projection.slots[place.slot].text[place.start : place.end] == character
