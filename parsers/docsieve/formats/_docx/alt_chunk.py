"""Foreign text imported into the document, `w:altChunk` (ECMA-376 part 1, 17.17.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.namespaces import R
from docsieve.model import Block, Paragraph, Span

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.formats._docx.story import Story

_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)")


def alt_chunk_blocks(story: Story, element: etree._Element) -> list[Block]:
    """Return the text of a plain-text or HTML chunk; other kinds are attached as files of their own."""
    relationship = story.relationships.get(element.get(f"{R}id", ""))
    package = story.reading.package
    data = None if relationship is None or relationship.external else package.read(relationship.target)
    if data is None or relationship is None:
        return []
    name = relationship.target.lower()
    media_type = package.content_type(name)
    if "html" in media_type or name.endswith((".htm", ".html", ".xhtml")):
        from docsieve.formats._docx.html_text import html_paragraphs  # noqa: PLC0415 - hardly ever needed

        texts = html_paragraphs(_decoded(data))
    elif media_type.startswith("text/plain") or name.endswith(".txt"):
        texts = _decoded(data).splitlines()
    else:
        story.reading.attach(relationship.target, story.where)
        return []
    blocks: list[Block] = []
    for text in texts:
        if text.strip():
            story.reading.count_block()
            blocks.append(Paragraph(where=story.where, spans=[Span(text.strip())]))
    return blocks


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    declared = _CHARSET.search(data[:2048])
    encoding = declared[1].decode() if declared else "utf-8-sig"
    try:
        return data.decode("utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding)
    except (LookupError, UnicodeDecodeError):
        return data.decode("cp1252", "replace")
