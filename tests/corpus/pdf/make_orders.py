"""Writes the PDF samples that paint their text out of turn or with odd fonts, the same bytes on every run."""

from __future__ import annotations

from collections.abc import Callable

from tests.corpus.pdf.make_layouts import LEFT, MIDDLE, RIGHT, rows
from tests.corpus.pdf.make_samples import Pdf, lines, text

TITLE = "On the silting of harbours"
HEADER = "Letters to the harbour office, 3 June"
NAMES = ("1 Office of the pilots, Emden", "2 School of navigation, Bremen")
STEPS = ("Name of the ship", "Berta", "Port of origin", "Riga", "Draught in metres", "3.2", "Paid", "yes")


def orders() -> None:
    """A header painted last, the addresses of authors, a table in a cell, a form with an order of its own."""
    pdf = Pdf()
    columns = lines(50, 500, 9, *LEFT) + lines(230, 500, 9, *RIGHT)
    pdf.page(text(50, 540, 16, TITLE, "F2") + columns + text(200, 575, 8, HEADER))
    marks = "".join(
        text(100, 360 - 12 * i, 5, name[0], before="3 Ts") + text(104, 360 - 12 * i, 8, name[2:])
        for i, name in enumerate(NAMES)
    )
    authors = text(100, 380, 10, "Anna Berg") + text(147, 384, 6, "1") + text(155, 380, 10, "and Olav Lund")
    authors += text(222, 384, 6, "2")
    pdf.page(text(50, 420, 16, TITLE, "F2") + authors + marks + lines(50, 300, 9, *LEFT, *RIGHT))
    pdf.page(_table_in_cell())
    pdf.page(_form())
    pdf.write("orders.pdf")


def _table_in_cell() -> str:
    painted = "0.7 w\n50 500 90 40 re S\n140 500 200 40 re S\n50 380 90 120 re S\n140 380 200 120 re S\n"
    painted += "".join(
        f"{150 + 90 * column} {400 + 20 * row} 90 20 re S\n" for row in range(3) for column in (0, 1)
    )
    painted += text(54, 520, 9, "Dues") + text(144, 520, 9, "what a ship pays")
    painted += text(54, 480, 9, "By length") + text(144, 485, 9, "The rate depends on the length:")
    for row, (length, rate) in enumerate((("in metres", "rate"), ("to 20", "4.10"), ("to 40", "7.90"))):
        y = 446 - 20 * row
        painted += text(154, y, 9, length) + text(244, y, 9, rate)
    return painted + text(144, 386, 9, "Tugs pay half of it.")


def _form() -> str:
    """Boxes of many sizes; each question is followed by its answer, wherever that stands."""
    boxes: tuple[tuple[int, int, int, int], ...] = (
        (50, 480, 200, 40),
        (250, 480, 100, 40),
        (50, 440, 100, 40),
        (150, 440, 200, 40),
    )
    boxes += ((50, 360, 60, 80), (110, 400, 240, 40), (110, 360, 120, 40), (230, 360, 120, 40))
    places = ((54, 500), (114, 420), (254, 500), (54, 460), (54, 400), (154, 460), (234, 390), (114, 370))
    painted = "0.7 w\n" + "".join(f"{x} {y} {wide} {high} re S\n" for x, y, wide, high in boxes)
    return painted + "".join(text(x, y, 8, words) for (x, y), words in zip(places, STEPS, strict=True))


#: Widths of letters in 1/83 em, and how far they reach above and below the line.
_LETTERS = {
    letter: (42, 57 if letter in "bdhlt" else 36, 17 if letter in "pgy" else 0)
    for letter in "abdeghilnoprsty"
}
TINY = ("the tide is high", "the pilot sleeps in the lee", "the grain is ten days late")
MIRRORED = "This line is written by two negatives."


def odd_fonts() -> None:
    """A Type 3 font whose em pdfium takes for 0.12 points; text with a negative size in a turned matrix."""
    pdf = Pdf()
    procedures = b" ".join(
        b"/%s %d 0 R"
        % (
            letter.encode(),
            pdf.stream(
                b"%d 0 0 %d %d %d d1 0 %d %d %d re f" % (wide, -deep, wide, high, -deep, wide, high + deep)
            ),
        )
        for letter, (wide, high, deep) in _LETTERS.items()
    )
    codes = {letter: code for code, letter in enumerate(_LETTERS, 1)}
    mapped = "".join(f"<{code:02x}> <{ord(letter):04x}>\n" for letter, code in codes.items())
    to_unicode = pdf.stream(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff>"
            f" endcodespacerange {len(codes)} beginbfchar\n{mapped}endbfchar endcmap end end"
        ).encode()
    )
    font = pdf.add(
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 -20 60 60] /FontMatrix [1 0 0 1 0 0] /FirstChar 1"
        b" /LastChar %d /Widths [%s] /CharProcs << %s >>"
        b" /Encoding << /Differences [1 %s] >> /ToUnicode %d 0 R >>"
        % (
            len(codes),
            b" ".join(b"%d" % wide for wide, _, _ in _LETTERS.values()),
            procedures,
            b" ".join(b"/" + letter.encode() for letter in codes),
            to_unicode,
        )
    )
    painted = ""
    for number, line in enumerate(TINY):
        x = 50.0
        for word in line.split():
            shown = "".join(f"{codes[letter]:02x}" for letter in word)
            painted += f"BT /T3 1 Tf 0.12 0 0 0.12 {x:.2f} {500 - 12 * number} Tm <{shown}> Tj ET\n"
            x += 0.12 * (sum(_LETTERS[letter][0] for letter in word) + 28)
    pdf.resources = pdf.resources.replace(b">>", b"/T3 %d 0 R >>" % font)
    pdf.page(painted)
    pdf.page(f"BT /F1 -9 Tf -1 0 0 -1 50 400 Tm ({MIRRORED}) Tj ET\n")
    pdf.write("odd_fonts.pdf")


#: What TeX writes for "The first official ..." in bitmap fonts of its old and of its Cork encoding.
TEX = (
    'The \x0crst \\o\x0ecial" \x0cles di\x0ber on 1{2 \x0doors',
    "The \x1crst \x10o\x1ecial\x11 \x1cles di\x1ber on 1\x152 \x1doors",
)
TEX_SHOWN = (
    'The first “official" files differ on 1–2 floors',
    "The first “official” files differ on 1–2 floors",
)


def tex_fonts() -> None:
    """Type 3 fonts without any name, as TeX makes them of bitmaps: only their codes tell what they show."""
    pdf = Pdf()
    square = pdf.stream(b"40 0 2 0 38 36 d1 2 0 36 36 re f")
    painted = ""
    for number, words in enumerate(TEX):
        codes = sorted(set(words.replace(" ", "").encode("latin-1")))
        names = b" ".join(b"%d /a%d" % (code, code) for code in codes)
        font = pdf.add(
            b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 40 40] /FontMatrix [1 0 0 1 0 0] /FirstChar 0"
            b" /LastChar 255 /Widths [%s] /CharProcs << %s >> /Encoding << /Differences [%s] >> >>"
            % (b"40 " * 256, b" ".join(b"/a%d %d 0 R" % (code, square) for code in codes), names)
        )
        pdf.resources = pdf.resources.replace(b">>", b"/T%d %d 0 R >>" % (number, font))
        x = 50.0
        for word in words.split(" "):
            shown = word.encode("latin-1").hex()
            painted += f"BT /T{number} 1 Tf 0.12 0 0 0.12 {x:.2f} {500 - 50 * number} Tm <{shown}> Tj ET\n"
            x += 0.12 * 40 * (len(word) + 0.7)
    pdf.page(painted)
    pdf.write("tex_fonts.pdf")


def transparent_layer() -> None:
    """A scan whose recognised text is painted over it without any opacity."""
    pdf = Pdf()
    image = pdf.stream(
        b"\x80",
        b" /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
    )
    painted = "q 420 0 0 595 0 0 cm /Im Do Q\n/Clear gs\n" + rows([(50, LEFT), (230, MIDDLE)], 500)
    pdf.page(painted, resources=b"/XObject << /Im %d 0 R >> /ExtGState << /Clear << /ca 0 >> >>" % image)
    pdf.write("transparent_layer.pdf")


def chapters() -> None:
    """Titles at the top of pages that count chapters, not pages, and a running header that counts pages."""
    pdf = Pdf()
    for number in range(1, 9):
        page = text(50, 575, 8, f"Harbour rules, page {number} of 8")
        page += text(50, 550, 9, f"Part {1 + number // 2} of the rules") if number % 2 else ""
        pdf.page(page + lines(50, 420, 9, *(LEFT, MIDDLE, RIGHT)[number % 3]))
    pdf.write("chapters.pdf")


#: Ships by number: rows of the tables below.
SHIPS = tuple(
    (str(i), f"{name} {i}", str(100 + 7 * i)) for i, name in enumerate(("Berta", "Anna", "Olga") * 8, 1)
)
SHIP_HEADER = ("No.", "Ship", "Tons")


def _ships(first: int, last: int, top: float, header: tuple[str, ...] | None) -> str:
    painted = "0.7 w\n"
    rows_of = ([header] if header else []) + list(SHIPS[first:last])
    for number, row in enumerate(rows_of):
        for x, wide, words in zip((50, 100, 250), (50, 150, 90), row, strict=True):
            y = top - 20 * number
            painted += f"{x} {y - 20} {wide} 20 re S\n"
            painted += text(x + 4, y - 14, 9, words, "F2" if row is header else "F1")
    return painted


def table_pages() -> None:
    """Tables that go on over a page, with their heading again and without; one that only looks like it."""
    pdf = Pdf()
    pdf.page(text(50, 540, 9, "The ships of the year:") + _ships(0, 9, 260, SHIP_HEADER))
    pdf.page(text(50, 560, 9, "(continued)") + _ships(9, 18, 550, SHIP_HEADER) + lines(50, 300, 9, *LEFT))
    pdf.page(text(50, 540, 9, "Those of the winter:") + _ships(0, 9, 260, SHIP_HEADER))
    pdf.page(_ships(9, 14, 550, None) + text(50, 200, 9, "Here it ends."))
    pdf.page(lines(50, 500, 9, *LEFT) + _ships(0, 9, 260, SHIP_HEADER))
    pdf.page(_ships(0, 4, 550, ("No.", "Tug", "Crew")))
    pdf.write("table_pages.pdf")


ORDERS: tuple[Callable[[], None], ...] = (
    orders,
    odd_fonts,
    tex_fonts,
    transparent_layer,
    chapters,
    table_pages,
)

if __name__ == "__main__":
    for make in ORDERS:
        make()
