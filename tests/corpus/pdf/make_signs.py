"""Writes the PDF sample in fonts of signs, whose codes are letters, the same bytes on every run."""

from __future__ import annotations

from typing import Final

from tests.corpus.pdf.make_samples import Pdf

#: Font, its code, what stands behind it, what is seen.
ENTRIES: Final = (
    ("W1", "n", "sell the boat", "■"),
    ("W1", "l", "keep the crew", "●"),
    ("W1", "\xfc", "paint the hull", "✓"),
    ("W1", "\xfe", "pay the harbour", "☑"),
    ("W1", "\xa8", "mend the sails", "◻"),
    ("W2", "R", "count the ropes", "☑"),
    ("W2", "\xa3", "ask the owner", "□"),
    ("W3", "}", "call the pilot", "▶"),
    ("W4", "a", "buy new charts", "✓"),
)
#: A font of that name that holds letters, as its file says.
WORDS: Final = "Hello from the quay"


def _font(pdf: Pdf, name: str) -> int:
    descriptor = pdf.add(
        b"<< /Type /FontDescriptor /FontName /%s /Flags 32 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        b" /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>" % name.encode()
    )
    return pdf.add(
        b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /WinAnsiEncoding /FirstChar 32"
        b" /LastChar 255 /Widths [%s] /FontDescriptor %d 0 R >>"
        % (name.encode(), b" ".join([b"600"] * 224), descriptor)
    )


def signs() -> None:
    """A list whose bullets and boxes are letters of fonts of signs, and words in a font named like one."""
    pdf = Pdf()
    names = {"W1": "ABCDEF+Wingdings-Regular", "W2": "Wingdings2", "W3": "Wingdings3", "W4": "Webdings"}
    fonts = b"".join(b"/%s %d 0 R " % (key.encode(), _font(pdf, name)) for key, name in names.items())
    pdf.resources = pdf.resources.replace(b">>", fonts + b">>")
    content = "BT /F1 11 Tf 50 540 Td (Before we sail, the list of what is done and what is not:) Tj ET\n"
    for number, (font, code, words, _) in enumerate(ENTRIES):
        y = 515 - 16 * number
        content += f"BT /{font} 11 Tf 50 {y} Td ({code}) Tj /F1 11 Tf 18 0 Td ({words}) Tj ET\n"
    content += f"BT /W1 11 Tf 50 340 Td ({WORDS}) Tj ET\n"
    pdf.page(content)
    pdf.write("signs.pdf")


if __name__ == "__main__":
    signs()
