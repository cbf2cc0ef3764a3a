"""The samples of tests/corpus, by format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import docsieve
from docsieve import Document, Options

CORPUS = Path(__file__).parent / "corpus"
_BESIDE = (".expected.json", ".expected.md", ".expected.txt", ".expected.error", ".password")


@dataclass(frozen=True)
class Sample:
    """A file of the corpus; `format` is the folder it lies in."""

    path: Path

    @property
    def format(self) -> str:
        return self.path.parent.name

    @property
    def data(self) -> bytes:
        return self.path.read_bytes()

    @property
    def options(self) -> Options:
        beside = self.beside(".password")
        return Options(
            password=beside.read_text(encoding="utf-8").splitlines()[0] if beside.exists() else None
        )

    @property
    def expected_error(self) -> str | None:
        beside = self.beside(".expected.error")
        return beside.read_text(encoding="utf-8").strip() if beside.exists() else None

    def beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)

    def parse(self) -> Document:
        return docsieve.parse(self.data, filename=self.path.name, options=self.options)


def all_samples() -> list[Sample]:
    return [
        Sample(path)
        for path in sorted(CORPUS.glob("*/*"))
        if path.is_file()
        and not path.name.endswith((*_BESIDE, ".py"))
        and not path.name.startswith((".", "README"))
    ]


def name_of(sample: Sample) -> str:
    return f"{sample.format}/{sample.path.name}"
