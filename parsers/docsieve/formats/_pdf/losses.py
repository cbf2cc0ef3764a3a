"""What of a damaged PDF is missing without pdfium saying so: it skips what it cannot unpack or reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from docsieve.formats._pdf.page_labels import PageLabels
from docsieve.formats._pdf.page_trees import PageTrees
from docsieve.formats._pdf.plausible import is_enciphered
from docsieve.model import Document
from docsieve.renderers import render
from docsieve.report import Report

_GARBLED: Final = "garbled_encoding"
_NO_CHARACTER: Final = "\ufffd"
_TREE: Final = re.compile(rb"/Type\s*/Pages\b")
_ROOT: Final = re.compile(rb"/Pages\s+(\d+)\s+\d+\s+R\b")
_OBJECT: Final = re.compile(rb"(\d+)\s+\d+ obj$")
_KIDS: Final = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE: Final = re.compile(rb"(\d+)\s+\d+\s+R")
_COUNT: Final = re.compile(rb"/Count\s+(\d{1,9})\b")
#: How far around its type the dictionary of a page tree is looked at; it names all children of its root.
_DICTIONARY: Final = 1 << 18
_MAX_TREES: Final = 2000


def warn_of_pages(data: bytes, page_count: int, report: Report) -> None:
    """Say how many pages cannot be reached, as far as the page tree tells."""
    trees = list(_trees(data))
    if _leads_in_a_circle(data, dict(trees)):
        report.warn("pages_missing", "The list of pages leads in a circle; some of them may be missing.")
    declared = next((_declared(tree) for _, tree in reversed(trees) if b"/Parent" not in tree), None)
    if declared is not None and declared > page_count:
        report.warn(
            "pages_missing", f"The file says that it has {declared:,} pages; only {page_count:,} were found."
        )


def warn_of_trees(labels: PageLabels, trees: PageTrees, report: Report) -> None:
    """Say that labels and tags were left out, where they could not be read."""
    if trees.are_lost or labels.are_lost:
        report.warn(
            "trees_left_out",
            "A tree in this PDF leads back to itself or never ends. "
            "Labels of pages and tags, if any, were left out.",
        )


def _leads_in_a_circle(data: bytes, trees: dict[bytes, bytes]) -> bool:
    """Tell whether a node that a catalog leads to has itself among its children."""
    waiting = [number for number in _ROOT.findall(data) if number in trees] or list(trees)
    seen: set[bytes] = set()
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        kids = [kid for listed in _KIDS.findall(trees[number]) for kid in _REFERENCE.findall(listed)]
        if number in kids:
            return True
        waiting += [kid for kid in kids if kid in trees]
    return False


def _trees(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the nodes of page trees (ISO 32000-1, 7.7.3.2) that lie unpacked, each with its number."""
    for found in islice(_TREE.finditer(data), _MAX_TREES):
        start = data.rfind(b" obj", max(found.start() - _DICTIONARY, 0), found.start())
        head = _OBJECT.search(data[max(start - 20, 0) : start + 4]) if start >= 0 else None
        end = data.find(b"endobj", found.end(), found.end() + _DICTIONARY)
        if head is not None and end >= 0:
            yield head[1], data[start:end]


def _declared(root: bytes) -> int | None:
    count = _COUNT.search(root)
    return int(count[1]) if count else None


def is_unreadable(document: Document) -> bool:
    """Tell whether there is text, but none that can be made out: its words are signs or a cipher."""
    pages = [page for page in document.pages if page.blocks]
    if not pages or not all(page.text_quality and _GARBLED in page.text_quality.reasons for page in pages):
        return False
    words = render(document, "text").split()
    plain = [word for word in words if _NO_CHARACTER not in word]
    return 2 * len(plain) < len(words) or is_enciphered(" ".join(plain))
