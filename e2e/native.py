"""The same files on CPython, in processes of their own so that they work while the browser does."""

from __future__ import annotations

import concurrent.futures
import hashlib
import multiprocessing
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import docsieve

from e2e.samples import Sample

#: One that meets a slow file must not hold up the rest.
_PROCESSES = 2


@dataclass(frozen=True)
class NativeParse:
    """What CPython made of a file: the code of its error, or the hash of the document's JSON text."""

    code: str | None
    json_sha256: str | None


class NativeParses:
    """Parses ahead, in the order given, and hands out results by sample."""

    def __init__(self, samples: Iterable[Sample]) -> None:
        """Start with the first samples at once."""
        context = multiprocessing.get_context("spawn")
        self._pool = concurrent.futures.ProcessPoolExecutor(_PROCESSES, mp_context=context)
        self._futures = {
            sample: self._pool.submit(_parse_to_hash, sample.path, sample.password) for sample in samples
        }

    def __getitem__(self, sample: Sample) -> NativeParse:
        """Wait for a sample's result."""
        return self._futures[sample].result(timeout=180)

    def close(self) -> None:
        """Stop what was not asked for."""
        self._pool.shutdown(cancel_futures=True)


def _parse_to_hash(path: Path, password: str | None) -> NativeParse:
    try:
        text = native_json(path, password)
    except docsieve.DocsieveError as error:
        return NativeParse(error.code, None)
    return NativeParse(None, hashlib.sha256(text.encode()).hexdigest())


def native_json(path: Path, password: str | None = None) -> str:
    """Return the JSON text of a file as CPython writes it."""
    options = docsieve.Options(password=password) if password else docsieve.Options()
    document = docsieve.parse(path.read_bytes(), filename=path.name, options=options)
    return docsieve.render(document, "json")
