"""The measures: each takes the text a library gave and what is known to be true."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from benchmarks.snippets import normalise

_WORD = re.compile(r"\w+")


def similarity(text: str, truth: str) -> float:
    """Levenshtein ratio on the whole text, white space collapsed: 1 is equal (py-pdf/benchmarks' measure)."""
    # Only the scorer's own environment has it.
    from rapidfuzz.distance import Levenshtein  # type: ignore[import-not-found]

    ratio: float = Levenshtein.normalized_similarity(normalise(text), normalise(truth))
    return ratio


def word_scores(text: str, truth: str) -> tuple[float, float]:
    """Precision and recall of words, each counted as often as it stands there."""
    given, true = Counter(_words(text)), Counter(_words(truth))
    common = (given & true).total()
    return common / max(1, given.total()), common / max(1, true.total())


def space_errors(text: str, truth: str) -> float:
    """Lost and inserted spaces per 1,000 words of the truth.

    Lost: a word that the truth does not know, but that is two neighbours of the truth written together.
    Inserted: two neighbours that the truth never has side by side, but that together are one of its words.
    """
    true = _words(truth)
    vocabulary, neighbours = set(true), set(pairwise(true))
    glued = {first + second for first, second in neighbours} - vocabulary
    given = _words(text)
    lost = sum(word in glued for word in given)
    inserted = sum(
        pair not in neighbours and pair[0] + pair[1] in vocabulary and not set(pair) <= vocabulary
        for pair in pairwise(given)
    )
    return 1000 * (lost + inserted) / max(1, len(true))


def order_correlation(expect: Mapping[str, Any], text: str) -> float | None:
    """Kendall's tau between the snippets' order in the document and in the text: 1 is the same."""
    if not expect.get("ordered"):
        return None
    haystack = normalise(text)
    found = (haystack.find(normalise(snippet)) for snippet in expect["contains"])
    positions = [position for position in found if position >= 0]
    if len(positions) < 2:
        return None
    return _kendall(positions)


def cell_matches(tables: list[list[list[str]]], truth: list[list[str]]) -> tuple[int, int, int]:
    """Count the cells of a page with one table: those found in their row and column, all found, all true.

    A cell counts where its text stands in the true column of a row that holds the same first cell, so that
    one row too many above it does not make all below it wrong. Empty cells and white space do not count.
    """
    wanted = Counter(_placed(truth))
    given = Counter(cell for table in tables for cell in _placed(table))
    return (wanted & given).total(), given.total(), wanted.total()


def _placed(table: list[list[str]]) -> Iterator[tuple[str, int, str]]:
    for row in table:
        texts = [normalise(cell).replace(" ", "") for cell in row]
        yield from ((texts[0], column, cell) for column, cell in enumerate(texts) if cell)


def only_without_spaces(expect: Mapping[str, Any], text: str) -> int:
    """Snippets whose letters are all there in order, but not their spaces: a space lost or put in."""
    if expect.get("match") == "nospace":
        return 0
    haystack = normalise(text)
    squeezed = haystack.replace(" ", "")
    wanted = [normalise(snippet) for snippet in expect.get("contains", ())]
    return sum(snippet not in haystack and snippet.replace(" ", "") in squeezed for snippet in wanted)


def _kendall(positions: Sequence[int]) -> float:
    pairs = [(a, b) for index, a in enumerate(positions) for b in positions[index + 1 :]]
    return sum((a < b) - (a > b) for a, b in pairs) / len(pairs)


def _words(text: str) -> list[str]:
    return _WORD.findall(normalise(text))
