"""Serves `dist/`: the files its manifest names, with the headers of `headers.py`.

Besides them only `site.json`, the hoster's settings, and on demand the intake.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pyodide_bundle.downloads import sha256_of
from pyodide_bundle.failure import BundleError
from pyodide_bundle.headers import (
    CACHE_AND_ASK,
    CACHE_FOR_GOOD,
    MEDIA_TYPES,
    SECURITY_HEADERS,
    UNKNOWN_MEDIA_TYPE,
    WORKER_CONTENT_SECURITY_POLICY,
    is_worker_script,
)
from pyodide_bundle.local_intake import INTAKE_PATH, LocalIntake, add_intake_arguments, open_intake
from pyodide_bundle.manifest import MANIFEST
from pyodide_bundle.paths import DIST

DEFAULT_HOST: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8765
#: Settings of the page that are the hoster's to change: beside the manifest, not in it.
SETTINGS: Final = "site.json"

#: Content coding, the manifest's name for its size, and the suffix of the sibling; the smallest first.
_CODINGS: Final = (("br", "brotli", ".br"), ("gzip", "gzip", ".gz"))


@dataclass(frozen=True)
class Asset:
    """A file of the site and all there is to know for an answer."""

    path: Path
    #: sha256 of the file as such; quoted, with the coding, it is the ETag.
    digest: str
    immutable: bool
    media_type: str
    #: Codings that lie beside the file, by name.
    coded: Mapping[str, Path]


def read_site(site: Path) -> dict[str, Asset]:
    """Return the assets of a built site by the URL path they are served at, without the leading slash.

    Raises:
        BundleError: there is no site, or a file of its manifest is missing.
    """
    try:
        manifest = (site / MANIFEST).read_bytes()
    except OSError as error:
        raise BundleError(f"{site} has no {MANIFEST}. Build the site first: make bundle") from error
    assets = {
        name: Asset(
            path=site / name,
            digest=entry["sha256"],
            immutable=entry["immutable"],
            media_type=_media_type(name),
            coded={coding: site / (name + suffix) for coding, kind, suffix in _CODINGS if kind in entry},
        )
        for name, entry in json.loads(manifest)["files"].items()
    }
    missing = [name for name, asset in assets.items() if not asset.path.is_file()]
    if missing:
        raise BundleError(
            f"{site} lacks {len(missing)} files ({missing[0]}, ...). Build it again: make clean bundle"
        )
    assets[MANIFEST] = Asset(
        path=site / MANIFEST,
        digest=sha256_of(manifest),
        immutable=False,
        media_type=_media_type(MANIFEST),
        coded={},
    )
    assets[""] = assets["index.html"] if "index.html" in assets else assets[MANIFEST]
    return assets


def _media_type(name: str) -> str:
    return MEDIA_TYPES.get(PurePosixPath(name).suffix, UNKNOWN_MEDIA_TYPE)


def create_app(
    assets: Mapping[str, Asset],
    *,
    headers: Mapping[str, str] = SECURITY_HEADERS,
    worker_policy: str = WORKER_CONTENT_SECURITY_POLICY,
    settings: Mapping[str, Any] | None = None,
    intake: ASGIApp | None = None,
) -> Starlette:
    """Return the ASGI application.

    Args:
        assets: the files.
        headers: go onto every response that has not its own.
        worker_policy: goes onto the worker's script in the place of the policy among them.
        settings: what `site.json` says; nothing by default.
        intake: answers below `/intake`.
    """
    settings_json = json.dumps(settings or {}).encode()

    async def answer_settings(_: Request) -> Response:
        return Response(
            settings_json, media_type=_media_type(SETTINGS), headers={"Cache-Control": CACHE_AND_ASK}
        )

    async def answer(request: Request) -> Response:
        asset = assets.get(request.path_params["name"])
        if asset is None:
            raise HTTPException(404)
        response = _answer(asset, request)
        if is_worker_script(request.path_params["name"]):
            response.headers["Content-Security-Policy"] = worker_policy
        return response

    routes: list[BaseRoute] = [
        Route(f"/{SETTINGS}", answer_settings, methods=["GET", "HEAD"]),
        Route("/{name:path}", answer, methods=["GET", "HEAD"]),
    ]
    if intake is not None:
        routes.insert(0, Mount(INTAKE_PATH, app=intake))
    return Starlette(
        routes=routes,
        middleware=[Middleware(_AddHeaders, headers=headers)],
    )


def _answer(asset: Asset, request: Request) -> Response:
    coding = preferred_coding(request.headers.get("accept-encoding", ""), asset.coded)
    etag = f'"{asset.digest}-{coding}"' if coding else f'"{asset.digest}"'
    headers = {
        "ETag": etag,
        "Cache-Control": CACHE_FOR_GOOD if asset.immutable else CACHE_AND_ASK,
    }
    if asset.coded:
        headers["Vary"] = "Accept-Encoding"
    if _is_known(etag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    if coding:
        headers["Content-Encoding"] = coding
    path = asset.coded[coding] if coding else asset.path
    return FileResponse(path, headers=headers, media_type=asset.media_type)


def preferred_coding(accepted: str, available: Mapping[str, Any]) -> str | None:
    """Return the best available content coding that an Accept-Encoding header allows, or None for none."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = (piece.strip() for piece in part.partition(";"))
        try:
            weights[name] = float(parameter.removeprefix("q=")) if parameter else 1.0
        except ValueError:
            weights[name] = 0.0
    best = max(available, key=lambda coding: weights.get(coding, weights.get("*", 0.0)), default=None)
    return best if best is not None and weights.get(best, weights.get("*", 0.0)) > 0 else None


def _is_known(etag: str, if_none_match: str) -> bool:
    """Tell whether the client has it already (RFC 9110, 13.1.2: compared weakly)."""
    known = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in known or "*" in known


class _AddHeaders:
    """Puts the same headers onto every response, errors included; a response's own stay."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    sent.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Raises:
        BundleError: the port is taken, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(128)
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise BundleError(
                f"Port {port} is taken, perhaps by another `make serve`. "
                f"Take another: make serve PORT={port + 1}"
            ) from error
        raise BundleError(f"Cannot listen at {host}:{port}: {error.strerror}") from error
    return bound


def read_settings(site: Path) -> dict[str, Any]:
    """Return what the `site.json` of a site says; {} where it has none.

    Raises:
        BundleError: it cannot be read, or holds something else than a JSON object.
    """
    path = site / SETTINGS
    if not path.exists():
        return {}
    try:
        settings = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BundleError(f"{path} is not JSON: {error}") from error
    if not isinstance(settings, dict):
        raise BundleError(f"{path} must hold a JSON object: docs/hosting.md says what may be in it.")
    return settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be chosen."""
    parser.add_argument("--host", default=DEFAULT_HOST, help="where to listen (default: this machine only)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    parser.add_argument("--site", type=Path, default=DIST, help="the built site (default: dist/)")
    parser.add_argument("--log", action="store_true", help="print every request")
    add_intake_arguments(parser)


def run(chosen: argparse.Namespace) -> int:
    """Serve until Ctrl-C.

    Raises:
        BundleError: there is no site, or the port is taken.
    """
    assets = read_site(chosen.site)
    settings = read_settings(chosen.site)
    bound = listen(chosen.host, chosen.port)
    # A site that names an endpoint of its own sends there.
    intake = None if settings.get("endpoint") else open_intake(chosen.intake)
    host, port = bound.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    print(f"Docsieve is at http://{shown}:{port}  (Ctrl-C stops it)", flush=True)
    if intake is not None:
        print(intake.greeting(f"http://{shown}:{port}"), flush=True)
        settings["endpoint"] = intake.endpoint
    try:
        _run(_application(assets, settings, intake), bound, log=chosen.log)
    finally:
        if intake is not None:
            intake.close()
    return 0


def _application(
    assets: Mapping[str, Asset], settings: Mapping[str, Any], intake: LocalIntake | None
) -> Starlette:
    return create_app(assets, settings=settings, intake=intake.app if intake is not None else None)


def _run(app: ASGIApp, bound: socket.socket, *, log: bool) -> None:
    config = uvicorn.Config(
        app,
        lifespan="off",
        ws="none",
        server_header=False,
        log_level="info" if log else "warning",
        access_log=log,
        timeout_graceful_shutdown=2,
    )
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[bound])
