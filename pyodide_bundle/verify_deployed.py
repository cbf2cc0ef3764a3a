"""Compares a site that is served somewhere with the manifest of its build. Findings are sentences."""

from __future__ import annotations

import concurrent.futures
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from pyodide_bundle.compression import decoded
from pyodide_bundle.downloads import sha256_of
from pyodide_bundle.headers import MEDIA_TYPES, UNKNOWN_MEDIA_TYPE, security_headers
from pyodide_bundle.manifest import MANIFEST

#: Seconds for one file.
_PATIENCE: Final = 60
_AT_ONCE: Final = 4
_POLICY: Final = "Content-Security-Policy"
#: Nothing that a build could name.
_ABSENT: Final = "docsieve-verify/no-such-file.js"
#: Servers may name JavaScript and ZIP archives in several ways that browsers treat alike.
_SAME_TYPE: Final = {
    "application/javascript": "text/javascript",
    "application/x-javascript": "text/javascript",
    "application/x-zip-compressed": "application/zip",
    "application/octet-stream": UNKNOWN_MEDIA_TYPE,
}
#: These must not be mistaken by the browser; of others only that they are no page.
_STRICT_TYPES: Final = (".css", ".html", ".js", ".json", ".mjs", ".svg", ".wasm", ".webmanifest")


@dataclass(frozen=True)
class Answer:
    """What came back for a path."""

    status: int
    headers: Message
    body: bytes


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """A file of the site lies where the manifest says, or not at all."""


def verify_deployed(url: str, manifest: Mapping[str, Any], *, allow_connect: Sequence[str] = ()) -> list[str]:
    """Return what differs between a served site and its build; empty where nothing does.

    Args:
        url: the folder that `index.html` is served from, http or https.
        manifest: `manifest.json` as parsed, of the build that should be there.
        allow_connect: sources that the page's `connect-src` may name on top, such as an upload endpoint.
    """
    base = url if url.endswith("/") else url + "/"
    try:
        first = _get(base, MANIFEST)
    except OSError as error:
        return [f"{base} cannot be reached: {getattr(error, 'reason', error)}"]
    findings = _manifest_findings(first, manifest)
    files = {**manifest["files"], "": manifest["files"].get("index.html")}
    with concurrent.futures.ThreadPoolExecutor(_AT_ONCE) as pool:
        checks = [
            pool.submit(_file_findings, base, name, entry, allow_connect)
            for name, entry in files.items()
            if entry is not None
        ]
        for check in checks:
            findings += check.result()
    return findings + _absence_findings(base)


def _manifest_findings(answer: Answer, manifest: Mapping[str, Any]) -> list[str]:
    if answer.status != 200:
        return [f"{MANIFEST}: status {answer.status} instead of 200"]
    try:
        served = json.loads(answer.body)
        served_id = served["build_id"]
    except (ValueError, KeyError, TypeError):
        return [f"{MANIFEST} is no manifest"]
    if served_id != manifest["build_id"]:
        return [f"{MANIFEST} is of build {served_id}, not of {manifest['build_id']}"]
    return [] if served == manifest else [f"{MANIFEST} has this build's id but differs from it"]


def _file_findings(base: str, name: str, entry: Mapping[str, Any], allow_connect: Sequence[str]) -> list[str]:
    shown = name or "/ (the page)"
    try:
        answer = _get(base, name)
    except (OSError, ValueError, http.client.HTTPException) as error:
        return [f"{shown} cannot be fetched: {getattr(error, 'reason', error)}"]
    if answer.status != 200:
        return [f"{shown}: status {answer.status} instead of 200"]
    findings = []
    if sha256_of(answer.body) != entry["sha256"]:
        findings.append(f"{shown} is not the file that was built: {len(answer.body):,} bytes of another hash")
    findings += _type_findings(shown, PurePosixPath(name or "index.html").suffix, answer.headers)
    return findings + _header_findings(shown, name, answer.headers, allow_connect)


def _type_findings(shown: str, suffix: str, headers: Message) -> list[str]:
    sent = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    wanted = MEDIA_TYPES.get(suffix, UNKNOWN_MEDIA_TYPE).partition(";")[0]
    is_right = _SAME_TYPE.get(sent, sent) == wanted if suffix in _STRICT_TYPES else sent != "text/html"
    return [] if is_right else [f"{shown}: media type {sent or 'missing'} instead of {wanted}"]


def _header_findings(shown: str, name: str, headers: Message, allow_connect: Sequence[str]) -> list[str]:
    findings = []
    for header, wanted in security_headers(name).items():
        sent = headers.get(header)
        if sent is None:
            findings.append(f"{shown}: the header {header} is missing")
        elif header == _POLICY:
            findings += [f"{shown}: {problem}" for problem in policy_problems(sent, wanted, allow_connect)]
        elif sent.strip() != wanted:
            findings.append(f"{shown}: {header} is {sent!r} instead of {wanted!r}")
    return findings


def policy_problems(sent: str, wanted: str, allow_connect: Sequence[str] = ()) -> list[str]:
    """Return how a content security policy allows more than another, directive by directive."""
    actual, expected = _directives(sent), _directives(wanted)
    problems = []
    for name, sources in expected.items():
        if name not in actual:
            problems.append(f"the policy lacks {name}")
            continue
        # What a page may add must never be added for the worker, whose policy has no connect-src at all.
        allowed = sources | set(allow_connect if name == "connect-src" else ())
        more = actual[name] - allowed - {"'none'"}
        if more:
            problems.append(f"the policy allows more in {name}: {' '.join(sorted(more))}")
    for name in actual.keys() - expected.keys():
        if name in {"report-uri", "report-to"}:
            problems.append(f"the policy has {name}: reports of violations leave the browser")
        elif name.endswith(("-src", "-src-elem", "-src-attr")) and actual[name] - {"'none'"}:
            problems.append(f"the policy allows more in {name}: {' '.join(sorted(actual[name]))}")
    return problems


def _directives(policy: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for directive in policy.split(";"):
        words = directive.split()
        if words:
            # Of a directive that is given twice, browsers take the first.
            found.setdefault(words[0].lower(), set(words[1:]))
    return found


def _absence_findings(base: str) -> list[str]:
    findings = []
    try:
        absent = _get(base, _ABSENT)
        if absent.status < 400:
            findings.append(f"a file that does not exist is answered with status {absent.status}, not 404")
        posted = _get(base, "", method="POST")
        if posted.status < 400:
            findings.append(f"a POST is answered with status {posted.status}: the server would take a body")
    except (OSError, ValueError, http.client.HTTPException) as error:
        findings.append(f"the server broke off at a question for what is not there: {error}")
    return findings


def _get(base: str, name: str, *, method: str = "GET") -> Answer:
    """Ask as a browser does, compressed where the server has it so, and read to the end."""
    request = urllib.request.Request(  # noqa: S310 - `url` is checked where it is given
        base + quote(name),
        headers={"Accept-Encoding": "br, gzip", "User-Agent": "docsieve-verify"},
        method=method,
        data=b"" if method == "POST" else None,
    )
    opener = urllib.request.build_opener(_NoRedirects)
    try:
        with opener.open(request, timeout=_PATIENCE) as response:
            return _answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, b"")


def _answer(status: int, headers: Message, body: bytes) -> Answer:
    coding = headers.get("Content-Encoding", "identity").lower()
    if coding in {"br", "gzip"}:
        plain = decoded(body, {"br": "br", "gzip": "gz"}[coding])
        if plain is None:
            raise ValueError(f"its {coding} coding is broken")
        body = plain
    elif coding != "identity":
        raise ValueError(f"it came in the coding {coding}, which was not asked for")
    return Answer(status, headers, body)
