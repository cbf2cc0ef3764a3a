"""Uppy and FilePond with Docsieve in front: payloads go out, never a byte of a file or its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import inf
from pathlib import Path

import pytest
from docsieve.payload import decode
from docsieve.sealing import new_key, unseal
from playwright.sync_api import Page, expect

from e2e.example_pages import LIBRARIES, served
from e2e.form_receiver import receiving_forms
from e2e.guard import Guard
from e2e.in_browser import BLANK
from e2e.letter import ADDRESS, AGREE, assert_nothing_of_the_file, write_letter
from e2e.live_site import LiveSite
from e2e.made_files import write_text
from e2e.sending_site import TOKEN, Sending, sending
from pyodide_bundle.serve import Asset


@pytest.fixture
def wire(assets: Mapping[str, Asset], built_examples: Path, tmp_path: Path) -> Iterator[Sending]:
    """An intake that this test's site may send to; the examples lie beside the site and know its address."""
    everything = dict(assets)
    with sending(everything, tmp_path) as made:
        changes = {
            'data-endpoint="/intake/v1/payloads"': f'data-endpoint="{made.endpoint}"',
            'data-token=""': f'data-token="{TOKEN}"',
        }
        pages = served(built_examples, changes, tmp_path / "pages")
        everything.update(pages)
        made.site.add_paths(pages)
        yield made


@pytest.fixture
def site(wire: Sending) -> LiveSite:
    """The site that may send."""
    return wire.site


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A file with an address in it, and a name that says too much."""
    return write_letter(tmp_path)


def agree(page: Page) -> None:
    """Go through the dialog as a person who agrees."""
    page.get_by_role("button", name="See what will be sent").click()
    dialog = page.get_by_role("dialog", name="What is sent")
    expect(dialog.get_by_role("button", name="Hand over")).to_be_enabled()
    dialog.get_by_role("button", name="Hand over").click()
    expect(dialog).to_have_count(0)


# The examples, as a person uses them.


def test_uppy_sends_what_was_agreed_to_in_the_dialog(
    page: Page, wire: Sending, guard: Guard, letter: Path
) -> None:
    guard.expect(wire.problem)
    page.goto("/uppy/index.html")
    page.set_input_files("#documents", letter)
    page.get_by_role("button", name="Review and send").click()
    agree(page)
    expect(page.get_by_role("log")).to_contain_text("1 sent, 0 failed")
    [body] = wire.bodies()
    text = decode(body).document.pages[0].text or ""
    assert "zymurgist" in text
    assert ADDRESS not in text
    assert body in wire.relay.sent
    assert_nothing_of_the_file(bytes(wire.relay.sent), letter)


def test_uppy_sends_nothing_when_the_dialog_is_closed(
    page: Page, wire: Sending, guard: Guard, letter: Path
) -> None:
    page.goto("/uppy/index.html")
    page.set_input_files("#documents", letter)
    page.get_by_role("button", name="Review and send").click()
    page.get_by_role("button", name="Back to the files").click()
    expect(page.get_by_role("log")).to_contain_text("0 sent, 0 failed")
    assert not wire.relay.sent


def test_filepond_sends_what_was_agreed_to(page: Page, wire: Sending, guard: Guard, letter: Path) -> None:
    guard.expect(wire.problem)
    page.goto("/filepond/index.html")
    page.set_input_files("input[type=file]", letter)
    agree(page)
    expect(page.get_by_role("log")).to_contain_text("stored as")
    [body] = wire.bodies()
    assert "zymurgist" in (decode(body).document.pages[0].text or "")
    assert_nothing_of_the_file(bytes(wire.relay.sent), letter)


def test_filepond_sends_nothing_when_the_dialog_is_closed(
    page: Page, wire: Sending, guard: Guard, letter: Path
) -> None:
    page.goto("/filepond/index.html")
    page.set_input_files("input[type=file]", letter)
    page.get_by_role("button", name="Back to the files").click()
    expect(page.get_by_text("Will not be sent", exact=True)).to_be_visible()
    assert not wire.relay.sent


# Uppy, put together in other ways.

_UPPY = """
async ({ endpoint, token, libraries, xhr, options }) => {
  const { createClient } = await import("/docsieve.js");
  const { docsieveForUppy } = await import("/docsieve-uppy.js");
  const { Uppy, XHRUpload } = await import(libraries);
  const input = document.createElement("input");
  input.type = "file";
  input.id = "file";
  input.multiple = true;
  document.body.append(input);
  globalThis.messages = [];
  globalThis.reviews = 0;
  globalThis.uppy = new Uppy({ meta: { project: "p1" } });
  globalThis.docsieve = docsieveForUppy(uppy, {
    client: createClient(),
    review: (session, files) => {
      reviews += 1;
      return (REVIEW)(session, files);
    },
    ...options,
  });
  uppy.use(XHRUpload, {
    endpoint,
    headers: (file) => ({ ...docsieve.headersOf(file), Authorization: `Bearer ${token}` }),
    formData: false,
    shouldRetry: () => false,
    ...xhr,
  });
  uppy.on("info-visible", () => messages.push(...uppy.getState().info.map(({ message }) => message)));
  globalThis.add = () => {
    for (const file of document.getElementById("file").files) {
      uppy.addFile({
        data: file, name: file.name, type: file.type,
        meta: { relativePath: `secret-folder/${file.name}`, camera: "Leica 4711", caseId: "c9" },
        preview: URL.createObjectURL(file),
      });
    }
  };
  globalThis.upload = async () => {
    try {
      const { successful, failed } = await uppy.upload();
      return { successful: successful.length, failed: failed.length };
    } catch ({ name, message }) {
      return { name, message };
    }
  };
  globalThis.files = () => uppy.getFiles().map(({ name, type, size, meta, preview, extension, data }) => ({
    name, type, size, meta, preview, extension, isPayload: data.type === type && data.size === size,
  }));
}
"""


def open_uppy(
    page: Page,
    wire: Sending,
    files: list[Path],
    *,
    review: str = AGREE,
    xhr: Mapping[str, object] | None = None,
    options: Mapping[str, object] | None = None,
) -> None:
    page.goto(BLANK)
    page.evaluate(
        _UPPY.replace("REVIEW", review.strip()),
        {
            "endpoint": wire.endpoint,
            "token": TOKEN,
            "libraries": LIBRARIES,
            "xhr": xhr or {},
            "options": options or {},
        },
    )
    page.set_input_files("#file", files)
    page.evaluate("add()")


def test_a_file_in_uppy_becomes_its_payload_in_every_field(
    page: Page, wire: Sending, guard: Guard, letter: Path
) -> None:
    guard.expect(wire.problem)
    open_uppy(page, wire, [letter], options={"keepMeta": ["caseId"]})
    assert page.evaluate("upload()") == {"successful": 1, "failed": 0}, page.evaluate("messages")
    [body] = wire.bodies()
    [file] = page.evaluate("files()")
    media_type = "application/vnd.docsieve.payload+json"
    assert file == {
        "name": "document-1.json",
        "type": media_type,
        "size": len(body),
        "extension": "json",
        "preview": None,
        "isPayload": True,
        "meta": {"project": "p1", "caseId": "c9", "name": "document-1.json", "type": media_type},
    }
    assert_nothing_of_the_file(bytes(wire.relay.sent), letter)
    assert re.search(rb"(?i)idempotency-key: [0-9a-f-]{36}", bytes(wire.relay.sent))


def test_a_form_of_uppy_has_no_name_and_no_path_of_the_file(
    page: Page, wire: Sending, guard: Guard, letter: Path
) -> None:
    guard.expect(wire.problem)
    guard.expect(r"\[Uppy\]")  # which wants JSON for an answer
    with receiving_forms() as receiver:
        wire.relay.target = receiver.port
        # Same bytes on the wire, whatever the answer: a form goes to a server that is no intake.
        open_uppy(page, wire, [letter], xhr={"formData": True, "headers": {}})
        page.evaluate("upload()")
        [parts] = receiver.posts
    sent = {part.name: part for part in parts}
    assert sorted(sent) == ["file", "name", "project", "type"]
    assert sent["file"].filename == "document-1.json"
    assert "zymurgist" in sent["file"].data.decode()
    assert_nothing_of_the_file(bytes(wire.relay.sent), letter)
    assert b"secret-folder" not in wire.relay.sent
    assert b"Leica" not in wire.relay.sent


def test_refused_and_unreadable_files_leave_uppy_and_the_others_go(
    page: Page, wire: Sending, guard: Guard, letter: Path, tmp_path: Path
) -> None:
    guard.expect(wire.problem)
    refused = write_text(tmp_path / "refused.txt", "Not this one, whatever else you send.")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 8)
    open_uppy(
        page,
        wire,
        [refused, broken, letter],
        review="async (session, files) => new Map(await Promise.all(files.map(async ({ key, name }) =>"
        " [key, name === 'refused.txt' ? null : await session.payload(key)])))",
    )
    assert page.evaluate("upload()") == {"successful": 1, "failed": 0}, page.evaluate("messages")
    assert [file["name"] for file in page.evaluate("files()")] == ["document-1.json"]
    assert len(wire.stored()) == 1
    assert page.evaluate("messages.length") == 1  # why broken.pdf is gone
    for path in (letter, refused, broken):
        assert_nothing_of_the_file(bytes(wire.relay.sent), path)


@pytest.mark.parametrize(
    "review",
    [
        "async () => { throw new Error('the dialog broke') }",
        "async () => undefined",
        "async (session, files) => new Map(files.map(({ key, file }) => [key, file]))",
        "async (session, files) => new Map(files.map(({ key }) => [key, { bytes: () => [1, 2] }]))",
        "async (session, files) => new Map([[files[0].key, await session.payload(files[1].key)]])",
    ],
    ids=["throws", "nothing", "files", "look-alikes", "another document's"],
)
def test_a_review_that_fails_sends_nothing(
    page: Page, wire: Sending, letter: Path, tmp_path: Path, review: str
) -> None:
    other = write_text(tmp_path / "other.txt", "Another document of the set.")
    open_uppy(page, wire, [letter, other], review=review)
    assert "name" in page.evaluate("upload()")
    assert not wire.relay.sent
    # And with the next try it is asked again, rather than sent.
    assert "name" in page.evaluate("upload()")
    assert page.evaluate("reviews") == 2
    assert not wire.relay.sent


def test_refusing_all_sends_nothing(page: Page, wire: Sending, letter: Path) -> None:
    open_uppy(page, wire, [letter], review="async () => new Map()")
    assert page.evaluate("upload()") == {"successful": 0, "failed": 0}
    assert page.evaluate("files()") == []
    assert not wire.relay.sent


def test_files_that_are_not_here_or_were_exchanged_are_not_sent(
    page: Page, wire: Sending, letter: Path
) -> None:
    # An editor puts another file in the place of the one in review.
    open_uppy(
        page,
        wire,
        [letter],
        review="async (session, files) => {"
        " uppy.setFileState(files[0].key, { data: new File(['x'], 'x.txt') });"
        " return new Map([[files[0].key, await session.payload(files[0].key)]]) }",
    )
    assert "changed" in page.evaluate("upload()")["message"]
    page.evaluate("uppy.cancelAll()")
    page.evaluate(
        "uppy.addFile({ name: 'cloud.docx', data: { size: 3 }, isRemote: true, source: 'x',"
        " remote: { companionUrl: 'http://127.0.0.1:9', url: 'http://127.0.0.1:9/x', body: {} } })"
    )
    assert page.evaluate("upload()") == {"successful": 0, "failed": 0}
    assert not wire.relay.sent


def test_cancelling_in_review_sends_nothing(page: Page, wire: Sending, letter: Path) -> None:
    open_uppy(page, wire, [letter], review="() => new Promise(() => {})")
    page.evaluate("globalThis.ending = upload(); 0")
    page.wait_for_function("() => reviews === 1")
    page.evaluate("uppy.cancelAll()")
    assert page.evaluate("ending") == {"successful": 0, "failed": 0}
    assert page.evaluate("files()") == []
    assert not wire.relay.sent


def test_a_retry_of_uppy_sends_the_same_payload_under_the_same_key(
    page: Page, wire: Sending, guard: Guard, letter: Path
) -> None:
    guard.expect(wire.problem)
    guard.expect(r"ERR_EMPTY_RESPONSE|ERR_CONNECTION|\[Uppy\]")
    wire.relay.answers_to_lose = inf
    open_uppy(page, wire, [letter])
    # Uppy itself logs what failed.
    assert page.evaluate("upload()") == {"successful": 0, "failed": 1}
    wire.relay.answers_to_lose = 0
    page.evaluate("uppy.retryAll().then(() => {})")
    page.wait_for_function("() => uppy.getFiles()[0].progress.uploadComplete")
    assert page.evaluate("reviews") == 1
    assert len(wire.stored()) == 1
    keys = set(re.findall(rb"(?i)idempotency-key: ([0-9a-f-]{36})", bytes(wire.relay.sent)))
    assert len(keys) == 1


def test_a_sealed_payload_goes_through_uppy(page: Page, wire: Sending, guard: Guard, letter: Path) -> None:
    guard.expect(wire.problem)
    identity, recipient = new_key()
    open_uppy(page, wire, [letter], options={"recipients": [recipient]})
    assert page.evaluate("upload()") == {"successful": 1, "failed": 0}, page.evaluate("messages")
    [sealed] = wire.bodies()
    text = page.evaluate("docsieve.payloadOf(uppy.getFiles()[0].id).text()")
    assert unseal(sealed, [identity]) == text.encode()
    assert page.evaluate("files()[0].name") == "document-1.json.age"
    assert b"zymurgist" not in wire.relay.sent


def test_without_docsieve_a_file_is_sent_so_that_these_tests_can_fail(
    page: Page, wire: Sending, guard: Guard, letter: Path
) -> None:
    guard.expect(wire.problem)
    guard.expect(r"status of 4|\[Uppy\]")
    open_uppy(page, wire, [letter], xhr={"headers": {}})
    page.evaluate("docsieve.remove()")
    page.evaluate("upload()")
    assert letter.read_bytes()[:64] in wire.relay.sent
