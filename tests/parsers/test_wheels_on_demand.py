"""Wheels that are missed while a file is read: asked for by name, never taken for damage of the file."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

#: Runs the bridge in an interpreter where some packages are not installed, and prints its answer.
_SCRIPT = """
import sys
missing = set(sys.argv[1].split(","))

class Missing:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in missing:
            raise ModuleNotFoundError(name=name)

sys.meta_path.insert(0, Missing)
from docsieve.bridge import handle
data = sys.stdin.buffer.read()
print(handle('{"type":"parse","v":3,"id":7,"outputs":["text"]}', data))
"""


def answer_without(packages: str, data: bytes) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, packages], input=data, capture_output=True, check=True, timeout=60
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_a_legacy_encoding_asks_for_the_guesser_and_utf8_does_not() -> None:
    text = "Der Käse aus Österreich schmeckt schön würzig, Grüße aus München und Köln."
    assert answer_without("charset_normalizer", text.encode())["type"] == "result"
    answer = answer_without("charset_normalizer", text.encode("cp1252"))
    assert answer == {"type": "wheels_needed", "v": 3, "id": 7, "wheels": ["charset-normalizer"]}


def test_a_document_in_an_archive_asks_for_the_wheels_of_its_own_format() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("note.txt", "plain")
        archive.writestr("page.html", "<!doctype html><p>A page</p>")
    answer = answer_without("lxml", packed.getvalue())
    assert (answer["type"], answer["wheels"]) == ("wheels_needed", ["lxml"])
    assert "A page" in str(answer_without("pypdfium2", packed.getvalue())["text"])


def test_a_pdf_that_pdfium_refuses_asks_for_the_repairer() -> None:
    data = (Path(__file__).parents[1] / "corpus/pdf/one_line.pdf").read_bytes()
    answer = answer_without("pypdf", data[: len(data) // 3])
    assert (answer["type"], answer["wheels"]) == ("wheels_needed", ["pypdf"])
