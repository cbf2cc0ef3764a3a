"""The last look at what is about to leave: it must hold nothing that was to be redacted, or nothing leaves.

The first scan reads the Document, this one the finished texts: as they are, and as a reader of Markdown sees
them, with escapes, entities and tags resolved. It does not ask where something comes from.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from docsieve.errors import RedactionIncompleteError
from docsieve.redaction.custom import phrase_finder
from docsieve.redaction.labels import LABEL
from docsieve.redaction.model import Kind, Rule
from docsieve.redaction.scan import Found, is_telling
from docsieve.redaction.scan_text import ScanText, clean, fold, folded_words

_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK: Final = re.compile(r"<br ?/?>|\\\n")
_BLOCK_TAG: Final = re.compile(r"</?(?:table|thead|tbody|tr|td|th|ul|ol|li|p|pre|hr)(?: [^<>]{0,300})?>")
_TAG: Final = re.compile(r"</?[a-z][a-z0-9]*(?: [^<>]{0,300})?>")
_CELL_EDGE: Final = re.compile(r"[ ]*(?<!\\)\|[ ]*")
_MARKUP: Final = re.compile(r"\*{1,3}|~~|`+")
_MASKS: Final = re.compile("■+")
_WORD: Final = re.compile(r"\w+")
#: Shorter wishes ("1") are met by what a renderer itself writes: numbers of lists, of pages.
_SHORTEST_WISH: Final = 3
#: Of a long text that was redacted, so much is looked for.
_PROBE: Final = 500
#: Stands where something was redacted: no rule reads across it.
_GONE: Final = "\ufffc"


def readings(text: str) -> list[str]:
    """Return the text as it is and as it reads. Labels stay: they are what rules read around."""
    bare = _MASKS.sub(_GONE, text)
    plain = _BREAK.sub("\n", bare)
    plain = _TAG.sub("", _BLOCK_TAG.sub("\t", plain))
    plain = _MARKUP.sub("", _ESCAPED.sub(r"\1", _CELL_EDGE.sub("\t", plain)))
    plain = html.unescape(plain)
    if "%" in plain:
        plain = f"{plain}\n{unquote(plain)}"
    return [bare] if plain == bare else [bare, plain]


class SecondScan:
    """Knows what has to be gone and what a person decided to keep."""

    def __init__(
        self,
        rules: Sequence[Rule],
        least: float,
        redacted: Iterable[Found],
        kept: Iterable[Found],
        earlier: Mapping[str, tuple[tuple[Kind, str], ...]] | None = None,
    ) -> None:
        """Take what the first scan found.

        Args:
            rules: of these the structured ones are looked for again.
            least: confidence below which a hit does not count, as in the first scan.
            redacted: what was replaced.
            kept: what was found and left, since somebody said so.
            earlier: `read` of an earlier scan with the same rules, which need not be asked again.
        """
        self.read: dict[str, tuple[tuple[Kind, str], ...]] = {}
        self._known = earlier or {}
        self._rules = [rule for rule in rules if rule.structured]
        self._least = least
        self._allowed: set[tuple[Kind, str]] = set()
        self._kept_texts: set[str] = set()
        for found in kept:
            self._allowed |= {(found.kind, found.value), *found.nested}
            self._kept_texts.add(folded_words(found.text))
        self._by_word: dict[str, list[tuple[Kind, Callable[[str], Iterable[object]]]]] = {}
        self._anywhere: list[tuple[str, Kind, Callable[[str], Iterable[object]]]] = []
        known: set[str] = set()
        for found in redacted:
            text = folded_words(found.text)
            if text in known or (found.kind, found.value) in self._allowed or text in self._kept_texts:
                continue
            known.add(text)
            longest = max(_WORD.findall(text), key=len, default="")
            if found.custom is not None:
                text = text[:_PROBE].strip()
                if len(text) >= _SHORTEST_WISH:
                    longest = max(_WORD.findall(text), key=len, default="")
                    finder = phrase_finder(text, whole_words=found.whole_words and len(found.text) < _PROBE)
                    self._anywhere.append((longest, found.kind, finder))
            elif longest and is_telling(found):
                finder = phrase_finder(text, whole_words=True)
                self._by_word.setdefault(longest, []).append((found.kind, finder))

    def count(self, text: str) -> Counter[str]:
        """Return how much of each kind a finished text still holds."""
        counts: Counter[str] = Counter()
        for reading in readings(text):
            cleaned = clean(reading)
            counts.update(
                kind for kind, value in self._hits(cleaned.text) if (kind, value) not in self._allowed
            )
            folded = fold(ScanText(LABEL.sub(_GONE, cleaned.text))).text
            words = set(_WORD.findall(folded))
            for word in words & self._by_word.keys():
                for kind, finder in self._by_word[word]:
                    counts[kind] += self._remaining(folded, finder)
            for longest, kind, finder in self._anywhere:
                if longest in folded:
                    counts[kind] += self._remaining(folded, finder)
        return +counts

    def demand(self, texts: Iterable[tuple[int | None, str]]) -> None:
        """Look through finished texts, each with the number of its page.

        Raises:
            RedactionIncompleteError: something is left; it has counts and kinds, never the text.
        """
        counts: Counter[str] = Counter()
        pages: list[int] = []
        for page, text in texts:
            found = self.count(text)
            if found and page is not None and page not in pages:
                pages.append(page)
            counts += found
        refuse(counts, pages)

    def _hits(self, text: str) -> tuple[tuple[Kind, str], ...]:
        hits = self._known.get(text)
        if hits is None:
            hits = self.read.get(text)
        if hits is None:
            labels = [label.span() for label in LABEL.finditer(text)] if "[" in text else []
            hits = tuple(
                (rule.kind, hit.value)
                for rule in self._rules
                for hit in rule.find(text)
                if hit.confidence >= self._least
                and not any(start < hit.end and hit.start < end for start, end in labels)
            )
        self.read[text] = hits
        return hits

    def _remaining(self, folded: str, finder: Callable[[str], Iterable[object]]) -> int:
        """Count what is not part of a text that somebody keeps."""
        count = 0
        for hit in finder(folded):
            start, end = hit.start, hit.end  # type: ignore[attr-defined]
            if not any(self._covers(folded, kept, start, end) for kept in self._kept_texts):
                count += 1
        return count

    @staticmethod
    def _covers(folded: str, kept: str, start: int, end: int) -> bool:
        inner = kept.find(folded[start:end])
        return inner >= 0 and folded.startswith(kept, max(start - inner, 0))


def refuse(counts: Counter[str], pages: Sequence[int] = ()) -> None:
    """Raise where anything was counted.

    Raises:
        RedactionIncompleteError: see `SecondScan.demand`.
    """
    if not counts:
        return
    told = ", ".join(f"{kind} ({count})" for kind, count in sorted(counts.items()))
    shown = ", ".join(map(str, pages[:10])) + (", ..." if len(pages) > 10 else "")
    where = f" Look at page {shown}." if pages else ""
    raise RedactionIncompleteError(
        f"The second scan found what should have been redacted: {told}. Nothing was made.{where} "
        "Redact it there, leave the page out, or keep it knowingly.",
        counts,
    )
