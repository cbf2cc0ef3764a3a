"""Brotli and gzip siblings, each computed once per content."""

from __future__ import annotations

import concurrent.futures
import gzip
import os
import threading
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import brotli

from pyodide_bundle.downloads import sha256_of
from pyodide_bundle.paths import CACHE

#: Below this a compressed sibling saves no packet.
_SMALLEST: Final = 256


def _brotli(data: bytes, *, quick: bool) -> bytes:
    return bytes(brotli.compress(data, quality=5 if quick else 11, lgwin=24))


def _gzip(data: bytes, *, quick: bool) -> bytes:
    # Above level 7 four times the time saves half a per cent.
    return gzip.compress(data, 5 if quick else 7, mtime=0)


#: By the suffix of the sibling: how to encode, how to decode.
_ENCODERS: Final[dict[str, Callable[..., bytes]]] = {"br": _brotli, "gz": _gzip}
_DECODERS: Final[dict[str, Callable[[bytes], bytes]]] = {"br": brotli.decompress, "gz": gzip.decompress}


def decoded(data: bytes, encoding: str) -> bytes | None:
    """Return what a sibling holds; None where it is damaged."""
    try:
        return bytes(_DECODERS[encoding](data))
    except (brotli.error, OSError, EOFError, zlib.error):
        return None


def encoded(data: bytes, encoding: str, *, quick: bool = False) -> bytes:
    """Return the data in that encoding, from the cache where it was encoded before.

    `quick` saves most of the time and keeps the larger result out of the cache.
    """
    path = CACHE / "compressed" / f"{sha256_of(data)}.{encoding}"
    if not path.exists() and quick:
        return _ENCODERS[encoding](data, quick=True)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # By thread as well: two files of the same content may be under way at once.
        fresh = path.with_suffix(f".{encoding}.{os.getpid()}.{threading.get_ident()}.new")
        fresh.write_bytes(_ENCODERS[encoding](data, quick=False))
        fresh.replace(path)
    return path.read_bytes()


def write_siblings(paths: Iterable[Path], *, quick: bool = False) -> None:
    """Write `FILE.br` and `FILE.gz` beside every file that gets smaller by it; two at a time."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        # The largest first: brotli at its best level takes half a minute for Pyodide's WebAssembly.
        ordered = sorted(paths, key=lambda path: -path.stat().st_size)
        list(pool.map(lambda path: _write_siblings_of(path, quick), ordered))


def _write_siblings_of(path: Path, quick: bool) -> None:
    data = path.read_bytes()
    if len(data) < _SMALLEST:
        return
    for encoding in _ENCODERS:
        smaller = encoded(data, encoding, quick=quick)
        if len(smaller) < len(data):
            path.with_name(f"{path.name}.{encoding}").write_bytes(smaller)
