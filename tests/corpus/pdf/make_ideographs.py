"""Writes the PDF sample in a font that the file names and does not hold, the same bytes on every run."""

from __future__ import annotations

from typing import Final

from tests.corpus.pdf.make_samples import Pdf

HEADING: Final = "港の日誌"
UPPER: Final = ("朝は霧が深く船は出なかった", "昼に風が変わり霧は晴れた", "夕方に三隻が港を出た")
LOWER: Final = ("翌日は雨であった", "荷は倉庫にしまわれた", "夜になって雨はやんだ")
CHINESE: Final = ("港口每天早上六点开放。", "船长须在24小时内登记。")


def _font(pdf: Pdf, name: str, ordering: str, encoding: str) -> int:
    descriptor = pdf.add(
        b"<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>" % name.encode()
    )
    descendant = pdf.add(
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /%s /FontDescriptor %d 0 R /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (%s) /Supplement 2 >> >>"
        % (name.encode(), descriptor, ordering.encode())
    )
    return pdf.add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /%s-%s /Encoding /%s /DescendantFonts [%d 0 R] >>"
        % (name.encode(), encoding.encode(), encoding.encode(), descendant)
    )


def _show(font: str, x: float, y: float, size: float, words: str) -> str:
    return f"BT /{font} {size} Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET\n"


def ideographs() -> None:
    """A page set vertically in two tiers under a heading as high as both, and one set level."""
    pdf = Pdf()
    vertical = _font(pdf, "Ryumin-Light", "Japan1", "UniJIS-UCS2-V")
    level = _font(pdf, "STSong-Light", "GB1", "UniGB-UCS2-H")
    pdf.resources = pdf.resources.replace(b">>", b"/V %d 0 R /L %d 0 R >>" % (vertical, level))
    # As far apart as the heading reaches into both tiers.
    painted = _show("V", 370, 420, 36, HEADING)
    for tier, top in ((UPPER, 520), (LOWER, 330)):
        painted += "".join(_show("V", 320 - 22 * i, top, 11, line) for i, line in enumerate(tier))
    pdf.page(painted)
    pdf.page("".join(_show("L", 50, 500 - 40 * i, 11, line) for i, line in enumerate(CHINESE)))
    pdf.write("ideographs.pdf")


def painted_one_by_one(words: str, places: list[float]) -> bytes:
    """Return a file with a level line whose characters are painted each for itself, at these places in em."""
    pdf = Pdf()
    pdf.resources = pdf.resources.replace(
        b">>", b"/L %d 0 R >>" % _font(pdf, "STSong-Light", "GB1", "UniGB-UCS2-H")
    )
    pdf.page("".join(_show("L", 50 + 10 * x, 500, 10, word) for word, x in zip(words, places, strict=True)))
    return pdf.file()


IDEOGRAPHS = (ideographs,)

if __name__ == "__main__":
    ideographs()
