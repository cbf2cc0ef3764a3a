"""One library, one file, one process: prints {"text", "seconds", "error"} as JSON.

Run by path, by the interpreter that holds the library, so that a crash or a hang costs this file only.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

NODE = Path(__file__).with_name("node")


def _docsieve(path: str) -> str:
    import docsieve

    data = Path(path).read_bytes()
    return docsieve.render(docsieve.parse(data, filename=Path(path).name), "text")


def _pypdf(path: str) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def _pypdfium2(path: str) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _pdfminer(path: str) -> str:
    from pdfminer.high_level import extract_text  # type: ignore[import-not-found]

    return str(extract_text(path))


def _pdfplumber(path: str) -> str:
    import pdfplumber  # type: ignore[import-not-found]

    texts = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            texts.append(page.extract_text())
            page.close()
    return "\n".join(texts)


def _pymupdf(path: str) -> str:
    import pymupdf  # type: ignore[import-not-found]

    return "\n".join(page.get_text() for page in pymupdf.open(path))


def _pdftotext(path: str) -> str:
    command = ["pdftotext", "-enc", "UTF-8", path, "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def _in_node(script: str) -> Callable[[str], str]:
    def extract(path: str) -> str:
        command = ["node", str(NODE / script), path]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")

    return extract


LIBRARIES: dict[str, Callable[[str], str]] = {
    "docsieve": _docsieve,
    "pypdf": _pypdf,
    "pypdfium2": _pypdfium2,
    "pdfminer.six": _pdfminer,
    "pdfplumber": _pdfplumber,
    "PyMuPDF": _pymupdf,
    "pdftotext": _pdftotext,
    "pdf.js": _in_node("pdfjs.mjs"),
    "LiteParse": _in_node("liteparse.mjs"),
}
#: What must be installed beside Python for some of them.
_PROGRAMS = {"pdftotext": "pdftotext", "pdf.js": "node", "LiteParse": "node"}


def installed_libraries() -> list[str]:
    """All of them, but for those whose program the system does not have."""
    return [name for name in LIBRARIES if name not in _PROGRAMS or shutil.which(_PROGRAMS[name])]


if __name__ == "__main__":
    started = time.perf_counter()
    text, error = "", None
    try:
        text = LIBRARIES[sys.argv[1]](sys.argv[2])
    except Exception as problem:
        error = type(problem).__name__
    answer = {"text": text, "seconds": round(time.perf_counter() - started, 3), "error": error}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
