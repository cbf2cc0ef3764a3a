"""The review of a set of documents: what is decided, what that makes of each page, and the way back.

    session = ReviewSession()
    opened = session.open("a", document, policy=Policy())
    session.change("a", DecideKind(kind="person", redact=False))
    made = session.payload("a", contents=["text"])

Decisions are values that are replaced, never changed; undoing puts the ones before back. What a change did is
found by comparing the two, and only pages that differ are written anew, when they are next looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final, NamedTuple, assert_never

from docsieve.model import Document, Page
from docsieve.redaction.labels import Labels, Vault
from docsieve.redaction.model import Custom, Kind, Operator, Policy, Rule
from docsieve.redaction.redact import rules_for
from docsieve.redaction.scan import Found
from docsieve.review.changes import (
    Change,
    ChooseAttachments,
    ChooseMetadata,
    ChooseOperator,
    DecideKind,
    DecideMatches,
    DecideValue,
    ExcludePages,
    IncludeHidden,
    RedactExpression,
    RedactPhrase,
    Redo,
    Undo,
)
from docsieve.review.held import Held, operator_of, path_text
from docsieve.review.state import Decisions, Effect, State, UnknownDocumentError

_MOST_UNDO: Final = 500
#: Numbers of wishes begin behind those that a policy could have.
_FIRST_WISH: Final = 1_000_000


class Written(NamedTuple):
    """A page as it is sent."""

    page: Page
    text: str
    markdown: str | None


class ReviewSession:
    """Holds the documents of a set, and everything that is decided about them."""

    def __init__(self, labels: Labels | None = None) -> None:
        """Begin with no documents; `labels` goes on with another set's."""
        self.labels = labels or Labels()
        self.held: dict[str, Held] = {}
        self.state = State()
        self._undo: list[State] = []
        self._redo: list[State] = []
        self._last_wish = _FIRST_WISH
        #: Where the wish that is being granted is met.
        self._met: dict[int, dict[str, list[Found]]] = {}
        self._written: dict[tuple[str, int], Written] = {}
        self._sent: dict[str, tuple[list[bool], list[tuple[int, ...]]]] = {}

    def open(
        self,
        key: str,
        document: Document,
        *,
        filename: str | None = None,
        source_sha256: str | None = None,
        policy: Policy | None = None,
        rules: Iterable[Rule] | None = None,
        on_unit: Callable[[int, int | None], object] | None = None,
    ) -> Held:
        """Take a document into the set; under a key that is there already it takes that one's place.

        Raises:
            BadExpressionError: a custom expression of the policy cannot be used.
        """
        policy = policy or Policy()
        held = Held(document, filename, source_sha256, policy, rules_for(policy, rules), on_unit)
        self.close(key)
        self.labels.reserve(unit.projection.text for unit in held.units)
        self._number(held.matches)
        for number, custom in self.state.wishes.items():
            found = held.find(custom, number)
            held.add(found)
            self._number(found)
        self.held[key] = held
        self.state = replace(self.state, documents={**self.state.documents, key: Decisions()})
        return held

    def close(self, key: str | None = None) -> None:
        """Forget a document, or all of them with all decisions and labels."""
        if key is None:
            self.__init__()  # type: ignore[misc]
            return
        self.held.pop(key, None)
        self._sent.pop(key, None)
        for place in [place for place in self._written if place[0] == key]:
            del self._written[place]
        self.state = replace(
            self.state, documents={name: each for name, each in self.state.documents.items() if name != key}
        )

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to make once more."""
        return bool(self._redo)

    def document(self, key: str) -> Held:
        """Return a document of the set.

        Raises:
            UnknownDocumentError: there is none of that key.
        """
        if key not in self.held:
            raise UnknownDocumentError(key)
        return self.held[key]

    def decided(self, key: str) -> Decisions:
        """Return what is decided about a document."""
        return self.state.documents[key]

    def is_redacted(self, key: str, found: Found) -> bool:
        """Tell whether a match is redacted."""
        return found.id not in self.decided(key).kept

    def redacted_in(self, key: str, unit: int) -> list[Found]:
        """Return the matches of a page, or of names, that are redacted."""
        kept = self.decided(key).kept
        return [found for found in self.held[key].in_unit(unit) if found.id not in kept]

    def kept_in(self, key: str, unit: int) -> list[Found]:
        """Return those that are not."""
        kept = self.decided(key).kept
        return [found for found in self.held[key].in_unit(unit) if found.id in kept]

    def operator(self, key: str, kind: Kind) -> Operator:
        """Return what becomes of a kind."""
        return operator_of(self.held[key].policy, self.state.operators, kind)

    def replacement(self, key: str, found: Found) -> str:
        """Return what stands in place of a match."""
        return self.labels.replacement(self.operator(key, found.kind), found.kind, found.value, found.text)

    def group(self, found: Found) -> int:
        """Return the number of a match's value."""
        return self.labels.number(found.kind, found.value, found.text)

    def sent(self, key: str) -> list[bool]:
        """Tell for each page whether it is sent."""
        return self._layout(key)[0]

    def _layout(self, key: str) -> tuple[list[bool], list[tuple[int, ...]]]:
        if key not in self._sent:
            held = self.document(key)
            sent = held.sent(self.decided(key))
            self._sent[key] = sent, held.repeated(sent)
        return self._sent[key]

    def written(self, key: str, index: int, *, markdown: bool = False) -> Written | None:
        """Return a page as it is sent; None where it is not."""
        sent, repeated = self._layout(key)
        if not sent[index]:
            return None
        held = self.held[key]
        known = self._written.get((key, index))
        if known is None:
            page = held.redacted_page(
                index,
                lambda unit: self.redacted_in(key, unit),
                lambda found: self.replacement(key, found),
                self.decided(key).hidden,
                repeated[index],
                sent,
            )
            known = self._written[key, index] = Written(page, held.text(index, page), None)
        if markdown and known.markdown is None:
            known = known._replace(markdown=held.markdown(index, known.page))
            self._written[key, index] = known
        return known

    def change(self, key: str, change: Change) -> list[Effect]:
        """Make a change and return what it did, one effect for each document that it touched.

        Raises:
            UnknownDocumentError: it names something that is not there.
            BadExpressionError: a phrase or expression cannot be looked for.
        """
        held = self.document(key)
        before = self.state
        if isinstance(change, Undo | Redo):
            source, target = (
                (self._undo, self._redo) if isinstance(change, Undo) else (self._redo, self._undo)
            )
            if not source:
                return []
            target.append(before)
            return self._go_to(source.pop())
        after = self._changed(key, held, change)
        if after == before:
            return []
        self._undo = [*self._undo[-_MOST_UNDO:], before]
        self._redo = []
        return self._go_to(after)

    def _changed(self, key: str, held: Held, change: Change) -> State:
        decided = self.decided(key)
        if isinstance(change, DecideMatches):
            _demand(all(name in held.by_id for name in change.matches), "match")
            return self._decide({key: change.matches}, change.redact)
        if isinstance(change, DecideValue):
            _demand(change.match in held.by_id, "match")
            one = held.by_id[change.match]
            return self._decide(
                self._which(lambda found: (found.kind, found.value) == (one.kind, one.value)), change.redact
            )
        if isinstance(change, DecideKind):
            return self._decide(self._which(lambda found: found.kind == change.kind), change.redact)
        if isinstance(change, RedactPhrase):
            return self._wish(Custom(phrase=change.text, whole_words=change.whole_words))
        if isinstance(change, RedactExpression):
            return self._wish(Custom(expression=change.expression))
        if isinstance(change, ChooseOperator):
            if change.kind is not None:
                return replace(self.state, operators={**self.state.operators, change.kind: change.operator})
            kinds = {found.kind for each in self.held.values() for found in each.matches}
            every = dict.fromkeys(sorted(kinds | self.state.operators.keys()), change.operator)
            return replace(self.state, operators=every)
        if isinstance(change, ExcludePages):
            _demand(all(0 <= index < len(held.pages) for index in change.pages), "page")
            pages = {**decided.pages, **dict.fromkeys(change.pages, change.excluded)}
            return self._decided(key, replace(decided, pages=pages))
        if isinstance(change, IncludeHidden):
            return self._decided(key, replace(decided, hidden=frozenset(change.reasons)))
        if isinstance(change, ChooseMetadata):
            return self._decided(key, replace(decided, fields=frozenset(change.fields)))
        if isinstance(change, ChooseAttachments):
            paths = {path_text(path) for path in held.documents if path}
            _demand(set(change.paths) <= paths, "attachment")
            return self._decided(key, replace(decided, attachments=_with_outer(change.paths)))
        if isinstance(change, Undo | Redo):
            return self.state
        assert_never(change)

    def _decided(self, key: str, decided: Decisions) -> State:
        return replace(self.state, documents={**self.state.documents, key: decided})

    def _which(self, test: Callable[[Found], bool]) -> dict[str, list[str]]:
        return {key: [found.id for found in held.matches if test(found)] for key, held in self.held.items()}

    def _decide(self, ids: dict[str, list[str]], redact: bool) -> State:
        documents = dict(self.state.documents)
        for key, names in ids.items():
            decided = documents[key]
            kept = decided.kept.difference(names) if redact else decided.kept.union(names)
            documents[key] = replace(decided, kept=kept)
        return replace(self.state, documents=documents)

    def _wish(self, custom: Custom) -> State:
        if custom in self.state.wishes.values():
            return self.state
        number = self._last_wish + 1
        met = {key: held.find(custom, number) for key, held in self.held.items()}
        if not any(met.values()):
            return self.state
        self._met = {number: met}
        self._last_wish = number
        return replace(self.state, wishes={**self.state.wishes, number: custom})

    def _number(self, found: Iterable[Found]) -> list[Found]:
        new: list[Found] = []
        for passage in found:
            if not self.labels.knows(passage.kind, passage.value):
                new.append(passage)
            self.labels.number(passage.kind, passage.value, passage.text)
        return new

    def _go_to(self, after: State) -> list[Effect]:
        """Put other decisions in force; return what is different."""
        before = self.state
        # Documents come and go outside of the decisions: those closed since stay closed.
        documents = {key: after.documents.get(key, before.documents[key]) for key in self.held}
        after = replace(after, documents=documents)
        effects = {key: Effect(key) for key in self.held}
        layouts = {key: self._layout(key) for key in self.held}
        self._change_wishes(before, after, effects)
        self.state = after
        for key, held in self.held.items():
            self._compare(key, held, before, effects[key])
            self._sent.pop(key)
            effect = effects[key]
            old, new = layouts[key], self._layout(key)
            for index, (was, now) in enumerate(zip(old[0], new[0], strict=True)):
                if was != now:
                    (effect.included if now else effect.excluded).append(index)
                if was != now or old[1][index] != new[1][index]:
                    effect.pages.add(index)
            effect.pages |= held.continued.touched(effect.pages)
            for index in effect.pages:
                self._written.pop((key, index), None)
        return [effect for effect in effects.values() if not effect.is_empty]

    def _change_wishes(self, before: State, after: State, effects: dict[str, Effect]) -> None:
        for number in sorted(before.wishes.keys() - after.wishes.keys(), reverse=True):
            values: set[str] = set()
            for key, held in self.held.items():
                gone = [found for found in held.matches if found.custom == number]
                held.remove(gone)
                effects[key].removed += gone
                values |= {found.value for found in gone}
            still = {
                found.value for held in self.held.values() for found in held.matches if found.kind == "custom"
            }
            self.labels.forget("custom", values - still)
        for number in sorted(after.wishes.keys() - before.wishes.keys()):
            for key, held in self.held.items():
                known = self._met.get(number, {}).get(key)
                found = held.find(after.wishes[number], number) if known is None else known
                held.add(found)
                self._number(found)
                effects[key].added += found
        self._met = {}
        for effect in effects.values():
            self._touch(self.held[effect.document], effect, [*effect.added, *effect.removed])

    def _compare(self, key: str, held: Held, before: State, effect: Effect) -> None:
        old, new = before.documents[key], self.decided(key)
        if old.kept is not new.kept:
            effect.redacted = [name for name in held.by_id if name in old.kept and name not in new.kept]
            effect.kept = [name for name in held.by_id if name in new.kept and name not in old.kept]
            self._touch(held, effect, (held.by_id[name] for name in (*effect.redacted, *effect.kept)))
        kinds = {
            kind
            for kind in before.operators.keys() | self.state.operators.keys()
            if operator_of(held.policy, before.operators, kind) != self.operator(key, kind)
        }
        if kinds:
            self._touch(held, effect, (found for found in held.matches if found.kind in kinds))
        if old.hidden != new.hidden:
            effect.touches_hidden = True
            reasons = old.hidden ^ new.hidden
            effect.pages.update(at for at, counts in enumerate(held.hidden) if counts.keys() & reasons)
        if old.fields != new.fields or old.attachments != new.attachments:
            effect.touches_names = True

    @staticmethod
    def _touch(held: Held, effect: Effect, found: Iterable[Found]) -> None:
        for passage in found:
            for place in passage.ranges:
                if place.unit < len(held.pages):
                    effect.pages.add(place.unit)
                else:
                    effect.touches_names = True

    def counts(self, key: str) -> list[tuple[Kind, int, int]]:
        """Return for each kind how many matches there are, and how many of them are redacted."""
        kept = self.decided(key).kept
        all_of: Counter[Kind] = Counter()
        kept_of: Counter[Kind] = Counter()
        for found in self.held[key].matches:
            all_of[found.kind] += 1
            kept_of[found.kind] += found.id in kept
        return [(kind, all_of[kind], all_of[kind] - kept_of[kind]) for kind in sorted(all_of)]

    def vault(self) -> Vault:
        """Return what the labels stand for that the payloads of the set have now."""
        return self.labels.vault(
            (found.kind, found.value, self.operator(key, found.kind))
            for key, held in self.held.items()
            for found in held.matches
            if self.is_redacted(key, found)
        )


def _with_outer(paths: Iterable[str]) -> frozenset[str]:
    """Return paths of attachments with those of the files that they are in."""
    steps = [path.split(".") for path in paths]
    return frozenset(".".join(step[:end]) for step in steps for end in range(1, len(step) + 1))


def _demand(is_there: bool, what: str) -> None:
    if not is_there:
        raise UnknownDocumentError(what)
