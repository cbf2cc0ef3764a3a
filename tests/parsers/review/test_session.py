"""A review of real messages through the bridge's service, and of the session itself."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from docsieve import (
    Attachment,
    Document,
    Metadata,
    Policy,
    RedactionIncompleteError,
    ReviewSession,
    Span,
    render,
)
from docsieve.payload import decode
from docsieve.redaction.scan import Found
from docsieve.review.changes import (
    Change,
    ChooseAttachments,
    ChooseMetadata,
    ChooseOperator,
    DecideKind,
    DecideMatches,
    DecideValue,
    ExcludePages,
    IncludeHidden,
    RedactExpression,
    RedactPhrase,
    Redo,
    Undo,
)
from docsieve.review.payload_builder import PayloadChoice, build_payload
from docsieve.review.state import UnknownDocumentError
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import doc, page, pages_doc, para, table
from tests.parsers.redaction.test_redact import MAIL, RULES

BOB = "bob@example.org"
ALL = PayloadChoice(contents=("text", "markdown", "chunks"), include_name=True)


def contract() -> Document:
    document = pages_doc(
        page(1, para("Contract 7", role="header"), para(f"Write to {MAIL} or {BOB}.")),
        page(
            2,
            para("Contract 7", role="header"),
            para("Nothing here."),
            para(f"deleted {BOB}", hidden="deleted"),
        ),
        page(
            3,
            para("Contract 7", role="header"),
            para(f"😀 Again {MAIL}, blue whale."),
            table(["Blue", "Whale"]),
        ),
    )
    document.metadata = Metadata(title=f"For {MAIL}", authors=["Ann"], custom={"Owner": BOB})
    inner = doc(para(f"inside {BOB}"))
    inner.attachments = [Attachment(name="deep.txt", document=doc(para("deep")))]
    document.attachments = [Attachment(name=f"{BOB} 1.txt", document=inner), Attachment(name="x.png")]
    return document


def opened(*keys: str) -> ReviewSession:
    session = ReviewSession()
    for key in keys or ("a",):
        session.open(key, contract(), filename=f"{MAIL} a.pdf", source_sha256="ab" * 32, rules=RULES)
    return session


def payload(session: ReviewSession, key: str = "a", choice: PayloadChoice = ALL) -> Any:
    return json.loads(build_payload(session, key, choice)[0])["document"]


def match_of(session: ReviewSession, text: str, key: str = "a") -> Found:
    return next(found for found in session.held[key].matches if found.text == text)


def test_a_review_starts_with_everything_redacted_and_withheld() -> None:
    made = payload(opened())
    text = json.dumps(made)
    assert MAIL not in text
    assert BOB not in text
    assert made["name"] == "[EMAIL-1] a.pdf"
    assert made["metadata"] == {"title": "For [EMAIL-1]"}
    assert "source_sha256" not in made
    assert "attachments" not in made
    assert [each["text"] for each in made["pages"]] == [
        "Contract 7\n\nWrite to [EMAIL-1] or [EMAIL-2].\n",
        "Nothing here.\n",
        "😀 Again [EMAIL-1], blue whale.\n\nBlue\tWhale\n",
    ]
    assert made["withheld"] == {
        "hidden": {"deleted": 1},
        "metadata": ["authors", "custom"],
        "attachments": 2,
        "redacted": {"email": 4},
    }
    assert made["page_count"] == 3


def test_the_payload_is_the_document_as_redact_and_render_make_it() -> None:
    session = ReviewSession()
    single = doc(para(f"Write to {MAIL}"), table(["4111 1111", "1111 1111"]), kind="page")
    session.open("a", single, rules=RULES)
    made = payload(session)["pages"][0]
    from docsieve import redact

    redacted, _ = redact(single, rules=RULES)
    assert made["text"] == render(redacted, "text")
    assert made["markdown"] == render(redacted, "markdown")


def test_decisions_about_matches_values_and_kinds() -> None:
    session = opened("a", "b")
    match = match_of(session, MAIL)
    effects = session.change("a", DecideMatches(matches=[match.id], redact=False))
    assert [(effect.document, effect.pages, effect.kept) for effect in effects] == [("a", {0}, [match.id])]
    assert payload(session)["pages"][0]["text"].startswith(f"Contract 7\n\nWrite to {MAIL} or")
    effects = session.change("a", DecideValue(match=match.id, redact=True))
    assert effects[0].redacted == [match.id]
    effects = session.change("a", DecideValue(match=match.id, redact=False))
    assert [effect.document for effect in effects] == ["a", "b"]
    assert all(effect.pages == {0, 2} and effect.touches_names for effect in effects)
    assert MAIL in json.dumps(payload(session, "b"))
    assert BOB not in json.dumps(payload(session, "b"))
    session.change("b", DecideKind(kind="email", redact=False))
    assert session.counts("a") == [("email", 9, 0)]
    assert session.vault().labels == {}


def test_labels_are_shared_by_the_set_and_the_vault_has_what_is_redacted() -> None:
    session = opened("a", "b")
    assert payload(session, "a")["pages"] == payload(session, "b")["pages"]
    assert {label: entry.text for label, entry in session.vault().labels.items()} == {
        "[EMAIL-1]": MAIL,
        "[EMAIL-2]": BOB,
    }


def test_a_phrase_is_redacted_everywhere_and_undone() -> None:
    session = opened("a", "b")
    before = build_payload(session, "a", ALL)
    effects = session.change("a", RedactPhrase(text="blue  WHALE"))
    assert [(effect.document, effect.pages, len(effect.added)) for effect in effects] == [
        ("a", {2}, 2),
        ("b", {2}, 2),
    ]
    assert payload(session, "b")["pages"][2]["text"] == "😀 Again [EMAIL-1], [CUSTOM-1].\n\n[CUSTOM-1]\n"
    assert session.change("a", RedactPhrase(text="blue  WHALE")) == []
    effects = session.change("b", Undo())
    assert [len(effect.removed) for effect in effects] == [2, 2]
    assert build_payload(session, "a", ALL) == before
    assert session.can_redo
    session.change("a", RedactExpression(expression=r"Nothing \w+"))
    assert not session.can_redo
    assert payload(session)["pages"][1]["text"] == "[CUSTOM-1].\n"
    assert session.open("c", contract(), rules=RULES).by_id.keys() > {"1.w1000002.1"}


def test_pages_that_are_left_out_leave_their_running_header_to_the_next_one() -> None:
    session = opened()
    (effect,) = session.change("a", ExcludePages(pages=[0]))
    assert (effect.excluded, effect.pages) == ([0], {0, 1})
    made = payload(session)
    assert [each["number"] for each in made["pages"]] == [2, 3]
    assert made["pages"][0]["text"] == "Contract 7\n\nNothing here.\n"
    assert made["withheld"]["pages"] == [1]
    assert made["withheld"]["redacted"] == {"email": 2}  # one of them in what is hidden and stays here
    session.change("a", ExcludePages(pages=[0], excluded=False))
    assert payload(session)["pages"] == payload(opened())["pages"]


def test_hidden_content_and_hidden_sheets_come_in_when_they_are_let_in() -> None:
    session = opened()
    (effect,) = session.change("a", IncludeHidden(reasons=["deleted"]))
    assert effect.pages == {1}
    made = payload(session)
    assert "deleted [EMAIL-2]" in made["pages"][1]["text"]
    assert "hidden" not in made["withheld"]

    sheets = pages_doc(
        page(1, table(["a"]), kind="sheet", label="Shown"),
        page(2, table(["b"]), kind="sheet", label="Secret", hidden="sheet"),
    )
    session = ReviewSession()
    session.open("s", sheets, rules=RULES)
    assert [each["number"] for each in payload(session, "s")["pages"]] == [1]
    assert payload(session, "s")["withheld"] == {"pages": [2], "hidden": {"sheet": 1}}
    session.change("s", ExcludePages(pages=[1], excluded=False))
    assert [each["number"] for each in payload(session, "s")["pages"]] == [1, 2]
    assert "withheld" not in payload(session, "s") or payload(session, "s")["withheld"] == {}


def test_hidden_cells_rows_and_the_notes_they_call_stay_here() -> None:
    from docsieve import Cell, Note, Row, Table

    from tests.builders import HERE

    rows = [
        Row([Cell("a", row_span=3), Cell("b"), Cell("secret", hidden="column")]),
        Row([Cell("hushed", note="n")], hidden="row"),
        Row([Cell("c")]),
    ]
    note = Note(where=HERE, role="comment", id="n", blocks=[para("about the hushed")])
    session = ReviewSession()
    session.open(
        "a",
        doc(Table(where=HERE, rows=rows), note, para("x ", Span("vanished", hidden="vanish"))),
        rules=RULES,
    )
    text = json.dumps(payload(session))
    assert "secret" not in text
    assert "hush" not in text
    assert "vanished" not in text
    session.change("a", IncludeHidden(reasons=["row", "column", "vanish"]))
    text = json.dumps(payload(session))
    assert "secret" in text
    assert "about the hushed" in text
    assert "vanished" in text


def test_metadata_attachments_and_the_name_are_chosen() -> None:
    session = opened()
    session.change("a", ChooseMetadata(fields=["authors", "custom.Owner"]))
    made = payload(session)
    assert made["metadata"] == {"authors": "Ann", "custom.Owner": "[EMAIL-2]"}
    assert made["withheld"]["metadata"] == ["title"]
    (effect,) = session.change("a", ChooseAttachments(paths=["0.0"]))
    assert effect.included == [3, 4]
    made = payload(session)
    (inner,) = made["attachments"]
    assert inner["name"] == "[EMAIL-2] 1.txt"
    assert inner["pages"][0]["text"] == "inside [EMAIL-2]\n"
    assert inner["attachments"][0]["pages"][0]["text"] == "deep\n"
    assert made["withheld"]["attachments"] == 1
    nameless = payload(session, choice=PayloadChoice(contents=("chunks",), include_source_sha256=True))
    assert "name" not in nameless
    assert nameless["source_sha256"] == "ab" * 32
    assert "pages" not in nameless
    assert "1.txt" not in json.dumps(nameless)
    session.change("a", ExcludePages(pages=[3]))
    assert payload(session)["attachments"][0]["withheld"]["pages"] == [1]


def test_operators_are_changed_for_a_kind_and_for_all() -> None:
    session = opened()
    (effect,) = session.change("a", ChooseOperator(kind="email", operator="mask"))
    assert effect.pages == {0, 1, 2, 3}
    assert "■" * len(MAIL) in payload(session)["pages"][0]["text"]
    session.change("a", ChooseOperator(operator="drop"))
    assert payload(session)["pages"][0]["text"] == "Contract 7\n\nWrite to  or .\n"
    assert session.vault().labels == {}


def test_a_payload_that_still_holds_something_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened()
    monkeypatch.setattr("docsieve.review.held.rewrite", lambda *_: None)
    with pytest.raises(RedactionIncompleteError) as raised:
        build_payload(session, "a", ALL)
    assert "page 1" in str(raised.value)
    assert MAIL not in str(raised.value)


def test_what_is_not_there_is_named_by_nobody() -> None:
    session = opened()
    for key, change in (
        ("b", Undo()),
        ("a", DecideMatches(matches=["9.9"], redact=True)),
        ("a", DecideValue(match="9.9", redact=True)),
        ("a", ExcludePages(pages=[99])),
        ("a", ChooseAttachments(paths=["1"])),
    ):
        with pytest.raises(UnknownDocumentError):
            session.change(key, change)
    assert not session.can_undo


def test_closing_a_document_keeps_the_others_and_their_way_back() -> None:
    session = opened("a", "b")
    session.change("a", DecideKind(kind="email", redact=False))
    session.close("a")
    assert [effect.document for effect in session.change("b", Undo())] == ["b"]
    assert MAIL not in json.dumps(payload(session, "b"))
    session.close()
    assert not session.held
    assert not session.can_undo


CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(DecideKind, kind=st.just("email"), redact=st.booleans()),
    st.builds(DecideMatches, matches=st.just(["0.1"]), redact=st.booleans()),
    st.builds(DecideValue, match=st.just("0.2"), redact=st.booleans()),
    st.builds(RedactPhrase, text=st.sampled_from(["whale", "blue whale", "again", "nothing here", "write"])),
    st.builds(RedactExpression, expression=st.sampled_from([r"Wr\w+", r"\bto\b"])),
    st.builds(ExcludePages, pages=st.lists(st.integers(0, 4), max_size=3), excluded=st.booleans()),
    st.builds(IncludeHidden, reasons=st.sampled_from([[], ["deleted"]])),
    st.builds(ChooseMetadata, fields=st.sampled_from([[], ["title", "authors"]])),
    st.builds(ChooseAttachments, paths=st.sampled_from([[], ["0"], ["0.0"]])),
    st.builds(
        ChooseOperator,
        operator=st.sampled_from(["label", "mask", "drop"]),
        kind=st.sampled_from([None, "email"]),
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(CHANGES, max_size=8))
def test_the_pages_kept_are_those_that_a_new_review_would_write_and_undo_leads_back(
    changes: list[Change],
) -> None:
    session = opened()
    start = build_payload(session, "a", ALL)
    for change in changes:
        session.change("a", change)
        build_payload(session, "a", PayloadChoice())
    last = build_payload(session, "a", ALL)
    afresh = opened()
    for change in changes:
        afresh.change("a", change)
    assert build_payload(afresh, "a", ALL) == last
    assert decode(last[0]).document.withheld == last[1]
    steps = 0
    while session.can_undo:
        session.change("a", Undo())
        steps += 1
    assert build_payload(session, "a", ALL) == start
    for _ in range(steps):
        session.change("a", Redo())
    assert build_payload(session, "a", ALL) == last


def test_policies_are_those_of_each_document() -> None:
    session = ReviewSession()
    session.open("a", contract(), policy=Policy(kinds=["payment_card"]), rules=RULES)
    session.open("b", contract(), policy=Policy(operator="mask"), rules=RULES)
    assert session.counts("a") == []
    assert MAIL in json.dumps(payload(session, "a"))
    assert "■" in json.dumps(payload(session, "b"), ensure_ascii=False)
    assert msgspec.json.encode(contract()) == msgspec.json.encode(session.held["a"].document)
