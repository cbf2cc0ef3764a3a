from __future__ import annotations

import gzip
import json
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import brotli
import pytest
from docsieve.payload import PAYLOAD_MEDIA_TYPE

from pyodide_bundle.__main__ import main
from pyodide_bundle.failure import BundleError
from pyodide_bundle.headers import (
    CONTENT_SECURITY_POLICY,
    SECURITY_HEADERS,
    WORKER_CONTENT_SECURITY_POLICY,
)
from pyodide_bundle.manifest import MANIFEST
from pyodide_bundle.serve import listen, preferred_coding, read_settings, read_site
from tests.intake.running import payload
from tests.server.small_site import PAGE, SCRIPT, Client

pytestmark = pytest.mark.enable_socket

SCRIPT_PATH = "/assets/main-1a2b3c4d.js"


def test_root_is_the_page(get: Client) -> None:
    answer = get("/")
    assert (answer.status, answer.body) == (200, PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert get("/index.html").body == PAGE


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        (SCRIPT_PATH, "text/javascript; charset=utf-8"),
        ("/assets/engine-5e6f.wasm", "application/wasm"),
        (f"/{MANIFEST}", "application/json"),
    ],
)
def test_media_types_are_what_browsers_insist_on(get: Client, path: str, media_type: str) -> None:
    assert get(path).headers["content-type"] == media_type


@pytest.mark.parametrize(
    "path",
    [
        "/notes.txt",
        "/absent.js",
        "/assets/",
        "/assets",
        f"{SCRIPT_PATH}.br",
        "/../pyproject.toml",
        "/assets/../notes.txt",
        "/assets/..%2fnotes.txt",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/index.html%00.js",
    ],
)
def test_only_files_of_the_manifest_are_served(get: Client, path: str) -> None:
    answer = get(path)
    assert answer.status == 404
    assert b"public" not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_sent(get: Client, method: str) -> None:
    answer = get("/", method, body=b"a document" if method in {"POST", "PUT", "PATCH"} else None)
    assert answer.status == 405
    assert sorted(answer.headers["allow"].replace(" ", "").split(",")) == ["GET", "HEAD"]


@pytest.mark.parametrize("path", ["/", SCRIPT_PATH, "/absent.js"])
def test_security_headers_are_on_every_answer(get: Client, path: str) -> None:
    for answer in (get(path), get(path, "POST", body=b"x"), get(path, If_None_Match="*")):
        sent = {name: answer.headers.get(name.lower()) for name in SECURITY_HEADERS}
        assert sent == dict(SECURITY_HEADERS)


def test_hashed_files_are_kept_for_good_and_others_asked_for_again(get: Client) -> None:
    assert "immutable" in get(SCRIPT_PATH).headers["cache-control"]
    assert get("/").headers["cache-control"] == "no-cache"
    assert get(f"/{MANIFEST}").headers["cache-control"] == "no-cache"


def test_known_file_is_not_sent_again(get: Client) -> None:
    first = get("/")
    again = get("/", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert get("/", If_None_Match=f'"other", W/{first.headers["etag"]}').status == 304
    assert get("/", If_None_Match='"other"').status == 200


def test_each_coding_has_its_own_etag(get: Client) -> None:
    tags = {get(SCRIPT_PATH, Accept_Encoding=coding).headers["etag"] for coding in ("br", "gzip", "identity")}
    assert len(tags) == 3


def test_precompressed_siblings_are_sent(get: Client) -> None:
    best = get(SCRIPT_PATH, Accept_Encoding="gzip, deflate, br, zstd")
    assert best.headers["content-encoding"] == "br"
    assert brotli.decompress(best.body) == SCRIPT
    assert best.headers["content-type"] == "text/javascript; charset=utf-8"
    assert best.headers["vary"] == "Accept-Encoding"
    older = get(SCRIPT_PATH, Accept_Encoding="gzip")
    assert older.headers["content-encoding"] == "gzip"
    assert gzip.decompress(older.body) == SCRIPT
    plain = get(SCRIPT_PATH, Accept_Encoding="identity")
    assert "content-encoding" not in plain.headers
    assert plain.body == SCRIPT
    assert plain.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", None),
        ("identity", None),
        ("br", "br"),
        ("gzip, br", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("*", "br"),
        ("*;q=0", None),
        ("gzip;q=nonsense", None),
        ("BR", "br"),
    ],
)
def test_coding_follows_accept_encoding(accepted: str, coding: str | None) -> None:
    assert preferred_coding(accepted, {"br": 1, "gzip": 1}) == coding
    assert preferred_coding(accepted, {}) is None


def test_head_is_get_without_the_body(get: Client) -> None:
    head, full = get(SCRIPT_PATH, "HEAD"), get(SCRIPT_PATH)
    assert (head.status, head.body) == (200, b"")
    for name in ("content-length", "content-type", "etag", "cache-control"):
        assert head.headers[name] == full.headers[name]


def test_missing_site_and_missing_file_are_said(site: Path, tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="make bundle"):
        read_site(tmp_path)
    manifest = json.loads((site / MANIFEST).read_text())
    (tmp_path / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(BundleError, match=r"lacks 4 files \(assets/"):
        read_site(tmp_path)


def test_taken_port_is_said_with_the_way_out(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--site", str(site), "--port", str(port)]) == 1
    assert f"Port {port} is taken" in capsys.readouterr().err


def test_command_serves_this_machine_only_and_ends_on_interrupt(site: Path) -> None:
    command = [sys.executable, "-m", "pyodide_bundle", "serve", "--site", str(site), "--port", "0"]
    with subprocess.Popen([*command, "--no-intake"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert "http://127.0.0.1:" in said
        url = said.split()[3]
        with urllib.request.urlopen(url, timeout=10) as response:
            assert response.read() == PAGE
            assert "server" not in {name.lower() for name in response.headers}
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_the_workers_script_has_a_policy_of_its_own(get: Client) -> None:
    headers = get("/assets/worker-9a8b7c6d.js").headers
    assert headers["content-security-policy"] == WORKER_CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert get("/").headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_settings_of_the_site_are_served_and_asked_for_again(site: Path, get: Client, tmp_path: Path) -> None:
    answer = get("/site.json")
    assert (answer.status, answer.body) == (200, b"{}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-cache"
    assert read_settings(site) == {}
    (tmp_path / "site.json").write_text('{"endpoint": "https://intake.example/v1/payloads"}')
    assert read_settings(tmp_path) == {"endpoint": "https://intake.example/v1/payloads"}
    for wrong in ("[]", "not JSON"):
        (tmp_path / "site.json").write_text(wrong)
        with pytest.raises(BundleError, match=r"site\.json"):
            read_settings(tmp_path)


def test_intake_beside_the_page_takes_payloads_of_its_own_pages_alone(site: Path, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'intake.db'}"
    command = [sys.executable, "-m", "pyodide_bundle", "serve", "--site", str(site), "--port", "0"]
    with subprocess.Popen([*command, "--intake", database], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().split()[3].rpartition(":")[2])
        process.stdout.readline()
        token = re.search(r"Bearer (dsi_\S+)'", process.stdout.readline())
        assert token is not None
        ask = Client(port)
        assert json.loads(ask("/site.json").body) == {"endpoint": "intake/v1/payloads"}
        headers = {
            "Content_Type": PAYLOAD_MEDIA_TYPE,
            "Idempotency_Key": "0123456789abcdef",
            "Sec_Fetch_Site": "same-origin",
        }
        elsewhere = headers | {"Sec_Fetch_Site": "cross-site"}
        assert ask("/intake/v1/payloads", "POST", body=payload(), **elsewhere).status == 401
        assert ask("/intake/v1/payloads", "POST", body=payload(), **headers).status == 201
        assert ask("/intake/v1/payloads").status == 401
        listed = ask("/intake/v1/payloads", Authorization=f"Bearer {token[1]}")
        assert len(json.loads(listed.body)["payloads"]) == 1
        assert ask("/", "POST", body=b"x").status == 405
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_no_intake_where_none_is_wanted(site: Path) -> None:
    command = [sys.executable, "-m", "pyodide_bundle", "serve", "--site", str(site), "--port", "0"]
    with subprocess.Popen([*command, "--no-intake"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ask = Client(int(process.stdout.readline().split()[3].rpartition(":")[2]))
        assert ask("/site.json").body == b"{}"
        assert ask("/intake/v1/payloads").status == 404
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
