"""A message as read from any container, and the Document made from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from docsieve.formats._mail.bullets import mark_as_plain
from docsieve.model import (
    SCHEMA_VERSION,
    Attachment,
    Block,
    Document,
    Group,
    Heading,
    Locator,
    Metadata,
    Page,
    Paragraph,
    Span,
)
from docsieve.renderers.block_text import all_text

#: Shown above the text, in this order, under these names.
SHOWN_HEADERS: Final = ("From", "Sender", "To", "Cc", "Bcc", "Reply-To", "Date")
#: Two versions of a body count as one when this share of the plain one's words stands in the other.
_SAME_TEXT: Final = 0.8


@dataclass
class Body:
    """One version of a message's text."""

    kind: str
    blocks: list[Block]


@dataclass
class Message:
    """What a message holds, in the terms of RFC 5322."""

    subject: str = ""
    #: (name, value) pairs to show, names as in `SHOWN_HEADERS`.
    headers: list[tuple[str, str]] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)


def words_of(blocks: list[Block]) -> list[str]:
    """Return the words of blocks in order, for comparing two versions of one text."""
    return [word for block in blocks for word in all_text(block, "include").split()]


def best_bodies(bodies: list[Body]) -> list[Body]:
    """Leave out a plain version whose text the HTML version has as well; keep what differs."""
    html = [body for body in bodies if body.kind == "html"]
    if not html:
        return bodies
    seen = {word for body in html for word in words_of(body.blocks)}
    if not seen:
        return [body for body in bodies if body.kind != "html"] or bodies
    kept = []
    for body in bodies:
        words = [word for word in words_of(body.blocks) if any(map(str.isalnum, word))]
        is_repeated = (
            body.kind == "plain"
            and words
            and sum(word.strip("*_<>[]") in seen for word in words) >= _SAME_TEXT * len(words)
        )
        if not is_repeated:
            kept.append(body)
    return kept


def document_of(message: Message, format_name: str) -> Document:
    """Write headers and text as one section."""
    where = Locator(page=1)
    blocks: list[Block] = []
    if message.subject:
        blocks.append(Heading(where=where, level=1, role="title", spans=[Span(message.subject)]))
    blocks += [
        Paragraph(where=where, spans=[Span(f"{name}:", bold=True), Span(f" {value}")])
        for name, value in message.headers
        if value
    ]
    bodies = best_bodies(message.bodies)
    plain = [block for body in message.bodies if body.kind == "plain" for block in body.blocks]
    for body in bodies if plain else ():
        if body.kind == "html":
            mark_as_plain(body.blocks, plain)
    for number, body in enumerate(bodies):
        if number and body.kind == "html" and bodies[number - 1].kind == "plain":
            blocks.append(Group(where=where, title="HTML version", blocks=body.blocks))
        else:
            blocks += body.blocks
    message.metadata.title = message.metadata.title or message.subject or None
    return Document(
        format=format_name,
        schema_version=SCHEMA_VERSION,
        metadata=message.metadata,
        pages=[Page(number=1, kind="section", blocks=blocks)],
        attachments=message.attachments,
    )
