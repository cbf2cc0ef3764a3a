"""Structures that lead back to themselves, or to far too much, end in a document or one of our errors."""

from __future__ import annotations

from pathlib import Path

from tests.parsers.formats.hostile_pdf import Objects, file_of, outcomes, start_of, stream, updated

TEXT = b"BT /F 12 Tf 72 700 Td (Some text) Tj ET"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]"
FUNCTION = b"<</FunctionType 3/Domain[0 1]/Functions[%d 0 R %d 0 R]/Bounds[.5]/Encode[0 1 0 1]>>"
RESOURCES = b"/Font<</F 6 0 R>>" + b"".join(
    b"/%s<</X 20 0 R>>" % kind for kind in (b"XObject", b"Pattern", b"Shading", b"ColorSpace", b"ExtGState")
)


def made(
    objects: Objects, catalog: bytes = b"", page: bytes = b"", content: bytes = b"", before: bytes = b""
) -> bytes:
    """A page with a line of text, and what is put around it."""
    return file_of(
        {
            1: b"<</Type/Catalog/Pages 3 0 R%s>>" % catalog,
            3: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
            4: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 612 792]/Contents 5 0 R/Resources<<%s>>%s>>"
            % (RESOURCES, page),
            5: stream(b"", before + TEXT + content),
            6: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            **objects,
        }
    )


def chain(body: bytes, end: int, start: int = 20) -> dict[int, bytes]:
    """Objects of which each names the next one, as often as `body` does."""
    return {n: body % ((n + 1,) * body.count(b"%d")) for n in range(start, end)}


WIDE = chain(b"<</Kids[%d 0 R %d 0 R]/Limits[(a)(z)]>>", 60)
EMBEDDED = {53: b"<</F(a)/EF<</F 54 0 R>>>>", 54: stream(b"", b"hello")}
SMASK = b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 20 0 R"
WIDGET = b"<</T(a)/FT/Tx/V(x)/Type/Annot/Subtype/Widget/Rect[0 0 99 99]/Parent %d 0 R>>"
FILES = {
    "outline, round": made(
        {20: b"<</First 21 0 R>>", 21: b"<</Title(a)/First 21 0 R/Next 21 0 R>>"}, b"/Outlines 20 0 R"
    ),
    "outline, deep": made(chain(b"<</Title(a)/First %d 0 R>>", 4000), b"/Outlines 20 0 R"),
    "outline, long": made(
        {19: b"<</First 20 0 R>>", **chain(b"<</Title(a)/Next %d 0 R>>", 9000)}, b"/Outlines 19 0 R"
    ),
    "destinations": made(
        {18: b"<</First 19 0 R>>", 19: b"<</Title(a)/Dest(x)>>", **WIDE},
        b"/Outlines 18 0 R/Names<</Dests 20 0 R>>",
    ),
    "files, round": made({20: b"<</Kids[20 0 R]>>"}, b"/Names<</EmbeddedFiles 20 0 R>>"),
    "files, wide": made({**WIDE, **EMBEDDED}, b"/Names<</EmbeddedFiles 20 0 R>>"),
    "folders": made(
        {
            20: b"<</Folders 21 0 R>>",
            21: b"<</ID 0/Child 21 0 R/Next 21 0 R>>",
            22: b"<</Kids[22 0 R]>>",
            **EMBEDDED,
        },
        b"/Collection 20 0 R/Names<</EmbeddedFiles<</Names[(a)53 0 R]/Kids[22 0 R 22 0 R]>>>>",
    ),
    "pages, deep": made(
        {
            3: b"<</Type/Pages/Kids[20 0 R 4 0 R]/Count 2>>",
            **chain(b"<</Type/Pages/Kids[%d 0 R]/Count 1>>", 4000),
        }
    ),
    "pages, round": made({3: b"<</Type/Pages/Kids[4 0 R 20 0 R]/Count 9>>", 20: b"<</Kids[3 0 R]/Count 5>>"}),
    "parents of a page": made({7: b"<</Parent 8 0 R>>", 8: b"<</Parent 7 0 R>>"}, page=b"/Parent 7 0 R"),
    "fields, kids": made({20: b"<</T(a)/Kids[20 0 R 20 0 R]>>"}, b"/AcroForm<</Fields[20 0 R]>>"),
    "fields, parents": made(
        {20: WIDGET % 21, 21: b"<</T(b)/Parent 20 0 R>>"}, b"/AcroForm<</Fields[21 0 R]>>", b"/Annots[20 0 R]"
    ),
    "fields, deep": made(chain(b"<</T(a)/Kids[%d 0 R]>>", 9000), b"/AcroForm<</Fields[20 0 R]>>"),
    "comments": made(
        {20: b"<</Type/Annot/Subtype/Text/IRT 20 0 R/Popup 20 0 R/Parent 20 0 R/Contents(x)/Rect[0 0 9 9]>>"},
        page=b"/Annots[20 0 R]",
    ),
    "appearances": made(
        {
            21: b"<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N 20 0 R>>>>",
            20: stream(FORM + b"/Resources<</XObject<</X 20 0 R>>>>", b"/X Do"),
        },
        page=b"/Annots[21 0 R]",
    ),
    "forms, round": made(
        {20: stream(FORM + b"/Resources<</XObject<</X 20 0 R>>>>", b"/X Do")}, content=b" /X Do"
    ),
    "forms, deep": made(
        {
            n: stream(FORM + b"/Resources<</XObject<</X %d 0 R>>>>" % (n + 1), b"/X Do")
            for n in range(20, 2000)
        },
        content=b" /X Do",
    ),
    "pictures": made({20: stream(SMASK, b"x")}, content=b" 99 0 0 99 0 0 cm /X Do"),
    "states": made(
        {20: b"<</SMask<</S/Luminosity/G 21 0 R>>>>", 21: stream(FORM, b"/X gs")}, before=b"/X gs "
    ),
    "patterns": made(
        {
            20: stream(
                b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9"
                b"/Resources<</Pattern<</X 20 0 R>>>>",
                b"/Pattern cs /X scn 0 0 9 9 re f",
            )
        },
        content=b" /Pattern cs /X scn 0 0 99 99 re f",
    ),
    "functions": made(
        {
            20: b"<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 1 1]/Function 21 0 R>>",
            **{n: FUNCTION % (n + 1, n + 1) for n in range(21, 60)},
        },
        content=b" /X sh",
    ),
    "colours": made({20: b"[/Indexed 20 0 R 1 (xxxxxx)]"}, content=b" /X cs 1 sc"),
    "fonts": made({7: b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]>>"}),
    "open arrays": made({20: b"[" * 200_000}, b"/X 20 0 R"),
    "layers": made(
        {20: b"<</Type/OCMD/OCGs[20 0 R]>>"}, b"/OCProperties<</OCGs[20 0 R]/D<</OFF[20 0 R]/Order 20 0 R>>>>"
    ),
    "lengths": made({20: b"<</Length 20 0 R>>\nstream\nx\nendstream"}, b"/X 20 0 R"),
}


def with_tables(count: int) -> bytes:
    """A file with many tables of references, of which the first one names itself."""
    data = made({})
    data = data.replace(b"trailer\n<<", b"trailer\n<</Prev %d" % start_of(data))
    for _ in range(count):
        data = updated(data, {}, previous=start_of(data))
    return data


def test_structures_that_never_end_are_read_in_a_moment(tmp_path: Path) -> None:
    files = {**FILES, "tables": with_tables(500)}
    ended = outcomes(files, tmp_path, memory=2 << 30, seconds=20)
    assert {name for name in files if "Some text" not in ended[name].text} == set()
    assert {name: each.seconds for name, each in ended.items() if each.seconds > 5} == {}
