"""Hostile code inside the worker finds no way out; the attempts are shown to work where nothing is sealed."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from e2e.escapes import JAVASCRIPT, PYTHON, Escape
from e2e.hostile_site import DOORS, taken_over
from e2e.in_browser import BrowserClient
from e2e.in_worker import WorkerInspector
from e2e.listeners import Listeners, listening
from e2e.live_site import LiveSite, serve_site
from e2e.made_files import write_docx
from pyodide_bundle.headers import CONTENT_SECURITY_POLICY, WORKER_CONTENT_SECURITY_POLICY
from pyodide_bundle.serve import Asset

#: As a host that can set no headers: what the worker's own code achieves without the browser's help.
NO_POLICY = "default-src * data: blob: 'unsafe-inline' 'unsafe-eval'"
#: How long an attempt may take to arrive, in ms.
GRACE = 1500


@dataclass
class Scene:
    """A page, its site, and everyone who listens."""

    page: Page
    site: LiveSite
    listeners: Listeners

    def ready_code(self, escape: Escape, token: str) -> str:
        """Fill in the addresses."""
        return escape.code.format(
            elsewhere=f"http://{self.listeners.address}",
            elsewhere_ws=f"ws://{self.listeners.address}",
            here=self.site.origin,
            port=self.listeners.port,
            token=token,
        )

    def arrived(self) -> bytes:
        """Wait, then return everything that anyone heard."""
        self.page.wait_for_timeout(GRACE)
        return bytes(self.listeners.received) + bytes(self.site.received) + self.listeners.found_in(self.page)


@pytest.fixture
def listeners() -> Iterator[Listeners]:
    with listening() as heard:
        yield heard


def tokens(escapes: tuple[Escape, ...]) -> list[str]:
    """One for each, that no other part of a request contains."""
    return [f"tok{number:03d}en" for number in range(len(escapes))]


def plain_worker(folder: Path, assets: Mapping[str, Asset]) -> dict[str, Asset]:
    """The site with a worker beside it that is not sealed, and has Python as Pyodide itself starts it."""
    runtime = json.loads(assets["runtime.json"].path.read_text())
    loader, stdlib = runtime["core"]["loader"]["path"], runtime["core"]["stdlib"]["path"]
    info = json.dumps({"info": runtime["pyodide"]["info"], "packages": {}})
    path = folder / "plain.js"
    path.write_text(
        f"""
        import {{ loadPyodide }} from "/{loader}";
        const python = loadPyodide({{
          stdLibURL: "/{stdlib}", packageBaseUrl: "/", lockFileContents: {info},
        }});
        globalThis.runPython = async (code) => (await python).runPython(code);
        onmessage = () => {{}};
        postMessage("running");
        """
    )
    return {**assets, "plain.js": Asset(path, "0", False, "text/javascript", {})}


def start_plain_worker(page: Page) -> WorkerInspector:
    inspector = WorkerInspector(page)
    # Before its modules have run, there is nothing to evaluate in.
    page.evaluate(
        """() => new Promise((resolve) => {
          globalThis.plain = new Worker("/plain.js", { type: "module" });
          plain.addEventListener("message", resolve, { once: true });
        })"""
    )
    return inspector


@pytest.fixture(params=[WORKER_CONTENT_SECURITY_POLICY, NO_POLICY], ids=["policy", "no policy"])
def sealed(
    request: pytest.FixtureRequest,
    browser: Browser,
    assets: Mapping[str, Asset],
    listeners: Listeners,
    tmp_path: Path,
) -> Iterator[Scene]:
    """The site as it is but for one hostile wheel; its worker with its policy, and without any."""
    site = taken_over(assets, tmp_path)
    policy = CONTENT_SECURITY_POLICY if request.param == WORKER_CONTENT_SECURITY_POLICY else NO_POLICY
    with serve_site(site, policy=policy, worker_policy=request.param, reports=False) as live:
        context = browser.new_context(base_url=live.origin)
        yield Scene(context.new_page(), live, listeners)
        context.close()


@pytest.fixture
def unsealed(
    browser: Browser, assets: Mapping[str, Asset], listeners: Listeners, tmp_path: Path
) -> Iterator[Scene]:
    with serve_site(plain_worker(tmp_path, assets), policy=NO_POLICY, reports=False) as live:
        context = browser.new_context(base_url=live.origin)
        page = context.new_page()
        page.goto("/manifest.json")
        scene = Scene(page, live, listeners)
        listeners.listen_in(page)
        yield scene
        context.close()


def test_the_attempts_in_javascript_arrive_from_a_plain_worker(unsealed: Scene) -> None:
    inspector = start_plain_worker(unsealed.page)
    named = dict(zip(tokens(JAVASCRIPT), JAVASCRIPT, strict=True))
    for token, escape in named.items():
        inspector.evaluate(f"(async () => {{ {unsealed.ready_code(escape, token)} }})()")
    arrived = unsealed.arrived()
    missed = [
        escape.name
        for token, escape in named.items()
        if escape.works_unsealed and escape.name != "WebTransport" and token.encode() not in arrived
    ]
    assert not missed
    # What QUIC sends is encrypted from its first byte: that anything came is the sign.
    assert unsealed.listeners.datagrams > 0


def test_the_attempts_in_python_arrive_from_a_plain_worker(unsealed: Scene) -> None:
    inspector = start_plain_worker(unsealed.page)
    named = dict(zip(tokens(PYTHON), PYTHON, strict=True))
    for token, escape in named.items():
        code = DOORS + "\n" + unsealed.ready_code(escape, token)
        inspector.evaluate(f"runPython({json.dumps(code)}).then(() => 0)")
    arrived = unsealed.arrived()
    missed = [e.name for token, e in named.items() if e.works_unsealed and token.encode() not in arrived]
    assert not missed


def test_no_javascript_inside_the_worker_gets_out(sealed: Scene) -> None:
    """The debugger gives more than a document ever could: code of one's own in the worker's realm."""
    client = BrowserClient(sealed.page)
    sealed.listeners.listen_in(sealed.page)
    inspector = WorkerInspector(sealed.page)
    client.ready()
    _try_javascript(sealed, inspector)


def test_no_javascript_inside_the_recognising_worker_gets_out(
    sealed: Scene, assets: Mapping[str, Asset]
) -> None:
    [script] = [name for name in assets if name.startswith("assets/worker-recognition-")]
    sealed.page.goto("/manifest.json")
    sealed.listeners.listen_in(sealed.page)
    inspector = WorkerInspector(sealed.page)
    said = sealed.page.evaluate(
        """(script) => new Promise((resolve) => {
            const worker = new Worker(script, { type: "module" });
            worker.onmessage = ({ data }) => resolve(data);
            worker.postMessage({ type: "read", id: 5, picture: {} });
        })""",
        f"/{script}",
    )
    # It runs, and has no engine yet.
    assert said == {"type": "failed", "id": 5, "reason": "engine"}
    _try_javascript(sealed, inspector)


def _try_javascript(sealed: Scene, inspector: WorkerInspector) -> None:
    before = bytes(sealed.site.received)
    taken_away = tuple(escape for escape in JAVASCRIPT if not escape.is_import)
    named = dict(zip(tokens(taken_away), taken_away, strict=True))
    for token, escape in named.items():
        inspector.evaluate(f"(async () => {{ {sealed.ready_code(escape, token)} }})()")
    arrived = sealed.arrived()
    assert [escape.name for token, escape in named.items() if token.encode() in arrived] == []
    assert bytes(sealed.listeners.received) == b""
    assert bytes(sealed.site.received) == before


@pytest.mark.parametrize("policy", [WORKER_CONTENT_SECURITY_POLICY, NO_POLICY], ids=["policy", "no policy"])
def test_the_policy_of_the_worker_forbids_imports_and_all_else_that_fetches(
    browser: Browser, assets: Mapping[str, Asset], listeners: Listeners, tmp_path: Path, policy: str
) -> None:
    """The policy alone, on a script that nothing was taken from; without it, the same attempts arrive."""
    networked = tuple(e for e in JAVASCRIPT if e.is_import or "fetch" in e.name or "Socket" in e.name)
    named = dict(zip(tokens(networked), networked, strict=True))
    script = tmp_path / "worker-free.js"
    site = {**assets, "assets/worker-free.js": Asset(script, "0", False, "text/javascript", {})}
    with serve_site(site, policy=NO_POLICY, worker_policy=policy, reports=False) as live:
        context = browser.new_context(base_url=live.origin)
        scene = Scene(context.new_page(), live, listeners)
        codes = [scene.ready_code(escape, token) for token, escape in named.items()]
        script.write_text("\n".join(f"(async () => {{ {code} }})().catch(() => {{}});" for code in codes))
        scene.page.goto("/manifest.json")
        listeners.listen_in(scene.page)
        scene.page.evaluate("void new Worker('/assets/worker-free.js', { type: 'module' })")
        arrived = scene.arrived()
        context.close()
    assert b"worker-free.js" in arrived
    got_out = {escape.name for token, escape in named.items() if token.encode() in arrived}
    expected = set() if policy == WORKER_CONTENT_SECURITY_POLICY else {escape.name for escape in networked}
    assert got_out == expected


def test_no_python_inside_the_worker_gets_out(sealed: Scene, tmp_path: Path) -> None:
    """A dependency that was taken over, in the real interpreter behind the real seal."""
    client = BrowserClient(sealed.page)
    sealed.listeners.listen_in(sealed.page)
    client.ready()
    outcomes = {}
    # One harmless file first: the wheels are fetched for it, and nothing may be for those that follow.
    harmless = _attack(client, tmp_path, "pass")
    assert harmless == "outcome done"
    before = bytes(sealed.site.received)
    named = dict(zip(tokens(PYTHON), PYTHON, strict=True))
    for token, escape in named.items():
        outcomes[escape.name] = _attack(client, tmp_path, sealed.ready_code(escape, token))
    arrived = sealed.arrived()
    assert [escape.name for token, escape in named.items() if token.encode() in arrived] == []
    assert bytes(sealed.listeners.received) == b""
    assert bytes(sealed.site.received) == before
    # Each was really tried: Python said what became of it.
    ended = ("outcome ", "worker_crashed")
    assert {name: said for name, said in outcomes.items() if not said.startswith(ended)} == {}
    # The next document is read as if nothing had been.
    assert client.parse(write_docx(tmp_path / "next.docx")).code is None


def _attack(client: BrowserClient, folder: Path, code: str) -> str:
    path = folder / "attack.md"
    path.write_text("attack " + base64.b64encode(code.encode()).decode())
    parsed = client.parse(path, outputs=["text"])
    return str(parsed.answer.get("text") or f"{parsed.code}: {parsed.message}").strip()


@pytest.mark.parametrize(
    "message",
    [
        "'text of the document'",
        "{type: 'result', v: 1}",
        "{type: 'wanted', v: VERSION, id: 1, paths: ['manifest.json?secret']}",
        "{type: 'wanted', v: VERSION, id: 1, paths: ['https://elsewhere.test/']}",
        "{type: 'wanted', v: VERSION, id: 1, paths: [CORE]}",
        "{type: 'result', v: VERSION, id: 1, format: 'x', pages: 1, warnings: [], text: new Blob(['x'])}",
        "{type: 'nonsense', v: VERSION, id: 1}",
        "null",
    ],
)
def test_a_worker_that_leaves_the_protocol_is_ended(
    client_page: BrowserClient, site: LiveSite, tmp_path: Path, message: str
) -> None:
    """The page believes nothing: what is no message of the protocol ends the worker, and fetches nothing."""
    page = client_page.page
    page.evaluate(
        """() => {
          const { Worker } = globalThis;
          globalThis.Worker = class extends Worker {
            constructor(...given) { super(...given); globalThis.spawned = this; }
            addEventListener(type, listener) {
              super.addEventListener(type, listener);
              if (type === "message") this.hear = listener;
            }
          };
        }"""
    )
    client_page.ready()
    requests = len(site.requests)
    runtime = page.evaluate("fetch('/runtime.json').then((response) => response.json())")
    core = json.dumps(runtime["core"]["snapshot"]["path"])
    filled = message.replace("VERSION", "globalThis.version").replace("CORE", core)
    outcome = page.evaluate(
        f"""async () => {{
          globalThis.version = (await (await fetch('/docsieve.js')).text()) && {_version()};
          const busy = new Promise((resolve) => setTimeout(resolve, 0));
          const pending = client.parse(new File(["a,b\\n1,2"], "a.csv"), {{ outputs: ["text"] }})
            .then(() => null, ({{ code }}) => code);
          await busy;
          spawned.hear({{ data: {filled} }});
          return pending;
        }}"""
    )
    assert outcome == "worker_crashed"
    page.wait_for_timeout(300)
    asked = [path for _, path in site.requests[requests:]]
    assert not [path for path in asked if "secret" in path or "elsewhere" in path]
    assert client_page.parse(write_docx(tmp_path / "next.docx")).code is None


def _version() -> int:
    from docsieve.protocol import PROTOCOL_VERSION

    return PROTOCOL_VERSION
