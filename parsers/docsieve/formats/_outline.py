"""What readers do with finished pages: the outline that headings make, and the pages that were asked for."""

from __future__ import annotations

from docsieve.model import Heading, OutlineEntry, Page
from docsieve.options import Options


def outline_of(pages: list[Page]) -> list[OutlineEntry]:
    """Nest the headings of the pages by their levels."""
    top: list[OutlineEntry] = []
    path: list[tuple[int, list[OutlineEntry]]] = [(0, top)]
    for page in pages:
        for block in page.blocks:
            if not isinstance(block, Heading) or block.hidden is not None:
                continue
            text = "".join(span.text for span in block.spans if span.hidden is None and not span.note)
            title = " ".join(f"{block.marker or ''} {text}".split())
            if not title:
                continue
            while path[-1][0] >= block.level:
                path.pop()
            entry = OutlineEntry(title, page.number)
            path[-1][1].append(entry)
            path.append((block.level, entry.children))
    return top


def chosen(pages: list[Page], options: Options) -> list[Page]:
    """Return the pages that the options ask for."""
    if options.pages is None:
        return pages
    return [page for page in pages if any(first <= page.number <= last for first, last in options.pages)]
