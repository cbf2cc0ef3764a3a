"""On every test: the browser sent nothing but GETs of the site's own files, and broke no policy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError, WebSocket

from e2e.live_site import LiveSite

#: Made inside the browser out of what is in memory; nothing goes over a network for them.
_LOCAL_SCHEMES = frozenset({"blob", "data"})
#: Asked for by the browser of its own accord, for pages that name no icon (the blank ones of these tests).
BROWSERS_OWN = "/favicon.ico"
#: Violations in a page, as console errors; those in workers reach the server's report address.
_LISTENER = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP violation: ${event.violatedDirective} blocked ${event.blockedURI}`);
});
"""


@dataclass
class Guard:
    """Sees every request of the pages and workers of a browser context, and what they complain about."""

    site: LiveSite
    #: "METHOD URL", in the order they were made.
    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    #: Problems that the test itself provokes, as regular expressions.
    expected: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Follow a context from before its first page."""
        context.add_init_script(_LISTENER)
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("page", self._on_page)

    def expect(self, pattern: str) -> None:
        """Say that the test provokes problems of this kind."""
        self.expected.append(pattern)

    def verdict(self) -> list[str]:
        """Return what was wrong so far, the server's own account included."""
        server_saw = [
            f"the server got {method} {path}"
            for method, path in self.site.requests
            if method != "GET" or (path not in self.site.paths and path != BROWSERS_OWN)
        ]
        found = self.problems + server_saw
        return [p for p in found if not any(re.search(pattern, p, re.S) for pattern in self.expected)]

    def settle(self) -> None:
        """Fail for what was wrong so far; what is found once is not held against the next test."""
        problems = self.verdict()
        self.problems.clear()
        self.expected.clear()
        self.site.requests.clear()
        assert not problems, "\n".join(["the browser did what it must not:", *problems])

    def _on_request(self, request: Request) -> None:
        url = urlsplit(request.url)
        self.requests.append(f"{request.method} {request.url}")
        if url.scheme in _LOCAL_SCHEMES:
            return
        if f"{url.scheme}://{url.netloc}" != self.site.origin:
            self.problems.append(f"request to another origin: {request.method} {request.url}")
        elif request.method != "GET":
            self.problems.append(f"not a GET: {request.method} {request.url}")
        elif url.query or url.path not in self.site.paths | {BROWSERS_OWN}:
            self.problems.append(f"not in the manifest: {request.url}")
        if request.post_data_buffer:
            self.problems.append(f"a body of {len(request.post_data_buffer)} bytes to {request.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        own = str(message.location["url"]).endswith(BROWSERS_OWN)
        if message.type in {"error", "assert"} and not own:
            self.problems.append(f"console: {message.text}")

    def _on_error(self, error: WebError) -> None:
        self.problems.append(f"uncaught: {error.error}")

    def _on_page(self, page: Page) -> None:
        page.on("websocket", self._on_websocket)
        page.on("crash", lambda _: self.problems.append("the page crashed"))

    def _on_websocket(self, websocket: WebSocket) -> None:
        self.problems.append(f"WebSocket to {websocket.url}")
