"""Number trees in which pdfium would go on until its stack is used up are not shown to it."""

from __future__ import annotations

import random
from pathlib import Path

import docsieve
import pytest
from docsieve.formats._pdf.page_labels import PageLabels
from docsieve.formats._pdf.pdfium import PdfFile, utf16

from tests.parsers.formats.hostile_pdf import (
    FILTERS,
    Filter,
    Objects,
    file_of,
    outcomes,
    packed_file,
    start_of,
    stream,
    updated,
)

MAX_UNPACKED = 1 << 24
BRANCH = b"<</Kids[21 0 R]/Limits[0 9]>>"
LEAF = b"<</Limits[0 1]/Nums[0<</S/r>>1<</S/D/P(A-)>>]>>"
#: Objects from 20 on, by what is wrong with them. pdfium alone ends the process, or goes on for hours.
ENDLESS = {
    "to itself": {20: b"<</Kids[20 0 R]>>"},
    "in a ring": {20: b"<</Kids[21 0 R]>>", 21: b"<</Kids[22 0 R]>>", 22: b"<</Kids[20 0 R]>>"},
    "spelled with numbers": {20: b"<</K#69ds[20 0 R]>>"},
    "by an array of its own": {20: b"<</Kids 21 0 R>>", 21: b"[20 0 R]"},
    "behind a comment": {20: b"<</Kids % ] >>\n 21 0 R>>", 21: b"% [\n[20 0 R]"},
    "by a reference with comments": {20: b"<</Kids[20%\n0%\nR]>>"},
    "behind the end of an object in a string": {20: b"<</Kids[(endobj)20 0 R]>>"},
    "behind an object in a string": {20: b"<</X(99 0 obj)/Kids[20 0 R]>>"},
    "as what seems above it": {20: b"<</Kids[/Parent 20 0 R]>>"},
    "far down": {number: b"<</Kids[%d 0 R]>>" % (number + 1) for number in range(20, 3000)},
    "far too often": {n: b"<</Kids[%d 0 R %d 0 R]>>" % (n + 1, n + 1) for n in range(20, 60)},
    "far too wide": {n: b"<</Kids[%s]>>" % (b"%d 0 R " % (n + 1) * 50_000) for n in range(20, 25)},
}  # fmt: skip
RING = ENDLESS["in a ring"]
PAGES: Objects = {
    3: b"<</Type/Pages/Kids[4 0 R 7 0 R]/Count 2>>",
    4: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 612 792]/StructParents 0/Contents 5 0 R"
    b"/Resources<</Font<</F 6 0 R>>>>>>",
    5: stream(b"", b"/P<</MCID 0>>BDC BT /F 12 Tf 72 700 Td (Some text) Tj ET EMC"),
    6: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    7: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 612 792]/StructParents 0>>",
}
LABELS: Objects = {1: b"<</Type/Catalog/Pages 3 0 R/PageLabels 20 0 R>>"}
TAGS: Objects = {
    1: b"<</Type/Catalog/Pages 3 0 R/MarkInfo<</Marked true>>/StructTreeRoot 2 0 R>>",
    2: b"<</Type/StructTreeRoot/K 30 0 R/ParentTree 20 0 R>>",
    30: b"<</S/P/P 2 0 R/Pg 4 0 R/K 0>>",
}


def hidden(trees: Objects) -> dict[str, bytes]:
    """Files with a tree that leads round, each written so that it is hard to see."""
    inside = {**trees, **RING}
    packed = packed_file(PAGES, {**inside, 20: LEAF})
    sound = file_of({**PAGES, **inside, 20: LEAF})
    kinds = {
        "kind spelled with numbers": b"/Type/Obj#53tm",
        "type spelled with numbers": b"/T#79pe/ObjStm",
        "behind a comment": b"/Type%x\n/ObjStm",
        "behind the word": b"/X(stream\n)/Type/ObjStm",
    }
    spelled = {1: trees[1].replace(b"/PageL", b"/#50ageL").replace(b"/Struct", b"/#53truct")}
    return {
        **{f"packed {name}": packed_file(PAGES, inside, packing) for name, packing in FILTERS.items()},
        **{name: packed_file(PAGES, inside, kind=kind) for name, kind in kinds.items()},
        "beside a table": packed_file(PAGES, inside, hybrid=True),
        "locked": packed_file(PAGES, inside, locked=True),
        "locked and predicted": packed_file(PAGES, inside, FILTERS["predicted"], locked=True),
        "only in a newer part": updated(sound, RING, previous=start_of(sound)),
        "only in a newer part of packed ones": updated(packed, RING, previous=start_of(packed)),
        "with a lost table": file_of({**PAGES, **inside}).replace(b"startxref\n", b"startxref\n9"),
        "by another name": file_of({**PAGES, **inside, **spelled}),
        "by another name, packed": packed_file(PAGES, {**inside, **spelled}),
    }


@pytest.mark.parametrize("trees", [LABELS, TAGS], ids=["labels", "tags"])
def test_a_tree_that_leads_round_is_not_shown_to_pdfium_however_it_is_hidden(
    trees: Objects, tmp_path: Path
) -> None:
    files = hidden(trees)
    ended = outcomes(files, tmp_path)
    assert {name: ended[name].text for name in files} == dict.fromkeys(files, "Some text\n")
    untold = {name for name in files if "trees_left_out" not in ended[name].warnings}
    assert untold <= {"by another name", "by another name, packed"}  # tags that are not looked for at all


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ENDLESS)
def test_labels_that_lead_nowhere_are_left_out_and_told(name: str, packed: bool) -> None:
    objects = {**LABELS, **ENDLESS[name]}
    if packed and len(objects) > 50:
        pytest.skip("there is room for few in one stream")
    data = packed_file(PAGES, objects) if packed else file_of({**PAGES, **objects})
    document = docsieve.parse(data)
    assert [page.label for page in document.pages] == [None, None]
    assert [warning.code for warning in document.warnings] == ["trees_left_out"]


@pytest.mark.parametrize("packing", [None, *FILTERS.values()], ids=["none", *FILTERS])
@pytest.mark.parametrize(
    "tree",
    [
        {20: b"<</Kids[19 0 R]>>", 19: BRANCH, 21: LEAF},
        {20: b"<</Kids 22 0 R>>", 21: LEAF, 22: b"[21 0 R]"},
        {20: LEAF},
    ],
)
def test_labels_in_any_number_tree_are_read(tree: Objects, packing: Filter | None) -> None:
    objects = {**LABELS, **tree}
    data = packed_file(PAGES, objects, packing) if packing else file_of({**PAGES, **objects})
    document = docsieve.parse(data)
    assert [page.label for page in document.pages] == ["i", "A-1"]
    assert "trees_left_out" not in [warning.code for warning in document.warnings]


def test_labels_behind_a_lock_are_read() -> None:
    document = docsieve.parse(packed_file(PAGES, {**LABELS, 20: LEAF}, locked=True))
    assert [page.label for page in document.pages] == ["i", "A-1"]


@pytest.fixture
def rewritten(monkeypatch: pytest.MonkeyPatch) -> list[PdfFile]:
    """The files that pdfium writes anew."""
    files: list[PdfFile] = []
    write = PdfFile.__dict__["rewritten"].func

    def noted(self: PdfFile) -> bytes:
        files.append(self)
        return bytes(write(self))

    monkeypatch.setattr(PdfFile, "rewritten", property(noted))
    return files


@pytest.mark.parametrize("name", [b"/PageLabels", b"/Page#4cabels"])
def test_labels_of_a_cut_file_are_read_where_something_names_them(
    name: bytes, rewritten: list[PdfFile]
) -> None:
    whole = file_of({**PAGES, **LABELS, 20: LEAF})
    document = docsieve.parse(whole[: whole.rindex(b"startxref")].replace(b"/PageLabels", name))
    assert [page.label for page in document.pages] == ["i", "A-1"]
    assert rewritten


def test_labels_of_a_cut_file_are_not_looked_for_where_nothing_names_them(rewritten: list[PdfFile]) -> None:
    whole = file_of({**PAGES, 1: b"<</Type/Catalog/Pages 3 0 R>>"})
    document = docsieve.parse(whole[: whole.rindex(b"startxref")])
    assert [page.label for page in document.pages] == [None, None]
    assert not rewritten


STRINGS = (
    b"(A-)", b"(\\(\\)\\\\\\101\\0522\\\r\n (in) \\n\r\n)", b"<412D5>", b"<FEFF00E9D83DDE00>", b"()",
    b"/Name", b"(\xff\xfea\0b\0)", b"(\xef\xbb\xbf\xc3\xa9)", b"(\x80\x8d\x9f\xa0\xad\x7f\x18\x1f)",
    b"(\xfe\xff\0\x1b\0e\0n\0\x1b\0x)",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(30))
def test_labels_are_those_that_pdfium_tells(seed: int) -> None:
    rng = random.Random(seed)
    entries, count = b"", 60
    for key in sorted(rng.choices(range(count), k=rng.randint(1, 12))):
        style = rng.choice((b"", b"/S/D", b"/S/R", b"/S/r", b"/S/A", b"/S/a", b"/S/Other", b"/S(D)"))
        prefix = rng.choice((b"", b"/P" + rng.choice(STRINGS)))
        first = rng.choice(
            (b"", b"/St %d" % rng.choice((0, 1, 2, 9, 27, 53, 399, 3999, 1_000_001)), b"/St 4.7")
        )
        entries += b"%d<<%s%s%s>>" % (key, style, prefix, first)
    pages = {
        1: b"<</Type/Catalog/Pages 3 0 R/PageLabels<</Nums[%s]>>>>" % entries,
        3: b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"4 0 R " * count, count),
        4: PAGES[7],
    }
    data = file_of(pages)
    with PdfFile(data, None) as file:
        ours = PageLabels(file, None, data)
        for index in range(count):
            told = utf16(file.pdfium.FPDF_GetPageLabel, file.handle, index)
            assert (ours.of(index) or str(index + 1)) == (told or str(index + 1))
