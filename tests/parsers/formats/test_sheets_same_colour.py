"""Cells whose text has the colour of what it stands on."""

from __future__ import annotations

import docsieve
import pytest
from docsieve import Cell, Table

from tests.corpus.xlsx.make_samples import package, part, rels, workbook

FONTS = (
    "<fonts><font/>"
    '<font><color rgb="FFFFFFFF"/></font><font><color theme="0"/></font><font><color rgb="FF203040"/></font>'
    "</fonts>"
)
FILLS = (
    '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF203040"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor indexed="9"/></patternFill></fill></fills>'
)


def flags(
    font: int, fill: int, *, more: str = "", cell: str = "<v>7</v>", kind: str = "n"
) -> list[str | None]:
    """Return why a cell of a style with that font and fill is hidden, and one of the usual style."""
    xfs = f'<cellXfs><xf/><xf fontId="{font}" fillId="{fill}"/></cellXfs>'
    book = package(
        {
            "xl/workbook.xml": workbook('<sheet name="A" sheetId="1" r:id="r1"/>'),
            "xl/_rels/workbook.xml.rels": rels(
                ("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "styles.xml")
            ),
            "xl/styles.xml": part("styleSheet", f"{FONTS}{FILLS}{xfs}{more}"),
            "xl/worksheets/sheet1.xml": part(
                "worksheet",
                f'<sheetData><row r="1"><c r="A1" s="1" t="{kind}">{cell}</c>'
                '<c r="B1"><v>1</v></c></row></sheetData>',
            ),
        }
    )
    table = docsieve.parse(book).pages[0].blocks[0]
    assert isinstance(table, Table)
    cells: list[Cell] = table.rows[0].cells
    return [each.hidden for each in cells]


@pytest.mark.parametrize(
    ("font", "fill", "reason"),
    [
        (0, 0, None),
        (1, 0, "same_colour"),
        (2, 0, "same_colour"),
        (1, 1, None),
        (1, 2, None),
        (3, 2, "same_colour"),
        (1, 3, "same_colour"),
        (3, 0, None),
    ],
)
def test_a_cell_in_the_colour_of_its_background_is_flagged(font: int, fill: int, reason: str | None) -> None:
    assert flags(font, fill) == [reason, None]


def test_text_in_the_cell_is_flagged_too() -> None:
    assert flags(1, 0, cell="<is><t>secret</t></is>", kind="inlineStr") == ["same_colour", None]


def test_white_text_may_stand_on_what_a_condition_colours() -> None:
    assert flags(1, 0, more="<dxfs><dxf/></dxfs>") == [None, None]
    assert flags(3, 2, more="<dxfs><dxf/></dxfs>") == ["same_colour", None]
