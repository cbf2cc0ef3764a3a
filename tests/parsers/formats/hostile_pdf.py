"""PDFs that are written to do harm, by hand: no writer makes such files."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

Objects = Mapping[int, bytes]

_STREAM = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)


class Filter(NamedTuple):
    """How a stream is packed: its entries, and what packs it."""

    entries: bytes
    pack: Callable[[bytes], bytes]


def _predicted(content: bytes) -> bytes:
    columns = 8
    content += b" " * (-len(content) % columns)
    rows = [content[at : at + columns] for at in range(0, len(content), columns)]
    above = bytes(columns)
    out = bytearray()
    for row in rows:
        out += b"\x02" + bytes((a - b) & 255 for a, b in zip(row, above, strict=True))
        above = row
    return zlib.compress(bytes(out))


FILTERS = {
    "deflated": Filter(b"/Filter/FlateDecode", zlib.compress),
    "as it is": Filter(b"", bytes),
    "predicted": Filter(
        b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 8>>", _predicted
    ),
    "in hexadecimal": Filter(b"/Filter/ASCIIHexDecode", lambda content: content.hex().encode() + b">"),
    "twice": Filter(
        b"/Filter[/ASCIIHexDecode/FlateDecode]", lambda content: zlib.compress(content).hex().encode() + b">"
    ),
    "spelled": Filter(b"/F#69lter/Fl#61teDecode", zlib.compress),
    "abbreviated": Filter(b"/Filter/Fl", zlib.compress),
    "by reference": Filter(b"/Filter 90 0 R", zlib.compress),
}  # fmt: skip


def stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def file_of(objects: Objects, root: int = 1) -> bytes:
    """A file with a table of references."""
    return updated(b"%PDF-1.7\n", objects, root)


def updated(
    data: bytes, objects: Objects, root: int = 1, previous: int | None = None, more: bytes = b""
) -> bytes:
    """A file with objects, and their table, behind what it has."""
    out = bytearray(data)
    sections = b""
    for number, body in sorted(objects.items()):
        sections += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    link = b"/Prev %d" % previous if previous is not None else b""
    size = max(objects, default=0) + 1
    out += b"xref\n0 1\n0000000000 65535 f \n%strailer\n<</Size %d/Root %d 0 R%s%s>>\n" % (
        sections, max(size, 200), root, link, more,
    )  # fmt: skip
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def start_of(data: bytes) -> int:
    """The place of its last table."""
    return int(data[data.rindex(b"startxref") + 9 : data.rindex(b"%%EOF")])


def packed_file(
    objects: Objects,
    packed: Objects,
    packing: Filter = FILTERS["deflated"],
    kind: bytes = b"/Type/ObjStm",
    *,
    hybrid: bool = False,
    locked: bool = False,
) -> bytes:
    """A file with some of its objects in a stream, and a stream of references, also beside a table."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, tuple[int, int, int]] = {}
    content, head = b"", b""
    for index, (number, body) in enumerate(packed.items()):
        places[number] = (2, 100, index)
        head += b"%d %d " % (number, len(content))
        content += body + b" "
    lock = Lock() if locked else None
    entries = b"%s/N %d/First %d%s" % (kind, len(packed), len(head), packing.entries)
    whole = {**objects, 90: b"/FlateDecode", 100: stream(entries, packing.pack(head + content))}
    for number, body in whole.items():
        if lock and (found := _STREAM.search(body)):
            body = b"%s%s%s" % (
                body[: found.start(1)],
                lock.encrypted(number, found[1]),
                body[found.end(1) :],
            )
        places[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    places[101] = (1, start, 0)
    rows = b"".join(struct.pack(">BIH", *places.get(number, (0, 0, 0))) for number in range(102))
    trailer = b"/Size 102/Root 1 0 R" + (lock.entries if lock else b"")
    out += b"101 0 obj\n%s\nendobj\n" % stream(
        b"/Type/XRef/Filter/FlateDecode/W[1 4 2]" + trailer, zlib.compress(rows)
    )
    if not hybrid:
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
    table = len(out)
    out += b"xref\n0 102\n"
    for number in range(102):
        kind_of, where, _ = places.get(number, (0, 0, 0))
        out += b"%010d 00000 n \n" % where if kind_of == 1 else b"0000000000 65535 f \n"
    out += b"trailer\n<<%s/XRefStm %d>>\n" % (trailer, start)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


class Lock:
    """The oldest lock (ISO 32000-1, 7.6.3: RC4 of 40 bits), which opens without a password."""

    _PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")

    def __init__(self) -> None:
        owner = _rc4(hashlib.md5(self._PADDING).digest()[:5], self._PADDING)
        permissions, name = struct.pack("<i", -4), bytes(16)
        self._key = hashlib.md5(self._PADDING + owner + permissions + name).digest()[:5]
        self.entries = b"/ID[<%s><%s>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (
            *(each.hex().encode() for each in (name, name, owner, _rc4(self._key, self._PADDING))),
        )

    def encrypted(self, number: int, content: bytes) -> bytes:
        """The bytes of a string or stream of an object."""
        return _rc4(hashlib.md5(self._key + struct.pack("<I", number)[:3] + b"\0\0").digest()[:10], content)


def _rc4(key: bytes, content: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for each in content:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(each ^ state[(state[i] + state[j]) & 255])
    return bytes(out)


class Outcome(NamedTuple):
    """What became of a file."""

    text: str
    warnings: list[str]
    #: The code of the error, "" where there is none.
    error: str
    seconds: float


_READ = """
import json, resource, signal, sys, time
import docsieve
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
for path in sys.argv[3:]:
    with open(path, "rb") as file:
        data = file.read()
    signal.alarm(int(sys.argv[2]))  # ends the process
    begun, text, warnings, error = time.process_time(), "", [], ""
    try:
        document = docsieve.parse(data, filename="a.pdf")
        text = docsieve.render(document, "text")
        warnings = [warning.code for warning in document.warnings]
    except docsieve.DocsieveError as failure:
        error = failure.code
    print(json.dumps([text, warnings, error, time.process_time() - begun]), flush=True)
"""


def outcomes(
    files: Mapping[str, bytes], folder: Path, *, memory: int = 4 << 30, seconds: int = 20
) -> dict[str, Outcome]:
    """Read files in a process of their own, with bounds on its memory and the time of each."""
    paths = [folder / f"{index}.pdf" for index in range(len(files))]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(memory), str(seconds), *map(str, paths)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = [Outcome(*json.loads(line)) for line in done.stdout.splitlines()]
    names = list(files)
    assert done.returncode == 0, f"{names[len(told)]}: {done.returncode} {done.stderr[-500:]}"
    return dict(zip(names, told, strict=True))
