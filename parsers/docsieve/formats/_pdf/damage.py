"""What damage a PDF shows in its bytes, and which pages it costs something: pdfium tells nothing of it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Final

from docsieve.formats._pdf.cross_references import CrossReferences
from docsieve.formats._pdf.file_objects import FileObjects
from docsieve.formats._pdf.packed_objects import PackedObjects
from docsieve.formats._pdf.stream_guard import Stream, without_deflated
from docsieve.formats._pdf.stream_health import Health, damaged_streams, streams_with_holes
from docsieve.model import Locator
from docsieve.report import Report

_KINDS: Final = (
    (re.compile(rb"/Subtype\s*/Image\b"), "A picture"),
    (re.compile(rb"/Subtype\s*/Form\b|/(?:Pattern|Shading)Type\b"), "A drawing"),
)
_PACKED_OBJECTS: Final = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
#: Pages that are named one by one: a font may be of all.
_MAX_NAMED: Final = 20
#: What an object without entries is written in.
_EMPTY: Final = b"<>\0\t\n\f\r "
_MAY_BE_MISSING: Final = "some of its text may be missing or wrong."


class Damage:
    """The damage of a file; what takes long is looked at only where something else speaks for it."""

    def __init__(self, data: bytes, streams: Sequence[Stream], max_unpacked: int) -> None:
        """Remember the file and what is known of its streams; objects may unpack to `max_unpacked` bytes."""
        self.data = data
        self.streams = streams
        #: How its streams end, as far as somebody unpacked them.
        self.health = Health()
        self.packed = PackedObjects(data, max_unpacked)

    @functools.cached_property
    def bare(self) -> bytes:
        """The file without what is deflated."""
        return without_deflated(self.data, self.streams)

    @functools.cached_property
    def objects(self) -> FileObjects:
        """All objects of the file, wherever they stand."""
        return FileObjects(self.data, self.references, self.packed)

    @functools.cached_property
    def references(self) -> CrossReferences:
        """Where the file says that its objects stand."""
        return CrossReferences(self.data, self.bare)

    @functools.cached_property
    def _gone(self) -> set[int]:
        return {number for number in self.references.misplaced if number not in self.objects}

    @property
    def misleads(self) -> bool:
        """Whether objects stand elsewhere than the file says."""
        return any(number in self.objects for number in self.references.misplaced)

    @property
    def costs_nothing(self) -> bool:
        """Whether all objects that stand elsewhere than the file says are there, so that nothing is lost."""
        return self.misleads and not self._gone

    def tell(self, page_count: int, report: Report) -> None:
        """Warn of what is missing: of pages, as far as these can be told, else of parts of the file."""
        references = self.references
        has_lost = bool(references.misplaced) or not references.found or references.names_missing_parts
        if b"/Encrypt" in self.bare:
            damaged = streams_with_holes(self.data, self.streams)
        else:
            damaged = damaged_streams(self.data, self.streams, fonts=has_lost, known=self.health)
            if damaged and not has_lost:
                damaged = damaged_streams(self.data, self.streams, fonts=True, known=self.health)
        if not damaged and not has_lost:
            return
        streams = self.objects.streams(damaged)
        pages = self.objects.pages()
        has_lost = has_lost or any(map(_PACKED_OBJECTS.search, streams.values()))
        reached: set[int] = set()
        if len(pages) == page_count:
            named = 0
            for index, page in enumerate(pages):
                parts = self.objects.parts(page)
                reached |= parts
                lost = {number for number in parts if number not in self.objects} if has_lost else set()
                message = self._loss(page, parts, lost, streams)
                if message and named < _MAX_NAMED:
                    report.warn("damaged_part", message, Locator(page=index + 1))
                named += bool(message)
                reached.update(self.objects.annotations(page) if self._gone else ())
            if named > _MAX_NAMED:
                report.warn("damaged_part", f"Of {named - _MAX_NAMED:,} more pages {_MAY_BE_MISSING}")
        used = self.objects.used() if len(pages) == page_count else None
        untold = len(damaged) - len(reached & streams.keys())
        if used is not None:  # nobody misses what nothing names
            packing = {number for number, head in streams.items() if _PACKED_OBJECTS.search(head)}
            named_parts = (used | packing) & streams.keys()
            untold = len(named_parts - reached) + (0 if references.found else len(damaged) - len(streams))
        if untold:
            number = "A part" if untold == 1 else f"{untold} parts"
            report.warn(
                "damaged_part", f"{number} of this file cannot be unpacked; what is in it is missing."
            )
        if self._gone - reached if used is None else (self._gone & used) - reached:
            report.warn("damaged_part", "A part of this file, beside its pages, is not in it any more.")

    def _loss(self, page: int, parts: set[int], lost: set[int], streams: dict[int, bytes]) -> str | None:
        """Say what of a page is lost."""
        contents = self.objects.contents(page)
        if lost.intersection(contents):
            return "What this page shows is not in the file any more, or not all of it."
        if streams.keys() & contents:
            return f"What this page shows is damaged; {_MAY_BE_MISSING}"
        damaged = streams.keys() & parts
        if damaged:
            kind = next((name for form, name in _KINDS if form.search(streams[min(damaged)])), "A font")
            return f"{kind} on this page is damaged; {_MAY_BE_MISSING}"
        if lost and any(self.objects.dictionary(number).strip(_EMPTY) for number in contents):
            return f"A font or drawing of this page is not in the file any more; {_MAY_BE_MISSING}"
        if any(number in self._gone for number in self.objects.annotations(page)):
            return "A comment, field or link on this page is not in the file any more."
        return None
