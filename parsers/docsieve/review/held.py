"""A document in a review: what was found in it, and its pages as they are and as they would be sent.

What a page looks like depends on the decisions (`Decisions`) that the session holds; pages are written when
they are looked at and kept until a decision changes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeAlias, TypeVar

import msgspec

from docsieve.model import Attachment, Document, Hidden, Metadata, Page
from docsieve.redaction.custom import wish_of
from docsieve.redaction.model import Custom, Kind, Operator, Policy, Rule
from docsieve.redaction.projection import Range, Slot, project_names, project_page
from docsieve.redaction.redact import scan
from docsieve.redaction.rewrite import rewrite, segments
from docsieve.redaction.scan import Found, find_custom, scan_unit, settle
from docsieve.redaction.units import Unit, attachment_slots, documents_in, metadata_slots
from docsieve.review.continued import Continued, parts_on, put_first, take_parts_out
from docsieve.review.hidden import count_hidden, take_hidden_out
from docsieve.review.page_text import MarkedText, PageWriter, RunningHeads, doubtful_spans
from docsieve.review.state import Decisions

#: What stands in place of a match.
Written: TypeAlias = Callable[[Found], str]
_T = TypeVar("_T")


class Named(msgspec.Struct):
    """The file name, as something that can be rewritten."""

    text: str


class Held:
    """One document of the set."""

    def __init__(
        self,
        document: Document,
        filename: str | None,
        source_sha256: str | None,
        policy: Policy,
        rules: Sequence[Rule],
        on_unit: Callable[[int, int | None], object] | None = None,
    ) -> None:
        """Look through a document.

        Raises:
            BadExpressionError: a custom expression of the policy cannot be used.
        """
        self.document = document
        self.source_sha256 = source_sha256
        self.filename = filename
        self.policy = policy
        self.rules = rules
        found = scan(document, policy, rules, on_unit)
        self.units = found.units
        self.pages: list[tuple[tuple[int, ...], Page]] = [
            (unit.path, unit.page) for unit in self.units if unit.page is not None
        ]
        self.documents = dict(documents_in(document))
        self.hidden = [count_hidden(page) for _, page in self.pages]
        #: What the second scan of the last payload found in which text.
        self.read: dict[str, tuple[tuple[Kind, str], ...]] = {}
        self._by_unit: dict[int, list[Found]] = {}
        self.by_id: dict[str, Found] = {}
        self.add(found.found)
        if filename:
            self._add_name(filename)
        self.continued = Continued(self.pages)
        self._writers = {path: PageWriter(inner) for path, inner in self.documents.items()}
        self._heads = {path: RunningHeads(inner.pages) for path, inner in self.documents.items()}

    def _add_name(self, filename: str) -> None:
        index = len(self.units)
        unit = Unit(index, "name", (), project_names([Slot(Named(filename), "text", filename)], index))
        self.units.append(unit)
        found = scan_unit(unit, self.rules, self.policy.min_confidence)
        for number, custom in enumerate(self.policy.custom, 1):
            found += settle(find_custom(unit, wish_of(custom), number))
        for number, passage in enumerate(found, 1):
            passage.id = f"{index}.{number}"
        self.add(found)

    @property
    def matches(self) -> Iterable[Found]:
        """Everything found, by rules and by wishes."""
        return self.by_id.values()

    def in_unit(self, index: int) -> list[Found]:
        """Return what was found in a page, or in the names around it."""
        return self._by_unit.get(index, [])

    def add(self, found: Iterable[Found]) -> None:
        """Take matches in."""
        for passage in found:
            self.by_id[passage.id] = passage
            for index in sorted({place.unit for place in passage.ranges}):
                self._by_unit.setdefault(index, []).append(passage)

    def remove(self, found: Iterable[Found]) -> None:
        """Forget matches."""
        gone = {passage.id for passage in found}
        for index in {place.unit for passage in found for place in passage.ranges}:
            self._by_unit[index] = [each for each in self._by_unit[index] if each.id not in gone]
        for name in gone:
            del self.by_id[name]

    def find(self, custom: Custom, number: int) -> list[Found]:
        """Return where a wish is met; nothing is taken in.

        Raises:
            BadExpressionError: it cannot be looked for.
        """
        wish = wish_of(custom)
        more: list[Found] = []
        for unit in self.units:
            here = settle(find_custom(unit, wish, number))
            for count, passage in enumerate(here, 1):
                passage.id = f"{unit.index}.w{number}.{count}"
            more += here
        return more

    def is_left_out(self, index: int, decided: Decisions) -> bool:
        """Tell whether the page itself is left out, whatever becomes of the file it is in."""
        hidden = self.pages[index][1].hidden
        return decided.pages.get(index, hidden is not None and hidden not in decided.hidden)

    def sent(self, decided: Decisions) -> list[bool]:
        """Tell for each page whether it is sent."""
        return [
            not self.is_left_out(index, decided) and (not path or path_text(path) in decided.attachments)
            for index, (path, _) in enumerate(self.pages)
        ]

    def repeated(self, is_sent: Sequence[bool]) -> list[tuple[int, ...]]:
        """Return for each page which running headers and footers an earlier page that is sent has told."""
        repeated: list[tuple[int, ...]] = []
        for path, inner in self.documents.items():
            at = len(repeated)
            repeated += self._heads[path].repeated(is_sent[at : at + len(inner.pages)])
        return repeated

    def original_text(self, index: int, redacted: Collection[Found], kept: Collection[Found]) -> MarkedText:
        """Return the text of a page as it is, and where the matches and the doubtful words are in it."""
        path, page = self.pages[index]
        slots = self.units[index].projection.slots
        parts = segments(redacted, slots, index)
        for number, more in segments(kept, slots, index).items():
            here = parts.setdefault(number, [])
            here += [each for each in more if all(each.end <= o.start or o.end <= each.start for o in here)]
            here.sort(key=lambda each: each.start)
        return self._writers[path].marked(copy_of(page, Page), parts)

    def redacted_page(
        self,
        index: int,
        redacted: Callable[[int], Collection[Found]],
        written: Written,
        hidden: Collection[Hidden],
        repeated: Collection[int],
        is_sent: Sequence[bool],
    ) -> Page:
        """Return a page as it is sent: redacted, without hidden content and repeated running headers.

        What stands on pages that are not sent is not in it; what stands on it of a paragraph or table that
        begins on such a page is.
        """
        page = self._redacted(index, redacted(index), written, hidden, repeated)
        unsent = [at for at in self.continued.goes_on.get(index, ()) if not is_sent[at]]
        if unsent:
            take_parts_out(page, {self.pages[at][1].number for at in unsent})
        for at in self.continued.comes_from.get(index, ()):
            if not is_sent[at]:
                begun = self._redacted(at, redacted(at), written, hidden, ())
                put_first(page, parts_on(begun, page.number))
        return page

    def _redacted(
        self,
        index: int,
        redacted: Collection[Found],
        written: Written,
        hidden: Collection[Hidden],
        repeated: Collection[int],
    ) -> Page:
        page = copy_of(self.pages[index][1], Page)
        if redacted:
            slots = project_page(page, index).slots
            rewrite(slots, segments(redacted, slots, index), written)
        if repeated:
            page.blocks = [block for number, block in enumerate(page.blocks) if number not in repeated]
        if self.hidden[index]:
            take_hidden_out(page, hidden)
        return page

    def stands_on(self, place: Range) -> int:
        """Return the page on which a passage is seen; what holds it may begin on an earlier one."""
        return self.continued.stands_on(self.units[place.unit].projection.slots[place.slot].owner, place.unit)

    def text(self, index: int, page: Page) -> str:
        """Write a page as text."""
        return self._writers[self.pages[index][0]].text(page)

    def markdown(self, index: int, page: Page) -> str:
        """Write a page as Markdown."""
        return self._writers[self.pages[index][0]].markdown(page)

    def unit_of(self, place: str, path: tuple[int, ...]) -> Unit | None:
        """Return the unit of the names of one kind."""
        for unit in self.units[len(self.pages) :]:
            if unit.place == place and unit.path == path:
                return unit
        return None

    def metadata(
        self, path: tuple[int, ...], redacted: Callable[[int], Collection[Found]], written: Written
    ) -> Metadata:
        """Return the metadata of a document, redacted."""
        copied = copy_of(self.documents[path].metadata, Metadata)
        unit = self.unit_of("metadata", path)
        if unit is not None:
            slots = metadata_slots(copied)
            rewrite(slots, segments(redacted(unit.index), slots, unit.index), written)
        return copied

    def attachment_names(
        self, path: tuple[int, ...], redacted: Callable[[int], Collection[Found]], written: Written
    ) -> list[str]:
        """Return the names of the files inside a document, redacted."""
        copies = [
            Attachment(name=attachment.name, description=attachment.description)
            for attachment in self.documents[path].attachments
        ]
        unit = self.unit_of("attachment_name", path)
        if unit is not None:
            slots = attachment_slots(copies)
            rewrite(slots, segments(redacted(unit.index), slots, unit.index), written)
        return [attachment.name for attachment in copies]

    def name(self, redacted: Callable[[int], Collection[Found]], written: Written) -> str | None:
        """Return the file name, redacted."""
        unit = self.unit_of("name", ())
        if unit is None or self.filename is None:
            return self.filename
        named = Named(self.filename)
        slots = [Slot(named, "text", named.text)]
        rewrite(slots, segments(redacted(unit.index), slots, unit.index), written)
        return named.text

    def doubts_in(self, index: int) -> int:
        """Count the words of a page that text recognition was unsure of."""
        if not any(warning.code == "recognised" for warning in self.document.warnings):
            return 0
        return len(doubtful_spans(self.units[index].projection.slots))

    def hidden_counts(self) -> Counter[Hidden]:
        """Count all hidden passages by reason."""
        total: Counter[Hidden] = Counter()
        for counts in self.hidden:
            total += counts
        return total


def path_text(path: tuple[int, ...]) -> str:
    """Return the name of an attachment's place: "0.2"."""
    return ".".join(map(str, path))


def copy_of(struct: Any, kind: type[_T]) -> _T:
    """Copy a struct of the model with everything in it."""
    return msgspec.json.decode(msgspec.json.encode(struct), type=kind)


def operator_of(policy: Policy, chosen: dict[Kind, Operator], kind: Kind) -> Operator:
    """Return what becomes of a kind: what was chosen in the review, else what the policy says."""
    return chosen.get(kind) or policy.operators.get(kind, policy.operator)
