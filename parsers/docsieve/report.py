"""What a parser says while it reads: warnings, how far it is, and each page that is read."""

from __future__ import annotations

from collections.abc import Callable

from docsieve.model import Locator, Page, ParseWarning

#: Called with pages done and pages in all (None where that is not known beforehand).
ProgressCallback = Callable[[int, int | None], None]
#: Called with each page as soon as it is read, before what only the whole document can tell is decided.
PageCallback = Callable[[Page], None]

#: A file can be broken in a million places; a person reads a few, and the last one says how many more.
MAX_WARNINGS = 200


class Report:
    """Collects warnings of one parse and passes progress and pages on."""

    def __init__(
        self, on_progress: ProgressCallback | None = None, on_page: PageCallback | None = None
    ) -> None:
        self._warnings: list[ParseWarning] = []
        self._seen: set[ParseWarning] = set()
        self._left_out = 0
        self._on_progress = on_progress
        self._on_page = on_page

    @property
    def wants_pages(self) -> bool:
        """Whether anyone waits for single pages: a reader that must make them for this alone need not."""
        return self._on_page is not None

    def page(self, page: Page, total: int | None = None) -> None:
        """Hand over a page as it is read, one of `total`; the only one comes with the document itself."""
        if self._on_page is not None and total != 1:
            self._on_page(page)

    def warn(self, code: str, message: str, where: Locator | None = None) -> None:
        """Note what was skipped or guessed. `message` is a sentence and never quotes the document."""
        warning = ParseWarning(code, message, where)
        if warning in self._seen:
            return
        if len(self._warnings) >= MAX_WARNINGS:
            self._left_out += 1
            return
        self._seen.add(warning)
        self._warnings.append(warning)

    @property
    def count(self) -> int:
        """How many warnings there are, those over the limit aside."""
        return len(self._warnings)

    def take_back(self, start: int) -> list[ParseWarning]:
        """Forget the warnings from this place on, of an attempt that may be made good, and return them."""
        taken = self._warnings[start:]
        self._seen.difference_update(taken)
        del self._warnings[start:]
        return taken

    def progress(self, done: int, total: int | None = None) -> None:
        """Tell that `done` pages of `total` are read."""
        if self._on_progress is not None:
            self._on_progress(done, total)

    @property
    def warnings(self) -> list[ParseWarning]:
        """All warnings in the order given, ended by a count of those over the limit."""
        if not self._left_out:
            return list(self._warnings)
        more = f"{self._left_out} more warnings were left out."
        return [*self._warnings, ParseWarning("more_warnings", more)]
