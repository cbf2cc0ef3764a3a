"""The review on the page, as a person sees it, and the database behind it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from e2e.drop_page import DropPage
from e2e.live_site import LiveSite

#: Where the page of these tests sends to, below its origin.
ENDPOINT = "/intake/v1/payloads"


@dataclass(frozen=True)
class Row:
    """A payload as it lies in the database."""

    media_type: str
    body: bytes
    sha256: str


def stored_rows(database: Path) -> list[Row]:
    """Read what was stored, past the intake: from the file itself."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT media_type, body, sha256 FROM payloads ORDER BY number").fetchall()
    connection.close()
    return [Row(media_type, bytes(body), sha256) for media_type, body, sha256 in rows]


class ReviewPage(DropPage):
    """The page, with files that were read and are reviewed."""

    def open(self, *paths: Path) -> None:
        """Read files and open their review, all as one set."""
        self.choose(*paths)
        count = len(paths)
        expect(self.page.get_by_text(re.compile(rf"^{count} of {count} files? read$"))).to_be_visible()
        self.button("Review all" if count > 1 else "Review and send").click()
        expect(self.heading(f"Review: {paths[0].name}")).to_be_visible()
        expect(self.page.locator(".original .piece").first).to_be_visible()

    def heading(self, name: str) -> Locator:
        """Find a heading by its words."""
        return self.page.get_by_role("heading", name=name, exact=True)

    def mark(self, text: str) -> Locator:
        """Find the matches that hold a text."""
        return self.page.locator(".mark").filter(has_text=text)

    def sent_side(self, page: int = 0) -> Locator:
        """Find what is sent of a page, by its index."""
        return self.page.locator(f".page[data-index='{page}'] .payload")

    def redact(self, words: str, *, expression: bool = False) -> None:
        """Redact a phrase or an expression by the form."""
        self.page.get_by_role("radio", name="Regular expression" if expression else "Phrase").check()
        field = self.page.get_by_label("Word, phrase or expression")
        field.fill(words)
        field.press("Enter")

    def unfold(self, name: str) -> None:
        """Open a part of the rail that is folded."""
        self.page.locator("summary").filter(has_text=name).click()

    def decide_kind(self, name: str) -> Locator:
        """Find the box that says whether a kind is redacted."""
        return self.page.get_by_role("checkbox", name=f"Redact: {name}", exact=True)

    def see_payload(self) -> str:
        """Go on to what will be sent; return the text that is shown."""
        self.button("See what will be sent").click()
        expect(self.heading("What will be sent")).to_be_focused()
        return self.shown_payload()

    def shown_payload(self) -> str:
        """Return the text of the payload, as it is on the screen."""
        expect(self.page.locator(".bytes .piece").first).to_be_attached()
        expect(self.button("Send")).to_be_enabled()
        return str(self.page.locator(".bytes docsieve-chunked-text").evaluate("(e) => e.textContent"))

    def send(self) -> None:
        """Agree, and wait until the payloads of all files are received."""
        self.button("Send").click()
        expect(self.button("Save receipt").first).to_be_visible()

    def uploads(self) -> Locator:
        """Find the list of uploads."""
        return self.page.get_by_role("region", name="Sending")


def focused_text(page: Page) -> str:
    """Return the text, name or value of what has the focus, through all shadow trees."""
    return str(
        page.evaluate(
            """() => {
              let element = document.activeElement;
              while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
              return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
            }"""
        )
    )


def tab_to(page: Page, wanted: str | re.Pattern[str], *, most: int = 80) -> None:
    """Press Tab until the focus is on what shows this."""
    pattern = wanted if isinstance(wanted, re.Pattern) else re.compile(re.escape(wanted))
    seen: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        seen.append(focused_text(page).strip()[:60])
        if pattern.search(seen[-1]):
            return
    raise AssertionError(f"Tab never reached {wanted!r}, but {seen}")


def bodies(rows: Sequence[Row]) -> list[str]:
    """Return the payloads as text."""
    return [row.body.decode() for row in rows]


def posts(site: LiveSite) -> list[tuple[str, str]]:
    """Return the requests that were no GET: method and path."""
    return [(method, path) for method, path in site.requests if method != "GET"]
