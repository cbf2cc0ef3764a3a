"""Names of people, by title, salutation, signature, label, column, and by lists of first names.

Heuristics: a name without any of these is missed, and a place or firm named for a person may be taken for
one. What they find is measured in docs/redaction.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docsieve.redaction.model import Hit, Policy, Rule
from docsieve.redaction.rules._first_names import FIRST_NAMES, WEAK_NAMES
from docsieve.redaction.rules._page_text import PageText, at_starts, page_text
from docsieve.redaction.rules._people_words import (
    CLOSING,
    COLUMNS,
    EASTERN,
    FIELD,
    HAN_OR_HANGUL,
    NO_NAMES,
    ONE_NAME,
    RUN,
    SALUTATION,
    TITLE,
)
from docsieve.redaction.rules.labels import labels_in

_SURNAME_FIRST: Final = (
    r"([^\W\d_a-z][^\W\d_]+(?:[- ][^\W\d_a-z][^\W\d_]+)?), "
    r"([^\W\d_a-z][^\W\d_]+)(?: [^\W\d_a-z]\.)?(?=[\n\t;)|<(]|$)"
)
_SURNAMES_FIRST: Final = re.compile(_SURNAME_FIRST), re.compile(r"[\n\t;(|] ?" + _SURNAME_FIRST)
_COMMA_NAME: Final = re.compile(r", [^\W\d_a-z][^\W\d_]+(?= ?[\n\t;<(]|$)")
#: After a name behind a label: the line, the cell, an address or a further name.
_ENDS: Final = frozenset({"", "\n", "\t", ";", ",", "<", "(", "|", " ", "."})
_NEXT: Final = re.compile(r"(?: ?<[^>\n]{3,80}>)?[;,] ?(?=[^\W\d_a-z])")
_TOKEN: Final = re.compile(r"[^\s,;]+")

#: Of names by title, salutation, signature and first name: their surname is looked for alone too.
_PROVEN: Final = frozenset({0.9, 0.85, 0.75})

#: Start, end, confidence.
_Span = tuple[int, int, float]


def find_people(text: str) -> Iterator[Hit]:
    """Find names of people."""
    page = page_text(text)
    spans = sorted(
        (*_titled(page), *_saluted(page), *_signed(page), *_labelled(page), *_columns(page), *_listed(page)),
        key=lambda span: (span[0], -span[1]),
    )
    surnames: set[str] = set()
    taken = 0
    found: list[_Span] = []
    for start, end, confidence in spans:
        if start < taken:
            continue
        taken = end
        found.append((start, end, confidence))
        last = page.text[start:end].split(" ")[-1]
        if (
            confidence in _PROVEN
            and len(last) >= 4
            and last.lower() not in NO_NAMES
            and last.lower() not in FIRST_NAMES
            and last.lower() not in page.text  # a word as well: Kilograms, Duck
        ):
            surnames.add(last)
    for start, end, confidence in (*found, *_again(page, surnames, found)):
        yield page.hit(start, end, " ".join(page.text[start:end].lower().split()), confidence)
    for match in EASTERN.finditer(page.text) if HAN_OR_HANGUL.search(page.text) else ():
        group = match.lastindex or 0
        yield page.hit(match.start(group), match.end(group), match.group(group).replace(" ", ""), 0.7)


def _name_at(page: PageText, at: int) -> re.Match[str] | None:
    found = ONE_NAME.match(page.text, at)
    return found if found and found.group().partition(" ")[0].lower() not in NO_NAMES else None


def _holds_other_words(name: str) -> bool:
    """Tell whether a capitalised word is one that names have not, or a label: Team, Street, Date of birth."""
    return bool(labels_in(name.lower())) or any(
        word[0].isupper() and word.strip(".").lower() in NO_NAMES for word in name.split()
    )


def _trimmed(page: PageText, start: int, end: int) -> int:
    """Return where a name ends once words that are no names are taken off its end."""
    while end > start:
        cut = page.text.rfind(" ", start, end)
        word = page.text[cut + 1 if cut > 0 else start : end].strip(".").lower()
        if word not in NO_NAMES:
            return end
        end = cut if cut > start else start
    return end


def _titled(page: PageText) -> Iterator[_Span]:
    for match in TITLE.finditer(page.text):
        before = page.text[max(0, match.start() - 1) : match.start()]
        if before.isalnum() or before in (".", "_"):
            continue
        name = _name_at(page, match.end())
        if name and len(name.group()) > 1:
            end = _trimmed(page, name.start(), name.end())
            if end - name.start() > 1:
                yield name.start(), end, 0.9


def _saluted(page: PageText) -> Iterator[_Span]:
    for match in at_starts(page.text, *SALUTATION):
        name = _name_at(page, match.end())
        if not name or page.text[name.end() : name.end() + 1] not in (",", "!", ":", "\n", ""):
            continue
        if not TITLE.match(page.text, match.end()) and not _holds_other_words(name.group()):
            yield name.start(), name.end(), 0.85


def _signed(page: PageText) -> Iterator[_Span]:
    for match in at_starts(page.lower, *CLOSING):
        at, lines = match.end(), 0
        while at < len(page.text) and lines < 3:
            end = page.text.find("\n", at)
            end = len(page.text) if end < 0 else end
            line = page.text[at:end]
            stripped = line.strip(" \t,.")
            if stripped:
                lines += 1
                start = at + line.index(stripped)
                title = TITLE.match(page.text, start)
                name = ONE_NAME.match(page.text, title.end() if title else start)
                if name and name.end() == start + len(stripped) and not _holds_other_words(name.group()):
                    words = name.group().split()
                    if len(words) > 1 or words[0].lower() in FIRST_NAMES or title:
                        yield name.start(), name.end(), 0.85
                        break
            at = end + 1


def _labelled(page: PageText) -> Iterator[_Span]:
    for match in at_starts(page.lower, *FIELD):
        at = match.end()
        for _ in range(8):  # several names behind one label: To: Anna Muster; Bert Beispiel
            title = TITLE.match(page.text, at)
            name = _name_at(page, title.end() if title else at)
            if not name:
                break
            end = name.end()
            behind = _COMMA_NAME.match(page.text, end)
            if behind and " " not in name.group():
                end = behind.end()
            if page.text[end : end + 1] not in _ENDS or (
                end + 1 < len(page.text) and page.text[end : end + 2] == " ("
            ):
                break
            if not _holds_other_words(name.group()):
                yield name.start(), end, 0.8
            more = _NEXT.match(page.text, end)
            if not more:
                break
            at = more.end()


def _columns(page: PageText) -> Iterator[_Span]:
    for start, end, headers in page.tables:
        wanted = {index for index, header in enumerate(headers) if header.strip(" :*") in COLUMNS}
        if not wanted:
            continue
        at = page.text.find("\n", start, end) + 1
        while 0 < at < end:
            line_end = page.text.find("\n", at, end)
            line_end = end if line_end < 0 else line_end
            for index, cell in enumerate(page.text[at:line_end].split("\t")):
                name = ONE_NAME.match(cell.strip())
                if index in wanted and name and len(name.group()) > 1 and name.end() == len(cell.strip()):
                    begin = at + cell.index(name.group())
                    yield begin, begin + len(name.group()), 0.8
                at += len(cell) + 1


def _is_first_name(word: str) -> bool:
    lower = word.lower()
    return lower in FIRST_NAMES or ("-" in lower and all(part in FIRST_NAMES for part in lower.split("-")))


def _listed(page: PageText) -> Iterator[_Span]:
    for match in RUN.finditer(page.text):
        words = [(one.start() + match.start(), one.group()) for one in _TOKEN.finditer(match.group())]
        index = 0
        while index < len(words) - 1:
            start, word = words[index]
            if not _is_first_name(word):
                index += 1
                continue
            stop = index + 1
            while stop < len(words) and (
                words[stop][1][0].islower() or words[stop][1].strip(".").lower() not in NO_NAMES
            ):
                stop += 1
            behind = [word for _, word in words[index + 1 : stop] if word[0].isupper() and len(word) > 2]
            end = words[stop - 1][0] + len(words[stop - 1][1])
            followed = stop < len(words) and words[stop][1].lower() in NO_NAMES
            if behind:
                weak = word.lower() in WEAK_NAMES and not any(map(_is_first_name, behind))
                yield start, end, 0.4 if weak or followed else 0.75
            index = stop
    for match in at_starts(page.text, *_SURNAMES_FIRST):
        if _is_first_name(match.group(2)) and match.group(1).lower() not in NO_NAMES:
            yield match.start(1), match.end(2), 0.6


def _again(page: PageText, surnames: set[str], found: list[_Span]) -> Iterator[_Span]:
    """Find surnames of this page where they stand alone."""
    for surname in surnames:
        at = page.text.find(surname)
        while at >= 0:
            end = at + len(surname)
            alone = not page.text[at - 1 : at].isalnum() and not page.text[end : end + 1].isalnum()
            if alone and not any(start <= at < stop for start, stop, _ in found):
                yield at, end, 0.6
            at = page.text.find(surname, end)


def rules(policy: Policy) -> tuple[Rule, ...]:
    """Return the rules of this area."""
    return (Rule("person", "person", find_people, structured=False),)
