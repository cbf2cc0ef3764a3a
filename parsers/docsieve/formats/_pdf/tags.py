"""The structure tree of a tagged page (ISO 32000-1, 14.7): what it declares the text to be."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import msgspec

from docsieve.formats._pdf.content_fallback import AN_ELEMENT
from docsieve.formats._pdf.page_trees import PageTrees
from docsieve.formats._pdf.pdfium import PdfPage, clean

#: Elements and ids of marked content on one page; a larger tree is not used.
_MAX_ELEMENTS: Final = 50_000
#: A language within a text string (ISO 32000-1, 14.9.2.2).
_LANGUAGE: Final = re.compile("\x1b[^\x1b]*\x1b")


class Element(msgspec.Struct, eq=False, gc=False):
    """An element of the tree; `kind` is its standard type where the file maps it to one."""

    kind: str
    #: Elements, and ids of marked content; `content_fallback.NOT_HERE` for cells or rows not here.
    kids: list[Element | int]
    alt: str
    #: What is to be read in place of its text.
    actual: str
    row_span: int
    col_span: int
    #: Rows of a table are among its kids.
    has_rows: bool = False


class Tags(NamedTuple):
    """The outermost elements that hold content of a page, and what is in all of them."""

    outermost: list[Element]
    has_items: bool
    has_actual_texts: bool


def read_tags(page: PdfPage, trees: PageTrees) -> Tags | None:
    """Return what is tagged on the page; None where there is nothing, or too much."""
    rows = trees.elements(page, _MAX_ELEMENTS)
    if not rows:
        return None
    outermost: list[Element] = []
    has_items = has_actual_texts = False
    stack: list[Element] = []
    #: From which of its kids on each of them is to be looked for the next element.
    places: list[int] = []
    for depth, kind, ids, alt, actual, row_span, col_span in rows:
        kids: list[Element | int] = ids  # type: ignore[assignment]  # made for this call alone
        element = Element(
            kind, kids, _plain(alt) if alt else "", _plain(actual) if actual else "", row_span, col_span
        )
        del stack[depth:], places[depth:]
        if stack:
            parent = stack[-1]
            at = parent.kids.index(AN_ELEMENT, places[-1])
            parent.kids[at] = element
            places[-1] = at + 1
            if kind == "TR":
                parent.has_rows = True
        else:
            outermost.append(element)
        stack.append(element)
        places.append(0)
        if kind == "LI":
            has_items = True
        if actual:
            has_actual_texts = True
    return Tags(outermost, has_items, has_actual_texts)


def _plain(text: str) -> str:
    if text.isprintable():
        return " ".join(text.split())  # neither languages nor controls in it
    return " ".join(clean(_LANGUAGE.sub("", text)).split())


def contents_of(element: Element) -> list[int]:
    """Return the ids of all marked content in an element, in order."""
    if len(element.kids) == 1 and not isinstance(only := element.kids[0], Element):
        return [only] if only >= 0 else []
    found: list[int] = []
    stack: list[Element | int] = [element]
    while stack:
        kid = stack.pop()
        if isinstance(kid, Element):
            stack.extend(reversed(kid.kids))
        elif kid >= 0:
            found.append(kid)
    return found
