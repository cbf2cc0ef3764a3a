"""Streams that say that they are pictures, and are used for what is unpacked: contents, maps, files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from docsieve.formats._pdf.damage import Damage
from docsieve.formats._pdf.object_numbers import REFERENCE
from docsieve.formats._pdf.stream_guard import PICTURE, Stream, head_of

#: What names such streams; each pattern begins with letters, for which a text is searched fast.
_USES: Final = tuple(
    re.compile(rb"/%s\s*(\[[^\]]*|<<[^>]*|\d{1,9}\s+\d{1,5}\s+R\b)" % name)
    for name in (b"Contents", b"ToUnicode", b"EF", b"CharProcs", b"AP", b"Metadata", b"XFA", b"Encoding")
)


def pictures_for_others(damage: Damage, texts: Sequence[bytes]) -> list[Stream]:
    """Return the pictures that are named where no picture can be."""
    data = damage.data
    pictures = [
        stream
        for stream in damage.streams
        if stream.begins_deflated and PICTURE.search(head_of(data, stream.keyword))
    ]
    if not pictures:
        return []
    used = {
        int(number)
        for text in texts
        for use in _USES
        for named in use.findall(text)
        for number in REFERENCE.findall(named)
    }
    places = damage.references.found
    starts = {place for number in used if (place := places.get(number)) is not None}
    if not places or used - places.keys() - damage.references.places.keys():
        return [stream for stream in pictures if damage.objects.number_of(stream.keyword) in used]
    return [stream for stream in pictures if data.rfind(b"obj", 0, stream.keyword) + 3 in starts]
