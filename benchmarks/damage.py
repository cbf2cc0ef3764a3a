"""PDFs damaged in many ways: `python -m benchmarks.damage FOLDER...` tells what is lost without a word.

Each file is read sound and damaged, by a fixed seed; words that are missing then must come with a warning.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import docsieve
from docsieve import DocsieveError, Document

Damage = Callable[[bytes, random.Random], bytes | None]

#: Warnings that say that something is missing.
TELLING: Final = frozenset({"damaged_part", "repaired", "page_unreadable", "pages_missing", "needs_ocr"})

_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_NO_TEXT: Final = re.compile(
    rb"/Subtype\s*/Image|/BitsPerComponent|/Length[123]\b|Type1C|CIDFontType0C|OpenType"
)
_LENGTH: Final = re.compile(rb"/Length\s+(\d+)\b(?!\s+\d+\s+R)")
_ENTRY: Final = re.compile(rb"\d{10} \d{5} n")
_COUNT: Final = re.compile(rb"/Count\s+(\d+)")
_KIDS: Final = re.compile(rb"(\d+) 0 obj\s*<<(?:(?!endobj).)*?/Kids\s*\[\s*(\d+) 0 R", re.DOTALL)
_PART: Final = re.compile(rb"/(?:Contents|Resources|Font|XObject|ToUnicode)\s*\[?\s*(\d+) 0 R")
_OBJECT: Final = re.compile(rb"\d+ \d+ obj\b")


def _streams(data: bytes, wanted: bytes = b"") -> list[tuple[int, int]]:
    """Return where streams begin and end that may hold text and have these words in their dictionaries."""
    found = []
    for keyword in _STREAM.finditer(data):
        head = data[data.rfind(b"obj", 0, keyword.start()) : keyword.start()]
        end = data.find(b"endstream", keyword.end())
        if end > keyword.end() and wanted in head and not _NO_TEXT.search(head):
            found.append((keyword.end(), end))
    return found


def wrong_length(data: bytes, chance: random.Random) -> bytes | None:
    """Give a stream another length."""
    return _replaced(data, chance, _LENGTH, lambda value: b"%d" % chance.choice([0, value // 2, value + 1]))


def cut_stream(data: bytes, chance: random.Random) -> bytes | None:
    """Take the end of a stream away."""
    streams = _streams(data)
    if not streams:
        return None
    start, end = chance.choice(streams)
    return data[: chance.randrange(start, end)] + data[end:]


def hole(data: bytes, chance: random.Random) -> bytes | None:
    """Fill a part of a stream with zeros, as lost blocks of a disk are."""
    streams = _streams(data)
    if not streams:
        return None
    start, end = chance.choice(streams)
    at = chance.randrange(start, end)
    size = min(end - at, chance.choice([32, 64, 512]))
    return data[:at] + b"\0" * size + data[at + size :]


def flipped_bit(data: bytes, chance: random.Random) -> bytes | None:
    """Turn a bit of a deflated stream around."""
    return _turned(data, chance, b"/FlateDecode", 1)


def broken_packed_objects(data: bytes, chance: random.Random) -> bytes | None:
    """Break a stream of objects."""
    return _turned(data, chance, b"/ObjStm", 20)


def wrong_offsets(data: bytes, chance: random.Random) -> bytes | None:
    """Let entries of the cross-reference table lead anywhere."""
    entries = list(_ENTRY.finditer(data))
    if not entries:
        return None
    damaged = bytearray(data)
    for entry in chance.sample(entries, chance.choice([1, len(entries)])):
        damaged[entry.start() : entry.start() + 10] = b"%010d" % chance.randrange(len(data))
    return bytes(damaged)


def wrong_count(data: bytes, chance: random.Random) -> bytes | None:
    """Let the page tree count fewer or more pages than it has."""
    return _replaced(data, chance, _COUNT, lambda value: chance.choice([b"1", b"9" * len(b"%d" % value)]))


def cyclic_kids(data: bytes, chance: random.Random) -> bytes | None:
    """Let the page tree lead in a circle."""
    trees = [found for found in _KIDS.finditer(data) if len(found[1]) <= len(found[2])]
    if not trees:
        return None
    tree = chance.choice(trees)
    return data[: tree.start(2)] + tree[1].rjust(len(tree[2])) + data[tree.end(2) :]


def missing_part(data: bytes, chance: random.Random) -> bytes | None:
    """Let a page or font name a part that is not there."""
    return _replaced(data, chance, _PART, lambda value: b"0")


def lost_object(data: bytes, chance: random.Random) -> bytes | None:
    """Break the head of an object."""
    objects = list(_OBJECT.finditer(data))
    if not objects:
        return None
    at = chance.choice(objects).end()
    return data[: at - 3] + b"obi" + data[at:]


def cut_file(data: bytes, chance: random.Random) -> bytes | None:
    """Take the end of the file away."""
    return data[: chance.randrange(len(data) // 4, len(data))]


def as_text(data: bytes, chance: random.Random) -> bytes | None:
    """Change its line ends, as a transfer of text does."""
    return data.replace(b"\n", b"\r\n")


DAMAGES: Final[tuple[Damage, ...]] = (
    wrong_length, cut_stream, hole, flipped_bit, broken_packed_objects, wrong_offsets, wrong_count,
    cyclic_kids, missing_part, lost_object, cut_file, as_text,
)  # fmt: skip


def _replaced(
    data: bytes, chance: random.Random, form: re.Pattern[bytes], other: Callable[[int], bytes]
) -> bytes | None:
    """Put another number in place of one that a form finds, without moving anything behind it."""
    found = list(form.finditer(data))
    if not found:
        return None
    number = chance.choice(found)
    return (
        data[: number.start(1)]
        + other(int(number[1])).rjust(len(number[1]))[: len(number[1])]
        + data[number.end(1) :]
    )


def _turned(data: bytes, chance: random.Random, wanted: bytes, size: int) -> bytes | None:
    streams = _streams(data, wanted)
    if not streams:
        return None
    start, end = chance.choice(streams)
    at = chance.randrange(start, end)
    turned = bytes(value ^ 1 << chance.randrange(8) for value in data[at : at + size])
    return data[:at] + turned + data[at + size :]


class Outcome(NamedTuple):
    """What one damage did to one file."""

    lost: int
    is_refused: bool
    #: Codes of the warnings that the sound file does not give.
    told: frozenset[str]

    @property
    def is_silent(self) -> bool:
        """Whether words are missing and nothing says so."""
        return bool(self.lost) and not self.is_refused and not self.told & TELLING


def _words(document: Document) -> Counter[str]:
    return Counter(docsieve.render(document, "text").split())


def outcomes(data: bytes, damage: Damage, seeds: range) -> Iterator[tuple[int, Outcome]]:
    """Damage a file once for each seed, and compare what is read of it."""
    sound = docsieve.parse(data)
    words, known = _words(sound), {warning.code for warning in sound.warnings}
    for seed in seeds:
        damaged = damage(data, random.Random(seed))
        if damaged is None or damaged == data:
            continue
        try:
            document = docsieve.parse(damaged)
        except DocsieveError:
            yield seed, Outcome(words.total(), True, frozenset())
            continue
        told = frozenset(warning.code for warning in document.warnings) - known
        yield seed, Outcome((words - _words(document)).total(), False, told)


def main() -> None:
    """Damage all PDFs of some folders and print a line for each kind of damage, and for each silent loss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--max-bytes", type=int, default=120_000)
    arguments = parser.parse_args()
    totals: dict[str, Counter[str]] = {damage.__name__: Counter() for damage in DAMAGES}
    for path in sorted(path for folder in arguments.folders for path in folder.glob("*.pdf")):
        data = path.read_bytes()
        try:
            is_sound = not {warning.code for warning in docsieve.parse(data).warnings} & TELLING
        except DocsieveError:
            continue
        if not is_sound or len(data) > arguments.max_bytes:
            continue
        for damage in DAMAGES:
            name = damage.__name__
            for seed, outcome in outcomes(data, damage, range(arguments.seeds)):
                totals[name].update(
                    tried=1, lost=outcome.lost > 0, refused=outcome.is_refused, silent=outcome.is_silent
                )
                if outcome.is_silent:
                    print(f"{path.name}: {name} {seed}: {outcome.lost} words")
    print(f"{'damage':24} tried  lost refused silent")
    for name, total in totals.items():
        print(f"{name:24} {total['tried']:5} {total['lost']:5} {total['refused']:7} {total['silent']:6}")


if __name__ == "__main__":
    main()
