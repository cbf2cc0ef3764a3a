# ruff: noqa: E501 - XML is data here
"""What samples do not show: damage, limits, formulas that move, ranges over nothing."""

from __future__ import annotations

import docsieve
import pytest
from docsieve import Cell, Document, LimitExceededError, Limits, Options, Page, Table
from docsieve.formats._sheets.ods_formula import plain_formula
from docsieve.formats._sheets.shared_formula import moved

from tests.corpus.ods.make_samples import package as ods
from tests.corpus.xlsx.make_samples import number, package, part, rels, text, workbook


def xlsx(rows: str, more: str = "", before: str = "") -> bytes:
    return package(
        {
            "xl/workbook.xml": workbook('<sheet name="One" sheetId="1" r:id="r1"/>'),
            "xl/_rels/workbook.xml.rels": rels(("r1", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": part("worksheet", f"{before}<sheetData>{rows}</sheetData>{more}"),
        }
    )


def table_of(page: Page) -> Table:
    return next(block for block in page.blocks if isinstance(block, Table))


def cells_of(document: Document) -> list[list[Cell]]:
    return [row.cells for row in table_of(document.pages[0]).rows]


def codes(document: Document) -> list[str]:
    return [warning.code for warning in document.warnings]


def test_two_cells_in_far_corners_stay_two_cells() -> None:
    far = f'<row r="1">{text("A1", "here")}</row><row r="1048576">{text("XFD1048576", "there")}</row>'
    document = docsieve.parse(xlsx(far))
    rows = table_of(document.pages[0]).rows
    assert [(row.number, [(cell.text, cell.column) for cell in row.cells]) for row in rows] == [
        (None, [("here", None)]),
        (1048576, [("there", 16383)]),
    ]
    assert docsieve.render(document, "text").split() == ["One", "here", "there"]


def test_rows_and_cells_out_of_order_are_put_in_order() -> None:
    rows = f'<row r="2">{text("B2", "d")}{text("A2", "c")}</row><row r="1">{text("A1", "a")}</row><row r="2">{text("C2", "e")}</row>'
    assert [[cell.text for cell in row] for row in cells_of(docsieve.parse(xlsx(rows)))] == [
        ["a"],
        ["c", "d", "e"],
    ]


def test_cells_without_an_address_follow_one_another() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c r='B2'><v>3</v></c><c><v>4</v></c></row>"
    assert [[(cell.text, cell.column) for cell in row] for row in cells_of(docsieve.parse(xlsx(rows)))] == [
        [("1", None), ("2", None)],
        [("3", 1), ("4", None)],
    ]


def test_values_under_merged_cells_are_kept_and_flagged() -> None:
    rows = f'<row r="1">{text("A1", "seen")}{text("B1", "unseen")}</row><row r="2">{text("A2", "too")}{text("C2", "x")}</row>'
    document = docsieve.parse(xlsx(rows, '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'))
    anchor = cells_of(document)[0][0]
    assert (anchor.col_span, anchor.row_span) == (2, 2)
    assert [block.hidden for block in anchor.blocks] == [None, "invisible", "invisible"]
    assert "unseen" not in docsieve.render(document, "text")
    assert "unseen" in docsieve.render(document, "text", hidden="include")


def test_hidden_rows_and_columns_are_flagged() -> None:
    rows = f'<row r="1" hidden="1">{number("A1", 1)}{number("B1", 2)}</row>'
    document = docsieve.parse(xlsx(rows, before='<cols><col min="2" max="16384" hidden="1"/></cols>'))
    row = table_of(document.pages[0]).rows[0]
    assert (row.hidden, [cell.hidden for cell in row.cells]) == ("row", [None, "column"])


def test_a_sheet_that_breaks_off_gives_what_stands_before() -> None:
    whole = xlsx(f'<row r="1">{number("A1", 1)}</row><row r="2">{number("A2", 2)}</row>')
    document = docsieve.parse(whole)
    assert len(cells_of(document)) == 2
    broken = package(
        {
            "xl/workbook.xml": workbook('<sheet name="One" sheetId="1" r:id="r1"/>'),
            "xl/_rels/workbook.xml.rels": rels(("r1", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": part(
                "worksheet", f'<sheetData><row r="1">{number("A1", 1)}</row><row r="2">'
            ).partition('<row r="2">')[0],
        }
    )
    document = docsieve.parse(broken)
    assert [[cell.text for cell in row] for row in cells_of(document)] == [["1"]]
    assert codes(document) == ["sheet_damaged"]


def test_entity_bombs_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><worksheet><sheetData/></worksheet>'
    data = package(
        {
            "xl/workbook.xml": workbook('<sheet name="One" sheetId="1" r:id="r1"/>'),
            "xl/_rels/workbook.xml.rels": rels(("r1", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": bomb,
        }
    )
    with pytest.raises(LimitExceededError):
        docsieve.parse(data)


@pytest.mark.parametrize("limits", [Limits(max_cells=5), Limits(max_blocks=5), Limits(max_page_characters=5)])
def test_limits_of_sheets_are_honoured(limits: Limits) -> None:
    rows = "".join(f'<row r="{at}">{number(f"A{at}", at)}</row>' for at in range(1, 20))
    with pytest.raises(LimitExceededError):
        docsieve.parse(xlsx(rows), options=Options(limits=limits))


def test_many_merged_ranges_over_all_rows_end_soon() -> None:
    rows = "".join(f'<row r="{at}">{number(f"A{at}", at)}</row>' for at in range(1, 3000))
    merged = '<mergeCell ref="B1:XFD1048576"/>' * 3000
    document = docsieve.parse(xlsx(rows, f"<mergeCells>{merged}</mergeCells>"))
    assert codes(document) == ["ranges_left_out"]


def test_rows_that_repeat_a_million_times_are_cut() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    document = docsieve.parse(ods(f'<table:table table:name="Bomb">{row}</table:table>'))
    assert codes(document) == ["repeats_left_out"]
    assert sum(map(len, cells_of(document))) < 250_000


def test_a_formula_that_was_never_worked_out_is_shown_itself() -> None:
    never = '<table:table-cell office:value-type="float" table:formula="of:=SUM([.A1:.B2])"/>'
    blank = '<table:table-cell office:value-type="string" table:formula="of:=&quot;&quot;"/>'
    row = f"<table:table-row>{never}{blank}<table:table-cell><text:p>end</text:p></table:table-cell>"
    document = docsieve.parse(ods(f'<table:table table:name="A">{row}</table:table-row></table:table>'))
    assert [cell.text for cell in cells_of(document)[0]] == ["=SUM(A1:B2)", "", "end"]


def test_only_the_sheets_asked_for_are_read() -> None:
    sheet = '<table:table table:name="{}"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
    data = ods("".join(sheet.format(name) for name in "ABC"))
    document = docsieve.parse(data, options=Options(pages=[(2, 2)]))
    assert [(page.number, page.label) for page in document.pages] == [(2, "B")]


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("A1+$B$2", "C4+$B$2"),
        ("SUM(A$1:$B2)", "SUM(C$1:$B5)"),
        ('"A1"&A1', '"A1"&C4'),
        ("'A1'!B2", "'A1'!D5"),
        ("LOG10(A1)", "LOG10(C4)"),
    ],
)
def test_shared_formulas_move_with_their_cell(formula: str, result: str) -> None:
    assert moved(formula, 3, 2) == result


def test_open_formula_is_written_as_people_write_it() -> None:
    assert plain_formula('of:=SUM([.A1:.B2];[$Other.C3])&"[.A1]"') == '=SUM(A1:B2;$Other.C3)&"[.A1]"'


def test_numbers_of_any_length_are_no_trouble() -> None:
    long = "9" * 5000
    rows = (
        f'<row r="{long}"><c r="A{long}" s="{long}" t="s"><v>{long}</v></c></row>'
        f'<row r="1"><c r="A1" s="{long}"><v>{long}</v></c></row>'
    )
    document = docsieve.parse(xlsx(rows, before=f'<cols><col min="{long}" max="{long}" hidden="1"/></cols>'))
    assert document.pages[0].label == "One"


def test_a_sheet_without_namespaces_is_read() -> None:
    data = package(
        {
            "xl/workbook.xml": workbook('<sheet name="One" sheetId="1" r:id="r1"/>'),
            "xl/_rels/workbook.xml.rels": rels(("r1", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row><c><v>5</v></c></row></sheetData></worksheet>",
        }
    )
    assert [[cell.text for cell in row] for row in cells_of(docsieve.parse(data))] == [["5"]]


@pytest.mark.parametrize(
    ("mark", "is_shown"), [("", False), ('<a:ext uri="x"><a14:compatExt spid="_x0000_s1025"/></a:ext>', True)]
)
def test_the_caption_of_a_form_control_is_shown_though_its_drawing_is_marked_hidden(
    mark: str, is_shown: bool
) -> None:
    names = (
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"'
    )
    drawing = (
        f'<xdr:wsDr {names}><xdr:twoCellAnchor><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1" name="Button 1" hidden="1">'
        f"<a:extLst>{mark}</a:extLst></xdr:cNvPr></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>Send now</a:t></a:r></a:p>"
        "</xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
    )
    data = package(
        {
            "xl/workbook.xml": workbook('<sheet name="One" sheetId="1" r:id="r1"/>'),
            "xl/_rels/workbook.xml.rels": rels(("r1", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": part("worksheet", '<sheetData/><drawing r:id="d1"/>'),
            "xl/worksheets/_rels/sheet1.xml.rels": rels(("d1", "drawing", "../drawings/drawing1.xml")),
            "xl/drawings/drawing1.xml": drawing,
        }
    )
    assert ("Send now" in docsieve.render(docsieve.parse(data), "text")) == is_shown


def test_page_styles_that_only_hold_fields_hide_nothing() -> None:
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "style", "table", "text")
    )
    name, page = "<text:sheet-name>???</text:sheet-name>", "<text:page-number>1</text:page-number>"
    unused = f"<style:header><text:p>{name} (<text:title>???</text:title>)</text:p></style:header>"
    flat = (
        f'<office:document {names} office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        '<office:master-styles><style:master-page style:name="Default">'
        f"<style:header><text:p>of {name}</text:p></style:header>"
        f'<style:footer style:display="false"><text:p>Page {page}</text:p></style:footer></style:master-page>'
        f'<style:master-page style:name="Report">{unused}<style:footer><text:p>%s{page}</text:p></style:footer>'
        '</style:master-page></office:master-styles><office:body><office:spreadsheet><table:table table:name="Costs">'
        "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document>"
    )
    document = docsieve.parse((flat % "Page ").encode())
    assert not document.warnings
    assert "of Costs" in docsieve.render(document, "text")
    told = docsieve.parse((flat % "For internal use ").encode())
    assert codes(told) == ["hidden_content"]
