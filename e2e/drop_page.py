"""The page that people use: finding its parts by what a person sees, and dropping files as a mouse does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect


class DropPage:
    """The site's own page, opened."""

    def __init__(self, page: Page) -> None:
        """Open it, unless it is open."""
        self.page = page
        if urlsplit(page.url).path != "/":
            page.goto("/")
        expect(self.button("Choose files")).to_be_visible()

    def button(self, name: str) -> Locator:
        """Find a button by its exact name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def row(self, name: str) -> Locator:
        """Find a file's line in the list."""
        return self.page.get_by_role("listitem").filter(has=self.page.get_by_text(name, exact=True))

    def shown(self) -> Locator:
        """Find the panel with the result."""
        return self.page.get_by_role("tabpanel")

    def tab(self, name: str) -> Locator:
        """Find a tab of the result."""
        return self.page.get_by_role("tab", name=name, exact=True)

    def drop(self, paths: Sequence[Path]) -> None:
        """Drag files or folders of this machine onto the page, through the browser's own drag and drop."""
        session = self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            session.send("Input.dispatchDragEvent", {"type": kind, "x": 300, "y": 300, "data": data})
        session.detach()

    def choose(self, *paths: Path) -> None:
        """Choose files with the button and the browser's dialog."""
        with self.page.expect_file_chooser() as chooser:
            self.button("Choose files").click()
        chooser.value.set_files(list(paths))

    def select(self, name: str) -> None:
        """Show the result of a file."""
        self.row(name).get_by_role("button", name=re.compile(re.escape(name))).click()

    def wait_until_read(self, name: str) -> None:
        """Wait for a file to be read."""
        expect(self.row(name)).to_contain_text(re.compile(r"\d+ pages?"))
