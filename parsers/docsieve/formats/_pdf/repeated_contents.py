"""Pages whose contents are one stream again and again, so that they are far more than the file holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from docsieve.formats._pdf.content_bounds import opens_too_much
from docsieve.formats._pdf.damage import Damage
from docsieve.formats._pdf.object_numbers import REFERENCE
from docsieve.formats._pdf.stream_guard import Stream
from docsieve.formats._pdf.stream_health import content_of
from docsieve.options import Limits

_CONTENTS: Final = re.compile(rb"/Contents\s*(?:\[([^\]]*)|(\d{1,9})\s+\d{1,5}\s+R\b)")
#: Bytes of a list of so few streams that nothing comes of it; of the shortest reference in one.
_SHORT_LIST: Final = 60
_SHORTEST: Final = 6


def repeated_contents(
    damage: Damage, contents: dict[Stream, int], texts: Sequence[bytes], limits: Limits
) -> set[Stream]:
    """Return the streams that together are too much for a page, or open too many marks.

    `contents` are those that may be of a page, with their sizes.
    """
    found: set[Stream] = set()
    largest = max(contents.values(), default=0)
    by_number: dict[int, Stream] = {}
    for listed in _lists(damage, texts):
        most = (len(listed) // _SHORTEST + 1) * largest
        if most <= min(limits.max_page_drawing, limits.max_open_marks * _SHORTEST):
            continue
        if not by_number:
            numbers = {stream: damage.objects.number_of(stream.keyword) for stream in contents}
            by_number = {number: stream for stream, number in numbers.items() if number is not None}
        numbers_of = [int(number) for number in REFERENCE.findall(listed)]
        parts = [by_number[number] for number in numbers_of if number in by_number]
        is_too_large = sum(contents[part] for part in parts) > limits.max_page_drawing
        if is_too_large or opens_too_much(_joined(damage.data, parts), limits):
            found |= {part for part, count in Counter(parts).items() if count > 1} or set(parts)
    return found


def _joined(data: bytes, parts: Sequence[Stream]) -> bytes:
    contents = {part: content_of(data, part) for part in set(parts)}
    return b"\n".join([contents[part] for part in parts])


def _lists(damage: Damage, texts: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the longer lists of contents of pages."""
    elsewhere: set[int] = set()
    for text in texts:
        for listed, number in _CONTENTS.findall(text):
            if number:
                elsewhere.add(int(number))
            elif len(listed) > _SHORT_LIST:
                yield listed
    places, data = damage.references.found, damage.data
    for number in elsewhere:
        at = places.get(number)
        if at is not None and data[at : at + 8].lstrip()[:1] == b"[":
            listed = data[at : data.find(b"]", at)]
        elif at is None:
            listed = damage.objects.dictionary(number)
            listed = listed if listed.lstrip()[:1] == b"[" else b""
        else:
            continue
        if len(listed) > _SHORT_LIST:
            yield listed
