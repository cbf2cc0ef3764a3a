"""`verify` of an address, against the real server: as it should be, and with each thing wrong that can be."""

from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from pyodide_bundle.__main__ import main
from pyodide_bundle.headers import CONTENT_SECURITY_POLICY, SECURITY_HEADERS, WORKER_CONTENT_SECURITY_POLICY
from pyodide_bundle.manifest import MANIFEST
from pyodide_bundle.serve import Asset, create_app, listen, read_site
from pyodide_bundle.verify_deployed import policy_problems, verify_deployed

pytestmark = pytest.mark.enable_socket

SCRIPT = "assets/main-1a2b3c4d.js"
WORKER = "assets/worker-9a8b7c6d.js"


@contextmanager
def deployed(app: ASGIApp) -> Iterator[str]:
    bound = listen("127.0.0.1", 0)
    server = uvicorn.Server(
        uvicorn.Config(app, lifespan="off", ws="none", log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def manifest(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / MANIFEST).read_text())
    return found


def findings(site: Path, manifest: dict[str, Any], app: ASGIApp, **options: Any) -> str:
    with deployed(app) as url:
        return "\n".join(verify_deployed(url, manifest, **options))


def test_what_was_built_checks_out(site: Path, manifest: dict[str, Any]) -> None:
    assert findings(site, manifest, create_app(read_site(site))) == ""


def test_a_site_below_a_path_checks_out(site: Path, manifest: dict[str, Any]) -> None:
    app = Starlette(routes=[Mount("/reader", create_app(read_site(site)))])
    with deployed(app) as url:
        assert verify_deployed(f"{url}reader", manifest) == []


def _altered(site: Path, folder: Path) -> Mapping[str, Asset]:
    path = folder / "altered.js"
    path.write_bytes((site / SCRIPT).read_bytes().replace(b"42", b"43", 1))
    assets = read_site(site)
    return {**assets, SCRIPT: dataclasses.replace(assets[SCRIPT], path=path, coded={})}


def _altered_when_compressed(site: Path, folder: Path) -> Mapping[str, Asset]:
    """What browsers get is another file, though the plain one is right."""
    import gzip

    path = folder / "altered.js.gz"
    path.write_bytes(gzip.compress(b"export const answer = 43;"))
    assets = read_site(site)
    return {**assets, SCRIPT: dataclasses.replace(assets[SCRIPT], coded={"gzip": path})}


def _missing(site: Path, _: Path) -> Mapping[str, Asset]:
    return {name: asset for name, asset in read_site(site).items() if name != SCRIPT}


def _wrong_type(site: Path, _: Path) -> Mapping[str, Asset]:
    assets = read_site(site)
    return {**assets, SCRIPT: dataclasses.replace(assets[SCRIPT], media_type="text/plain")}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_altered, f"{SCRIPT} is not the file that was built"),
        (_altered_when_compressed, f"{SCRIPT} is not the file that was built"),
        (_missing, f"{SCRIPT}: status 404 instead of 200"),
        (_wrong_type, f"{SCRIPT}: media type text/plain instead of text/javascript"),
    ],
)
def test_a_file_that_differs_is_named(
    site: Path,
    manifest: dict[str, Any],
    tmp_path: Path,
    change: Callable[[Path, Path], Mapping[str, Asset]],
    said: str,
) -> None:
    found = findings(site, manifest, create_app(change(site, tmp_path)))
    assert said in found
    assert len(found.splitlines()) == 1


def test_another_build_is_said(site: Path, manifest: dict[str, Any]) -> None:
    manifest["build_id"] = "c" * 16
    assert "is of build bbbbbbbbbbbbbbbb" in findings(site, manifest, create_app(read_site(site)))


@pytest.mark.parametrize("header", SECURITY_HEADERS)
def test_a_missing_header_is_said(site: Path, manifest: dict[str, Any], header: str) -> None:
    fewer = {name: value for name, value in SECURITY_HEADERS.items() if name != header}
    found = findings(site, manifest, create_app(read_site(site), headers=fewer))
    assert f"index.html: the header {header} is missing" in found


def test_a_wider_policy_is_said_and_an_endpoint_can_be_allowed(site: Path, manifest: dict[str, Any]) -> None:
    endpoint = "https://intake.example"
    wider = CONTENT_SECURITY_POLICY.replace("connect-src 'self'", f"connect-src 'self' {endpoint}")
    app = create_app(read_site(site), headers={**SECURITY_HEADERS, "Content-Security-Policy": wider})
    found = findings(site, manifest, app)
    assert f"index.html: the policy allows more in connect-src: {endpoint}" in found
    assert WORKER not in found
    assert findings(site, manifest, app, allow_connect=[endpoint]) == ""


def test_the_pages_policy_on_the_worker_is_said(site: Path, manifest: dict[str, Any]) -> None:
    app = create_app(read_site(site), worker_policy=CONTENT_SECURITY_POLICY)
    found = findings(site, manifest, app, allow_connect=["'self'"])
    assert f"{WORKER}: the policy allows more in connect-src: 'self'" in found
    assert f"{WORKER}: the policy allows more in script-src: 'self'" in found
    assert "index.html" not in found


def test_redirects_pages_in_place_of_files_and_posts_are_said(site: Path, manifest: dict[str, Any]) -> None:
    page = (site / "index.html").read_bytes()

    async def astray(_: Any) -> Response:
        return RedirectResponse("https://elsewhere.test/main.js")

    async def anything(_: Any) -> Response:
        return Response(page, media_type="text/html", headers=dict(SECURITY_HEADERS))

    app = Starlette(
        routes=[Route(f"/{SCRIPT}", astray), Route("/{rest:path}", anything, methods=["GET", "POST"])]
    )
    found = findings(site, manifest, app)
    assert f"{SCRIPT}: status 307 instead of 200" in found
    assert "a file that does not exist is answered with status 200, not 404" in found
    assert "a POST is answered with status 200" in found
    assert f"{WORKER} is not the file that was built" in found


def test_reports_of_violations_are_said() -> None:
    sent = WORKER_CONTENT_SECURITY_POLICY + "; report-uri /reports"
    assert policy_problems(sent, WORKER_CONTENT_SECURITY_POLICY) == [
        "the policy has report-uri: reports of violations leave the browser"
    ]


def test_the_command_says_what_it_found(
    site: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    options = ["--manifest", str(site / MANIFEST)]
    with deployed(create_app(read_site(site))) as url:
        assert main(["verify", url, *options]) == 0
        assert "everything checks out" in capsys.readouterr().out
    with deployed(create_app(_altered(site, tmp_path))) as url:
        assert main(["verify", url, *options]) == 1
        assert f"{SCRIPT} is not the file that was built" in capsys.readouterr().err
    assert main(["verify", "http://127.0.0.1:9/", *options]) == 1
    assert "cannot be reached" in capsys.readouterr().err
