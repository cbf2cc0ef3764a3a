"""Drop, review, redact, send: what is shown is what is sent, and nothing else ever is."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.guard import Guard
from e2e.live_site import LiveSite
from e2e.made_files import write_text
from e2e.review.letter import IBAN, LETTER, MAIL
from e2e.review_page import ENDPOINT, ReviewPage, bodies, posts, stored_rows


@pytest.mark.usefixtures("may_send")
def test_the_row_in_the_database_is_the_payload_that_was_shown(
    review: ReviewPage, site: LiveSite, database: Path, tmp_path: Path
) -> None:
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    expect(review.mark(MAIL)).to_have_count(2)
    review.redact("Bluebird")
    expect(review.mark("Bluebird")).to_have_count(1)
    expect(review.sent_side()).to_contain_text("about [CUSTOM-1].")
    review.mark(MAIL).last.click()
    expect(review.mark(MAIL).last).to_have_attribute("aria-pressed", "false")
    expect(review.sent_side()).to_contain_text(f"Again: {MAIL}.")
    expect(review.sent_side()).to_contain_text("write to [EMAIL-1] about")
    shown = review.see_payload()
    said = review.page.get_by_text(
        re.compile(r"^Send these [\d,]+ bytes to http://127.0.0.1:\d+/intake/v1/payloads\?$")
    )
    expect(said).to_be_visible()
    assert posts(site) == []
    review.send()
    [row] = stored_rows(database)
    assert row.body.decode() == shown
    assert row.sha256 == hashlib.sha256(row.body).hexdigest()
    expect(review.page.get_by_text(f"SHA-256 {row.sha256}", exact=True)).to_be_visible()
    assert row.media_type == "application/vnd.docsieve.payload+json"
    payload = json.loads(shown)
    assert payload["document"]["withheld"]["redacted"] == {"custom": 1, "email": 1, "iban": 1, "person": 1}
    assert "Bluebird" not in shown
    assert IBAN not in shown
    assert "letter.txt" not in shown
    assert posts(site) == [("POST", ENDPOINT)]


@pytest.mark.usefixtures("may_send")
def test_nothing_else_is_on_the_wire(
    review: ReviewPage, site: LiveSite, guard: Guard, database: Path, tmp_path: Path
) -> None:
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    review.redact("Bluebird")
    review.see_payload()
    review.send()
    [row] = stored_rows(database)
    received = bytes(site.received)
    # The body once, and besides it the heads of requests: no word of the letter that is not in the payload.
    assert received.count(row.body) == 1
    rest = received.replace(row.body, b"")
    digest = hashlib.sha256(f"{LETTER}\n".encode()).hexdigest()
    for trace in (
        MAIL,
        IBAN,
        "Bluebird",
        "Schmidt",
        "letter.txt",
        digest,
    ):
        assert trace.encode() not in received, trace
    heads = [head for head in rest.split(b"\r\n\r\n") if head]
    assert all(re.match(rb"(GET|POST) /", head) for head in heads)
    assert sum(head.startswith(b"POST /") for head in heads) == 1
    assert not re.search(rb"(?im)^(cookie|authorization|referer):", rest)
    browser_saw = [request for request in guard.requests if not request.startswith("GET ")]
    assert browser_saw == [f"POST {site.origin}{ENDPOINT}"]


@pytest.mark.usefixtures("may_send")
def test_the_account_of_the_network_stays_true(
    review: ReviewPage, guard: Guard, database: Path, tmp_path: Path
) -> None:
    guard.expect(f"{ENDPOINT}|401")
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    figure = review.page.locator("#bytes-sent")
    expect(figure).to_have_text("0")
    review.see_payload()
    expect(figure).to_have_text("0")
    review.send()
    [row] = stored_rows(database)
    expect(figure).to_have_text(f"{len(row.body):,}")
    explained = review.page.locator("#network-explanation")
    expect(explained).to_contain_text(f"You agreed to send {len(row.body):,} bytes")
    expect(explained).to_contain_text("Nothing else was sent.")
    # A request to the same address that nobody agreed to is another matter.
    review.page.evaluate(f"fetch('{ENDPOINT}').then((response) => response.text())")
    expect(figure).to_have_text("unknown")


def test_refused_consent_sends_nothing(
    review: ReviewPage, site: LiveSite, database: Path, tmp_path: Path
) -> None:
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    review.see_payload()
    review.button("Do not send").click()
    expect(review.heading("Review: letter.txt")).to_be_focused()
    review.button("Back to the files").click()
    expect(review.button("Review and send")).to_be_focused()
    review.page.wait_for_timeout(1000)
    assert posts(site) == []
    assert stored_rows(database) == []
    # The guard finds any request that is not a GET of the site's own files.


def test_properties_name_and_hash_of_the_file_are_sent_only_when_chosen(
    review: ReviewPage, tmp_path: Path
) -> None:
    import docx

    document = docx.Document()
    document.core_properties.author = "Robin Writer"
    document.core_properties.title = "The plan"
    document.add_paragraph("Nothing special here.")
    path = tmp_path / "plan.docx"
    document.save(str(path))
    review.open(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    shown = review.see_payload()
    for withheld in ("Robin", "plan.docx", digest):
        assert withheld not in shown
    review.page.get_by_role("checkbox", name="With the file’s name").check()
    review.page.get_by_role("checkbox", name=re.compile("With the SHA-256")).check()
    shown = review.shown_payload()
    assert json.loads(shown)["document"]["name"] == "plan.docx"
    assert json.loads(shown)["document"]["source_sha256"] == digest
    review.button("Back to the review").click()
    review.unfold("Properties of the file")
    review.page.get_by_role("checkbox", name=re.compile("^authors")).check()
    shown = review.see_payload()
    assert "authors" in json.loads(shown)["document"]["metadata"]


@pytest.mark.usefixtures("may_send")
def test_uploads_go_on_after_a_reload(
    review: ReviewPage, context: BrowserContext, guard: Guard, site: LiveSite, database: Path, tmp_path: Path
) -> None:
    guard.expect("ERR_FAILED")
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    shown = review.see_payload()
    # What a lost network looks like to the page.
    context.route(f"**{ENDPOINT}", lambda route: route.abort())
    review.button("Send").click()
    expect(review.uploads()).to_contain_text(re.compile("bytes|Waiting"))
    review.page.wait_for_timeout(500)
    assert stored_rows(database) == []
    review.page.reload()
    expect(review.uploads()).to_contain_text("From an earlier visit")
    context.unroute(f"**{ENDPOINT}")
    expect(review.button("Save receipt")).to_be_visible()
    assert bodies(stored_rows(database)) == [shown]
    review.page.reload()
    expect(review.button("Choose files")).to_be_visible()
    review.page.wait_for_timeout(1000)
    expect(review.uploads()).to_have_count(0)
    assert len(posts(site)) == 1


@pytest.mark.usefixtures("may_send")
def test_an_upload_can_be_cancelled(
    review: ReviewPage, context: BrowserContext, guard: Guard, site: LiveSite, tmp_path: Path
) -> None:
    guard.expect("ERR_FAILED")
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    review.see_payload()
    context.route(f"**{ENDPOINT}", lambda route: route.abort())
    review.button("Send").click()
    review.uploads().get_by_role("button", name="Cancel").click()
    expect(review.uploads()).to_have_count(0)
    context.unroute(f"**{ENDPOINT}")
    review.page.reload()
    review.page.wait_for_timeout(1500)
    assert posts(site) == []


@pytest.mark.parametrize("site_settings", [{}])
def test_without_an_endpoint_the_payload_is_saved(review: ReviewPage, site: LiveSite, tmp_path: Path) -> None:
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    review.button("See what will be sent").click()
    expect(review.heading("What will be saved")).to_be_focused()
    expect(review.button("Save payload")).to_be_enabled()
    shown = review.page.locator(".bytes docsieve-chunked-text").evaluate("(e) => e.textContent")
    with review.page.expect_download() as download:
        review.button("Save payload").click()
    assert Path(download.value.path()).read_bytes() == shown.encode()
    expect(review.button("Send")).to_have_count(0)


@pytest.mark.parametrize(
    "site_settings", [{"endpoint": "javascript:alert(1)"}, {"recipients": ["<b>key</b>"]}]
)
def test_settings_that_cannot_be_used_are_said_and_nothing_can_be_sent(
    review: ReviewPage, tmp_path: Path
) -> None:
    expect(review.page.get_by_role("alert").filter(has_text="site.json cannot be used")).to_be_visible()
    review.choose(write_text(tmp_path / "letter.txt", LETTER))
    review.wait_until_read("letter.txt")
    expect(review.button("Review and send")).to_have_count(0)


class TestSealed:
    """Payloads for the holder of a key alone."""

    @pytest.fixture
    def identity(self) -> Any:
        import pyrage

        return pyrage.x25519.Identity.generate()

    @pytest.fixture
    def site_settings(self, identity: Any) -> dict[str, Any]:
        return {"endpoint": ENDPOINT.removeprefix("/"), "recipients": [str(identity.to_public())]}

    @pytest.mark.usefixtures("may_send")
    def test_a_sealed_upload_opens_with_the_key_alone(
        self, review: ReviewPage, site: LiveSite, database: Path, identity: Any, tmp_path: Path
    ) -> None:
        import pyrage

        review.open(write_text(tmp_path / "letter.txt", f"{LETTER} Nightingale."))
        shown = review.see_payload()
        expect(review.page.get_by_text(str(identity.to_public()), exact=True)).to_be_visible()
        review.send()
        [row] = stored_rows(database)
        assert row.media_type == "application/age"
        assert pyrage.decrypt(row.body, [identity]).decode() == shown
        assert "Nightingale" in shown
        assert b"Nightingale" not in site.received
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(row.body, [pyrage.x25519.Identity.generate()])
