"""Native Tesseract on a picture, its words put into a document by the same code as in the browser."""

from __future__ import annotations

import csv
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import docsieve
from docsieve.recognition import GreyImage, RecognisedPage, Word, add_recognised

from benchmarks.recognition.pictures import greymap


class Reading(NamedTuple):
    """The text of a page, and how long it took in ms."""

    text: str
    milliseconds: float


def version() -> str:
    """Return the program's own words."""
    printed = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True).stdout
    return printed.splitlines()[0]


def read(image: GreyImage, tessdata: Path, language: str) -> Reading:
    """Recognise with the program's defaults: its own layout analysis, the LSTM engine, one thread."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.pgm"
        picture.write_bytes(greymap(image))
        started = time.perf_counter()
        command = ["tesseract", str(picture), "-", "-l", language, "--oem", "1", "--psm", "3"]
        printed = subprocess.run(
            [*command, "--tessdata-dir", str(tessdata), "tsv"],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        ).stdout
        milliseconds = (time.perf_counter() - started) * 1000
    return Reading(_text(printed, image), milliseconds)


def _text(tsv: str, image: GreyImage) -> str:
    paragraphs: dict[tuple[str, ...], dict[str, list[Word]]] = {}
    for row in csv.DictReader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] != "5" or not row["text"].strip():
            continue
        left, top = float(row["left"]), float(row["top"])
        right, bottom = left + float(row["width"]), top + float(row["height"])
        lines = paragraphs.setdefault((row["block_num"], row["par_num"]), {})
        word = Word(left, top, right, bottom, float(row["conf"]), row["text"])
        lines.setdefault(row["line_num"], []).append(word)
    page = RecognisedPage(
        number=1,
        width=image.width,
        height=image.height,
        paragraphs=[list(lines.values()) for lines in paragraphs.values()],
    )
    empty = docsieve.Document(
        format="pdf",
        schema_version=docsieve.SCHEMA_VERSION,
        metadata=docsieve.Metadata(),
        pages=[docsieve.Page(number=1)],
    )
    return docsieve.render(add_recognised(empty, [page]), "text")
