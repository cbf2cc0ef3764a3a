"""The worker: cancelled, out of time, crashed, unable to start. Each costs one file, said in seconds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from e2e.guard import Guard
from e2e.in_browser import BrowserClient
from e2e.in_worker import WorkerInspector
from e2e.live_site import REPORTS, serve_site
from e2e.made_files import SECRET, write_broken_pdf, write_docx, write_pdf, write_text
from pyodide_bundle.headers import CONTENT_SECURITY_POLICY, WORKER_CONTENT_SECURITY_POLICY
from pyodide_bundle.serve import Asset

#: A trap as the browser itself makes it: a module whose only function is `unreachable`.
_TRAP = """
const code = Uint8Array.of(0,97,115,109,1,0,0,0, 1,4,1,96,0,0, 3,2,1,0, 7,5,1,1,116,0,0, 10,5,1,3,0,0,11);
const trap = new WebAssembly.Instance(new WebAssembly.Module(code)).exports.t;
"""
#: Where the first page of a PDF is read; a document of this many pages takes seconds.
MANY_PAGES = 3000


def test_outputs_progress_and_formats(used_client: BrowserClient, tmp_path: Path) -> None:
    assert {"pdf", "docx", "txt"} <= {*used_client.ready(), "txt"}
    parsed = used_client.parse(
        write_pdf(tmp_path / "three.pdf", pages=3), outputs=["text", "markdown", "json"]
    )
    assert parsed.code is None
    assert (parsed.answer["format"], parsed.answer["pages"]) == ("pdf", 3)
    assert all(f"{SECRET} page {n}" in parsed.answer["text"] for n in (1, 2, 3))
    assert SECRET in parsed.answer["markdown"]
    assert [step for step in parsed.progress if step[0] == "parse"][-1][1:] == (3, 3)


def test_only_outputs_that_were_asked_for_are_made(used_client: BrowserClient, tmp_path: Path) -> None:
    parsed = used_client.parse(write_text(tmp_path / "note.txt"), outputs=["text"])
    assert SECRET in parsed.answer["text"]
    assert parsed.answer.get("markdown") is None
    assert parsed.answer["jsonBytes"] == 0


def test_error_of_a_bad_file_leaves_the_worker_at_work(used_client: BrowserClient, tmp_path: Path) -> None:
    used_client.ready()
    before = used_client.page.workers
    bad = used_client.parse(write_broken_pdf(tmp_path / "broken.pdf"))
    assert bad.code == "corrupt"
    assert bad.answer["userFacing"]
    assert used_client.parse(write_pdf(tmp_path / "good.pdf")).code is None
    assert used_client.page.workers == before


def test_cancelling_ends_the_worker_and_the_next_file_is_read(
    client_page: BrowserClient, tmp_path: Path
) -> None:
    client_page.ready()
    [before] = client_page.page.workers
    cancelled = client_page.parse(write_pdf(tmp_path / "long.pdf", pages=MANY_PAGES), abort_after="parse")
    assert cancelled.code == "cancelled"
    assert client_page.parse(write_pdf(tmp_path / "short.pdf")).code is None
    for _ in range(100):  # the browser tells of a worker's end a moment after it
        if before not in client_page.page.workers:
            break
        client_page.page.wait_for_timeout(100)
    assert before not in client_page.page.workers
    assert len(client_page.page.workers) == 1


def test_cancelling_before_the_start_costs_nothing(used_client: BrowserClient, tmp_path: Path) -> None:
    used_client.ready()
    before = used_client.page.workers
    assert used_client.parse(write_pdf(tmp_path / "a.pdf"), abort_after=0).code == "cancelled"
    assert used_client.page.workers == before


def test_file_that_takes_too_long_is_stopped(client_page: BrowserClient, tmp_path: Path) -> None:
    client_page.ready()
    slow = client_page.parse(write_pdf(tmp_path / "long.pdf", pages=MANY_PAGES), timeout=150)
    assert slow.code == "timeout"
    assert client_page.parse(write_pdf(tmp_path / "short.pdf")).code is None


def test_worker_that_falls_silent_is_given_up_at_the_time_limit(
    client_page: BrowserClient, tmp_path: Path
) -> None:
    client_page.ready()
    # Nothing in the worker can close it any more: it is kept busy instead, from its next turn on.
    WorkerInspector(client_page.page).evaluate("void setTimeout(() => { for (;;); }, 50)")
    client_page.page.wait_for_timeout(200)
    assert client_page.parse(write_pdf(tmp_path / "a.pdf"), timeout=2000).code == "timeout"
    assert client_page.parse(write_pdf(tmp_path / "b.pdf")).code is None


@pytest.mark.parametrize(
    "crash",
    [
        # Where the worker calls Python: the trap of a corrupted heap comes out there.
        pytest.param(_TRAP + "JSON.stringify = () => trap();", id="trap while Python runs"),
        # Anywhere else: nobody in the worker catches it, and the page hears the worker's error event.
        pytest.param(_TRAP + "addEventListener('message', () => trap());", id="uncaught trap"),
    ],
)
def test_crash_costs_that_file_only(
    client_page: BrowserClient, guard: Guard, tmp_path: Path, crash: str
) -> None:
    guard.expect("unreachable")
    client_page.ready()
    [before] = client_page.page.workers
    WorkerInspector(client_page.page).evaluate(f"(() => {{ {crash} }})()")
    crashed = client_page.parse(write_pdf(tmp_path / "a.pdf"))
    assert crashed.code == "worker_crashed"
    assert crashed.answer["userFacing"]
    assert SECRET not in crashed.message
    after = client_page.parse(write_pdf(tmp_path / "b.pdf"))
    assert after.code is None
    assert before not in client_page.page.workers


def test_files_in_a_queue_survive_the_crash_of_one(
    client_page: BrowserClient, guard: Guard, tmp_path: Path
) -> None:
    guard.expect("unreachable")
    client_page.ready()
    WorkerInspector(client_page.page).evaluate(f"(() => {{ {_TRAP} JSON.stringify = () => trap(); }})()")
    client_page.page.set_input_files("#file", write_docx(tmp_path / "a.docx"))
    codes = client_page.page.evaluate(
        """async () => {
          const [file] = document.getElementById("file").files;
          const parse = () => client.parse(file, { outputs: ["text"] });
          const all = await Promise.allSettled([parse(), parse(), parse()]);
          return all.map(({ status, reason }) => (status === "fulfilled" ? null : reason.code));
        }"""
    )
    assert codes == ["worker_crashed", None, None]


def test_disposed_client_ends_its_worker(client_page: BrowserClient, tmp_path: Path) -> None:
    client_page.ready()
    client_page.page.evaluate("client.dispose()")
    assert client_page.parse(write_pdf(tmp_path / "a.pdf")).code == "cancelled"
    client_page.page.wait_for_timeout(200)
    assert client_page.workers() == 0


def test_password_is_asked_for_and_a_wrong_one_is_told(used_client: BrowserClient, tmp_path: Path) -> None:
    locked = write_pdf(tmp_path / "locked.pdf", password="open sesame")
    assert used_client.parse(locked).code == "encrypted"
    wrong = used_client.parse(locked, password="not this one")
    assert wrong.code == "wrong_password"
    assert "not this one" not in wrong.message
    opened = used_client.parse(locked, password="open sesame", outputs=["text"])
    assert SECRET in opened.answer["text"]


def test_same_buffer_can_be_read_twice(used_client: BrowserClient) -> None:
    lengths = used_client.page.evaluate(
        """async () => {
          const buffer = new TextEncoder().encode("plain words").buffer;
          const one = await client.parse(buffer, { filename: "a.txt", outputs: ["text"] });
          const two = await client.parse(new Uint8Array(buffer), { filename: "a.txt", outputs: ["text"] });
          return [one.text === two.text, buffer.byteLength];
        }"""
    )
    assert lengths == [True, 11]


# What cannot start


@contextmanager
def _broken_site(
    browser: Browser,
    assets: Mapping[str, Asset],
    policy: str = CONTENT_SECURITY_POLICY,
    worker_policy: str = WORKER_CONTENT_SECURITY_POLICY,
) -> Iterator[tuple[BrowserClient, Guard]]:
    """A client on a site that lacks something; the guard's verdict is not asked for."""
    with serve_site(assets, policy=policy, worker_policy=worker_policy) as live:
        context = browser.new_context(base_url=live.origin)
        guard = Guard(live)
        guard.watch(context)
        try:
            yield BrowserClient(context.new_page()), guard
        finally:
            context.close()


def _worker_script(name: str) -> bool:
    return bool(re.fullmatch(r"assets/worker[^/]*\.js", name))


_MISSING: Mapping[str, Callable[[str], bool]] = {
    "worker script": _worker_script,
    "interpreter": lambda name: name.endswith(".asm.wasm"),
    "standard library": lambda name: "python_stdlib" in name,
    "own modules": lambda name: name.endswith("/packages_rest.zip"),
    "wheel of the format": lambda name: "/pypdfium2-" in name,
}


@pytest.mark.parametrize("what", _MISSING)
def test_missing_asset_is_said_and_nothing_hangs(
    browser: Browser, assets: Mapping[str, Asset], tmp_path: Path, what: str
) -> None:
    left = {name: asset for name, asset in assets.items() if not _MISSING[what](name)}
    assert len(left) < len(assets)
    with _broken_site(browser, left) as (client, _):
        parsed = client.parse(write_pdf(tmp_path / "a.pdf"))
    assert parsed.code == "load_failed"
    assert parsed.answer["milliseconds"] < 30_000
    assert parsed.answer["userFacing"]


def test_blocked_webassembly_is_said(browser: Browser, assets: Mapping[str, Asset], tmp_path: Path) -> None:
    policy = CONTENT_SECURITY_POLICY.replace(" 'wasm-unsafe-eval'", "")
    assert policy != CONTENT_SECURITY_POLICY
    with _broken_site(browser, assets, policy) as (client, _):
        parsed = client.parse(write_pdf(tmp_path / "a.pdf"))
    assert parsed.code == "load_failed"
    assert "wasm-unsafe-eval" in parsed.message
    assert parsed.answer["milliseconds"] < 30_000


def test_blocked_worker_is_said(browser: Browser, assets: Mapping[str, Asset], tmp_path: Path) -> None:
    policy = CONTENT_SECURITY_POLICY.replace("worker-src 'self'", "worker-src 'none'")
    with _broken_site(browser, assets, policy) as (client, _):
        parsed = client.parse(write_pdf(tmp_path / "a.pdf"))
    assert parsed.code == "load_failed"
    assert parsed.answer["milliseconds"] < 30_000


def test_trusted_types_are_respected(browser: Browser, assets: Mapping[str, Asset], tmp_path: Path) -> None:
    trusted = "; require-trusted-types-for 'script'; trusted-types docsieve"
    policies = CONTENT_SECURITY_POLICY + trusted, WORKER_CONTENT_SECURITY_POLICY + trusted
    with _broken_site(browser, assets, *policies) as (client, guard):
        # Pyodide tries `importScripts` to learn in what kind of worker it is; a refusal is an answer to it.
        guard.expect(REPORTS)
        parsed = client.parse(write_pdf(tmp_path / "a.pdf"))
        assert parsed.code is None, parsed.message
        assert not guard.verdict()
        received = bytes(guard.site.received)
    reports = received.count(b'"csp-report"')
    assert reports == received.count(b"WorkerGlobalScope importScripts|data:text/javascript,")


def test_guard_sees_what_it_must_not_miss(
    browser: Browser, assets: Mapping[str, Asset], tmp_path: Path
) -> None:
    """The guard is the proof of all else: each thing it watches for is done here on purpose."""
    # The reader's worker could do none of this (`test_egress.py`): one of the test's own has the primitives.
    careless = tmp_path / "careless.js"
    careless.write_text("onmessage = () => {};")
    open_policy = "default-src *; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
    site = {**assets, "careless.js": Asset(careless, "0", False, "text/javascript", {})}
    with _broken_site(browser, site, open_policy) as (client, guard):
        client.ready()
        assert not guard.verdict()
        page = client.page
        with page.expect_worker() as started:
            page.evaluate("void (globalThis.careless = new Worker('/careless.js'))")
        worker = started.value
        page.evaluate("fetch('/manifest.json?leak=1')")
        page.evaluate("fetch('/', { method: 'POST', body: 'from the page' })")
        worker.evaluate("fetch('/', { method: 'POST', body: 'from the worker' })")
        worker.evaluate("fetch('http://elsewhere.test/').catch(() => {})")
        page.evaluate("navigator.sendBeacon('/beacon', 'beacon')")
        page.evaluate("void (new Image().src = 'http://elsewhere.test/pixel.png')")
        page.wait_for_timeout(1500)
        found = "\n".join(guard.verdict())
        received = bytes(guard.site.received)
    for expected in (
        "not in the manifest: http.*leak=1",
        "not a GET: POST",
        "a body of 13 bytes",
        "a body of 15 bytes",
        "a body of 6 bytes",
        "another origin: GET http://elsewhere.test/pixel.png",
        "the server got POST /csp-violations",
        "the server got POST /beacon",
    ):
        assert re.search(expected, found), f"the guard missed: {expected}\n{found}"
    assert b"from the page" in received
    assert b"from the worker" in received
