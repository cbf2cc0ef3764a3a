"""The structure tree of a tagged page (ISO 32000-1, 14.7): what it declares the text to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docsieve.formats._pdf.content_fallback import AN_ELEMENT
from docsieve.formats._pdf.page_trees import PageTrees
from docsieve.formats._pdf.pdfium import PdfPage, clean

#: Elements and ids of marked content on one page; a larger tree is not used.
_MAX_ELEMENTS: Final = 50_000
#: A language within a text string (ISO 32000-1, 14.9.2.2).
_LANGUAGE: Final = re.compile("\x1b[^\x1b]*\x1b")


@dataclass(slots=True, eq=False)
class Element:
    """An element of the tree; `kind` is its standard type where the file maps it to one."""

    kind: str
    #: Elements, and ids of marked content; `content_fallback.NOT_HERE` for cells or rows not here.
    kids: list[Element | int]
    alt: str
    #: What is to be read in place of its text.
    actual: str
    row_span: int
    col_span: int


def read_tags(page: PdfPage, trees: PageTrees) -> list[Element] | None:
    """Return the outermost elements that hold content of the page; None where there are none, or too many."""
    rows = trees.elements(page, _MAX_ELEMENTS)
    if not rows:
        return None
    outermost: list[Element] = []
    stack: list[tuple[Element, Iterator[int]]] = []
    for depth, kind, kids, alt, actual, row_span, col_span in rows:
        element = Element(kind, list(kids), _plain(alt), _plain(actual), row_span, col_span)
        del stack[depth:]
        if stack:
            parent, places = stack[-1]
            parent.kids[next(places)] = element
        else:
            outermost.append(element)
        stack.append((element, iter([i for i, kid in enumerate(kids) if kid == AN_ELEMENT])))
    return outermost


def _plain(text: str) -> str:
    if not text:
        return ""
    return " ".join(clean(_LANGUAGE.sub("", text)).split())


def contents_of(element: Element) -> list[int]:
    """Return the ids of all marked content in an element, in order."""
    found: list[int] = []
    stack: list[Element | int] = [element]
    while stack:
        kid = stack.pop()
        if isinstance(kid, Element):
            stack.extend(reversed(kid.kids))
        elif kid >= 0:
            found.append(kid)
    return found
