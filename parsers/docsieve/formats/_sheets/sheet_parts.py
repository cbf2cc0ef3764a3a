"""The parts beside a sheet's cells: comments, tables, drawings, links, embedded files, print headers."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.package import Package
from docsieve.formats._sheets.cell_address import CellRange, parse_range, whole_number
from docsieve.formats._sheets.drawing import drawing_blocks
from docsieve.formats._sheets.plain_characters import clean
from docsieve.formats._sheets.rich_text import rich_text
from docsieve.formats._sheets.sheet_draft import SheetDraft
from docsieve.model import Attachment, Paragraph, Role, Span

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.format import Source
    from docsieve.report import Report

_MOST_COMMENTS: Final = 100_000
_HEADER_CODE: Final = re.compile(
    r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|([LCRPNDTAFZGBIUEXYSOH&]))', re.IGNORECASE
)


class SheetParts:
    """Follows the relationships of sheets, for all sheets of one workbook."""

    def __init__(self, package: Package, source: Source, report: Report) -> None:
        self.attachments: list[Attachment] = []
        self.table_names: dict[str, str] = {}
        self._package = package
        self._source = source
        self._report = report
        self._persons: dict[str, str] | None = None
        self._attached: set[str] = set()

    def link_target(self, sheet_part: str, relationship_id: str | None, location: str | None) -> str | None:
        """Return the URL or "#anchor" of a hyperlink."""
        target = ""
        if relationship_id:
            relationship = self._package.relationships(sheet_part).get(relationship_id)
            target = relationship.target if relationship is not None else ""
        if location:
            target = f"{target}#{location}"
        return target or None

    def read_comments(self, sheet_part: str, draft: SheetDraft) -> None:
        """Read threaded comments, and the notes that are not their stand-ins for older programs."""
        threaded = self._related(sheet_part, "threadedcomment")
        for part in threaded:
            root = self._package.xml(part)
            if root is not None:
                self._threaded(root, draft)
        for part in self._related(sheet_part, "comments"):
            if part.endswith(".bin"):
                from docsieve.formats._sheets.xlsb_comments import read_comments  # noqa: PLC0415 - XLSB only

                data = self._package.read(part)
                for area, author, text in () if data is None else read_comments(data):
                    self._add_note(draft, area, author, text)
                continue
            root = self._package.xml(part)
            if root is None:
                continue
            authors = ["".join(map(str, author.itertext())) for author in root.iter("{*}author")]
            for comment in root.iter("{*}comment"):
                place = parse_range(comment.get("ref", ""))
                number = whole_number(comment.get("authorId"))
                author = authors[number] if number is not None and number < len(authors) else ""
                body = comment.find("{*}text")
                if place is not None and body is not None:
                    self._add_note(draft, place, author, rich_text(body))

    def _add_note(self, draft: SheetDraft, place: CellRange, author: str, text: str) -> None:
        key = (place.first_row, place.first_column)
        if key in draft.notes or len(draft.notes) >= _MOST_COMMENTS or not text.strip():
            return
        author = author.strip()
        if author.startswith("tc="):
            author = ""
        text = text.strip()
        if author and text.startswith(f"{author}:"):
            text = text[len(author) + 1 :].strip()  # Excel writes the name into the text once more
        draft.add_note(*key, text, author or None)

    def _threaded(self, root: etree._Element, draft: SheetDraft) -> None:
        ids: dict[str, str] = {}
        for comment in root.iter("{*}threadedComment"):
            place = parse_range(comment.get("ref", ""))
            text = "".join(clean(part.text or "") for part in comment.iterchildren("{*}text"))
            if place is None or len(ids) >= _MOST_COMMENTS:
                continue
            parent = ids.get(comment.get("parentId", ""))
            ids[comment.get("id", "")] = draft.add_note(
                place.first_row,
                place.first_column,
                text.strip(),
                self._person(comment.get("personId", "")),
                date=comment.get("dT"),
                reply_to=parent,
                resolved=comment.get("done") in ("1", "true"),
            )

    def _person(self, identifier: str) -> str | None:
        if self._persons is None:
            self._persons = {}
            for name in self._package.part_names:
                if re.fullmatch(r"/?xl/persons/[^/]+\.xml", name, re.IGNORECASE):
                    root = self._package.xml(name)
                    for person in () if root is None else root.iter("{*}person"):
                        self._persons[person.get("id", "")] = person.get("displayName", "")
        return self._persons.get(identifier) or None

    def read_table(self, sheet_part: str, draft: SheetDraft) -> None:
        """Note names and heading rows of the tables on a sheet (ECMA-376 part 1, 18.5)."""
        for part in self._related(sheet_part, "table"):
            root = self._package.xml(part) if part.endswith(".xml") else None
            area = parse_range(root.get("ref", "")) if root is not None else None
            if root is None or area is None:
                continue
            if root.get("headerRowCount") != "0":
                draft.heading_rows.add(area.first_row)
            name = root.get("displayName") or root.get("name") or ""
            if name:
                self.table_names[f"table: {name}"] = f"{draft.name}!{root.get('ref', '')}"

    def read_drawings(self, sheet_part: str, draft: SheetDraft) -> None:
        """Add text boxes, charts, diagrams and pictures."""
        for part in self._related(sheet_part, "drawing"):
            draft.after += drawing_blocks(self._package, part, draft.where, self._source, self._report)

    def read_embedded(self, sheet_part: str, draft: SheetDraft) -> None:
        """Read documents embedded in the sheet."""
        from docsieve.formats._ole.object_file import read_object  # noqa: PLC0415 - hardly ever needed

        for kind in ("package", "oleobject"):
            for part in self._related(sheet_part, kind):
                if part in self._attached:
                    continue
                self._attached.add(part)
                data = self._package.read(part)
                if data is not None:
                    self.attachments.append(
                        read_object(
                            self._source,
                            posixpath.basename(part),
                            data,
                            self._report,
                            media_type=self._package.content_type(part) or None,
                            where=draft.where,
                        )
                    )

    def _related(self, sheet_part: str, kind: str) -> list[str]:
        return [
            relationship.target
            for relationship in self._package.relationships(sheet_part).values()
            if relationship.kind == kind
            and not relationship.external
            and relationship.target in self._package
        ]


def add_print_text(draft: SheetDraft, role: Role, code: str) -> None:
    """Add a header or footer of the printed sheet; its three parts become lines (18.3.1.39).

    Page numbers and dates are set by the printer: their codes are left out, the sheet's name is put in.
    """
    text = _HEADER_CODE.sub(lambda match: _header_sign(match[1], draft.name), code)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    text = "\n".join(line for line in lines if line)
    if not any(sign.isalnum() for sign in text):
        return
    block = Paragraph(where=draft.where, role=role, spans=[Span(clean(text))])
    if role == "header":
        draft.before.append(block)
    else:
        draft.after.append(block)


def _header_sign(code: str | None, name: str) -> str:
    if code == "&":
        return "&"
    if code in ("L", "C", "R"):
        return "\n"
    return name if code == "A" else ""
