"""Brotli and gzip siblings, each computed once per content."""

from __future__ import annotations

import concurrent.futures
import gzip
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import brotli

from pyodide_bundle.downloads import sha256_of
from pyodide_bundle.paths import CACHE

#: Below this a compressed sibling saves no packet.
_SMALLEST: Final = 256


def _brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, quality=11, lgwin=24))


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


_ENCODINGS: Final[dict[str, Callable[[bytes], bytes]]] = {"br": _brotli, "gz": _gzip}


def encoded(data: bytes, encoding: str) -> bytes:
    """Return the data in that encoding, from the cache where it was encoded before."""
    path = CACHE / "compressed" / f"{sha256_of(data)}.{encoding}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # By thread as well: two files of the same content may be under way at once.
        fresh = path.with_suffix(f".{encoding}.{os.getpid()}.{threading.get_ident()}.new")
        fresh.write_bytes(_ENCODINGS[encoding](data))
        fresh.replace(path)
    return path.read_bytes()


def write_siblings(paths: Iterable[Path]) -> None:
    """Write `FILE.br` and `FILE.gz` beside every file that gets smaller by it; two at a time."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        # The largest first: brotli at its best level takes half a minute for Pyodide's WebAssembly.
        ordered = sorted(paths, key=lambda path: -path.stat().st_size)
        list(pool.map(_write_siblings_of, ordered))


def _write_siblings_of(path: Path) -> None:
    data = path.read_bytes()
    if len(data) < _SMALLEST:
        return
    for encoding in _ENCODINGS:
        smaller = encoded(data, encoding)
        if len(smaller) < len(data):
            path.with_name(f"{path.name}.{encoding}").write_bytes(smaller)
