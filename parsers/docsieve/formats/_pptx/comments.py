"""Comments: those of PowerPoint 2007 to 2019 (ECMA-376 part 1, 19.4) and the threads after (MS-PPTX)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docsieve.formats._ooxml.elements import first_below
from docsieve.formats._ooxml.namespaces import A
from docsieve.formats._pptx.context import Deck
from docsieve.formats._pptx.names import P15, P188, P
from docsieve.formats._pptx.placeholders import TextStyle
from docsieve.formats._pptx.text import TextReader
from docsieve.model import Block, Locator, Note, Paragraph, Span

if TYPE_CHECKING:
    from lxml import etree


class CommentReader:
    """Reads the comments of all slides; `main` is the presentation's own part, which lists their authors."""

    def __init__(self, deck: Deck, main: str) -> None:
        self._deck = deck
        self._authors: dict[str, str] = {}
        for kind in ("commentauthors", "authors"):
            part = deck.package.related(main, kind)
            root = None if part is None else deck.package.xml(part)
            for author in () if root is None else root.iter(f"{P}cmAuthor", f"{P188}author"):
                name = author.get("name") or author.get("initials")
                if name:
                    self._authors[author.get("id", "")] = name

    def read(self, slide_part: str, number: int) -> list[Note]:
        """Return the comments on a slide in the order of the file, replies behind what they answer."""
        notes: list[Note] = []
        for relationship in self._deck.package.relationships(slide_part).values():
            if relationship.kind != "comments" or relationship.external:
                continue
            where = Locator(page=number, part=relationship.target)
            if not self._deck.is_first_use(relationship.target, where):
                continue
            root = self._deck.package.xml(relationship.target)
            if root is not None:
                notes += self._old(root, where, number)
                notes += self._threads(root, where, number, len(notes))
        self._deck.count_blocks(len(notes))
        return notes

    def _old(self, root: etree._Element, where: Locator, number: int) -> list[Note]:
        notes: list[Note] = []
        ids: dict[tuple[str, str], str] = {}
        for position, comment in enumerate(root.iterchildren(f"{P}cm"), 1):
            author, index = comment.get("authorId", ""), comment.get("idx", "")
            parent = comment.find(f".//{P15}parentCm")
            text = comment.findtext(f"{P}text") or ""
            note = Note(
                where=where,
                role="comment",
                id=f"comment-{number}-{position}",
                blocks=[Paragraph(where=where, spans=[Span(line)]) for line in _lines(text)],
                author=self._authors.get(author),
                date=comment.get("dt") or None,
                reply_to=None
                if parent is None
                else ids.get((parent.get("authorId", ""), parent.get("idx", ""))),
            )
            ids.setdefault((author, index), note.id)
            if note.blocks:
                notes.append(note)
        return notes

    def _threads(self, root: etree._Element, where: Locator, number: int, before: int) -> list[Note]:
        notes: list[Note] = []
        for comment in root.iterchildren(f"{P188}cm"):
            first = self._note(comment, where, f"comment-{number}-{before + len(notes) + 1}", None)
            first.resolved = comment.get("status") in ("resolved", "closed")
            notes.append(first)
            for reply in comment.iterfind(f"{P188}replyLst/{P188}reply"):
                note_id = f"comment-{number}-{before + len(notes) + 1}"
                notes.append(self._note(reply, where, note_id, first.id))
        return notes

    def _note(self, element: etree._Element, where: Locator, note_id: str, reply_to: str | None) -> Note:
        body = first_below(element, f"{P188}txBody")
        blocks: list[Block] = []
        if body is not None:
            blocks = TextReader(self._deck, where.part or "").blocks(
                body, where, TextStyle(list(body.iterchildren(f"{A}lstStyle")))
            )
        return Note(
            where=where,
            role="comment",
            id=note_id,
            blocks=blocks,
            author=self._authors.get(element.get("authorId", "")),
            date=element.get("created") or None,
            reply_to=reply_to,
        )


def _lines(text: str) -> list[str]:
    kept = (
        " ".join("".join(one if one.isprintable() else " " for one in line).split())
        for line in text.splitlines()
    )
    return [line for line in kept if line]
