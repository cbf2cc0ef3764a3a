"""Writes the PDF samples of this folder, the same bytes on every run."""

from __future__ import annotations

import zlib
from pathlib import Path

HERE = Path(__file__).parent
_FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Helvetica-Oblique", "F4": "Courier"}


class Pdf:
    """Objects of a file, numbered as they come; 1 is the catalog, 2 the page tree."""

    def __init__(self) -> None:
        self.objects: list[bytes] = [b"", b""]
        self.pages: list[int] = []
        self.catalog = b""
        self.info: int | None = None
        fonts = b" ".join(
            b"/%s %d 0 R" % (key.encode(), self.add(_font(name))) for key, name in _FONTS.items()
        )
        self.resources = b"/Font << %s >>" % fonts

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        self.objects.append(body)
        return len(self.objects)

    def stream(self, content: bytes, entries: bytes = b"", *, packed: bool = False) -> int:
        """Add a stream and return its number."""
        if packed:
            content, entries = zlib.compress(content, 9), entries + b" /Filter /FlateDecode"
        return self.add(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), entries, content))

    def page(self, content: str, extra: str = "", resources: bytes = b"", *, packed: bool = False) -> int:
        """Add a page of A5 (420 x 595 points) and return its number."""
        number = self.stream(content.encode("cp1252"), packed=packed)
        page = self.add(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Resources << %s %s >>"
            b" /Contents %d 0 R %s >>" % (self.resources, resources, number, extra.encode())
        )
        self.pages.append(page)
        return page

    def write(self, name: str) -> bytes:
        """Write the file and return its bytes."""
        data = self.file()
        (HERE / name).write_bytes(data)
        return data

    def file(self) -> bytes:
        """Put the objects together."""
        kids = b" ".join(b"%d 0 R" % page for page in self.pages)
        self.objects[0] = b"<< /Type /Catalog /Pages 2 0 R %s >>" % self.catalog
        self.objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(self.pages))
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        info = b" /Info %d 0 R" % self.info if self.info else b""
        out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(offsets) + 1,
            info,
            start,
        )
        return bytes(out)


def _font(name: str) -> bytes:
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name.encode()


def text(x: float, y: float, size: float, words: str, font: str = "F1", before: str = "") -> str:
    """Operators that show one line; `y` counts from the bottom."""
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT {before} /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET\n"


def lines(x: float, y: float, size: float, *every: str, leading: float = 1.25, font: str = "F1") -> str:
    """Operators that show lines below each other."""
    return "".join(text(x, y - i * size * leading, size, line, font) for i, line in enumerate(every))


def article() -> None:
    """Two columns, headings, a hyphen, a list, running headers and page numbers over five pages."""
    pdf = Pdf()
    for number in range(1, 6):
        page = text(50, 570, 8, "Quarterly report of the harbour office")
        if number == 1:
            page += text(50, 530, 20, "Tides and Traffic", "F2")
        page += text(50, 500, 13, f"{number}. What was measured in part {number}", "F2")
        page += lines(
            50,
            480,
            9,
            "The gauge at the mole was read every ten",
            "minutes by a float and a recording drum, and",
            "the paper was changed on Mondays. Meas-",
            "urements that fell outside of the usual range",
            "were read again the same day.",
        )
        page += lines(50, 418, 9, "Ships were counted by a second watch, who", "also noted their flag.")
        page += "".join(
            text(56, 380 - 12 * i, 9, "\u2022") + text(68, 380 - 12 * i, 9, item)
            for i, item in enumerate(("coasters and ferries", "fishing boats", "tugs with a tow"))
        )
        page += lines(
            230,
            480,
            9,
            "The right column goes on with the text that",
            "did not fit on the left. Measurements of the",
            "wind were added in the third year, when a",
            "mast had been put up at the end of the pier.",
        )
        page += text(205, 20, 8, str(number))
        pdf.page(page, packed=number % 2 == 0)
    pdf.info = pdf.add(
        b"<< /Title (Tides and Traffic) /Author (Harbour Office) /CreationDate (D:20240229123456+01'00')"
        b" /Keywords (tide, traffic) >>"
    )
    first = len(pdf.objects) + 2
    pdf.catalog = b"/Outlines %d 0 R /Lang (en-GB)" % (first - 1)
    pdf.add(b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count 2 >>" % (first, first + 1))
    for i, (title, page_number) in enumerate((("1. What was measured in part 1", 0), ("Second part", 1))):
        around = b"/Next %d 0 R" % (first + 1) if i == 0 else b"/Prev %d 0 R" % first
        pdf.add(
            b"<< /Title (%s) /Parent %d 0 R %s /Dest [%d 0 R /Fit] >>"
            % (title.encode(), first - 1, around, pdf.pages[page_number])
        )
    pdf.write("article.pdf")


def spacing() -> None:
    """Spaces that are no characters, letters spaced out, letters touching, overprinted bold, turned text."""
    pdf = Pdf()
    page = "BT /F1 12 Tf 40 540 Td [(Words)-333(set)-333(without)-333(a)-333(space)-333(character)] TJ ET\n"
    page += "BT /F1 12 Tf 3 Tc 40 515 Td (SPACED OUT) Tj 0 Tc ET\n"
    page += "BT /F1 12 Tf 40 490 Td [(kern)20(ed)-30( t)15(ight)] TJ ET\n"
    page += "BT /F1 12 Tf 40 300 Td [(Words)-120(hardly)-110(apart)-130(|)-120(yet)-110(two)] TJ ET\n"
    page += "BT /F1 12 Tf 1.3 Tc 40 275 Td (Spaced a bit of 84-2) Tj 0 Tc ET\n"
    page += "BT /F1 12 Tf 60 250 Td [(T)1500( )-1222(he space is elsewhere)] TJ ET\n"
    page += "BT /F1 12 Tf 40 135 Td (Seen as self\\255made) Tj ET\n"
    page += text(40, 110, 12, "9") + text(46.7, 110, 12, ".", "F3") + text(50, 110, 12, "6 times as many")
    page += text(40, 225, 12, "Sun whole") + text(65.1, 224.6, 12, "whole") + text(100, 225, 12, "and shadow")
    page += lines(40, 200, 12, "1.2.1 Begin here............ 7", "1.2.2 Go on from here....... 12")
    page += text(40, 465, 12, "Printed twice") + text(40.3, 465, 12, "Printed twice")
    page += text(40, 440, 12, "Note") + text(66, 445, 7, "1") + text(71, 440, 12, " and H")
    page += text(111, 436, 7, "2") + text(115.5, 440, 12, "O")
    page += (
        text(40, 415, 12, "plain, ")
        + text(77, 415, 12, "bold", "F2")
        + text(107, 415, 12, "and slanted.", "F3")
    )
    page += "BT /F1 10 Tf 0 1 -1 0 390 100 Tm (Read from the bottom up) Tj ET\n"
    page += text(40, 390, 12, "cannot be seen", before="3 Tr")
    page += text(500, 390, 12, "beyond the edge", before="0 Tr")
    page += lines(40, 350, 9, "for word in words:", "    print(word)", font="F4")
    pdf.page(page)
    pdf.page("BT /F1 12 Tf 40 540 Td (A page turned by a quarter) Tj ET\n", "/Rotate 90")
    pdf.page("BT /F1 12 Tf 140 340 Td (A cropped page) Tj ET\n", "/CropBox [100 100 400 400]")
    pdf.write("spacing.pdf")


def annotated() -> None:
    """A form, links, comments with a reply, typed text, attached files, page labels."""
    pdf = Pdf()
    target = len(pdf.objects) + 20
    kinds = [
        b"/Subtype /Link /Rect [40 530 112 545] /A << /S /URI /URI (https://example.org/a?b=c) >>",
        b"/Subtype /Text /Rect [300 530 318 548] /Contents (Is this still so?) /T (Ada)"
        b" /M (D:20240102030405Z)",
        b"/Subtype /Text /Rect [300 530 318 548] /Contents (Yes.) /T (Grace) /IRT %d 0 R" % (target + 1),
        b"/Subtype /FreeText /Rect [40 300 200 320] /Contents (Typed onto the page) /DA (/F1 10 Tf)",
        b"/Subtype /Widget /FT /Tx /T (name) /TU (Your name) /V (Ada Lovelace)"
        b" /Rect [100 480 250 495] /DA (/F1 10 Tf)",
        b"/Subtype /Widget /FT /Ch /Ff 131072 /T (city) /V (b) /Opt [[(a) (Aachen)] [(b) (Bonn)]]"
        b" /Rect [100 455 250 470] /DA (/F1 10 Tf)",
        b"/Subtype /Widget /FT /Btn /T (agreed) /V /Yes /AS /Yes /Rect [100 430 112 442]"
        b" /AP << /N << /Yes %d 0 R /Off %d 0 R >> >>" % (target + 8, target + 8),
        b"/Subtype /FileAttachment /Rect [350 530 368 548] /Contents (The list) /FS << /Type /Filespec"
        b" /F (list.txt) /UF (list.txt) /EF << /F %d 0 R >> >>" % (target + 9),
    ]
    while len(pdf.objects) < target - 1:
        pdf.add(b"null")
    numbers = [pdf.add(b"<< /Type /Annot %s >>" % kind) for kind in kinds]
    pdf.stream(b"", b" /Type /XObject /Subtype /Form /BBox [0 0 12 12]")
    pdf.stream(b"apples\npears\n", b" /Type /EmbeddedFile /Subtype /text#2Fplain")
    inner = Pdf()
    inner.page(text(40, 540, 12, "Inside of the other file"))
    child = inner.write("one_line.pdf")
    attached = pdf.stream(child, b" /Type /EmbeddedFile /Subtype /application#2Fpdf")
    content = text(40, 533, 12, "Our web site") + text(118, 533, 12, "tells more.")
    content += text(40, 484, 10, "Name") + text(40, 459, 10, "City") + text(40, 432, 10, "Agreed")
    pdf.page(content, f"/Annots [{' '.join(f'{number} 0 R' for number in numbers)}]")
    pdf.page(text(40, 533, 12, "The second page"))
    pdf.catalog = (
        b"/AcroForm << /Fields [%s] /DR << %s >> >> /PageLabels"
        b" << /Nums [0 << /S /r >> 1 << /S /D /St 7 >>] >>"
        b" /Names << /EmbeddedFiles << /Names [(one_line.pdf) << /Type /Filespec /F (one_line.pdf)"
        b" /UF (one_line.pdf) /EF << /F %d 0 R >> >>] >> >>"
        % (b" ".join(b"%d 0 R" % number for number in numbers[4:7]), pdf.resources, attached)
    )
    pdf.write("annotated.pdf")


def broken() -> None:
    """What others leave behind: junk before the header, a lost cross-reference table, a page that is none."""
    pdf = Pdf()
    pdf.page(text(40, 540, 12, "The first page is whole"))
    pdf.pages.append(pdf.add(b"<< /Type /Nonsense >>"))
    pdf.page(text(40, 540, 12, "The third page is whole too"))
    data = pdf.write("broken_page.pdf")
    (HERE / "no_xref.pdf").write_bytes(b"junk before it\n" + data[: data.rindex(b"xref\n0 ")])


def scan() -> None:
    """A page that is one picture, and one with an invisible text layer over it."""
    pdf = Pdf()
    pixels = bytes(range(256)) * 4
    image = pdf.stream(
        pixels,
        b" /Type /XObject /Subtype /Image /Width 32 /Height 32 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    resources = b"/XObject << /I %d 0 R >>" % image
    picture = "q 420 0 0 595 0 0 cm /I Do Q\n"
    pdf.page(picture, resources=resources)
    pdf.page(
        picture + text(40, 500, 12, "Recognised text under the picture", before="3 Tr"), resources=resources
    )
    pdf.write("scan.pdf")


def bomb() -> None:
    """A content stream packed twice that grows to 300 MB."""
    pdf = Pdf()
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(bytes(1 << 20)) for _ in range(300)) + packer.flush()
    content = pdf.stream(zlib.compress(once, 9), b" /Filter [/FlateDecode /FlateDecode]")
    pdf.pages.append(
        pdf.add(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents %d 0 R >>" % content)
    )
    pdf.write("bomb.pdf")


if __name__ == "__main__":
    for make in (article, spacing, annotated, broken, scan, bomb):
        make()
