"""Annotations of a page: comments, typed text, form fields, attached files (ISO 32000-1, 12.5 and 12.7)."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final, Literal

from docsieve.formats._pdf.annotation_layers import AnnotationLayers
from docsieve.formats._pdf.appearances import Appearances
from docsieve.formats._pdf.attachments import read_attachment
from docsieve.formats._pdf.document_parts import iso_date
from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.glyphs import ask
from docsieve.formats._pdf.pdfium import Handle, PdfFile, PdfPage, clean, utf16
from docsieve.formats._pdf.widgets import CHOICES, WIDGET, Widget, widget_of, widgets
from docsieve.geometry import BBox
from docsieve.model import Attachment, Block, FormField, Hidden, Locator, Note, Paragraph, Span

_LINK: Final = 2
_FREE_TEXT: Final = 3
_STAMP: Final = 13
_POPUP: Final = 16
_FILE: Final = 17
#: Kinds that show words of their own: unknown ones, typed text, lines, stamps, watermarks, redactions.
_SPEAKING: Final = (0, _FREE_TEXT, 4, _STAMP, 24, 28)
#: Kinds of fields that show more than a mark.
_SHOWING: Final = ("text", "choice", "button", "signature")
_HIDDEN_FLAGS: Final = 2 | 32  # Hidden, NoView
#: Of one page.
_MAX_ANNOTATIONS: Final = 20_000

_Kind = Literal["text", "checkbox", "radio", "choice", "button", "signature", "date"]
_KINDS: Final[dict[int, _Kind]] = {
    1: "button",
    2: "checkbox",
    3: "radio",
    4: "choice",
    5: "choice",
    6: "text",
    7: "signature",
}


class FormReader:
    """pdfium's form environment of a document; without one, fields have no names and values."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        pdfium = file.pdfium
        self._info = pdfium.FPDF_FORMFILLINFO(version=2)  # pdfium keeps the pointer
        self.handle: Handle = pdfium.FPDFDOC_InitFormFillEnvironment(file.handle, ctypes.byref(self._info))

    @property
    def is_made_when_opened(self) -> bool:
        """Whether the form is XFA and the catalog says that its pages are made from that."""
        pdfium = self._file.pdfium
        return bool(pdfium.FPDF_GetFormType(self._file.handle) == pdfium.FORMTYPE_XFA_FULL)

    @classmethod
    @contextmanager
    def of(cls, file: PdfFile) -> Iterator[FormReader | None]:
        """Open the environment where the document has a form, and close it at the end."""
        if file.pdfium.FPDF_GetFormType(file.handle) <= 0:
            yield None
            return
        reader = cls(file)
        try:
            yield reader if reader.handle else None
        finally:
            if reader.handle:
                file.pdfium.FPDFDOC_ExitFormFillEnvironment(reader.handle)


class PageAnnotations:
    """What the annotations of a page say; links have their own reader."""

    def __init__(self) -> None:
        self.fields: list[Draft] = []
        self.notes: list[Draft] = []
        #: What is typed or stamped onto the page.
        self.boxes: list[Draft] = []
        self.attachments: list[tuple[Attachment, bytes]] = []
        #: What may say something only by how it looks, by index.
        self.faces: dict[int, Draft] = {}


#: Of a page without any, as most are; nothing is added to it.
NO_ANNOTATIONS: Final = PageAnnotations()


def read_annotations(
    page: PdfPage,
    form: FormReader | None,
    layers: AnnotationLayers,
    appearances: Appearances,
    max_bytes: int,
) -> PageAnnotations:
    """Read all annotations of a page; files larger than `max_bytes` are listed without their content."""
    if not page.annotation_count:
        return NO_ANNOTATIONS
    pdfium = page.file.pdfium
    found = PageAnnotations()
    count = min(page.annotation_count, _MAX_ANNOTATIONS)
    fields: list[tuple[Any, ...] | None] = []
    if form is not None and count:
        fields = ask(widgets, page, page.handle, form.handle, count)
    for index in range(count):
        if fields and (field := fields[index]) is not None:
            widget = Widget._make(field)
            hidden = _hidden(widget.flags)
            if hidden is None and widget.is_on_a_layer:
                hidden = "layer" if layers.hides(page.index, index) else None
            _add_field(found, page, widget, clean(widget.value), index, hidden)
            continue
        annotation = pdfium.FPDFPage_GetAnnot(page.handle, index)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind in (_LINK, _POPUP):
                continue
            hidden = _hidden(pdfium.FPDFAnnot_GetFlags(annotation))
            if hidden is None and pdfium.FPDFAnnot_HasKey(annotation, b"OC\x00"):
                hidden = "layer" if layers.hides(page.index, index) else None
            if kind == WIDGET:
                listed = widget_of(pdfium, form.handle, annotation) if form is not None else None
                if form is None or listed is None:
                    _add_loose_field(found, page, annotation, index, hidden)
                else:
                    value = _chosen(pdfium, form.handle, annotation, listed.value) or listed.value
                    _add_field(found, page, listed, value, index, hidden)
                continue
            _add_note(found, page, annotation, kind, index, hidden)
            if kind == _FILE:
                attachment = pdfium.FPDFAnnot_GetFileAttachment(annotation)
                if attachment:
                    where = Locator(page=page.index + 1, bbox=_box(page, annotation).rounded())
                    found.attachments.append(read_attachment(page.file, attachment, where, max_bytes))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    if found.faces:
        _read_faces(found, page, appearances)
    if found.notes:
        _answer_known(found.notes)
    return found


def _answer_known(notes: list[Draft]) -> None:
    """Let notes answer only what is among them."""
    known = {draft.block.id for draft in notes if isinstance(draft.block, Note)}
    for draft in notes:
        if isinstance(draft.block, Note) and draft.block.reply_to not in known:
            draft.block.reply_to = None  # an answer to a mark that says nothing itself


def _box(page: PdfPage, annotation: Handle) -> BBox:
    rectangle = page.file.pdfium.FS_RECTF()
    page.file.pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rectangle))
    return page.frame.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _hidden(flags: int) -> Hidden | None:
    return "invisible" if flags & _HIDDEN_FLAGS else None


def _add_note(
    found: PageAnnotations,
    page: PdfPage,
    annotation: Handle,
    kind: int,
    index: int,
    hidden: Hidden | None,
) -> None:
    pdfium = page.file.pdfium
    contents = _string(pdfium, annotation, "Contents").strip()
    box = _box(page, annotation)
    where = Locator(page=page.index + 1, bbox=box.rounded())
    if kind in _SPEAKING and (kind == _STAMP or not contents) and _has_face(pdfium, annotation):
        face = Paragraph(where=where, role="text_box", hidden=hidden, spans=[Span("")])
        found.faces[index] = Draft([], box, block=face)
    if not contents:
        return
    block: Block
    if kind == _FREE_TEXT:
        block = Paragraph(where=where, role="text_box", hidden=hidden, spans=[Span(contents)])
    else:
        answered = pdfium.FPDFAnnot_GetLinkedAnnot(annotation, b"IRT\x00")
        reply_to = None
        if answered:
            at = pdfium.FPDFPage_GetAnnotIndex(page.handle, answered)
            reply_to = _note_id(page, at) if at >= 0 else None
            pdfium.FPDFPage_CloseAnnot(answered)
        block = Note(
            where=where,
            role="comment",
            hidden=hidden,
            id=_note_id(page, index),
            blocks=[Paragraph(where=where, spans=[Span(contents)])],
            author=_string(pdfium, annotation, "T").strip() or None,
            date=iso_date(_string(pdfium, annotation, "M"))
            or iso_date(_string(pdfium, annotation, "CreationDate")),
            reply_to=reply_to,
        )
    drafts = found.boxes if isinstance(block, Paragraph) else found.notes
    drafts.append(Draft([], box, block=block))


def _note_id(page: PdfPage, index: int) -> str:
    return f"page{page.index + 1}-annotation{index + 1}"


def _string(pdfium: Any, annotation: Handle, key: str) -> str:
    return utf16(pdfium.FPDFAnnot_GetStringValue, annotation, key.encode() + b"\x00")


def _has_face(pdfium: Any, annotation: Handle) -> bool:
    return bool(pdfium.FPDFAnnot_HasKey(annotation, b"AP\x00"))


def _add_field(
    found: PageAnnotations, page: PdfPage, widget: Widget, value: str, index: int, hidden: Hidden | None
) -> None:
    kind, label = _KINDS[widget.kind], clean(widget.label).strip() or None
    checked: bool | None = None
    if kind in ("checkbox", "radio"):
        checked = widget.is_checked or clean(widget.state) not in ("", "Off")
        value = clean(widget.exported) if checked else ""
    elif not value and widget.kind not in CHOICES and widget.number is not None:
        value = f"{widget.number:.7g}"
    box = page.frame.box(*widget.box)
    draft = Draft(
        [],
        box,
        block=FormField(
            where=Locator(page=page.index + 1, bbox=box.rounded()),
            role="form",
            hidden=hidden,
            name=clean(widget.name),
            value=value,
            label=label,
            kind=kind,
            checked=checked,
        ),
    )
    if kind in _SHOWING and not value and widget.has_face:
        found.faces[index] = draft
    if kind != "button" or value or label:
        found.fields.append(draft)


def _add_loose_field(
    found: PageAnnotations, page: PdfPage, annotation: Handle, index: int, hidden: Hidden | None
) -> None:
    """Add a field of a page that no form lists, as pages taken out of others have."""
    pdfium = page.file.pdfium
    name, value, kind, state = (_string(pdfium, annotation, key).strip() for key in ("T", "V", "FT", "AS"))
    if name or value:
        box = _box(page, annotation)
        where = Locator(page=page.index + 1, bbox=box.rounded())
        block = FormField(where=where, role="form", hidden=hidden, name=name, value=value)
        if kind == "Btn" and state:
            block.kind, block.checked = "checkbox", state != "Off"
            block.value = state if block.checked else ""
        found.fields.append(Draft([], box, block=block))
        if not value and block.kind in _SHOWING and _has_face(pdfium, annotation):
            found.faces[index] = found.fields[-1]


def _read_faces(found: PageAnnotations, page: PdfPage, appearances: Appearances) -> None:
    """Give what says nothing in words of its own those that it shows."""
    for index, text in appearances.texts(page, found.faces.keys()).items():
        draft = found.faces[index]
        block = draft.block
        if isinstance(block, FormField):
            if block.kind != "button":
                block.value = text
            elif block.label is None:
                block.label = text  # what it is called, to whoever sees it
            elif "".join(text.split()) != "".join(block.label.split()):
                block.value = text
            if draft not in found.fields:
                found.fields.append(draft)
        elif isinstance(block, Paragraph) and not _is_said(found.notes, draft.box, text):
            block.spans = [Span(text)]
            found.boxes.append(draft)


def _is_said(notes: list[Draft], box: BBox, text: str) -> bool:
    """Tell whether the words of a stamp are also those of its comment."""
    words = "".join(text.split())
    said = (draft.block.blocks[0] for draft in notes if isinstance(draft.block, Note) and draft.box == box)
    return any(isinstance(leaf, Paragraph) and words in "".join(leaf.spans[0].text.split()) for leaf in said)


def _chosen(pdfium: Any, form: Handle, annotation: Handle, value: str) -> str:
    """The labels of the options that are chosen, one a line; what the value names comes first (table 231)."""
    count = max(min(pdfium.FPDFAnnot_GetOptionCount(form, annotation), 1000), 0)
    labels = [utf16(pdfium.FPDFAnnot_GetOptionLabel, form, annotation, index) for index in range(count)]
    chosen = [i for i in range(count) if pdfium.FPDFAnnot_IsOptionSelected(form, annotation, i)]
    if len(chosen) == 1 and value in labels:
        return value
    return "\n".join(labels[i] for i in chosen)


def insert_fields(drafts: list[Draft], fields: list[Draft]) -> list[Draft]:
    """Put each after the text on its row to the left of it, else after what stands above it.

    What is typed or stamped onto the page is put in its place like a field.
    """
    after: dict[int, list[Draft]] = {}
    # The last of those that begin, or end, at one place comes first.
    by_start = sorted(
        ((box.x0, i, box.top - 2, box.bottom + 2) for i, box in enumerate(draft.box for draft in drafts)),
        reverse=True,
    )
    starts = [-x0 for x0, *_ in by_start]
    by_end = sorted((draft.box.bottom, i) for i, draft in enumerate(drafts))
    for field in fields:
        middle = (field.box.top + field.box.bottom) / 2
        begun = islice(by_start, bisect_left(starts, -field.box.x0), None)
        place = next((i for _, i, top, bottom in begun if top <= middle <= bottom), None)
        if place is None:
            ended = bisect_right(by_end, (field.box.bottom, len(drafts)))
            place = by_end[ended - 1][1] if ended else -1
        after.setdefault(place, []).append(field)
    if not after:
        return drafts
    merged = after.get(-1, [])[:]
    for i, draft in enumerate(drafts):
        merged.append(draft)
        merged.extend(after.get(i, ()))
    return merged
