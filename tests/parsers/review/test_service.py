"""The messages of a review, as the worker passes them on."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from docsieve import bridge, render
from docsieve.protocol import PROTOCOL_VERSION

from tests.parsers.redaction.test_redact import MAIL, RULES
from tests.parsers.review.test_session import BOB, contract


@pytest.fixture(autouse=True)
def _own_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docsieve.redaction.rules.all_rules", lambda policy: RULES)
    monkeypatch.setattr(bridge, "_SESSION", {})


def ask(kind: str, data: bytes | None = None, emit: Any = None, **fields: Any) -> Any:
    request = {"type": f"review_{kind}", "v": PROTOCOL_VERSION, "id": 5, **fields}
    answer = json.loads(bridge.handle(json.dumps(request), data, emit))
    assert (answer["v"], answer["id"]) == (PROTOCOL_VERSION, 5)
    return answer


def open_contract(key: str = "a", **fields: Any) -> Any:
    data = render(contract(), "json").encode()
    return ask("open", data, document=key, filename=f"{MAIL} a.pdf", **fields)


def utf16(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_opening_tells_pages_matches_and_what_is_withheld() -> None:
    stages: list[Any] = []
    data = render(contract(), "json").encode()
    ask("open", data, emit=lambda message: stages.append(json.loads(message)), document="a")
    assert stages[-1] == {
        "type": "progress",
        "v": PROTOCOL_VERSION,
        "id": 5,
        "stage": "redact",
        "done": 5,
        "total": 5,
    }
    opened = open_contract()
    assert opened["type"] == "review_opened"
    assert [(each["index"], each["number"], each.get("attachment")) for each in opened["pages"]] == [
        (0, 1, None),
        (1, 2, None),
        (2, 3, None),
        (3, 1, "0"),
        (4, 1, "0.0"),
    ]
    assert opened["hidden"] == {"deleted": 1}
    assert opened["counts"] == [{"kind": "email", "found": 9, "redacted": 9}]
    assert {each.get("place", "text") for each in opened["matches"]} == {
        "text",
        "metadata",
        "name",
        "attachment_name",
    }
    assert [(each["path"], each.get("readable", True)) for each in opened["attachments"]] == [
        ("0", True),
        ("1", False),
        ("0.0", True),
    ]
    assert [(each["name"], each.get("included", False)) for each in opened["metadata"]] == [
        ("title", True),
        ("authors", False),
        ("custom.Owner", False),
    ]


def test_marks_count_as_javascript_does() -> None:
    opened = open_contract()
    texts = {each["id"]: each["text"] for each in opened["matches"]}
    pages = ask("view", document="a", first=0, last=9, markdown=True)["pages"]
    assert len(pages) == 5
    for view in pages:
        for mark in view["marks"]:
            assert utf16(view["text"], mark["start"], mark["end"]) == texts[mark["match"]]
            assert mark["replacement"] in ("[EMAIL-1]", "[EMAIL-2]")
    assert "😀" in pages[2]["text"]
    assert "deleted" in pages[1]["text"]
    assert "deleted" not in pages[1]["payload_text"]
    assert "\\[EMAIL-1\\]" in pages[0]["payload_markdown"]
    assert pages[3]["excluded"]
    assert "payload_text" not in pages[3]


def test_the_payload_shown_is_the_payload_made() -> None:
    open_contract()
    ask("change", document="a", change={"type": "redact_phrase", "text": "blue whale"})
    ask("change", document="a", change={"type": "exclude_pages", "pages": [1]})
    pages = ask("view", document="a", first=0, last=2, markdown=True)["pages"]
    made = ask("payload", document="a", contents=["text", "markdown"])
    data = made["payload"].encode()
    assert (made["bytes"], made["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    sent = json.loads(data)["document"]["pages"]
    shown = [view for view in pages if not view.get("excluded")]
    assert [each["text"] for each in sent] == [view["payload_text"] for view in shown]
    assert [each["markdown"] for each in sent] == [view["payload_markdown"] for view in shown]
    assert ask("payload", document="a", contents=["text", "markdown"])["payload"] == made["payload"]


def test_a_change_tells_only_what_is_different() -> None:
    opened = open_contract()
    one = opened["matches"][0]["id"]
    changed = ask("change", document="a", change={"type": "decide", "matches": [one], "redact": False})
    assert changed["documents"] == [
        {
            "document": "a",
            "pages": [0],
            "kept": [one],
            "counts": [{"kind": "email", "found": 9, "redacted": 8}],
        }
    ]
    assert (changed["can_undo"], changed["can_redo"]) == (True, False)
    again = ask("change", document="a", change={"type": "decide", "matches": [one], "redact": False})
    assert again["documents"] == []
    undone = ask("change", document="a", change={"type": "undo"})
    assert undone["documents"][0]["redacted"] == [one]
    assert (undone["can_undo"], undone["can_redo"]) == (False, True)


def test_labels_turn_back_and_the_vault_stays_a_message_of_its_own() -> None:
    open_contract()
    vault = ask("vault")
    assert vault["labels"] == 2
    assert json.loads(vault["vault"])["labels"]["[EMAIL-2]"]["text"] == BOB
    assert ask("restore", text="Dear [EMAIL-2]") == {
        "type": "review_restored",
        "v": PROTOCOL_VERSION,
        "id": 5,
        "text": f"Dear {BOB}",
        "restored": 1,
    }
    ask("close", document="a")
    assert ask("vault")["labels"] == 0
    assert ask("close")["type"] == "review_closed"


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        (
            "change",
            {"document": "a", "change": {"type": "redact_expression", "expression": "(a+)+"}},
            "bad_expression",
        ),
        ("change", {"document": "a", "change": {"type": "redact_phrase", "text": " "}}, "bad_expression"),
        ("change", {"document": "b", "change": {"type": "undo"}}, "internal"),
        ("change", {"document": "a", "change": {"type": "nope"}}, "internal"),
        ("view", {"document": "b", "first": 0, "last": 1}, "internal"),
        ("open", {"document": "c"}, "internal"),
        ("payload", {"document": "a", "contents": ["file"]}, "internal"),
        ("nope", {}, "internal"),
    ],
)
def test_what_cannot_be_done_is_answered_and_changes_nothing(kind: str, fields: Any, code: str) -> None:
    open_contract()
    before = ask("payload", document="a")
    failed = ask(kind, **fields)
    assert failed["type"] == "error"
    assert failed["error"]["code"] == code
    assert ask("payload", document="a") == before


def test_a_policy_that_cannot_be_used_opens_nothing() -> None:
    failed = open_contract(policy={"custom": [{"expression": "("}]})
    assert failed["error"]["code"] == "bad_expression"
    assert ask("view", document="a", first=0, last=0)["error"]["code"] == "internal"
