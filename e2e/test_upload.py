"""`docsieve-upload.js` against a real intake: what was reviewed is stored, once, whatever happens."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from math import inf
from pathlib import Path
from typing import Any

import pytest
from docsieve.sealing import new_key, unseal
from playwright.sync_api import BrowserContext, Page

from e2e.guard import Guard
from e2e.in_browser import BLANK
from e2e.live_site import LiveSite
from e2e.made_files import write_docx
from e2e.sending_site import TOKEN, Sending, sending
from pyodide_bundle.serve import Asset

ADDRESS = "quizzaciously@example.com"
TEXT = f"The bright zymurgist writes to {ADDRESS} today."

#: What a page does: a client, a queue, a payload of a chosen file.
_SET_UP = """
async ({ endpoint, token, settings }) => {
  const { createClient } = await import("/docsieve.js");
  globalThis.uploads = await import("/docsieve-upload.js");
  const input = document.createElement("input");
  input.type = "file";
  input.id = "file";
  document.body.append(input);
  globalThis.client = createClient();
  globalThis.target = { endpoint, token, ...settings };
  globalThis.states = [];
  globalThis.queue = new uploads.UploadQueue({
    ...target,
    onChange: ({ state }) => states.push(state.is),
  });
  globalThis.review = async () => {
    const [file] = document.getElementById("file").files;
    const { json } = await client.parse(file, { outputs: ["json"] });
    const session = await client.openReview([{ key: "d", json, filename: file.name }]);
    globalThis.payload = await session.payload("d");
    session.dispose();
    return payload.text();
  };
  globalThis.ended = (done) => done.then(
    (receipt) => ({ receipt }),
    ({ name, code, reason, status, message }) => ({ name, code, reason, status, message }),
  );
}
"""


@pytest.fixture
def intake_settings() -> dict[str, str]:
    """Settings of the intake of one test."""
    return {}


@pytest.fixture
def wire(assets: Mapping[str, Asset], tmp_path: Path, intake_settings: dict[str, str]) -> Iterator[Sending]:
    """An intake that this test's site may send to."""
    with sending(assets, tmp_path, **intake_settings) as made:
        yield made


@pytest.fixture
def site(wire: Sending) -> LiveSite:
    """The site that may send."""
    return wire.site


@pytest.fixture
def sender(page: Page, guard: Guard, wire: Sending, tmp_path: Path) -> Page:
    """A page with `payload` reviewed, and nothing sent."""
    guard.expect(wire.problem)
    open_page(page, wire)
    page.set_input_files("#file", write_docx(tmp_path / "confidential.docx", TEXT))
    text: str = page.evaluate("review()")
    assert "zymurgist" in text
    assert ADDRESS not in text
    assert not wire.relay.sent
    return page


def open_page(page: Page, wire: Sending, **settings: Any) -> None:
    page.goto(BLANK)
    page.evaluate(_SET_UP, {"endpoint": wire.endpoint, "token": TOKEN, "settings": settings})


def shown(page: Page) -> bytes:
    text: str = page.evaluate("payload.text()")
    return text.encode()


def assert_nothing_else_left(wire: Sending) -> None:
    for trace in (ADDRESS.encode(), b"confidential.docx", b"PK\x03\x04", b"word/document.xml"):
        assert trace not in wire.relay.sent
        assert trace not in wire.site.received


def test_a_payload_is_stored_as_it_was_shown_and_the_receipt_says_so(sender: Page, wire: Sending) -> None:
    receipt = sender.evaluate("uploads.upload(payload, target)")
    assert wire.bodies() == [shown(sender)]
    assert receipt["answer"]["id"] == wire.stored()[0]["id"]
    assert receipt["answer"]["sha256"] == receipt["payload"]["sha256"]
    assert receipt["endpoint"] == wire.endpoint
    assert_nothing_else_left(wire)


def test_files_and_look_alikes_are_not_uploaded(sender: Page, wire: Sending) -> None:
    tries = [
        "document.getElementById('file').files[0]",
        "payload.toBlob()",
        "payload.text()",
        "{ ...payload, bytes: () => payload.bytes() }",
        "Object.create(uploads.ReviewedPayload.prototype)",
        "Object.create(payload)",
    ]
    for attempt in tries:
        ended = sender.evaluate(f"ended(uploads.upload({attempt}, target))")
        assert ended.get("name") == "TypeError", attempt
    assert "TypeError" in sender.evaluate(
        "(() => { try { new uploads.ReviewedPayload({}, {}) } catch (error) { return error.name } })()"
    )
    assert not wire.relay.sent


def test_an_upload_waits_for_the_network_over_a_reload_and_is_stored_once(
    sender: Page, wire: Sending, guard: Guard, context: BrowserContext
) -> None:
    guard.expect("ERR_INTERNET_DISCONNECTED")
    expected = shown(sender)
    context.set_offline(True)
    key = sender.evaluate("queue.add(payload, 'confidential.docx').then((upload) => upload.key)")
    sender.wait_for_function("() => states.includes('sending')")
    assert wire.stored() == []
    # The page is left while there is no network; another visit goes on.
    sender.goto("about:blank")
    context.set_offline(False)
    open_page(sender, wire)
    resumed = sender.evaluate("queue.resume().then((all) => all.map(({ key, name }) => [key, name]))")
    assert resumed == [[key, "confidential.docx"]]
    assert "receipt" in sender.evaluate("ended(queue.uploads[0].done)")
    assert wire.bodies() == [expected]
    # Nothing waits any more, on this visit or the next.
    open_page(sender, wire)
    assert sender.evaluate("queue.resume().then((all) => all.length)") == 0
    assert len(wire.stored()) == 1
    assert_nothing_else_left(wire)


def test_a_lost_answer_stores_nothing_twice(sender: Page, wire: Sending, guard: Guard) -> None:
    guard.expect("ERR_EMPTY_RESPONSE|ERR_CONNECTION")
    wire.relay.answers_to_lose = 1
    ended = sender.evaluate("queue.add(payload, 'one').then(({ done }) => ended(done))")
    assert wire.relay.answers_lost == 1
    assert ended["receipt"]["answer"]["duplicate"] is True
    assert len(wire.stored()) == 1


def test_a_lost_answer_and_a_closed_page_store_nothing_twice(
    sender: Page, wire: Sending, guard: Guard
) -> None:
    guard.expect("ERR_EMPTY_RESPONSE|ERR_CONNECTION")
    wire.relay.answers_to_lose = inf
    # Without retries: the page goes away before it could try again.
    sender.evaluate("globalThis.queue = new uploads.UploadQueue({ ...target, retries: 0 })")
    ended = sender.evaluate("queue.add(payload, 'one').then(({ done }) => ended(done))")
    assert ended["code"] == "network"
    assert len(wire.stored()) == 1
    wire.relay.answers_to_lose = 0
    open_page(sender, wire)
    ended = sender.evaluate("queue.resume().then(([{ done }]) => ended(done))")
    assert ended["receipt"]["answer"]["duplicate"] is True
    assert len(wire.stored()) == 1


def test_a_cancelled_upload_is_gone_for_good(
    sender: Page, wire: Sending, guard: Guard, context: BrowserContext
) -> None:
    guard.expect("ERR_INTERNET_DISCONNECTED")
    context.set_offline(True)
    sender.evaluate("queue.add(payload, 'one').then(({ done }) => { globalThis.ending = ended(done) })")
    sender.wait_for_function("() => states.includes('sending')")
    sender.evaluate("queue.cancel(queue.uploads[0].key)")
    assert sender.evaluate("ending")["code"] == "cancelled"
    context.set_offline(False)
    open_page(sender, wire)
    assert sender.evaluate("queue.resume().then((all) => all.length)") == 0
    assert wire.stored() == []
    # Chromium asks by OPTIONS whether it may, even without a network.
    assert b"POST " not in wire.relay.sent
    assert b"zymurgist" not in wire.relay.sent


def test_a_payload_in_memory_is_never_on_the_disk(
    sender: Page, wire: Sending, guard: Guard, context: BrowserContext
) -> None:
    guard.expect("ERR_INTERNET_DISCONNECTED")
    context.set_offline(True)
    sender.evaluate(
        "globalThis.queue = new uploads.UploadQueue({ ...target, store: new uploads.MemoryStore() })"
    )
    sender.evaluate("queue.add(payload, 'one').then(() => {})")
    assert sender.evaluate("indexedDB.databases()") == []
    context.set_offline(False)


@pytest.mark.parametrize("intake_settings", [{"rate": "1/2seconds"}])
def test_a_receiver_that_asks_for_a_pause_gets_it(sender: Page, wire: Sending, guard: Guard) -> None:
    guard.expect("status of 429")
    ended = sender.evaluate(
        "Promise.all(['a', 'b'].map((name) => queue.add(payload, name))).then((all) =>"
        " Promise.all(all.map(({ done }) => ended(done))))"
    )
    assert [sorted(one) for one in ended] == [["receipt"], ["receipt"]]
    assert wire.relay.sent.count(b"POST /v1/payloads") > 2  # one was refused first
    # The intake's own list counts against the same rate as everything.
    receipts = [one["receipt"]["answer"] for one in ended]
    assert len({answer["id"] for answer in receipts}) == 2
    assert not any(answer["duplicate"] for answer in receipts)


def test_a_key_that_was_used_for_something_else_ends_the_upload(
    sender: Page, wire: Sending, guard: Guard, context: BrowserContext, tmp_path: Path
) -> None:
    guard.expect("ERR_INTERNET_DISCONNECTED|status of 409")
    context.set_offline(True)
    key = sender.evaluate("queue.add(payload, 'one').then((upload) => upload.key)")
    changed = json.loads(shown(sender))
    changed["document"]["pages"][0]["text"] = "Something else."
    other = json.dumps(changed, ensure_ascii=False, separators=(",", ":")).encode()
    assert wire.intake.send(other, key).status == 201
    context.set_offline(False)
    ended = sender.evaluate("ended(queue.uploads[0].done)")
    assert (ended["code"], ended["reason"], ended["status"]) == ("refused", "key_reused", 409)
    assert wire.bodies() == [other]


def test_a_sealed_payload_opens_with_the_key_alone_and_is_the_payload_shown(
    sender: Page, wire: Sending
) -> None:
    identity, recipient = new_key()
    receipt = sender.evaluate(
        "(recipient) => uploads.upload(payload, { ...target, recipients: [recipient] })", recipient
    )
    [sealed] = wire.bodies()
    assert sealed.startswith(b"age-encryption.org/v1")
    assert unseal(sealed, [identity]) == shown(sender)
    assert receipt["sealed"]["bytes"] == len(sealed)
    assert b"zymurgist" not in wire.relay.sent
    assert_nothing_else_left(wire)


def test_the_cipher_is_loaded_by_pages_that_seal_only(sender: Page, wire: Sending) -> None:
    sender.evaluate("uploads.upload(payload, target)")
    asked = [path for _, path in wire.site.requests]
    assert not [path for path in asked if re.search(r"on-demand/age-", path)]


def test_another_origin_than_the_policy_names_hears_nothing(
    sender: Page, wire: Sending, guard: Guard
) -> None:
    guard.expect("connect-src|Refused to connect|violates the following|csp-violations|ERR_BLOCKED_BY_CSP")
    elsewhere = f"http://127.0.0.1:{wire.intake.port}/v1/payloads"
    guard.expect(re.escape(elsewhere))
    ended = sender.evaluate(
        "(endpoint) => ended(uploads.upload(payload, { ...target, endpoint, retries: 0 }))", elsewhere
    )
    assert ended["code"] == "network"
    assert wire.stored() == []


def test_an_intake_that_was_told_of_no_page_takes_nothing_from_one(
    sender: Page, wire: Sending, guard: Guard, assets: Mapping[str, Asset], tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    guard.expect("CORS|ERR_FAILED")
    from tests.intake.running import RunningIntake

    without = RunningIntake(f"sqlite:///{tmp_path}/other/intake.db", tmp_path / "other")
    try:
        wire.relay.target = without.port
        ended = sender.evaluate("ended(uploads.upload(payload, { ...target, retries: 0 }))")
        assert ended["code"] == "network"
        assert without.read("/v1/payloads").json["payloads"] == []
        # The browser asked whether it may, and sent no text with the question.
        assert b"zymurgist" not in wire.relay.sent
    finally:
        without.kill()
