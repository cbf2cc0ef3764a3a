"""How much pdfium would draw: forms that paint forms, and pages that paint them again and again.

It reads each form anew wherever it is painted (ISO 32000-1, 8.10), so that a few hundred bytes make ten
thousand million drawings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from docsieve.formats._pdf.damage import Damage
from docsieve.formats._pdf.stream_guard import Stream
from docsieve.formats._pdf.stream_health import content_of
from docsieve.formats._pdf.written_objects import Reference, UnreadableError, Value, read_value

#: What is painted triangle by triangle (8.7.4.5.5 to 8.7.4.5.8).
MESH: Final = re.compile(rb"/ShadingType\s*[4-7]\b")
_PAINTED: Final = re.compile(
    rb"/([^\0\t\n\f\r ()<>\[\]{}/%]+)[\0\t\n\f\r ]+(?:Do|sh)(?![^\0\t\n\f\r ()<>\[\]{}/%])"
)
_NAMED: Final = rb"/%s\s+(\d{1,9})\s+\d{1,5}\s+R\b"
_SIGNS: Final = ((b"Do", re.compile(rb"/Form\b")), (b"sh", MESH))
_RARER: Final = frozenset(b"Dh")
#: What a drawing takes beside its bytes, in bytes of content.
_OWN: Final = 500
#: Levels of forms within forms; pdfium goes no deeper.
_LEVELS: Final = 40
_RESOURCES: Final = ("XObject", "Shading")


class Painted:
    """The streams that paint: what each is, and how many bytes it has."""

    def __init__(self, data: bytes, bare: bytes, allowed: int) -> None:
        """Remember the file, also without what is deflated, and how much may be drawn for one page."""
        self._data = data
        self._allowed = allowed
        #: The operators that may paint what is looked for here: dictionaries of streams are never packed.
        self._operators = [operator for operator, sign in _SIGNS if sign.search(bare)]
        #: A letter of each, by which those of long contents are counted in half the time, and never too few.
        self._letters = [bytes(_RARER.intersection(operator)) for operator in self._operators]
        #: Forms, with their bytes and how often they may paint something; meshes, which are painted too.
        self.forms: dict[Stream, int] = {}
        self.meshes: dict[Stream, int] = {}
        #: Contents that are no forms, with their bytes; and how often they may paint, where there are forms.
        self.contents: dict[Stream, int] = {}
        self._paints: dict[Stream, int] = {}
        self._nesting: dict[Stream, int] = {}

    def add_form(self, stream: Stream, content: bytes) -> None:
        """Note a form."""
        self.forms[stream] = len(content)
        if paints := self._count(content):
            self._nesting[stream] = paints

    def add_content(self, stream: Stream, content: bytes) -> None:
        """Note what is no form."""
        self.contents[stream] = len(content)
        if self._operators and (paints := sum([content.count(letter) for letter in self._letters])):
            self._paints[stream] = paints

    def _count(self, content: bytes) -> int:
        return sum([content.count(operator) for operator in self._operators])

    def too_many(self, damage: Damage, texts: Sequence[bytes]) -> set[Stream]:
        """Return the drawings that are too much for a page, also where one is painted too often.

        The objects, which are written in `texts`, are asked for where the sizes alone do not rule it out.
        """
        leaves = {stream: size + _OWN for stream, size in (self.forms | self.meshes).items()}
        if not leaves:
            return set()
        found: set[Stream] = set()
        work = leaves
        if sum(self._nesting.values()) and self._may_multiply(leaves):
            work = self._work(_Graph(damage, texts, leaves), leaves)
            found = {stream for stream, size in work.items() if size > self._allowed}
            work = {stream: 0 if stream in found else size for stream, size in work.items()}
        return found | self._painted_too_often(work, damage, texts)

    def _may_multiply(self, leaves: dict[Stream, int]) -> bool:
        """Tell whether forms may be painted in forms so often that it matters."""
        if max(self._nesting.values()) > 1:
            return True
        return sum(leaves.values()) > self._allowed

    def _work(self, graph: _Graph, leaves: dict[Stream, int]) -> dict[Stream, int]:
        """Return how much each drawing is with all that it paints, as deep as pdfium goes."""
        painted = {stream: graph.painted_by(stream) for stream in self._nesting}
        painted = {stream: parts for stream, parts in painted.items() if parts}
        work = dict(leaves)
        most = self._allowed + 1
        for _ in range(_LEVELS):
            deeper = {
                stream: min(leaves[stream] + sum(count * work[part] for part, count in parts.items()), most)
                for stream, parts in painted.items()
            }
            if all(work[stream] == size for stream, size in deeper.items()):
                break
            work |= deeper
        return work

    def _painted_too_often(
        self, work: dict[Stream, int], damage: Damage, texts: Sequence[bytes]
    ) -> set[Stream]:
        """Return what contents paint too often."""
        found: set[Stream] = set()
        worst = max(work.values())
        graph: _Graph | None = None
        for stream, paints in self._paints.items():
            if paints * worst <= self._allowed:
                continue
            graph = graph or _Graph(damage, texts, work)
            painted = graph.named_anywhere(_names(content_of(self._data, stream)))
            sums = {part: count * work[part] for part, count in painted.items()}
            if sum(sums.values()) > self._allowed:
                found |= {part for part, much in sums.items() if much * 10 > self._allowed} or set(sums)
        return found


class _Graph:
    """Which drawings a form or a page paints."""

    def __init__(self, damage: Damage, texts: Sequence[bytes], drawings: dict[Stream, int]) -> None:
        self._data = damage.data
        self._objects = objects = damage.objects
        self._texts = texts
        numbers = {stream: objects.number_of(stream.keyword) for stream in drawings}
        self._by_number = {number: stream for stream, number in numbers.items() if number is not None}
        self._numbers = numbers
        self._anywhere: dict[bytes, list[Stream]] = {}

    def painted_by(self, stream: Stream) -> Counter[Stream]:
        """Return how often a form paints others."""
        names = _names(content_of(self._data, stream))
        number = self._numbers.get(stream)
        found: Counter[Stream] = Counter()
        try:
            form = self._value(number) if number is not None else None
            resources = self._entry(form, "Resources")
            if not isinstance(resources, dict):
                return self.named_anywhere(names)
            for kind in _RESOURCES:
                listed = self._entry(resources, kind)
                for name, count in names.items():
                    drawing = listed.get(name.decode("latin-1")) if isinstance(listed, dict) else None
                    if isinstance(drawing, Reference) and drawing.number in self._by_number:
                        found[self._by_number[drawing.number]] += count
        except UnreadableError:
            return self.named_anywhere(names)
        return found

    def named_anywhere(self, names: Counter[bytes]) -> Counter[Stream]:
        """Return how often drawings are painted at most, whatever resources the names are of."""
        found: Counter[Stream] = Counter()
        for name, count in names.items():
            for stream in self._named(name):
                found[stream] += count
        return found

    def _named(self, name: bytes) -> list[Stream]:
        if name not in self._anywhere:
            written = re.compile(_NAMED % re.escape(name))
            numbers = {int(number) for text in self._texts for number in written.findall(text)}
            self._anywhere[name] = [self._by_number[each] for each in numbers if each in self._by_number]
        return self._anywhere[name]

    def _value(self, number: int) -> Value:
        written = self._objects.dictionary(number)
        return read_value(written, 0, len(written))[0]

    def _entry(self, holder: Value, name: str) -> Value:
        value = holder.get(name) if isinstance(holder, dict) else None
        return self._value(value.number) if isinstance(value, Reference) else value


def _names(content: bytes) -> Counter[bytes]:
    return Counter(_PAINTED.findall(content))
