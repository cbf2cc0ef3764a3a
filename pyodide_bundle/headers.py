"""The response headers of the site, said once; a test holds `docs/hosting.md` to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

#: What each directive allows and why is explained in docs/hosting.md.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

#: Of workers' scripts alone (text recognition has its own), each of which holds all that it imports. They can
#: fetch nothing, not even from this site: the page hands them the files they need.
WORKER_CONTENT_SECURITY_POLICY: Final = "default-src 'none'; script-src 'wasm-unsafe-eval'"
_RECOGNITION_SCRIPT: Final = "assets/worker-recognition-"
_WORKER_SCRIPT: Final = re.compile(r"assets/worker-[\w-]+\.js")

#: On every response, errors included.
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "clipboard-read=(self), clipboard-write=(self)"
    ),
    "X-DNS-Prefetch-Control": "off",
}


def is_worker_script(name: str) -> bool:
    """Tell whether a file of the site, by its path, is the script that workers run."""
    return _WORKER_SCRIPT.fullmatch(name) is not None


def is_recognition_script(name: str) -> bool:
    """Tell whether a file of the site is the script of the worker that recognises text."""
    return name.startswith(_RECOGNITION_SCRIPT)


def security_headers(name: str) -> Mapping[str, str]:
    """Return the headers that a file of the site, by its path, is served with."""
    if is_worker_script(name):
        return SECURITY_HEADERS | {"Content-Security-Policy": WORKER_CONTENT_SECURITY_POLICY}
    return SECURITY_HEADERS


#: For files whose path carries a hash of their content.
CACHE_FOR_GOOD: Final = "public, max-age=31536000, immutable"
#: For all others: kept, but asked for again each time; the ETag makes that a 304.
CACHE_AND_ASK: Final = "no-cache"

#: By suffix; any other is sent as bytes to be saved. Not from the system's table: it differs by machine.
MEDIA_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".tar": "application/x-tar",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
UNKNOWN_MEDIA_TYPE: Final = "application/octet-stream"
