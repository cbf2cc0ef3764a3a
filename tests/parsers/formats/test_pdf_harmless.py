"""What would keep pdfium busy for ever, or until memory ends, is told from the bytes and left out."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from docsieve.formats._pdf.expansion import TooLargeError, unpacked_size

from tests.parsers.formats.hostile_pdf import Objects, file_of, outcomes, packed_file, stream

TEXT = b"BT /F 12 Tf 72 700 Td (Some text) Tj ET "
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]"
NEXT = b"/Resources<</XObject<</X %d 0 R>>>>"
PAINTS = b"/XObject<</X 20 0 R>>"
LAYERS = b"/OCProperties<</OCGs[18 0 R]/D<</OFF[18 0 R]>>>>"
MAP = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <%s> endbfchar endcmap"
MAPPED = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>"
TYPE_3 = (
    b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 65/LastChar 65"
    b"/Widths[500]/Encoding<</Differences[65/A]>>/CharProcs<</A 8 0 R>>/Resources<<%s>>>>" % PAINTS
)


def deflated(entries: bytes, content: bytes) -> bytes:
    return stream(entries + b"/Filter/FlateDecode", zlib.compress(content, 9))


def objects_of(
    objects: Objects, content: bytes = b"", before: bytes = b"", resources: bytes = b"", more: bytes = b""
) -> dict[int, bytes]:
    return {
        1: b"<</Type/Catalog/Pages 3 0 R%s>>" % more,
        3: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        4: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 612 792]/Contents[9 0 R 5 0 R]"
        b"/Resources<</Font<</F 6 0 R/G 7 0 R>>%s>>/Annots 11 0 R>>" % resources,
        5: deflated(b"", before + content),
        6: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        7: b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
        9: deflated(b"", TEXT),
        11: b"[]",
        **objects,
    }


def made(
    objects: Objects, content: bytes = b"", before: bytes = b"", resources: bytes = b"", more: bytes = b""
) -> bytes:
    return file_of(objects_of(objects, content, before, resources, more))


def bomb(size: int = 1 << 30) -> bytes:
    engine = zlib.compressobj(9)
    piece = bytes(1 << 20)
    return b"".join(engine.compress(piece) for _ in range(size >> 20)) + engine.flush()


BOMB = bomb()
LEVELS = {20 + level: deflated(FORM + NEXT % (21 + level), b"/X Do " * 10) for level in range(10)}
FORMS = {**LEVELS, 30: deflated(FORM + b"/Resources<</Font<</F 6 0 R>>>>", TEXT)}
PICTURE = b"/Type/XObject/Subtype/Image/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceGray"
TERMS = {number: b"[/And %d 0 R %d 0 R]" % (number + 1, number + 1) for number in range(20, 60)}
STITCHES = {
    n: b"<</FunctionType 3/Domain[0 1]/Functions[%d 0 R %d 0 R]/Bounds[.5]/Encode[0 1 0 1]>>" % (n + 1, n + 1)
    for n in range(21, 60)
}
STEP = b"<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0]/C1[1 1 1]>>"

DOUBLING = objects_of(
    {20: b"[/Separation/X/DeviceRGB 21 0 R]", **STITCHES, 60: STEP},
    b"/X cs 1 sc ",
    resources=b"/ColorSpace<</X 20 0 R>>",
)

#: Of these the bad part is left out, and the rest read.
LEFT_OUT = {
    "forms of forms": made(FORMS, b"/X Do ", resources=PAINTS),
    "forms of forms without resources": made(
        {
            **{20 + n: deflated(FORM, b"/X%d Do " % (n + 1) * 10) for n in range(10)},
            30: deflated(FORM, TEXT),
        },
        b"/X0 Do ",
        resources=b"/XObject<<%s>>" % b"".join(b"/X%d %d 0 R" % (n, 20 + n) for n in range(11)),
    ),
    "forms whose resources are packed": packed_file(
        {
            n: body.replace(NEXT % (n + 1), b"/Resources %d 0 R" % (n + 20))
            for n, body in objects_of(FORMS, b"/X Do ", resources=PAINTS).items()
            if b"stream" in body
        },
        {
            **{n: body for n, body in objects_of({}, resources=PAINTS).items() if b"stream" not in body},
            **{40 + n: b"<</XObject<</X %d 0 R>>>>" % (21 + n) for n in range(10)},
        },
    ),
    "forms that name themselves": made(
        {20: deflated(FORM + NEXT % 21, b"/X Do " * 9), 21: deflated(FORM + NEXT % 20, b"/X Do " * 9)},
        b"/X Do ",
        resources=PAINTS,
    ),
    "a large form painted often": made(
        {20: deflated(FORM + b"/Resources<</Font<</F 6 0 R>>>>", TEXT * 20_000)},
        b"/X Do " * 100_000,
        resources=PAINTS,
    ),
    "forms as appearances": made({**FORMS, 11: b"[<</Subtype/Stamp/Rect[0 0 9 9]/AP<</N 20 0 R>>>>]"}),
    "forms in glyphs": made(
        {**FORMS, 7: TYPE_3, 8: deflated(b"", b"500 0 d0 /X Do")}, b"BT /G 1 Tf (A) Tj ET"
    ),
    "a mesh painted often": made(
        {
            20: deflated(
                b"/ShadingType 4/ColorSpace/DeviceRGB/BitsPerCoordinate 8/BitsPerComponent 8/BitsPerFlag 8"
                b"/Decode[0 1 0 1 0 1 0 1 0 1]",
                bytes(30 << 20),
            )
        },
        b"/X sh " * 1000,
        resources=b"/Shading<</X 20 0 R>>",
    ),
    "marks in marks": made({}, TEXT, b"/A BMC " * 100_000),
    "marks in marks, called a font": made({5: deflated(b"/Length1 9", b"/A BMC " * 100_000)}),
    "marks in marks, its checksum lost": made(
        {5: stream(b"/Filter/FlateDecode", zlib.compress(b"/A BMC " * 100_000)[:-4] + b"lost")}
    ),
    "marks of many streams": made({8: deflated(b"", b"/A BMC " * 9000)}).replace(
        b"/Contents[9 0 R 5 0 R]", b"/Contents[9 0 R %s]" % (b"8 0 R " * 20)
    ),
    "saved states": made({5: deflated(b"", b"q " * (20 << 20))}),
    "one stream again and again": made({5: deflated(b"", b" " * (1 << 20)), 11: b"[]"}).replace(
        b"/Contents[9 0 R 5 0 R]", b"/Contents[9 0 R %s]" % (b"5 0 R " * 4000)
    ),
    "a code for many characters": made(
        {7: MAPPED.replace(b"7 0", b"8 0"), 8: deflated(b"", MAP % (b"0041" * 20_000))},
        b"BT /G 1 Tf (%s) Tj ET" % (b"A" * 2000),
    ),
    "a bomb in a picture in a line": made(
        {}, b"BI /W 60000 /H 30000 /BPC 8 /CS /G /F /Fl ID " + BOMB + b" EI "
    ),
    "a program for each colour": made(
        {
            20: b"[/Separation/X/DeviceRGB 21 0 R]",
            21: deflated(
                b"/FunctionType 4/Domain[0 1]/Range[0 1 0 1 0 1]", b"{%sdup dup}" % (b"dup mul " * 2_000_000)
            ),
        },
        b"/X cs " + b"1 sc 0 0 1 1 re f " * 20_000,
        resources=b"/ColorSpace<</X 20 0 R>>",
    ),
    "visibility that doubles": made(
        {18: b"<</Type/OCG/Name(L)>>", 19: b"<</Type/OCMD/VE 20 0 R>>", **TERMS, 60: b"[/And 18 0 R]"},
        b"/OC /P BDC %s EMC" % TEXT,
        resources=b"/Properties<</P 19 0 R>>",
        more=LAYERS,
    ),
    "functions that double": made(
        {20: b"[/Separation/X/DeviceRGB 21 0 R]", **STITCHES, 60: STEP},
        b"/X cs 1 sc ",
        resources=b"/ColorSpace<</X 20 0 R>>",
    ),
    "functions that double, behind what looks like a stream": file_of(
        {
            n: body.replace(b"/Functions", b"/A(>>stream\n)/Functions").replace(
                b"/Bounds", b"/B(endstream)/Bounds"
            )
            for n, body in DOUBLING.items()
        }
    ),
    "elements of metadata": made(
        {20: deflated(b"/Type/Metadata/Subtype/XML", b"<x>" * 30_000_000)}, more=b"/Metadata 20 0 R"
    ),
}  # fmt: skip
#: These are not read.
REFUSED = {
    "functions that double, in a stream of objects": packed_file(
        {n: body for n, body in DOUBLING.items() if b"stream" in body},
        {n: body for n, body in DOUBLING.items() if b"stream" not in body},
    ),
    "a bomb, its filter elsewhere": made({8: b"/FlateDecode", 5: stream(b"/Filter 8 0 R", BOMB)}),
    "a bomb, its filter spelled": made({5: stream(b"/Fil#74er/Flat#65Decode", BOMB)}),
    "a bomb, its filter in a comment": made({5: stream(b"/Filter%x\n/FlateDecode", BOMB)}),
    "a bomb, its filter far away": made({5: stream(b"/Filter/FlateDecode/A(%s)" % (b" " * 3000), BOMB)}),
    "a bomb, twice": made({5: deflated(b"/Filter[/FlateDecode/FlateDecode]/X", BOMB)}),
    "a bomb, called a picture": made({5: stream(PICTURE + b"/Filter/FlateDecode", BOMB)}),
    "a bomb in a font, called a picture": made(
        {7: MAPPED.replace(b"7 0", b"8 0"), 8: stream(PICTURE + b"/Filter/FlateDecode", BOMB)}
    ),
    "a bomb in a file, called a picture": made(
        {20: b"<</F(a)/EF<</F 21 0 R>>>>", 21: stream(PICTURE + b"/Filter/FlateDecode", BOMB)},
        more=b"/Names<</EmbeddedFiles<</Names[(a)20 0 R]>>>>",
    ),
    "a bomb in base 85": made(
        {5: stream(b"/Filter[/FlateDecode/ASCII85Decode]", zlib.compress(b"z" * 100_000_000))}
    ),
}  # fmt: skip
LOCKED_MARKS = b"/A BMC " * 100_000
#: Much, but not too much.
HARMLESS = {
    "a form painted often": made(
        {20: deflated(FORM + b"/Resources<</Font<</F 6 0 R>>>>", b"0 0 9 9 re f " * 80)},
        b"/X Do " * 2000,
        resources=PAINTS,
    ),
    "forms of forms": made(
        {
            **{20 + n: deflated(FORM + NEXT % (21 + n), b"/X Do /X Do ") for n in range(8)},
            28: deflated(FORM, b"0 0 9 9 re f "),
        },
        b"/X Do ",
        resources=PAINTS,
    ),
    "marks": made({}, b"/A BMC EMC " * 50_000, b"/A BMC " * 500),
    "a ligature": made(
        {7: MAPPED.replace(b"7 0", b"8 0"), 8: deflated(b"", MAP % (b"0041" * 18))}, b"BT /G 1 Tf (A) Tj ET"
    ),
    "visibility": made(
        {18: b"<</Type/OCG/Name(L)>>", 19: b"<</Type/OCMD/VE[/And[/Not 18 0 R][/Or 18 0 R 18 0 R]]>>"},
        more=b"/OCProperties<</OCGs[18 0 R]/D<<>>>>",
    ),
    "functions": made(
        {20: b"[/Separation/X/DeviceRGB 57 0 R]", **{n: STITCHES[n] for n in (57, 58, 59)}, 60: STEP},
        resources=b"/ColorSpace<</X 20 0 R>>",
    ),
}  # fmt: skip


def test_the_bad_part_alone_is_left_out(tmp_path: Path) -> None:
    ended = outcomes(LEFT_OUT, tmp_path, memory=3 << 30, seconds=20)
    assert {name: each.error for name, each in ended.items() if each.error} == {}
    assert {name for name, each in ended.items() if "Some text" not in each.text} == set()
    assert {name for name, each in ended.items() if "part_left_out" not in each.warnings} == set()
    assert {name: each.seconds for name, each in ended.items() if each.seconds > 10} == {}


def test_what_cannot_be_left_out_is_not_read(tmp_path: Path) -> None:
    ended = outcomes(REFUSED, tmp_path, memory=3 << 30, seconds=20)
    assert {name: each.error for name, each in ended.items()} == dict.fromkeys(REFUSED, "limit_exceeded")


def test_encrypted_files_are_looked_at_as_well(tmp_path: Path) -> None:
    files = {
        "marks in marks": packed_file(objects_of({}, before=LOCKED_MARKS), {90: b"null"}, locked=True),
        "text": packed_file(objects_of({}), {90: b"null"}, locked=True),
    }
    ended = outcomes(files, tmp_path, memory=3 << 30, seconds=20)
    assert ended["marks in marks"].error == "limit_exceeded"
    assert "Some text" in ended["text"].text


def test_what_ends_is_read(tmp_path: Path) -> None:
    ended = outcomes(HARMLESS, tmp_path, memory=3 << 30, seconds=20)
    assert {name: (each.error, each.warnings) for name, each in ended.items()} == dict.fromkeys(
        HARMLESS, ("", [])
    )
    assert {name for name, each in ended.items() if "Some text" not in each.text} == set()


def test_a_page_of_nothing_but_a_bad_part_is_blank(tmp_path: Path) -> None:
    file = made({9: deflated(b"", b" ")}, TEXT, b"/A BMC " * 100_000)
    (ended,) = outcomes({"file": file}, tmp_path, memory=3 << 30).values()
    assert (ended.error, ended.text, ended.warnings) == ("", "", ["part_left_out"])


def lzw(rounds: int) -> tuple[bytes, int]:
    """Spaces in LZW, as tight as can be, and how many: each code but the first is the one being made."""
    bits, used, size = 0, 0, 0
    out = bytearray()

    def put(code: int, width: int) -> None:
        nonlocal bits, used
        bits, used = bits << width | code, used + width
        while used >= 8:
            used -= 8
            out.append(bits >> used & 255)
            bits &= (1 << used) - 1

    for index in range(rounds):
        put(256, 12 if index else 9)
        put(32, 9)
        size += 1
        for code in range(258, 4094):  # one is added with each code but the first; widths change one early
            put(code, max((code + 1).bit_length(), 9))
            size += code - 256
    put(257, 12)
    return bytes(out) + bytes([bits << 8 - used & 255]), size


LZW, LZW_SIZE = lzw(2)
PACKED = {
    "in LZW": (b"/Filter/LZWDecode", LZW, LZW_SIZE),
    "in LZW, deflated": (b"/Filter[/Fl/LZW]", zlib.compress(LZW), LZW_SIZE),
    "in runs": (b"/Filter[/AHx/RL]", b"81 20" * 10_000 + b">", 1_280_000),
    "in base 85": (b"/Filter/ASCII85Decode", b"z" * 300_000 + b"5sdq,~>", 1_200_004),
    "deflated": (b"/Filter/FlateDecode", zlib.compress(b" " * 1_000_000), 1_000_000),
}


@pytest.mark.parametrize("name", PACKED)
def test_what_filters_give_is_measured(name: str) -> None:
    head, packed, size = PACKED[name]
    assert unpacked_size(packed, head, 0, len(packed), size) == size
    with pytest.raises(TooLargeError):
        unpacked_size(packed, head, 0, len(packed), size - 1)
