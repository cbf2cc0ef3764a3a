"""Files made for one test each: of a known text, of a wanted length, with a password, broken."""

from __future__ import annotations

import io
from pathlib import Path

#: Stands in files whose text must be recognised wherever it would leak.
SECRET = "Quizzaciously confidential 4711"


def write_pdf(path: Path, *, pages: int = 1, text: str = SECRET, password: str | None = None) -> Path:
    """Write a PDF of Helvetica text, `pages` times `text` with the page's number; RC4-encrypted on demand."""
    data = pdf_of_lines([[f"{text} page {number}"] for number in range(1, pages + 1)])
    path.write_bytes(_encrypted(data, password) if password else data)
    return path


def write_docx(path: Path, text: str = SECRET) -> Path:
    """Write a Word document of a heading and a paragraph."""
    import docx

    document = docx.Document()
    document.add_heading("Heading of the document", level=1)
    document.add_paragraph(text)
    document.save(str(path))
    return path


def write_text(path: Path, text: str = SECRET) -> Path:
    """Write plain text in UTF-8."""
    path.write_text(text + "\n", encoding="utf-8")
    return path


def write_broken_pdf(path: Path) -> Path:
    """Write what says it is a PDF and is none."""
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 8)
    return path


def pdf_of_lines(pages: list[list[str]]) -> bytes:
    """A file as in ISO 32000-1, 7.5: catalogue, page tree, font, then page and content for each page."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for index, lines in enumerate(pages):
        content = f"BT /F1 12 Tf 14 TL 72 720 Td ({') Tj T* ('.join(lines)}) Tj ET"
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * index} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _encrypted(data: bytes, password: str) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    # AES would need another package, here and in the browser's tests alike.
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
