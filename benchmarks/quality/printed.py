"""PDFs printed from documents of known text: by Chromium, LibreOffice and TeX, where these are installed.

Made once into `.cache/printed`. A list item of several paragraphs, a picture's text or what a program adds by
itself (numbers of lists and pages, hyphens) is in no truth; it is the same for all libraries.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from benchmarks.documents import REPOSITORY, SHARED, BenchFile
from benchmarks.quality.sources import SourcePage, source_pages
from benchmarks.quality.tex_page import as_tex
from benchmarks.quality.truth import headings, paragraphs, table_rows

FOLDER = REPOSITORY / ".cache" / "printed"
#: Print styles by the name that the file gets.
_STYLES: Final = {
    "plain": "body { font: 10pt/1.35 'DejaVu Sans', sans-serif }",
    "columns": "@page { size: A4; margin: 15mm } body { font: 8.5pt/1.3 'DejaVu Serif', serif; columns: 2;"
    " column-gap: 8mm; text-align: justify; hyphens: auto } pre { white-space: pre-wrap; hyphens: none }"
    " td, th { text-align: left; overflow-wrap: anywhere } h1 { column-span: all }",
}
_TABLES: Final = "table { border-collapse: collapse } td, th { border: 0.5pt solid; padding: 2pt 4pt }"
#: What a Word file may hold beside its body; its text is in no truth.
_BESIDE: Final = frozenset(
    re.findall(
        r"\w+", "footnotes endnotes comments header footer txbx ins dele sdt math bidi chart diagram hidden"
    )
)
_MIN_CHARACTERS: Final = 300
_LIMIT_S: Final = 240


def printed_files() -> list[BenchFile]:
    """Make what is not made yet, and return all of it with its truth."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    pages = list(source_pages())
    files = [*_by_chromium(pages), *_by_tex(pages), *_by_libreoffice()]
    return sorted(files, key=lambda file: file.name)


def true_rows(file: BenchFile) -> list[list[str]]:
    """The rows of all tables of a printed file."""
    rows: list[list[str]] = file.expect.get("rows", [])
    return rows


def _file(
    path: Path,
    blocks: list[str],
    titles: list[tuple[int, str]],
    rows: list[list[str]],
    items: list[str] | None = None,
) -> BenchFile:
    """Describe a file: its whole text, and beginnings of its blocks that occur once, in their order.

    `titles` are its headings with their levels; `items` the entries of its lists, where they show as such.
    """
    text = "\n".join(blocks)
    beginnings = [" ".join(block.split()[:6]) for block in blocks if len(block.split()) >= 6]
    expect = {
        "text": text,
        "contains": [words for words in beginnings if text.count(words) == 1],
        "match": "words",
        "ordered": True,
        "headings": titles,
        "items": items,
        "rows": rows,
    }
    name = f"printed__{path.name}"
    return BenchFile(
        name=name,
        path=path,
        format="pdf",
        group="printed",
        size=path.stat().st_size,
        pages=None,
        expect=expect,
    )


def _by_chromium(pages: list[SourcePage]) -> Iterator[BenchFile]:
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        return
    for page in pages:
        for style, rules in _STYLES.items():
            path = FOLDER / f"chromium-{style}-{page.name}.pdf"
            head = f"<!doctype html><html lang='en'><meta charset='utf-8'><style>{rules} {_TABLES}</style>"

            def make(into: Path, head: str = head, body: str = page.html) -> list[str]:
                source = into / "page.html"
                source.write_text(f"{head}<body>{body}</body></html>", encoding="utf-8")
                options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
                profile = f"--user-data-dir={into / 'profile'}"
                return [browser, *options, profile, f"--print-to-pdf={into / 'made.pdf'}", source.as_uri()]

            if _made(path, head + page.html, make):
                yield _file(path, page.blocks, page.headings, page.rows, page.items)


def _by_tex(pages: list[SourcePage]) -> Iterator[BenchFile]:
    if shutil.which("pdflatex") is None:
        return
    for page in pages:
        path = FOLDER / f"tex-{page.name}.pdf"
        written, blocks, titles, rows = as_tex(page.html)

        def make(into: Path, written: str = written) -> list[str]:
            (into / "made.tex").write_text(written, encoding="utf-8")
            return ["pdflatex", "-interaction=batchmode", f"-output-directory={into}", str(into / "made.tex")]

        if _made(path, written, make):
            yield _file(path, blocks, titles, rows)


def _by_libreoffice() -> Iterator[BenchFile]:
    if shutil.which("soffice") is None:
        return
    for source in _word_files():
        blocks = list(paragraphs(source))
        if sum(map(len, blocks)) < _MIN_CHARACTERS:
            continue
        path = FOLDER / f"libreoffice-{source.stem}.pdf"

        def make(into: Path, source: Path = source) -> list[str]:
            shutil.copy(source, into / "made.docx")
            settings = f"-env:UserInstallation={(FOLDER / 'libreoffice-profile').as_uri()}"
            return [
                "soffice",
                settings,
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(into),
                f"{into}/made.docx",
            ]

        if _made(path, source.name, make):
            yield _file(path, blocks, list(headings(source)), list(table_rows(source)))


def _word_files() -> Iterable[Path]:
    manifest = SHARED / "manifest.jsonl"
    if not manifest.exists():
        return
    for line in manifest.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        is_usable = (
            row["format"] == "docx" and not row.get("password") and not row["path"].startswith("hostile/")
        )
        if is_usable and not _BESIDE.intersection(row.get("tags", ())) and not row.get("expect_parts"):
            yield SHARED / row["path"]


def _made(path: Path, source: str, make: Callable[[Path], list[str]]) -> bool:
    """Print a file where it is missing or its source changed; tell whether it is there."""
    stamp = path.with_suffix(".source")
    if path.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == source:
        return True
    into = FOLDER / "work"
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    command = make(into)
    try:
        subprocess.run(command, capture_output=True, timeout=_LIMIT_S, check=False)
    except subprocess.TimeoutExpired:
        return False
    made = into / "made.pdf"
    if not made.exists() or not re.match(rb"%PDF", made.read_bytes()[:8]):
        return False
    made.replace(path)
    stamp.write_text(source, encoding="utf-8")
    return True
