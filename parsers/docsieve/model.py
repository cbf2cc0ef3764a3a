"""The document model: plain data, no behaviour. Every format is read into it, every renderer writes from it.

The JSON Schema (`docs/schema/document.schema.json`) and the TypeScript types (`web/src/generated/`) are made
from these classes; a change here that is not additive raises `SCHEMA_VERSION`.

Defaults are left out of the JSON, so a reader of the JSON takes an absent field as its default.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec

from docsieve.geometry import BBox

#: Raised by one on every change that an older reader of the JSON could trip over.
SCHEMA_VERSION = 1

#: What a block is for, beside what it is. "body" is the running text.
Role: TypeAlias = Literal[
    "body",
    "title",
    "subtitle",
    "header",
    "footer",
    "page_number",
    "line_number",
    "footnote",
    "endnote",
    "comment",
    "speaker_notes",
    "text_box",
    "caption",
    "toc",
    "quote",
    "chart",
    "diagram",
    "form",
]

#: Roles of what counts pages and lines: for finding a place, not for reading, so that no text written has it.
COUNTS: Final[frozenset[Role]] = frozenset(("page_number", "line_number"))

#: Why a reader of the original would not see this: formatted as hidden, deleted under change tracking,
#: painted invisibly, outside the visible page, of no size, in the colour of its background, or in a hidden
#: sheet, row, column, slide or layer.
Hidden: TypeAlias = Literal[
    "vanish",
    "deleted",
    "invisible",
    "off_page",
    "tiny",
    "same_colour",
    "sheet",
    "row",
    "column",
    "slide",
    "layer",
]

#: What to do with hidden content.
HiddenChoice: TypeAlias = Literal["exclude", "include"]


class Locator(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Where something stands in the file: page (1-based), box on it in points, part name where one exists."""

    page: int | None = None
    bbox: BBox | None = None
    part: str | None = None


class Span(msgspec.Struct, omit_defaults=True, gc=False):
    """A run of text in one style. `link` is a URL or `#anchor`; `note` is the id of a `Note` it calls.

    A line break inside a paragraph is "\\n" in `text`, a tab is "\\t"; no other control characters occur.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    code: bool = False
    superscript: bool = False
    subscript: bool = False
    #: The text is LaTeX mathematics.
    math: bool = False
    link: str | None = None
    note: str | None = None
    #: Index into `Document.revisions` of the tracked change this text belongs to.
    revision: int | None = None
    hidden: Hidden | None = None
    #: 1-based number of the page it stands on where its paragraph goes on; None on the one it begins on.
    page: int | None = None
    #: How sure the recognition was of these words, 0 to 1, where that is little; None for all others.
    confidence: float | None = None


class _Block(msgspec.Struct, omit_defaults=True, tag_field="type", kw_only=True, gc=False):
    """What every block has: where it comes from, what it is for, and whether it is hidden."""

    where: Locator
    role: Role = "body"
    hidden: Hidden | None = None
    #: "ocr" where the text was recognised from an image; None where the file itself holds it.
    source: Literal["ocr"] | None = None
    #: How sure the recognition was, 0 to 1, on the average of the letters; None without recognition.
    confidence: float | None = None


class Heading(_Block, tag="heading", omit_defaults=True, kw_only=True):
    """A heading; level 1 is the highest, 9 the lowest. `marker` is its own number as shown ("2.1")."""

    level: int
    spans: list[Span]
    marker: str | None = None


class Paragraph(_Block, tag="paragraph", omit_defaults=True, kw_only=True):
    """A paragraph of running text."""

    spans: list[Span]
    #: Set where the paragraph continues a list entry: the level of that entry.
    list_level: int | None = None


class ListItem(_Block, tag="list_item", omit_defaults=True, kw_only=True):
    """An entry of a list. `level` 0 is the outermost; `marker` is as shown: "•", "3.", "(iv)"."""

    level: int
    ordered: bool
    marker: str
    spans: list[Span]
    #: None where the entry has no check box.
    checked: bool | None = None


class Cell(msgspec.Struct, omit_defaults=True, gc=False):
    """A table cell: `text` where it is one plain run, else `blocks`; never both."""

    text: str = ""
    blocks: list[Block] = []
    col_span: int = 1
    row_span: int = 1
    #: 0-based column; None means the next one that is free in the grid.
    column: int | None = None
    header: bool = False
    hidden: Hidden | None = None
    #: A spreadsheet formula as written, with its leading "=".
    formula: str | None = None
    link: str | None = None
    #: Id of a `Note` on this cell.
    note: str | None = None


class Row(msgspec.Struct, omit_defaults=True, gc=False):
    """A table row. Cells covered by a span from the left or above are not listed."""

    cells: list[Cell]
    #: 1-based row number in a sheet; None means the row after the one before.
    number: int | None = None
    hidden: Hidden | None = None
    #: 1-based number of the page it stands on where its table goes on; None on the one it begins on.
    page: int | None = None


class Table(_Block, tag="table", omit_defaults=True, kw_only=True):
    """A table; the first `header_rows` rows are headings."""

    rows: list[Row]
    header_rows: int = 0
    #: 1-based numbers of the pages it goes on on that show its headings again.
    headed_pages: list[int] = []


class Image(_Block, tag="image", omit_defaults=True, kw_only=True):
    """A picture: its alternative text and what is known of it, never its pixels. Sizes in pixels."""

    alt: str = ""
    name: str | None = None
    media_type: str | None = None
    width: int | None = None
    height: int | None = None
    #: True where it may show text that the file does not hold as text.
    needs_ocr: bool = False


class CodeBlock(_Block, tag="code_block", omit_defaults=True, kw_only=True):
    """Preformatted text, kept to the character."""

    text: str
    language: str | None = None


class Formula(_Block, tag="formula", omit_defaults=True, kw_only=True):
    """Mathematics on a line of its own, as LaTeX."""

    latex: str


class FormField(_Block, tag="form_field", omit_defaults=True, kw_only=True):
    """A field of a form and what is filled in. `checked` is set for check boxes and radio buttons."""

    name: str
    value: str = ""
    label: str | None = None
    kind: Literal["text", "checkbox", "radio", "choice", "button", "signature", "date"] = "text"
    checked: bool | None = None


class Note(_Block, tag="note", omit_defaults=True, kw_only=True):
    """A footnote, endnote, comment, annotation or speaker's note (see `role`); `Span.note` names its `id`.

    `label` is the mark as shown ("1", "*"); `date` is ISO 8601; `reply_to` is the id of the note it answers.
    """

    id: str
    blocks: list[Block]
    label: str = ""
    author: str | None = None
    date: str | None = None
    reply_to: str | None = None
    #: Comments: marked as done.
    resolved: bool = False


class Group(_Block, tag="group", omit_defaults=True, kw_only=True):
    """Blocks that belong together because of their role: a header, a text box, a quotation, a side bar."""

    blocks: list[Block]
    title: str | None = None


class ThematicBreak(_Block, tag="thematic_break", omit_defaults=True, kw_only=True):
    """A rule across the page."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | ListItem
    | Table
    | Image
    | CodeBlock
    | Formula
    | FormField
    | Note
    | Group
    | ThematicBreak
)


class TextQuality(msgspec.Struct, omit_defaults=True):
    """How far the text of a page can be trusted, and why not: what to know before relying on it."""

    #: True where the page shows text that the file does not hold as text.
    needs_ocr: bool = False
    reasons: list[Literal["no_text_layer", "garbled_encoding", "vector_text", "mostly_image"]] = []
    #: True where the text was recognised from a picture of the page (OCR), as surely as `confidence` says.
    recognised: bool = False
    #: 0 to 1, on the average of the letters; None without recognition.
    confidence: float | None = None


class Page(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A page, sheet, slide or section. `number` counts from 1; `label` is what the document prints ("iv")."""

    number: int
    kind: Literal["page", "sheet", "slide", "section"] = "page"
    label: str | None = None
    #: In points, as a reader sees the page; None where the format has no fixed pages.
    width: float | None = None
    height: float | None = None
    blocks: list[Block] = []
    hidden: Hidden | None = None
    text_quality: TextQuality | None = None


class OutlineEntry(msgspec.Struct, omit_defaults=True):
    """An entry of the document's own table of contents (bookmarks)."""

    title: str
    page: int | None = None
    children: list[OutlineEntry] = []


class Metadata(msgspec.Struct, omit_defaults=True):
    """What the file says about itself. Dates are ISO 8601, as precise as the file has them."""

    title: str | None = None
    authors: list[str] = []
    subject: str | None = None
    keywords: list[str] = []
    description: str | None = None
    language: str | None = None
    created: str | None = None
    modified: str | None = None
    last_modified_by: str | None = None
    #: The program the document was written with, and the one that made this file from it.
    application: str | None = None
    producer: str | None = None
    #: Everything else the file declares, by its own names.
    custom: dict[str, str] = {}


class Revision(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A tracked change. Inserted text stands in the body, deleted text there too with `hidden="deleted"`."""

    kind: Literal["inserted", "deleted", "moved_from", "moved_to", "formatted"]
    where: Locator
    author: str | None = None
    date: str | None = None


class ParseWarning(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that could not be read or was left out. A value, not an exception; `code` is stable."""

    code: str
    message: str
    where: Locator | None = None


class Attachment(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A file inside the file. `document` is None where it was not or could not be read: see the warnings."""

    name: str
    media_type: str | None = None
    #: Bytes.
    size: int | None = None
    where: Locator | None = None
    document: Document | None = None
    #: What the file around it says of it.
    description: str | None = None
    #: True for a picture that may show text.
    needs_ocr: bool = False


class Document(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A document as read. `format` is the registered name ("pdf", "docx", "plain_text", ...)."""

    format: str
    schema_version: int
    metadata: Metadata
    pages: list[Page]
    outline: list[OutlineEntry] = []
    revisions: list[Revision] = []
    attachments: list[Attachment] = []
    warnings: list[ParseWarning] = []
