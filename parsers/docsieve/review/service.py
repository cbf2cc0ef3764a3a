"""Answers the messages of a review: the one session of this worker, and what a page has to know of it."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable
from typing import Final, assert_never

import msgspec

from docsieve.errors import LimitExceededError
from docsieve.model import Document
from docsieve.payload import PAYLOAD_MEDIA_TYPE
from docsieve.protocol import PROTOCOL_VERSION
from docsieve.redaction.restore import restore_counted
from docsieve.redaction.scan import Found
from docsieve.review.held import Held, path_text
from docsieve.review.messages import (
    Doubt,
    KindCount,
    Mark,
    PageView,
    ReviewAttachment,
    ReviewChanged,
    ReviewChangeRequest,
    ReviewClosed,
    ReviewCloseRequest,
    ReviewDelta,
    ReviewField,
    ReviewImage,
    ReviewImageRequest,
    ReviewMatch,
    ReviewOpened,
    ReviewOpenRequest,
    ReviewPage,
    ReviewPages,
    ReviewPayload,
    ReviewPayloadRequest,
    ReviewRequest,
    ReviewResponse,
    ReviewRestored,
    ReviewRestoreRequest,
    ReviewVault,
    ReviewVaultRequest,
    ReviewViewRequest,
)
from docsieve.review.page_image import draw_page
from docsieve.review.payload_builder import PayloadChoice, build_payload, metadata_fields
from docsieve.review.session import ReviewSession
from docsieve.review.state import Effect

#: A set that is larger than this does not fit into a worker's memory either.
_MOST_DOCUMENTS: Final = 500
_MOST_CHARACTERS: Final = 200_000_000
#: Pages in one answer to `ReviewViewRequest`.
_MOST_PAGES: Final = 200
_LONGEST_SHOWN: Final = 200

_REQUEST_DECODER: Final = msgspec.json.Decoder(ReviewRequest)
_DOCUMENT_DECODER: Final = msgspec.json.Decoder(Document)

#: Told pages done and pages in all.
OnPage = Callable[[int, int | None], object]


class ReviewService:
    """Holds the session; `answer` is the whole of it."""

    def __init__(self) -> None:
        """Begin without documents."""
        self.session = ReviewSession()

    def answer(self, request_json: str, data: bytes, on_page: OnPage) -> ReviewResponse:
        """Answer a request.

        Raises:
            DocsieveError: it cannot be done; nothing has changed then.
            UnknownDocumentError: it names what is not there.
            msgspec.DecodeError: it is no request of a review, or the document is none.
        """
        request = _REQUEST_DECODER.decode(request_json)
        if isinstance(request, ReviewOpenRequest):
            return self._open(request, data, on_page)
        if isinstance(request, ReviewViewRequest):
            return self._view(request)
        if isinstance(request, ReviewChangeRequest):
            return self._change(request)
        if isinstance(request, ReviewPayloadRequest):
            return self._payload(request, on_page)
        if isinstance(request, ReviewVaultRequest):
            vault = self.session.vault()
            return ReviewVault(
                v=PROTOCOL_VERSION, id=request.id, vault=vault.to_json(), labels=len(vault.labels)
            )
        if isinstance(request, ReviewRestoreRequest):
            text, count = restore_counted(request.text, self.session.vault())
            return ReviewRestored(v=PROTOCOL_VERSION, id=request.id, text=text, restored=count)
        if isinstance(request, ReviewImageRequest):
            image = draw_page(data, request.page, request.width)
            return ReviewImage(v=PROTOCOL_VERSION, id=request.id, **image._asdict())
        if isinstance(request, ReviewCloseRequest):
            self.session.close(request.document)
            gc.unfreeze()
            return ReviewClosed(v=PROTOCOL_VERSION, id=request.id)
        assert_never(request)

    def _open(self, request: ReviewOpenRequest, data: bytes, on_page: OnPage) -> ReviewOpened:
        session = self.session
        if len(session.held) >= _MOST_DOCUMENTS:
            raise LimitExceededError(f"A review holds at most {_MOST_DOCUMENTS} documents. Close some first.")
        held_characters = sum(_characters(held) for held in session.held.values())
        if held_characters + len(data) > _MOST_CHARACTERS:
            raise LimitExceededError(
                "The documents of this review are too large to be held together. Close some first."
            )
        held = session.open(
            request.document,
            _DOCUMENT_DECODER.decode(data),
            filename=request.filename,
            source_sha256=request.source_sha256,
            policy=request.policy,
            on_unit=on_page,
        )
        # What was read stays: looking through it again for garbage would take longer than most answers.
        gc.freeze()
        key = request.document
        decided = session.decided(key)
        return ReviewOpened(
            v=PROTOCOL_VERSION,
            id=request.id,
            document=key,
            format=held.document.format,
            pages=[self._page(key, held, index) for index in range(len(held.pages))],
            matches=self._matches(key, held, held.matches),
            counts=self._counts(key),
            metadata=self._fields(key, held),
            attachments=self._attachments(key, held),
            hidden=dict(sorted(held.hidden_counts().items())),
            hidden_included=sorted(decided.hidden),
            payload_name=self._name(key, held),
        )

    def _view(self, request: ReviewViewRequest) -> ReviewPages:
        held = self.session.document(request.document)
        last = min(request.last, request.first + _MOST_PAGES - 1, len(held.pages) - 1)
        return ReviewPages(
            v=PROTOCOL_VERSION,
            id=request.id,
            document=request.document,
            pages=[
                self._page_view(request.document, held, index, request.markdown)
                for index in range(max(request.first, 0), last + 1)
            ],
        )

    def _page_view(self, key: str, held: Held, index: int, markdown: bool) -> PageView:
        session = self.session
        redacted = session.redacted_in(key, index)
        text, marks, doubts = held.original_text(index, redacted, session.kept_in(key, index))
        known = {found.id for found in redacted}
        written = session.written(key, index, markdown=markdown)
        return PageView(
            index=index,
            number=held.pages[index][1].number,
            text=text,
            marks=[
                Mark(
                    start=mark.start,
                    end=mark.end,
                    match=mark.found.id,
                    kind=mark.found.kind,
                    redacted=mark.found.id in known,
                    replacement=session.replacement(key, mark.found)
                    if mark.is_first and mark.found.id in known
                    else "",
                )
                for mark in marks
            ],
            doubts=[Doubt(start=start, end=end) for start, end in doubts],
            payload_text=written.text if written is not None else None,
            payload_markdown=written.markdown if written is not None and markdown else None,
            excluded=written is None,
        )

    def _change(self, request: ReviewChangeRequest) -> ReviewChanged:
        session = self.session
        effects = session.change(request.document, request.change)
        return ReviewChanged(
            v=PROTOCOL_VERSION,
            id=request.id,
            documents=[self._delta(effect) for effect in effects],
            can_undo=session.can_undo,
            can_redo=session.can_redo,
        )

    def _delta(self, effect: Effect) -> ReviewDelta:
        key = effect.document
        held = self.session.held[key]
        has_counts = effect.added or effect.removed or effect.redacted or effect.kept
        return ReviewDelta(
            document=key,
            pages=sorted(effect.pages),
            added=self._matches(key, held, effect.added),
            removed=[found.id for found in effect.removed],
            redacted=effect.redacted,
            kept=effect.kept,
            excluded=effect.excluded,
            included=effect.included,
            counts=self._counts(key) if has_counts else None,
            metadata=self._fields(key, held) if effect.touches_names else None,
            attachments=self._attachments(key, held) if effect.touches_names else None,
            hidden_included=sorted(self.session.decided(key).hidden) if effect.touches_hidden else None,
            payload_name=self._name(key, held) if effect.touches_names else None,
        )

    def _payload(self, request: ReviewPayloadRequest, on_page: OnPage) -> ReviewPayload:
        choice = PayloadChoice(
            contents=tuple(dict.fromkeys(request.contents)),
            include_name=request.include_name,
            include_source_sha256=request.include_source_sha256,
            chunk_tokens=max(request.chunk_tokens, 1),
        )
        data, withheld = build_payload(self.session, request.document, choice, on_page=on_page)
        return ReviewPayload(
            v=PROTOCOL_VERSION,
            id=request.id,
            document=request.document,
            payload=data.decode(),
            media_type=PAYLOAD_MEDIA_TYPE,
            sha256=hashlib.sha256(data).hexdigest(),
            bytes=len(data),
            withheld=withheld,
        )

    def _page(self, key: str, held: Held, index: int) -> ReviewPage:
        path, page = held.pages[index]
        return ReviewPage(
            index=index,
            number=page.number,
            kind=page.kind,
            label=page.label,
            attachment=path_text(path) if path else None,
            characters=held.units[index].projection.main,
            matches=len(held.in_unit(index)),
            hidden=page.hidden,
            excluded=held.is_left_out(index, self.session.decided(key)),
            text_quality=page.text_quality,
            doubts=held.doubts_in(index),
        )

    def _matches(self, key: str, held: Held, found: Iterable[Found]) -> list[ReviewMatch]:
        session = self.session
        answer: list[ReviewMatch] = []
        for passage in found:
            unit = held.units[passage.ranges[0].unit]
            text = passage.text
            answer.append(
                ReviewMatch(
                    id=passage.id,
                    kind=passage.kind,
                    rule=passage.rule,
                    place=unit.place if unit.place != "outline" else "metadata",
                    page=unit.index if unit.page is not None else None,
                    text=text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…",
                    group=session.group(passage),
                    confidence=passage.confidence,
                    redacted=session.is_redacted(key, passage),
                )
            )
        return answer

    def _counts(self, key: str) -> list[KindCount]:
        return [
            KindCount(kind=kind, found=found, redacted=redacted)
            for kind, found, redacted in self.session.counts(key)
        ]

    def _fields(self, key: str, held: Held) -> list[ReviewField]:
        session = self.session
        written = held.metadata((), lambda unit: session.redacted_in(key, unit), self._replacing(key))
        values = metadata_fields(written)
        return [
            ReviewField(
                name=name,
                value=value,
                payload_value=values.get(name, ""),
                included=name in session.decided(key).fields,
            )
            for name, value in metadata_fields(held.document.metadata).items()
        ]

    def _attachments(self, key: str, held: Held) -> list[ReviewAttachment]:
        session = self.session
        answer: list[ReviewAttachment] = []
        first = 0
        starts: dict[tuple[int, ...], int] = {}
        for path, inner in held.documents.items():
            starts[path] = first
            first += len(inner.pages)
        for path, inner in held.documents.items():
            names = held.attachment_names(
                path, lambda unit: session.redacted_in(key, unit), self._replacing(key)
            )
            for index, attachment in enumerate(inner.attachments):
                place = (*path, index)
                answer.append(
                    ReviewAttachment(
                        path=path_text(place),
                        name=attachment.name,
                        payload_name=names[index],
                        media_type=attachment.media_type,
                        size=attachment.size,
                        readable=attachment.document is not None,
                        included=path_text(place) in session.decided(key).attachments,
                        first_page=starts.get(place, 0),
                        pages=len(attachment.document.pages) if attachment.document is not None else 0,
                    )
                )
        return answer

    def _name(self, key: str, held: Held) -> str | None:
        return held.name(lambda unit: self.session.redacted_in(key, unit), self._replacing(key))

    def _replacing(self, key: str) -> Callable[[Found], str]:
        return lambda found: self.session.replacement(key, found)


def _characters(held: Held) -> int:
    return sum(len(unit.projection.text) for unit in held.units)
