"""A presentation package as a Document: a page for each slide, sections as outline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from docsieve.errors import CorruptError
from docsieve.format import Source
from docsieve.formats._ooxml.elements import first_below
from docsieve.formats._ooxml.namespaces import R
from docsieve.formats._ooxml.package import Package
from docsieve.formats._ooxml.properties import read_metadata
from docsieve.formats._pptx.comments import CommentReader
from docsieve.formats._pptx.context import EMU_A_POINT, Deck
from docsieve.formats._pptx.names import P14, P
from docsieve.formats._pptx.slide import read_slide
from docsieve.model import SCHEMA_VERSION, Document, Heading, OutlineEntry, Page
from docsieve.report import Report

if TYPE_CHECKING:
    from lxml import etree

#: A slide of 10 by 7.5 inches, where the presentation does not say.
_WIDTH: Final = 9_144_000
_HEIGHT: Final = 6_858_000
_SLIDE_PART: Final = re.compile(r"ppt/slides/slide(\d{1,9})\.xml", re.IGNORECASE)
_MAIN_PART: Final = "ppt/presentation.xml"


class _Slide(NamedTuple):
    """`key` is the slide's id within the presentation, by which sections name it."""

    key: str
    part: str


def read_presentation(package: Package, source: Source, report: Report) -> Document:
    """Read it all.

    Raises:
        CorruptError: there is neither a main part nor a slide.
        LimitExceededError: a limit was crossed.
    """
    main = package.related("", "officedocument") or _MAIN_PART
    root = package.xml(main) if main in package else None
    if root is not None and root.tag != f"{P}presentation":
        root = None
    slides = [] if root is None else _slides(package, main, root, report)
    slides = slides or _slides_by_name(package, report)
    if root is None and not slides:
        raise CorruptError(
            "The file is a package of Office parts, but neither its presentation part nor any slide "
            "can be read."
        )
    if not slides:
        report.warn("no_slides", "The presentation holds no slides, only layouts for some.")
    if len(slides) > source.options.limits.max_pages:
        allowed = source.options.limits.max_pages
        report.warn("page_limit", f"Only the first {allowed:,} of {len(slides):,} slides were read.")
        slides = slides[:allowed]
    deck = _deck(package, source, report, root)
    deck.slide_numbers = {slide.part: number for number, slide in enumerate(slides, 1)}
    first = _number(None if root is None else root.get("firstSlideNum"), 1)
    comments = CommentReader(deck, main)
    pages: list[Page] = []
    for number, slide in enumerate(slides, 1):
        if _is_chosen(source, number):
            label = str(number + first - 1) if first != 1 else None
            pages.append(read_slide(deck, slide.part, number, label, comments))
            report.page(pages[-1], len(slides))
        report.progress(number, len(slides))
    if package.related(main, "vbaproject") is not None:
        report.warn("macros_not_read", "The presentation holds macros. They were neither run nor read.")
    return Document(
        format="pptx",
        schema_version=SCHEMA_VERSION,
        metadata=read_metadata(package),
        pages=pages,
        outline=_outline(root, slides, pages),
        attachments=deck.attachments,
    )


def _deck(package: Package, source: Source, report: Report, root: etree._Element | None) -> Deck:
    size = None if root is None else first_below(root, f"{P}sldSz")
    width = _number(None if size is None else size.get("cx"), _WIDTH)
    height = _number(None if size is None else size.get("cy"), _HEIGHT)
    return Deck(
        package,
        report,
        source,
        round(width / EMU_A_POINT, 1),
        round(height / EMU_A_POINT, 1),
        None if root is None else first_below(root, f"{P}defaultTextStyle"),
    )


def _slides(package: Package, main: str, root: etree._Element, report: Report) -> list[_Slide]:
    """Return the slides in the order of the presentation (19.2.1.34)."""
    relationships = package.relationships(main)
    slides: list[_Slide] = []
    seen: set[str] = set()
    for element in root.iterfind(f"{P}sldIdLst/{P}sldId"):
        relationship = relationships.get(element.get(f"{R}id", ""))
        if relationship is None or relationship.external:
            report.warn("slide_missing", "A slide that the presentation lists is not in the file.")
        elif relationship.target in seen:
            report.warn("slide_repeated", "The presentation lists a slide twice; it was read once.")
        else:
            seen.add(relationship.target)
            slides.append(_Slide(element.get("id", ""), relationship.target))
    unlisted = [
        relationship
        for relationship in relationships.values()
        if relationship.kind == "slide" and relationship.target not in seen and relationship.target in package
    ]
    if unlisted and slides:
        report.warn(
            "slides_unlisted",
            f"The file holds {len(unlisted)} more slides that the presentation does not show. "
            "They were not read.",
        )
    return slides


def _slides_by_name(package: Package, report: Report) -> list[_Slide]:
    """Find the slides of a presentation that lost the list of them, in the order of their numbers."""
    found = {int(match[1]): name for name in package.part_names if (match := _SLIDE_PART.fullmatch(name))}
    if found:
        report.warn(
            "presentation_part_damaged",
            "The list of the slides cannot be read. They are shown in the order of their names.",
        )
    return [_Slide("", found[number]) for number in sorted(found)]


def _is_chosen(source: Source, number: int) -> bool:
    chosen = source.options.pages
    return chosen is None or any(first <= number <= last for first, last in chosen)


def _outline(root: etree._Element | None, slides: list[_Slide], pages: list[Page]) -> list[OutlineEntry]:
    """Return the titles of the slides, under their sections where there are any (MS-PPTX 2.5.2)."""
    titles = {page.number: title for page in pages if (title := _title(page))}
    numbers = {slide.key: number for number, slide in enumerate(slides, 1) if slide.key}
    entries: list[OutlineEntry] = []
    for section in () if root is None else root.iter(f"{P14}section"):
        held = [
            numbers[slide.get("id", "")]
            for slide in section.iter(f"{P14}sldId")
            if slide.get("id", "") in numbers
        ]
        children = [OutlineEntry(titles.pop(number), number) for number in held if number in titles]
        name = " ".join((section.get("name") or "").split())
        if name:
            entries.append(OutlineEntry(name, held[0] if held else None, children))
        else:
            entries += children
    return entries + [OutlineEntry(title, number) for number, title in titles.items()]


def _title(page: Page) -> str:
    for block in page.blocks:
        if isinstance(block, Heading) and block.role == "title" and block.hidden is None:
            return " ".join("".join(span.text for span in block.spans if span.hidden is None).split())
    return ""


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 12 and int(text) > 0 else default
