"""`<docsieve-field>` in a plain form: a multipart POST of payloads, to any server that takes forms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from docsieve.payload import decode
from docsieve.sealing import new_key, unseal
from playwright.sync_api import Page, expect

from e2e.example_pages import served
from e2e.form_receiver import FormReceiver, receiving_forms
from e2e.guard import Guard
from e2e.letter import AGREE, assert_nothing_of_the_file, write_letter
from e2e.live_site import LiveSite, serve_site
from e2e.made_files import write_text
from pyodide_bundle.headers import CONTENT_SECURITY_POLICY
from pyodide_bundle.serve import Asset


@pytest.fixture
def receiver() -> Iterator[FormReceiver]:
    """A server that takes forms."""
    with receiving_forms() as started:
        yield started


@pytest.fixture
def site(
    assets: Mapping[str, Asset], built_examples: Path, tmp_path: Path, receiver: FormReceiver
) -> Iterator[LiveSite]:
    """The site with the example, whose form goes to that server, as its policy allows."""
    changes = {'action="/send"': f'action="{receiver.origin}/send"'}
    pages = served(built_examples, changes, tmp_path / "pages")
    policy = CONTENT_SECURITY_POLICY.replace("form-action 'none'", f"form-action {receiver.origin}")
    with serve_site({**assets, **pages}, policy=policy) as live:
        yield live


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A file with an address in it, and a name that says too much."""
    return write_letter(tmp_path)


class FormPage:
    """The page with the form, and where it goes."""

    def __init__(self, page: Page, site: LiveSite, receiver: FormReceiver) -> None:
        self.page = page
        self.site = site
        self.receiver = receiver

    def review_with(self, review: str) -> None:
        """Set the review of the field."""
        self.page.evaluate(f"() => {{ document.querySelector('docsieve-field').review = {review.strip()}; }}")

    def choose(self, *paths: Path) -> None:
        self.page.set_input_files("docsieve-field input[type=file]", list(paths))

    def send(self) -> None:
        self.page.get_by_role("button", name="Send", exact=True).click()

    def field(self, expression: str) -> object:
        """Ask the field."""
        return self.page.evaluate(f"((field) => {expression})(document.querySelector('docsieve-field'))")


@pytest.fixture
def form_page(page: Page, guard: Guard, site: LiveSite, receiver: FormReceiver) -> FormPage:
    """The example of a form, opened."""
    guard.expect(re.escape(receiver.origin))
    page.goto("/form/index.html")
    return FormPage(page, site, receiver)


def test_a_form_sends_payloads_and_fields_and_nothing_else(
    form_page: FormPage, letter: Path, tmp_path: Path
) -> None:
    page, receiver = form_page.page, form_page.receiver
    form_page.review_with(AGREE)
    other = write_text(tmp_path / "second.txt", "A second document of no secret.")
    form_page.choose(letter, other)
    expect(page.get_by_text("of text will be sent")).to_have_count(2)
    form_page.send()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    [parts] = receiver.posts
    assert [part.name for part in parts] == ["reference", "documents", "documents"]
    assert [part.filename for part in parts[1:]] == ["document-1.json", "document-2.json"]
    assert {part.media_type for part in parts[1:]} == {"application/vnd.docsieve.payload+json"}
    texts = [decode(part.data).document.pages[0].text or "" for part in parts[1:]]
    assert "zymurgist" in texts[0]
    assert "second document" in texts[1]
    for sent in (bytes(receiver.received), bytes(form_page.site.received)):
        assert_nothing_of_the_file(sent, letter)
        assert other.name.encode() not in sent


def test_a_form_asks_in_a_dialog_that_names_where_it_goes(form_page: FormPage, letter: Path) -> None:
    page, receiver = form_page.page, form_page.receiver
    form_page.choose(letter)
    page.get_by_role("button", name="See what will be sent").click()
    expect(page.get_by_role("dialog")).to_contain_text(f"127.0.0.1:{receiver.port}")
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_text("of text will be sent")).to_be_visible()
    form_page.send()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    assert_nothing_of_the_file(bytes(receiver.received), letter)


@pytest.mark.parametrize(
    ("review", "message"),
    [
        ("() => new Promise(() => {})", "The documents must be reviewed first."),
        ("async () => { throw new Error('broke') }", "The documents must be reviewed first."),
        ("async () => new Map()", "Choose a document."),
    ],
    ids=["in review", "review failed", "refused"],
)
def test_a_form_does_not_go_without_a_review(
    form_page: FormPage, letter: Path, review: str, message: str
) -> None:
    form_page.page.evaluate(
        "(document.querySelector('docsieve-field').addEventListener('docsieve-review-error', () => {}), 0)"
    )
    form_page.review_with(review)
    form_page.choose(letter)
    form_page.page.wait_for_function(
        "(message) => document.querySelector('docsieve-field').validationMessage === message", arg=message
    )
    form_page.send()
    assert form_page.field("field.form.checkValidity()") is False
    assert form_page.receiver.posts == []
    # Even a page that sends without asking sends no document.
    form_page.page.evaluate("document.querySelector('form').submit()")
    expect(form_page.page.get_by_text("Thank you.")).to_be_visible()
    assert [part.name for part in form_page.receiver.posts[0]] == ["reference"]
    assert_nothing_of_the_file(bytes(form_page.receiver.received), letter)


def test_a_field_is_reset_disabled_and_sealed_like_any_other(form_page: FormPage, letter: Path) -> None:
    page = form_page.page
    form_page.review_with(AGREE)
    identity, recipient = new_key()
    page.evaluate(
        "(key) => document.querySelector('docsieve-field').setAttribute('recipients', key)", recipient
    )
    form_page.choose(letter)
    expect(page.get_by_text("of text will be sent")).to_be_visible()
    count = "new FormData(field.form).getAll('documents').length"
    assert form_page.field(count) == 1
    assert form_page.field("(field.disabled = true, " + count + ")") == 0
    expect(page.get_by_role("button", name="Choose documents")).to_be_disabled()
    assert form_page.field("(field.disabled = false, " + count + ")") == 1
    page.get_by_role("button", name="Start anew").click()
    assert form_page.field(count) == 0
    assert form_page.field("field.validity.valueMissing") is True
    form_page.choose(letter)
    expect(page.get_by_text("of text will be sent")).to_be_visible()
    form_page.send()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    sealed = form_page.receiver.posts[0][1]
    assert (sealed.filename, sealed.media_type) == ("document-2.json.age", "application/age")
    assert "zymurgist" in json.loads(unseal(sealed.data, [identity]))["document"]["pages"][0]["text"]


def test_a_step_back_brings_no_document_back(form_page: FormPage, letter: Path) -> None:
    page = form_page.page
    form_page.review_with(AGREE)
    form_page.choose(letter)
    expect(page.get_by_text("of text will be sent")).to_be_visible()
    page.goto("about:blank")
    page.go_back()
    page.wait_for_function("() => document.querySelector('docsieve-field')?.form")
    page.reload()
    assert form_page.field("new FormData(field.form).getAll('documents').length") == 0
