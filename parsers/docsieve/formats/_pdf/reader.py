"""A PDF -> a Document: opens it, reads page after page, then decides what only the whole can tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import islice

from docsieve.errors import CorruptError, DocsieveError, WrongPasswordError
from docsieve.format import Source
from docsieve.formats._pdf.alternatives import add_alternatives
from docsieve.formats._pdf.annotation_layers import AnnotationLayers
from docsieve.formats._pdf.annotations import FormReader, insert_fields, read_annotations
from docsieve.formats._pdf.appearances import Appearances
from docsieve.formats._pdf.attachments import document_attachments, read_children
from docsieve.formats._pdf.concealed import concealed_segments
from docsieve.formats._pdf.cross_references import CrossReferences
from docsieve.formats._pdf.damage import Damage
from docsieve.formats._pdf.document_parts import (
    denied_permissions,
    read_metadata,
    read_outline,
    selected_pages,
)
from docsieve.formats._pdf.drafts import Draft, DraftPage
from docsieve.formats._pdf.glyphs import MARKS_AND_FORMS, ask_glyphs, read_shapes
from docsieve.formats._pdf.harmless import check_deciphered, read_harmless
from docsieve.formats._pdf.layers import contents_for_layers, hidden_by_layers
from docsieve.formats._pdf.layers_off import LayersOff
from docsieve.formats._pdf.links import LeftOutLinks, read_links
from docsieve.formats._pdf.losses import is_unreadable, warn_of_pages, warn_of_trees
from docsieve.formats._pdf.mend import Mended, is_cut, mended
from docsieve.formats._pdf.offered_pictures import offer_pictures
from docsieve.formats._pdf.packed_objects import PackedObjects
from docsieve.formats._pdf.page_ahead import page_ahead
from docsieve.formats._pdf.page_drafts import seen_drafts
from docsieve.formats._pdf.page_labels import PageLabels
from docsieve.formats._pdf.page_tree import with_all_pages
from docsieve.formats._pdf.page_trees import PageTrees
from docsieve.formats._pdf.patterned import PatternedText
from docsieve.formats._pdf.pdfium import PdfFile, PdfPage
from docsieve.formats._pdf.picture_layers import PictureLayers
from docsieve.formats._pdf.pictures import insert_pictures
from docsieve.formats._pdf.portfolio import read_portfolio
from docsieve.formats._pdf.quality import IMAGE, judge_page
from docsieve.formats._pdf.quotes import find_bars
from docsieve.formats._pdf.repair import read_repaired
from docsieve.formats._pdf.seen_page import SeenPage
from docsieve.formats._pdf.signatures import signatures
from docsieve.formats._pdf.structure import write_blocks
from docsieve.formats._pdf.survey import Survey
from docsieve.formats._pdf.tagged_page import tagged_drafts
from docsieve.formats._pdf.told_texts import ToldTexts
from docsieve.formats._pdf.typewritten import drop_pitch, is_typewritten
from docsieve.formats._pdf.xfa import xfa_blocks
from docsieve.formats._pdf.xml_metadata import add_xmp
from docsieve.garbage import paused_collector
from docsieve.geometry import BBox
from docsieve.model import SCHEMA_VERSION, Attachment, Document, Locator, Page, ParseWarning
from docsieve.report import Report
from docsieve.scans import warn_of_scans

#: Objects and path segments of one page that are looked at for images and rules.
_MAX_SHAPES = 100_000
#: Pages of which pdfium tells before Python goes through them.
_MOST_AT_ONCE = 16
_REPAIRED = "The file is damaged or cut off. What is left of it was read; some may be missing."


def read_pdf(source: Source, report: Report) -> Document:
    """Read the whole file: by pdfium, or where it finds nothing, by pypdf.

    Raises:
        EncryptedError: it needs a password.
        WrongPasswordError: the given one does not open it.
        CorruptError: nothing usable can be read.
        LimitExceededError: it is too much.
    """
    return read_harmless(source, report, _read)


def _read(source: Source, damage: Damage, report: Report) -> Document:
    max_bytes = source.options.limits.max_stream_bytes
    blank: Document | None = None
    told: list[ParseWarning] = []
    blank_pages: int | None = None
    for data, has_own_tree in _attempts(source, damage):
        try:
            data, file = _opened(data, source, damage)
        except CorruptError:
            continue
        before = report.count
        with file:
            if data is not source.data:
                is_more = blank_pages is not None and file.page_count > blank_pages
                if not file.page_count or (is_more and not has_own_tree):
                    continue  # none, or also those that were deleted
                if is_cut(source.data) or not damage.costs_nothing:
                    report.warn("repaired", _REPAIRED)
            bare = damage.bare if data is source.data else data
            references = damage.references if data is source.data else None
            packed = damage.packed if data is source.data else PackedObjects(data, max_bytes)
            reading = _Reading(file, source, report, bare, references, packed)
            document = reading.read()
        if data is not source.data and is_unreadable(document):
            report.take_back(before)  # its fonts are lost, so that a picture of it tells no more
            continue
        if reading.found_anything:
            damage.tell(file.page_count, report)
            if data is source.data:
                warn_of_pages(bare, file.page_count, report)
            return document
        # Not one page holds anything: they are blank, or the file is damaged in a way pdfium does not tell.
        warnings = report.take_back(before)
        if data is source.data and reading.has_opened_pages:
            blank_pages = file.page_count
        if blank is None:
            blank, told = document, warnings
    damage.tell(len(blank.pages) if blank else 0, report)
    repaired = read_repaired(source, report)
    if blank is None or not blank.pages or any(page.blocks for page in repaired.pages):
        return repaired
    for warning in told:
        report.warn(warning.code, warning.message, warning.where)
    return blank


def _attempts(source: Source, damage: Damage) -> Iterator[Mended]:
    """Yield the file as it is and with new ends; one that was cut off or misleads first with an end."""
    others = mended(source.data, damage.packed)
    if is_cut(source.data) or damage.misleads:
        yield from islice(others, 1)
    yield Mended(source.data, True)
    yield from others


def _opened(data: bytes, source: Source, damage: Damage) -> tuple[bytes, PdfFile]:
    """Open one; where the file has more pages than it counts, one that has all."""
    file = _open(data, source.options.password)
    if b"/Encrypt" in damage.bare:
        check_deciphered(file.rewritten, source.options.limits)
    if data is source.data:
        whole = with_all_pages(data, damage, file.page_count)
        if whole is not None:
            file.close()
            return whole, _open(whole, source.options.password)
    return data, file


def _open(data: bytes, password: str | None) -> PdfFile:
    try:
        return PdfFile(data, password)
    except WrongPasswordError:
        # A file locked for its owner only opens without any; a needless password must not keep it shut.
        try:
            return PdfFile(data, None)
        except DocsieveError:
            pass
        raise


class _Reading:
    """One document on its way from pdfium to the model."""

    def __init__(
        self, file: PdfFile, source: Source, report: Report, bare: bytes,
        references: CrossReferences | None, packed: PackedObjects,
    ) -> None:  # fmt: skip
        self.file = file
        #: The file without what is deflated.
        self.bare = bare
        self.source = source
        self.options = source.options
        self.report = report
        self.trees = PageTrees(file, references, packed)
        self.packed = packed
        #: Some page has text, a picture or an annotation.
        self.found_anything = False
        #: Some page could be opened.
        self.has_opened_pages = False
        self.fields = 0
        self.links_left_out, self.told_texts = LeftOutLinks(), ToldTexts()
        #: Blank pages read so far, where somebody waits for pages.
        self._waiting: list[Page] = []
        #: What of marked content tells of layers.
        self.layers_off = LayersOff(file, references, packed)
        self.labels = PageLabels(file, self.layers_off.written, bare)
        self.layer_contents = contents_for_layers(bare, self.layers_off)
        self._contents = MARKS_AND_FORMS if file.is_tagged else self.layer_contents
        self.picture_layers = PictureLayers(bare, self.layers_off)
        self.annotation_layers = AnnotationLayers(file, source.options.password, self.layers_off)
        self.patterned = PatternedText(file, bare, packed)
        self.appearances = Appearances(file, source.options.password)
        self.attached: list[tuple[Attachment, bytes]] = []
        self.survey = Survey()

    def read(self) -> Document:
        file, limits = self.file, self.options.limits
        numbers = selected_pages(self.options, min(file.page_count, limits.max_pages))
        if file.page_count > limits.max_pages:
            self.report.warn("page_limit", f"Only the first {limits.max_pages:,} pages were read.")
        if not numbers and file.page_count:
            self.found_anything = True
            self.report.warn(
                "no_such_pages", f"None of the wanted pages exists: there are {file.page_count}."
            )
        # What is made here are trees and rows of numbers: no cycles to look for, again and again.
        with paused_collector():
            with closing(self.appearances):
                pages, drafted = self._pages(numbers)
            outline = read_outline(file, limits.max_depth)
            for page, blocks in zip(pages, write_blocks(drafted, outline, self.survey), strict=True):
                page.blocks = blocks
        warn_of_trees(self.labels, self.trees, self.report)
        warn_of_scans(pages, self.report)
        self.links_left_out.tell(self.report)
        self.told_texts.tell(self.report)
        metadata = read_metadata(file)
        denied = denied_permissions(file)
        if denied:
            metadata.custom["permissions denied"] = ", ".join(denied)
        add_xmp(file, metadata, self.bare)
        for number, signature in enumerate(signatures(file), 1):
            metadata.custom[f"signature {number} (not verified)"] = signature
        attached = document_attachments(file, limits.max_member_bytes)
        listed = read_portfolio(file, self.options.password, self.packed) if attached else None
        if listed is not None:
            for (attachment, _), said in zip(attached, listed, strict=False):
                attachment.description = said.description
                if said.folder:
                    attachment.where = Locator(part=f"{said.folder}/{attachment.name}")
            self.report.warn(
                "pdf_portfolio",
                f"This PDF is a portfolio of {len(attached)} files; its own pages are but their cover.",
            )
        self.attached = attached + self.attached
        return Document(
            format="pdf",
            schema_version=SCHEMA_VERSION,
            metadata=metadata,
            pages=pages,
            outline=outline,
            attachments=read_children(self.attached, self.source, self.report),
        )

    def _pages(self, numbers: list[int]) -> tuple[list[Page], list[DraftPage]]:
        pages: list[Page] = []
        drafted: list[DraftPage] = []
        left = self.options.limits.max_blocks
        with FormReader.of(self.file) as form:
            for batch in self._batches(numbers, form, left):
                for seen in batch:
                    drafts = self._drafted(seen)
                    pages.append(seen.page)
                    drafted.append(drafts)
                    left -= len(drafts.drafts)
                    if self.report.wants_pages and left >= 0:
                        self._tell(seen.page, drafts, len(numbers))
                    self.report.progress(len(pages), len(numbers))
                    if left < 0:
                        del drafts.drafts[left:]
                        self.report.warn(
                            "block_limit",
                            f"There are more than the {self.options.limits.max_blocks:,} blocks allowed; "
                            "reading ended here.",
                            Locator(page=seen.page.number),
                        )
                        break
                if left < 0:
                    break
            if form is not None and drafted and (form.is_made_when_opened or not self.fields):
                self._add_xfa(drafted[0])
        return pages, drafted

    def _batches(self, numbers: list[int], form: FormReader | None, left: int) -> Iterator[list[SeenPage]]:
        """Yield what is on the pages, a few at a time: pdfium and Python in turns would crowd out each other.

        No page is looked at behind the one where there may be more than `left` blocks in all.
        """
        batch: list[SeenPage] = []
        size = 1  # somebody may wait for the first page
        for index in numbers:
            seen = self._seen(index, form)
            batch.append(seen)
            left -= seen.most_drafts
            if len(batch) >= size or left < 0:
                yield batch
                batch = []
                size = min(2 * size, _MOST_AT_ONCE)
        if batch:
            yield batch

    def _tell(self, page: Page, drafts: DraftPage, total: int) -> None:
        """Hand a page over; blank ones wait for one that is not, for the file may be read in another way."""
        self._waiting.append(page_ahead(page, drafts))
        if self.found_anything:
            for each in self._waiting:
                self.report.page(each, total)
            self._waiting.clear()

    def _seen(self, index: int, form: FormReader | None) -> SeenPage:
        page = Page(number=index + 1, label=self.labels.of(index))
        seen = SeenPage(page, index)
        try:
            with self._opened(index) as opened:  # and closed, unless pdfium is asked for more
                self.has_opened_pages = True
                page.width, page.height = round(opened.frame.width, 1), round(opened.frame.height, 1)
                self._look_at(opened, seen, form)
                if self.file.is_tagged or self.picture_layers.may_be_off:
                    seen.drafts = self._drafts(seen, opened)  # which ask pdfium for more
        except CorruptError:
            where = Locator(page=page.number)
            self.report.warn("page_unreadable", "This page is damaged and could not be read.", where)
            seen.drafts = DraftPage(index, 0.0, 0.0, [])
        return seen

    def _opened(self, index: int) -> PdfPage:
        stays = self.file.is_tagged or self.picture_layers.may_be_off
        limit = self.options.limits.max_page_characters
        return self.file.seen_page(index, self._contents, limit, _MAX_SHAPES, stays=stays)

    def _look_at(self, opened: PdfPage, seen: SeenPage, form: FormReader | None) -> None:
        """Read what pdfium tells of a page."""
        limits = self.options.limits
        told = ask_glyphs(opened, limits.max_page_characters, contents=self._contents)
        if told.characters > limits.max_page_characters:
            self.report.warn(
                "page_cut",
                "This page holds more text than allowed; the rest was left out.",
                Locator(page=seen.page.number),
            )
        seen.frame, seen.told = opened.frame, told
        seen.shapes = read_shapes(opened, _MAX_SHAPES)
        seen.areas = read_links(opened, self.links_left_out)
        if self.layer_contents and told.contents:
            forms = self.layer_contents == MARKS_AND_FORMS
            seen.cut, hidden = hidden_by_layers(opened, seen.glyphs, self.layers_off, forms=forms)
            seen.unseen.update(dict.fromkeys(hidden, "layer"))
        seen.annotations = read_annotations(
            opened, form, self.annotation_layers, self.appearances, limits.max_member_bytes
        )
        self.fields += len(seen.annotations.fields)
        self.attached.extend(seen.annotations.attachments)

    def _drafted(self, seen: SeenPage) -> DraftPage:
        drafts = seen.drafts if seen.drafts is not None else self._drafts(seen, None)
        self.survey.see(drafts)
        return drafts

    def _drafts(self, seen: SeenPage, opened: PdfPage | None) -> DraftPage:
        """Make drafts of what is on a page, which is open where they need more of pdfium."""
        page, frame, glyphs, shapes, areas = seen.page, seen.frame, seen.glyphs, seen.shapes, seen.areas
        page.text_quality, ocr_layer = judge_page(glyphs, shapes, frame.width, frame.height)
        glyphs, unseen = seen.cut or glyphs, seen.unseen
        white = self.patterned.unseen(seen.index, glyphs, concealed_segments(glyphs, shapes))
        unseen.update(dict.fromkeys(white, "same_colour"))
        drafts = None
        if opened is not None and self.file.is_tagged:
            drafts = tagged_drafts(
                opened, glyphs, shapes, areas, self.trees, ocr_layer=ocr_layer, unseen=unseen
            )
        if drafts is None:
            drafts = seen_drafts(
                glyphs, shapes, areas, frame, ocr_layer=ocr_layer, unseen=unseen, number=page.number
            )
            if shapes.count(IMAGE):
                drafts = insert_pictures(drafts, shapes, page.number, frame.width, frame.height)
                if opened is not None:
                    add_alternatives(opened, drafts, self.trees)
        self.told_texts.note(page.number, glyphs)
        if opened is not None and self.picture_layers.may_be_off:
            self.picture_layers.hide(opened, drafts)
        if is_typewritten(glyphs):
            drop_pitch(drafts)
        if shapes.count(IMAGE):
            offer_pictures(self.source, page, drafts)
        annotations = seen.annotations
        if annotations.fields or annotations.boxes:
            drafts = insert_fields(drafts, annotations.fields + annotations.boxes)
        drafts.extend(annotations.notes)
        if drafts or shapes or areas:
            self.found_anything = True
        return DraftPage(seen.index, frame.width, frame.height, drafts, find_bars(shapes))

    def _add_xfa(self, first: DraftPage) -> None:
        """A dynamic XFA form has no fields on its pages: its description stands for them."""
        blocks = xfa_blocks(self.file, first.index + 1)
        if blocks:
            empty = BBox(0.0, 0.0, 0.0, 0.0)
            first.drafts += [Draft([], empty, block=block) for block in blocks]
            self.report.warn(
                "xfa_form",
                "This form is only made when it is opened (XFA); its pages hold but a notice. Its texts and "
                "values were read from its description, without their places.",
            )
