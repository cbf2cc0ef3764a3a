"""No byte of a file crosses the network: two witnesses, then none at all, then no network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from e2e.guard import BROWSERS_OWN, Guard
from e2e.in_browser import BrowserClient
from e2e.live_site import LiveSite
from e2e.made_files import SECRET, write_docx, write_pdf, write_text

#: What any encoding of the secret that a careless program might send would still show.
_TRACES = (
    SECRET.encode(),
    SECRET.replace(" ", "%20").encode(),
    SECRET.replace(" ", "+").encode(),
    b"confidential",
)


#: All that a page of the site could have kept, as text.
_KEPT = """
async () => JSON.stringify({
  local: { ...localStorage }, session: { ...sessionStorage },
  databases: (await indexedDB.databases()).map(({ name }) => name), caches: await caches.keys(),
})
"""


def _files(folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    return [
        write_pdf(folder / "confidential.pdf", pages=3),
        write_docx(folder / "confidential.docx"),
        write_text(folder / "confidential.txt"),
    ]


def test_server_receives_nothing_but_requests_for_its_files(
    client_page: BrowserClient, site: LiveSite, guard: Guard, tmp_path: Path
) -> None:
    for path in _files(tmp_path / "in"):
        assert client_page.parse(path).code is None
    received = bytes(site.received)
    assert not [trace for trace in _TRACES if trace in received]
    # The requests account for every byte: heads of GETs, no body after any of them.
    heads = re.split(rb"\r\n\r\n", received)
    assert heads.pop() == b""
    assert all(head.startswith(b"GET /") for head in heads)
    assert not re.search(rb"(?im)^(content-length|transfer-encoding|cookie|authorization|referer):", received)
    # Both witnesses tell the same story.
    browser_saw = {request.removeprefix(f"GET {site.origin}") for request in guard.requests}
    assert {path for _, path in site.requests} - {BROWSERS_OWN} == browser_saw - {BROWSERS_OWN}


def test_nothing_is_requested_once_a_format_is_loaded(
    client_page: BrowserClient, site: LiveSite, guard: Guard, tmp_path: Path
) -> None:
    files = _files(tmp_path / "in")
    for path in files:
        assert client_page.parse(path).code is None
    requests, received = len(guard.requests), len(site.received)
    assert requests > 0
    for path in files:
        assert client_page.parse(path).code is None
    assert len(guard.requests) == requests
    assert len(site.received) == received


def test_a_word_document_never_fetches_the_pdf_engine(
    client_page: BrowserClient, site: LiveSite, tmp_path: Path
) -> None:
    client_page.ready()
    at_start = len(site.requests)
    assert client_page.parse(write_docx(tmp_path / "a.docx")).code is None
    assert len(site.requests) == at_start
    asked = " ".join(path for _, path in site.requests)
    assert "packages_rest" in asked
    for others in (
        "pypdf",
        "pdfglyphs",
        "markdown_it",
        "charset_normalizer",
        "crypto",
        "argon2",
    ):
        assert others not in asked
    assert client_page.parse(write_pdf(tmp_path / "a.pdf")).code is None
    assert "pypdfium2" in " ".join(path for _, path in site.requests)
    assert "pypdf-" not in " ".join(path for _, path in site.requests)


def test_every_byte_that_was_fetched_is_the_one_that_was_built(
    client_page: BrowserClient, site: LiveSite, tmp_path: Path
) -> None:
    assert client_page.parse(write_pdf(tmp_path / "a.pdf")).code is None
    manifest = client_page.page.evaluate("fetch('/manifest.json').then((r) => r.json())")["files"]
    fetched = {path.removeprefix("/") for _, path in site.requests if path != BROWSERS_OWN} - {
        "",
        "manifest.json",
    }
    assert fetched
    assert fetched <= manifest.keys()
    for name in fetched:
        digest = client_page.page.evaluate(
            """async (url) => {
              const bytes = await (await fetch(url)).arrayBuffer();
              return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
            }""",
            f"/{name}",
        )
        assert digest == manifest[name]["sha256"], name


def test_files_are_read_with_the_network_unplugged_and_the_server_gone(
    client_page: BrowserClient, context: BrowserContext, site: LiveSite, guard: Guard, tmp_path: Path
) -> None:
    files = _files(tmp_path / "in")
    before = {path: client_page.parse(path).json_sha256 for path in files}
    requests = len(guard.requests)
    context.set_offline(True)
    site.stop()
    for path in files:
        assert client_page.parse(path).json_sha256 == before[path], path.name
    assert len(guard.requests) == requests


def test_page_reads_a_drop_offline(
    drop_page: Page, context: BrowserContext, site: LiveSite, guard: Guard, tmp_path: Path
) -> None:
    files = _files(tmp_path / "in")
    choose = drop_page.locator("input[type=file]:not([webkitdirectory])").first
    choose.set_input_files(files)
    expect(drop_page.get_by_role("button", name="Cancel")).to_have_count(0)
    requests = len(guard.requests)
    context.set_offline(True)
    site.stop()
    choose.set_input_files(write_pdf(tmp_path / "later.pdf", text="Read without a network"))
    drop_page.get_by_role("button", name=re.compile("later.pdf")).click()
    expect(drop_page.get_by_role("tabpanel")).to_contain_text("Read without a network")
    assert len(guard.requests) == requests


def test_page_says_how_many_bytes_were_sent(drop_page: Page, tmp_path: Path) -> None:
    drop_page.locator("input[type=file]:not([webkitdirectory])").first.set_input_files(
        _files(tmp_path / "in")
    )
    expect(drop_page.get_by_role("button", name="Cancel")).to_have_count(0)
    expect(drop_page.get_by_text(re.compile(r"bytes sent:?\s*0", re.I)).first).to_be_visible()


def test_nothing_of_a_file_is_kept(
    client_page: BrowserClient, context: BrowserContext, tmp_path: Path
) -> None:
    assert client_page.parse(write_text(tmp_path / "a.txt")).code is None
    kept = client_page.page.evaluate(
        """async () => ({
          local: { ...localStorage }, session: { ...sessionStorage },
          databases: (await indexedDB.databases()).length, caches: await caches.keys(),
        })"""
    )
    assert SECRET not in str(kept)
    assert context.cookies() == []


@pytest.mark.parametrize("password", ["open sesame 4711", "not this one 4711"], ids=["right", "wrong"])
def test_a_password_ends_with_the_worker_that_was_given_it(
    client_page: BrowserClient, context: BrowserContext, site: LiveSite, tmp_path: Path, password: str
) -> None:
    said: list[str] = []
    context.on("console", lambda message: said.append(_told(message)))
    client_page.ready()
    [before] = client_page.page.workers
    locked = write_pdf(tmp_path / "locked.pdf", password="open sesame 4711")
    parsed = client_page.parse(locked, outputs=["text", "json"], password=password)
    assert parsed.code == (None if password.startswith("open") else "wrong_password")
    # Ended, and its memory with it, before another file is read.
    assert client_page.parse(write_text(tmp_path / "next.txt")).code is None
    client_page.page.wait_for_timeout(500)
    [after] = client_page.page.workers
    assert after is not before
    # Nowhere in what came back, was said, kept or sent.
    kept = client_page.page.evaluate(_KEPT)
    told = client_page.page.evaluate("JSON.stringify([globalThis.seen, globalThis.lastJson])")
    everything = [
        str(parsed.answer),
        parsed.message,
        kept,
        told,
        *said,
        bytes(site.received).decode("latin-1"),
    ]
    assert not [text for text in everything if "4711" in text and password in text]
    assert password.replace(" ", "%20").encode() not in site.received
    assert context.cookies() == []


def _told(message: ConsoleMessage) -> str:
    return f"{message.text} {message.location}"


@pytest.mark.parametrize("path", ["/docsieve.js", "/docsieve-element.js", "/"])
def test_entries_are_in_the_manifest_as_served(site: LiveSite, path: str) -> None:
    assert path in site.paths
