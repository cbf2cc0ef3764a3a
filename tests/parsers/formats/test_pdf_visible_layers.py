"""Layers that are sure to be on need no drawing; one that is off never passes for one, however written."""

from __future__ import annotations

import docsieve
import pytest
from docsieve import Paragraph
from docsieve.formats._pdf import layers
from docsieve.formats._pdf.cross_references import CrossReferences
from docsieve.formats._pdf.layers_off import LayersOff
from docsieve.formats._pdf.packed_objects import PackedObjects
from docsieve.formats._pdf.pdfium import PdfFile

from tests.parsers.formats.hostile_pdf import (
    FILTERS,
    Objects,
    file_of,
    packed_file,
    start_of,
    stream,
    updated,
)

MAX_UNPACKED = 1 << 24
SHOWN = [f"Line {number} of the plan." for number in range(30)]
DRAFT = "Draft of the survey."
CONTENT = "".join(
    f"/OC /{name} BDC BT /F 10 Tf 40 {780 - 14 * at} Td ({words}) Tj ET EMC\n"
    for at, (name, words) in enumerate([*(("Plan", words) for words in SHOWN), ("Draft", DRAFT)])
)
#: Behind the page: layers 10 and 11, a membership of the first, and 13, what the draft is on.
OUTSIDE: Objects = {
    3: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
    4: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 612 792]/Contents 5 0 R"
    b"/Resources<</Font<</F 6 0 R>>/Properties<</Plan 12 0 R/Draft 13 0 R>>>>>>",
    5: stream(b"", CONTENT.encode()),
    6: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
}
GROUP = b"<</Type/OCG/Name(Draft)>>"


def layered(
    config: bytes = b"", draft: bytes = b"<</Type/OCMD/OCGs 11 0 R>>", group: bytes = GROUP
) -> Objects:
    """The objects of a file whose draft is on a layer or membership."""
    return {
        1: b"<</Type/Catalog/Pages 3 0 R/OCProperties<</OCGs[10 0 R 11 0 R]/D<<%s>>>>>>" % config,
        10: b"<</Type/OCG/Name(Plan)>>",
        11: group,
        12: b"<</Type/OCMD/OCGs 10 0 R>>",
        13: draft,
    }


def using(view: bytes) -> bytes:
    return b"<</Type/OCG/Name(Draft)/Usage<<%s>>>>" % view


#: What hides the draft.
HIDING = {
    "a list": layered(b"/OFF[11 0 R]"),
    "a list by reference": {**layered(b"/OFF 14 0 R"), 14: b"[11 0 R]"},
    "a list behind a comment": layered(b"/OFF%[]\n[11 0 R]"),
    "a list with a comment": layered(b"/OFF[%]\n11 0 R]"),
    "a list spelled with numbers": layered(b"/#4fF#46[11 0 R]"),
    "a list behind what seems an action": layered(b"/X 1%/State[\n/OFF[11 0 R]"),
    "a list behind a state of print": layered(b"/X/PrintState/OFF[11 0 R]"),
    "a list behind an empty one": layered(b"/OFF[]/OFF[11 0 R]"),
    "the base": layered(b"/BaseState/OFF/ON[10 0 R]"),
    "the base by reference": {**layered(b"/BaseState 14 0 R/ON[10 0 R]"), 14: b"/OFF"},
    "the base as a string": layered(b"/BaseState(\\117FF)/ON[10 0 R]"),
    "the base spelled with numbers": layered(b"/Base#53tate/O#46F/ON[10 0 R]"),
    "the base behind a comment": layered(b"/BaseState%/ON \n/OFF/ON[10 0 R]"),
    "its use": layered(group=using(b"/View<</ViewState/OFF>>")),
    "its use spelled with numbers": layered(group=using(b"/View<</View#53tate/OFF>>")),
    "its use as a string": layered(group=using(b"/View<</ViewState<4f4646>>>")),
    "its use by reference": {**layered(group=using(b"/View<</ViewState 14 0 R>>")), 14: b"/OFF"},
    "a policy of none": layered(draft=b"<</Type/OCMD/OCGs[10 0 R 11 0 R]/P/AllOff>>"),
    "a policy of some": layered(draft=b"<</Type/OCMD/OCGs[11 0 R]/P/AnyOff>>"),
    "a policy spelled with numbers": layered(draft=b"<</Type/OCMD/OCGs[11 0 R]/#50/All#4ff#66>>"),
    "a policy by reference": {**layered(draft=b"<</Type/OCMD/OCGs[11 0 R]/P 14 0 R>>"), 14: b"/None"},
    "a policy as a string": layered(draft=b"<</Type/OCMD/OCGs[11 0 R]/P(AllOff)>>"),
    "a policy of nothing": layered(draft=b"<</Type/OCMD/OCGs[11 0 R]/P null>>"),
    "no known policy": layered(draft=b"<</Type/OCMD/OCGs[11 0 R]/P/Some>>"),
    "an expression": layered(draft=b"<</Type/OCMD/VE[/Not 11 0 R]>>"),
    "an expression by reference": {**layered(draft=b"<</Type/OCMD/VE 14 0 R>>"), 14: b"[/Not 11 0 R]"},
    "an expression spelled with numbers": layered(draft=b"<</Type/OCMD/#56E[/Not 11 0 R]>>"),
}  # fmt: skip
HARMLESS = {
    "nothing": layered(),
    "an empty list": layered(b"/BaseState/ON/OFF[ ]"),
    "what is off in print": layered(group=using(b"/Print<</PrintState/OFF>>/View<</ViewState/ON>>")),
    "what an action turns off": {**layered(), 14: b"<</S/SetOCGState/State[/ON 10 0 R/OFF 11 0 R]>>"},
    "a policy of all": layered(draft=b"<</Type/OCMD/OCGs[10 0 R 11 0 R]/P/AllOn>>"),
    "a policy of any": layered(draft=b"<</Type/OCMD/OCGs[10 0 R 11 0 R]/P/AnyOn>>"),
    "another name spelled with numbers": layered(b"/Cre#61tor(A)"),
}  # fmt: skip


def written(objects: Objects) -> dict[str, bytes]:
    """Files with the same objects, each written in another way."""
    harmless = layered()
    sound, packed = file_of({**OUTSIDE, **harmless}), packed_file(OUTSIDE, harmless)
    return {
        "plain": file_of({**OUTSIDE, **objects}),
        **{f"packed {name}": packed_file(OUTSIDE, objects, packing) for name, packing in FILTERS.items()},
        "packed in a kind spelled with numbers": packed_file(OUTSIDE, objects, kind=b"/Type/Obj#53tm"),
        "packed behind a comment": packed_file(OUTSIDE, objects, kind=b"/Type%x\n/ObjStm"),
        "packed behind the word": packed_file(OUTSIDE, objects, kind=b"/X(stream\n)/Type/ObjStm"),
        "beside a table": packed_file(OUTSIDE, objects, hybrid=True),
        "locked": packed_file(OUTSIDE, objects, locked=True),
        "in a newer part": updated(sound, objects, previous=start_of(sound)),
        "in a newer part of packed ones": updated(packed, objects, previous=start_of(packed)),
        "with a lost table": file_of({**OUTSIDE, **objects}).replace(b"startxref\n", b"startxref\n9"),
    }


def layers_off(file: PdfFile) -> LayersOff:
    return LayersOff(file, CrossReferences(file.data), PackedObjects(file.data, MAX_UNPACKED))


def are_all_on(data: bytes) -> bool:
    with PdfFile(data, None) as file:
        return layers_off(file).are_all_on


def are_none(data: bytes) -> bool:
    with PdfFile(data, None) as file:
        return layers_off(file).are_none


def told(data: bytes) -> dict[str | None, str]:
    found: dict[str | None, str] = {}
    for block in docsieve.parse(data, filename="made.pdf").pages[0].blocks:
        assert isinstance(block, Paragraph)
        found[block.hidden] = found.get(block.hidden, "") + "".join(span.text for span in block.spans) + "\n"
    return found


@pytest.mark.parametrize("name", HIDING)
def test_what_hides_text_is_seen_however_it_is_written(name: str) -> None:
    for way, data in written(HIDING[name]).items():
        assert not are_all_on(data), way
        found = told(data)
        assert DRAFT not in found[None], way
        assert found["layer"].strip() == DRAFT, way
        assert all(words in found[None] for words in SHOWN), way


@pytest.mark.parametrize("name", HARMLESS)
def test_layers_that_are_on_are_known_however_they_are_written(name: str) -> None:
    for way, data in written(HARMLESS[name]).items():
        assert are_all_on(data), way
        found = told(data)
        assert set(found) == {None}, way
        assert all(words in found[None] for words in [*SHOWN, DRAFT]), way


def test_a_file_without_layers_is_known_by_its_catalog() -> None:
    files = written({**layered(), 1: b"<</Type/Catalog/Pages 3 0 R>>"})
    known = {way for way, data in files.items() if are_none(data)}
    assert {"plain", "in a newer part"} < known
    assert any(way.startswith("packed") for way in known)
    for data in files.values():
        assert all(words in told(data)[None] for words in [*SHOWN, DRAFT])


@pytest.mark.parametrize("name", HIDING)
def test_no_file_with_layers_is_taken_for_one_without(name: str) -> None:
    catalog = HIDING[name][1].replace(b"/OCProperties", b"/OCP#72operties")
    for objects in (HIDING[name], {**HIDING[name], 1: catalog}):
        for way, data in written(objects).items():
            assert not are_none(data), way
            assert DRAFT not in told(data)[None], way


def test_text_on_layers_that_are_on_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    draw = layers._Painter.is_off

    def counted(painter: layers._Painter, *arguments: int, **options: bool) -> bool:
        drawn.append(1)
        return draw(painter, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(layers._Painter, "is_off", counted)
    told(file_of({**OUTSIDE, **layered()}))
    assert not drawn
    told(file_of({**OUTSIDE, **layered(b"/OFF[11 0 R]")}))
    assert len(drawn) == len(SHOWN) + 1


def test_a_later_version_that_turns_a_layer_off_counts() -> None:
    first = file_of({**OUTSIDE, **layered()})
    assert are_all_on(first)
    second = updated(first, {1: layered(b"/OFF[11 0 R]")[1]}, previous=start_of(first))
    assert DRAFT in told(second)["layer"]
    third = updated(second, {1: layered()[1]}, previous=start_of(second))
    assert DRAFT in told(third)[None]
