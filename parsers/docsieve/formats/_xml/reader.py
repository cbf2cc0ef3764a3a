"""Which kind of XML it is, and reading each: a feed, a document, data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docsieve.errors import LimitExceededError
from docsieve.format import Source
from docsieve.formats._html.encoding import decode_html
from docsieve.formats._outline import outline_of
from docsieve.formats._text.code_pages import code_pages
from docsieve.formats._text.decoding import without_controls
from docsieve.formats._xml.document_text import DocumentReader, local_name
from docsieve.formats._xml.feed import read_feed
from docsieve.formats._xml.vocabulary_tables import PARAGRAPHS
from docsieve.model import SCHEMA_VERSION, Block, Document, Locator, Metadata, Page, Paragraph, Span
from docsieve.report import Report
from docsieve.xml_reader import DamagedXmlError, read_xml

if TYPE_CHECKING:
    from lxml import etree

#: A document mixes text and elements; data does not, but for a slip.
_ENOUGH_MIXED: Final = 3
_LONGEST_LINE: Final = 300
_COMMENT: Final = re.compile(r"<!--((?:[^-]|-(?!->))*)-->")
_ENTITY: Final = re.compile(r"<!ENTITY\s+(%\s*)?[^\s\"'<>]+\s+(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE: Final = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_PIECE: Final = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<[^>]*>|[^<]+", re.DOTALL)
#: Entities are declared before the first element.
_PROLOG_CHARACTERS: Final = 64 * 1024


def read_any_xml(source: Source, report: Report) -> Document:
    """Read XML of any vocabulary.

    Raises:
        LimitExceededError: it is nested too deeply, too large, or declares entities that unfold.
    """
    text, encoding = decode_html(source.data)
    text = without_controls(text)
    limits = source.options.limits
    root: etree._Element | None = None
    try:
        root = read_xml(source.data, "xml", limits)
    except DamagedXmlError:
        report.warn("damaged_xml", "The XML is damaged; it is shown as it was found.")
    except LimitExceededError:
        declared = _ENTITY.findall(text[:_PROLOG_CHARACTERS])
        if not declared or any(parameter or "&" in a + b or "%" in a + b for parameter, a, b in declared):
            raise
        report.warn(
            "entities_not_read", "The XML declares abbreviations of its own; it is shown as it was found."
        )
    metadata = Metadata(custom={"encoding": encoding})
    pages: list[Page] = []
    if root is not None:
        blocks = _read_text(root, metadata, source, report)
        if blocks:
            blocks += _comments(text)
            pages = [Page(number=1, kind="section", blocks=blocks)]
            report.progress(1, 1)
    if not pages:
        if root is not None and any(len(line) > _LONGEST_LINE for line in text.split("\n")):
            text = laid_out(text)
        pages = code_pages(_REFERENCE.sub(_letter, text), "xml", source, report)
    return Document(
        format="xml",
        schema_version=SCHEMA_VERSION,
        metadata=metadata,
        pages=pages,
        outline=outline_of(pages),
    )


def _read_text(root: etree._Element, metadata: Metadata, source: Source, report: Report) -> list[Block]:
    """Read a feed or a document; nothing for data."""
    where, limits = Locator(page=1), source.options.limits
    name = local_name(root)
    if name in ("rss", "feed", "rdf") and (blocks := read_feed(root, metadata, where, limits, report)):
        return blocks
    if not _is_document(root):
        return []
    reader = DocumentReader(where, limits)
    reader.read(root)
    metadata.title = reader.title
    return reader.blocks


def _is_document(root: etree._Element) -> bool:
    mixed = 0
    for element in root.iter():
        name = local_name(element)
        has_text = bool((element.text or "").strip())
        if name in PARAGRAPHS and has_text:
            return True
        if len(element) and (has_text or any((child.tail or "").strip() for child in element)):
            mixed += 1
            if mixed >= _ENOUGH_MIXED:
                return True
    return False


def _comments(text: str) -> list[Block]:
    """Return what a reader of the document does not see, flagged."""
    found = (" ".join(comment[1].split()) for comment in _COMMENT.finditer(text))
    return [
        Paragraph(where=Locator(page=1), role="comment", hidden="vanish", spans=[Span(comment)])
        for comment in found
        if any(map(str.isalnum, comment))
    ]


def _letter(reference: re.Match[str]) -> str:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    letter = chr(number) if number < 0x110000 else ""
    return letter if letter.isprintable() and letter and letter not in "<>&\"'" else reference[0]


def laid_out(text: str) -> str:
    """Set out well-formed XML one element a line; text keeps its place between its tags."""
    pieces: list[str] = []
    depth = 0
    before = ""
    for found in _PIECE.finditer(text):
        piece = found[0]
        if not piece.startswith("<"):
            if piece.strip():
                pieces.append(piece)
                before = "text"
            continue
        is_end = piece.startswith("</")
        depth -= is_end
        is_text = piece.startswith("<![CDATA[")
        if before and before != "text" and not ((is_end or is_text) and before == "start"):
            pieces.append("\n" + "  " * max(depth, 0))
        pieces.append(piece)
        if is_end:
            before = "end"
        elif is_text:
            before = "text"
        elif piece.startswith(("<!", "<?")) or piece.endswith("/>"):
            before = "empty"
        else:
            before = "start"
            depth += 1
    return "".join(pieces)
