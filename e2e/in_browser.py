"""`/docsieve.js` as a page of another developer would use it, driven from Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

#: Any file of the site that starts nothing by itself makes a page of its origin, under its policy.
BLANK = "/manifest.json"

_SET_UP = """
async (options) => {
  const { createClient } = await import("/docsieve.js");
  const input = document.createElement("input");
  input.type = "file";
  input.id = "file";
  document.body.append(input);
  globalThis.client = createClient({
    ...options,
    onRequests: (entries) => (globalThis.seen ??= []).push(...entries),
  });
}
"""

_PARSE = """
async ({ options, abortAfter }) => {
  const [file] = document.getElementById("file").files;
  const controller = new AbortController();
  const progress = [];
  if (abortAfter === 0) controller.abort();
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  const onProgress = (step) => {
    progress.push([step.stage, step.done, step.total ?? null]);
    if (step.stage === abortAfter) controller.abort();
  };
  try {
    const parsed = await client.parse(file, { ...options, signal: controller.signal, onProgress });
    globalThis.lastJson = parsed.json;
    const bytes = new TextEncoder().encode(parsed.json ?? "");
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
    return {
      format: parsed.format, pages: parsed.pages, warnings: parsed.warnings.map((w) => w.code),
      jsonSha256: hash, jsonBytes: bytes.length, text: parsed.text, markdown: parsed.markdown,
      progress, milliseconds: elapsed(),
    };
  } catch (error) {
    if (error.name !== "DocumentError") throw error;
    const { code, message, userFacing } = error;
    return { code, message, userFacing, progress, milliseconds: elapsed() };
  }
}
"""


@dataclass
class Parsed:
    """How one `client.parse` ended: `code` is None where it gave a document."""

    code: str | None
    message: str
    answer: dict[str, Any]

    @property
    def json_sha256(self) -> str | None:
        """Hash of the JSON text as UTF-8."""
        return self.answer.get("jsonSha256")

    @property
    def progress(self) -> list[tuple[str, int, int | None]]:
        """What `onProgress` was told: stage, done, total."""
        return [(stage, done, total) for stage, done, total in self.answer["progress"]]


class BrowserClient:
    """A page of the site with one client, `globalThis.client`."""

    def __init__(self, page: Page, **options: Any) -> None:
        """Open a page that holds nothing but a file input, and make the client there."""
        self.page = page
        page.goto(BLANK)
        page.evaluate(_SET_UP, options)

    def ready(self) -> list[str]:
        """Start the client and return the names of its formats."""
        names: list[str] = self.page.evaluate("client.ready.then((all) => all.map((one) => one.name))")
        return names

    def parse(
        self,
        path: Path,
        *,
        outputs: Sequence[str] = ("json",),
        password: str | None = None,
        abort_after: str | int | None = None,
        timeout: float | None = None,
        stall_timeout: float | None = None,
    ) -> Parsed:
        """Parse a file of this machine as if a person had chosen it.

        Args:
            path: the file.
            outputs: of "text", "markdown", "json".
            password: for encrypted files.
            abort_after: 0 to abort before the start, or the stage whose first progress aborts.
            timeout: milliseconds for this file.
            stall_timeout: milliseconds without a sign that it is being read.
        """
        options: dict[str, Any] = {"outputs": list(outputs)}
        if password is not None:
            options["password"] = password
        if timeout is not None:
            options["timeout"] = timeout
        if stall_timeout is not None:
            options["stallTimeout"] = stall_timeout
        self.page.set_input_files("#file", path)
        answer = self.page.evaluate(_PARSE, {"options": options, "abortAfter": abort_after})
        return Parsed(answer.get("code"), answer.get("message", ""), answer)

    def last_json(self) -> str:
        """Return the JSON text of the last document."""
        text: str = self.page.evaluate("globalThis.lastJson")
        return text

    def workers(self) -> int:
        """Return how many workers live."""
        return len(self.page.workers)
