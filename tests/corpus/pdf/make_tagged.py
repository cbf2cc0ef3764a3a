"""Prints pages with Chromium: `python -m tests.corpus.pdf.make_tagged` (needs chromium).

Unlike the other samples they are not the same bytes on every run: Chromium writes the time into them.
"""

from __future__ import annotations

import base64
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

HERE = Path(__file__).parent


def png(width: int, height: int) -> bytes:
    """A picture of some colours."""
    rows = b"".join(b"\0" + bytes((line % 256, 80, 120)) * width for line in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def main() -> None:
    """Write `tagged_pictures.pdf`."""
    source = "data:image/png;base64," + base64.b64encode(png(200, 120)).decode()
    page = (
        "<html lang=en><title>Pictures</title><h1>Cats</h1><p>Before the picture.</p>"
        f'<img alt="A cat on the mole" src="{source}"><p>Between.</p>'
        f'<figure><img alt="Two ships" src="{source}"><figcaption>Figure 1: ships</figcaption></figure>'
    )
    print_page(page, "tagged_pictures.pdf")


#: As they are written; brackets are mirrored where they run leftwards.
SENTENCES = (
    ("rtl", "זה משפט (עם סוגריים) ועוד [מרובעים] בסוף."),
    ("rtl", "הגרסה (version 2.0) יצאה היום {סוף}."),
    ("rtl", "قال المدير (في عام 2020) إن «السعر» ارتفع."),
    ("ltr", "An English (שלום) word [עולם] inside."),
    ("rtl", "(התחלה) בסוגריים"),
)


def brackets() -> None:
    """Write `brackets.pdf`, which is not tagged."""
    print_sentences(SENTENCES, "brackets.pdf")


#: Digits run rightwards within lines that run leftwards.
NUMBERS = (
    ("rtl", "وصل في ١٤ إبريل ١٤٣٤ إلى الميناء."),
    ("rtl", "بلغ السعر ٣٬٥٠٠٫٧٥ ريال في السوق."),
    ("rtl", "قیمت این کتاب ۱۲۵ تومان است."),
    ("rtl", "عدد السفن ٢٧ وعدد القوارب 315 اليوم."),
)


def arabic_numbers() -> None:
    """Write `arabic_numbers.pdf`, which is not tagged."""
    print_sentences(NUMBERS, "arabic_numbers.pdf")


def print_sentences(sentences: tuple[tuple[str, str], ...], name: str) -> None:
    """Print sentences in their directions, a paragraph each, without tags."""
    lines = "".join(f"<p dir={direction}>{words}" for direction, words in sentences)
    page = f"<html><meta charset=utf-8><body style='font-family:DejaVu Sans;width:500px'>{lines}"
    print_page(page, name, "--disable-pdf-tagging")


#: Written downwards, lines from right to left; each glyph is painted by itself, and the Latin ones lie down.
VERTICAL = (
    "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。",
    "第二段落は二〇二〇年（令和二年）に「ABC」という会社で書かれた。",
)


def vertical() -> None:
    """Write `vertical.pdf`, which is not tagged."""
    style = "writing-mode:vertical-rl;font-family:sans-serif;height:400px;width:500px;font-size:14px"
    lines = "".join(f"<p>{words}" for words in VERTICAL)
    page = f"<html><meta charset=utf-8><body style='{style}'>{lines}"
    print_page(page, "vertical.pdf", "--disable-pdf-tagging")


def print_page(page: str, name: str, *options: str) -> None:
    """Print a page of HTML into a file of this folder."""
    with tempfile.TemporaryDirectory() as folder:
        html = Path(folder) / "page.html"
        html.write_text(page, encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", *options,
             f"--print-to-pdf={HERE / name}", html.as_uri()],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip


if __name__ == "__main__":
    main()
    brackets()
    arabic_numbers()
    vertical()
