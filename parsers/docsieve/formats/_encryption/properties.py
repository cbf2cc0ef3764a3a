"""Properties that a protected binary document keeps apart, encrypted ([MS-OFFCRYPTO] 2.3.5.4)."""

from __future__ import annotations

from typing import Final

from docsieve.formats._ole.container import Container
from docsieve.report import Report

#: In Word and Excel files, and in presentations.
_STREAMS: Final = ("encryption", "EncryptedSummary")


def warn_of_locked_properties(container: Container, report: Report) -> None:
    """Say so where title, author and the like are encrypted on their own: they are not read."""
    if any(container.has(name) for name in _STREAMS):
        report.warn(
            "properties_locked",
            "The document's properties (such as title and author) are encrypted apart from its text and "
            "were not read.",
        )
