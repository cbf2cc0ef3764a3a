"""pdfium is one library in a process: it forgets one document before the next, and nobody else's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docsieve
import pytest
from docsieve.formats._pdf import pdfium

from tests.corpus.pdf.make_samples import Pdf, text

_WITH_OTHERS = """
import sys
import docsieve, pypdfium2
data = open(sys.argv[1], "rb").read()
docsieve.parse(data)
page = pypdfium2.PdfDocument(data)[0]
page.render()
docsieve.parse(data)
docsieve.parse(data)
page.render()
print(page.get_textpage().get_text_range())
"""


@pytest.fixture
def data() -> bytes:
    pdf = Pdf()
    pdf.page(text(50, 540, 10, "A page"))
    return pdf.file()


def test_each_document_is_the_first_that_pdfium_reads(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    docsieve.parse(data)
    ended: list[int] = []
    bindings = pdfium.raw()
    end = bindings.FPDF_DestroyLibrary

    def counted() -> None:
        ended.append(1)
        end()

    monkeypatch.setattr(bindings, "FPDF_DestroyLibrary", counted)
    monkeypatch.delitem(sys.modules, "pypdfium2", raising=False)
    docsieve.parse(data)
    docsieve.parse(data)
    assert len(ended) == 2
    with pdfium.PdfFile(data, None) as file:
        docsieve.parse(data)
        assert file.page_count == 1
    assert len(ended) == 3


def test_documents_that_others_in_the_process_hold_open_stay_open(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _WITH_OTHERS, str(path)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "A page"
    assert done.returncode == 0
