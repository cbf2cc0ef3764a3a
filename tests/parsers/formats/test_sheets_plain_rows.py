"""Rows read by their bytes give what lxml gives of them, and what only lxml can read goes to it."""

from __future__ import annotations

import io
import zipfile

import docsieve
import pytest
from docsieve.formats._sheets.plain_rows import PlainSheet
from docsieve.renderers import render

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode=";;;"/>'
    '<numFmt numFmtId="171" formatCode="0.00&quot; kg&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
)
_STRINGS = "<si><t>first &amp; foremost</t></si><si><r><t>two </t></r><r><t>runs</t></r></si>"


def _workbook(
    rows: str, *, head: str = "", tail: str = "", root: str = f'<worksheet xmlns="{_MAIN}">'
) -> bytes:
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="One" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="s" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="t" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="u" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{_STYLES}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{_STRINGS}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{head}'
        f"<sheetData>{rows}</sheetData>{tail}</worksheet>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _cell(reference: str, inner: str = "", attributes: str = "") -> str:
    return f'<c r="{reference}"{attributes}>{inner}</c>'


_NUMBERS = "1 0 007 -5 5.29 0.1 0.00001 12345.6789 1234567.89 1E3 -0 1.50 36527 36527.5 2.5 12345678901234567"
_PLAIN_ROW = '<row r="{0}">' + _cell("A{0}", "<v>{0}</v>") + _cell("B{0}", "<v>0</v>", ' t="s"') + "</row>"

_ROWS = {
    "numbers": '<row r="1">'
    + "".join(
        _cell(f"{letter}1", f"<v>{value}</v>", style)
        for letter, value, style in zip(
            "ABCDEFGHIJKLMNOP",
            _NUMBERS.split(),
            [""] * 10 + [' t="n"'] * 2 + [' s="1"', ' s="1"', ' s="3"', ' s="0"'],
            strict=True,
        )
    )
    + "</row>",
    "types": '<row r="2">'
    + _cell("A2", "<v>1</v>", ' t="b"')
    + _cell("B2", "<v>#N/A</v>", ' t="e"')
    + _cell("C2", "<v>2020-01-02</v>", ' s="1" t="d"')
    + _cell("D2", "<v>a_x0041_</v>", ' t="str"')
    + _cell("E2", "<v>1</v>", ' t="s"')
    + _cell("F2", "<v>99</v>", ' t="s"')
    + "</row>",
    "inline": '<row r="3">'
    + _cell("A3", "<is><t>a &lt;b&gt; &#228;&#x20AC;</t></is>", ' t="inlineStr"')
    + _cell("B3", '<is><t xml:space="preserve"> x\ny_x000D_\t</t></is>', ' t="inlineStr"')
    + _cell("C3", "<is><r><t>rich</t></r></is>", ' t="inlineStr"')
    + _cell("D3", "<is><t>not inline</t></is>")
    + "</row>",
    "empty": '<row r="4"/><row r="5"><c r="A5" s="1"/><c r="B5"><v></v></c><c r="C5"><v>7</v></c></row>',
    "hidden": '<row r="6" hidden="1">'
    + _cell("A6", "<v>5</v>")
    + '</row><row r="7" ht="0">'
    + _cell("A7", "<v>6</v>", ' s="2"')
    + "</row>",
    "formulas": '<row r="8">'
    + _cell("A8", "<f>1+1</f><v>2</v>")
    + _cell("B8", "<f>A8&amp;&quot;x&quot;</f><v>2x</v>", ' t="str"')
    + _cell("C8", "<f>NOW()</f>")
    + _cell("D8", "<f>X()</f><v></v>", ' t="str"')
    + _cell("E8", "<v>4</v>")
    + '</row><row r="9">'
    + _cell("A9", '<f t="shared" ref="A9:A10" si="0">B9+1</f><v>1</v>')
    + '</row><row r="10">'
    + _cell("A10", '<f t="shared" si="0"/><v>2</v>')
    + "</row>",
    "no_numbers": "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>",
    "mixed": _PLAIN_ROW.format(1) + "<row><c><v>1</v></c></row>" + _PLAIN_ROW.format(3),
    "far": '<row r="1">' + _cell("XFD1", "<v>1</v>") + _cell("XFE1", "<v>2</v>") + "</row>",
    "beyond": '<row r="1048577">' + _cell("A1048577", "<v>1</v>") + "</row>",
    "disorder": _PLAIN_ROW.format(5) + _PLAIN_ROW.format(2) + _PLAIN_ROW.format(5),
    "spaces": "\n  <row r='1'>" + _cell("A1", "<v>1</v>") + "</row>\n" + _PLAIN_ROW.format(2) + "\n",
    "comment": _PLAIN_ROW.format(1) + "<!-- " + _PLAIN_ROW.format(2) + " -->" + _PLAIN_ROW.format(3),
    "cdata": '<row r="1"><c r="A1" t="str"><v><![CDATA[</row><b>]]></v></c></row>',
    "prefixed_cells": f'<row r="1" xmlns:x="{_MAIN}">' + '<x:c r="A1"><x:v>1</x:v></x:c>' + "</row>",
    "further_attributes": '<row r="1" spans="1:2" x="y"><c r="A1" s="1" cm="1"><v>1</v></c></row>',
    "many_unusual": "".join(
        f"<row r='{n}'>" + _cell(f"A{n}", f"<v>{n}</v>") + "</row>" for n in range(1, 600)
    ),
}


def _read(data: bytes) -> str:
    return render(docsieve.parse(data, filename="a.xlsx"), "json")


@pytest.mark.parametrize("rows", _ROWS.values(), ids=_ROWS)
def test_both_ways_give_the_same(rows: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = _workbook(
        rows,
        head='<cols><col min="2" max="2" hidden="1"/></cols>',
        tail='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
    )
    quick = _read(data)
    monkeypatch.setattr(PlainSheet, "of", classmethod(lambda cls, data: None))
    assert quick == _read(data)


def test_plain_rows_are_read_without_a_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    from docsieve.formats._sheets.xlsx_rows import RowReader

    monkeypatch.setattr(RowReader, "read", lambda self, row: pytest.fail("a plain row went to lxml"))
    text = render(docsieve.parse(_workbook(_PLAIN_ROW.format(1) + _ROWS["numbers"])), "text")
    assert "1\tfirst & foremost" in text


def test_a_root_with_a_prefix_is_read_by_lxml() -> None:
    rows = '<x:row r="1"><x:c r="A1"><x:v>41</x:v></x:c></x:row>'
    assert PlainSheet.of(f'<x:worksheet xmlns:x="{_MAIN}"><x:sheetData>{rows}'.encode()) is None


@pytest.mark.parametrize("damage", ["&nbsp;", "&#0;", "\x01", "<v>"])
def test_rows_before_damage_are_kept(damage: str) -> None:
    rows = _PLAIN_ROW.format(1) + '<row r="2">' + _cell("A2", f"<v>{damage}</v>", ' t="str"') + "</row>"
    document = docsieve.parse(_workbook(rows))
    assert "first & foremost" in render(document, "text")
    assert [warning.code for warning in document.warnings] == ["sheet_damaged"]
