"""parsers/sheetrows gives what Python gives: of odd and damaged rows, at the limits, of tables as text."""

from __future__ import annotations

import random
import re
import sys
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from docsieve.errors import DocsieveError, LimitExceededError
from docsieve.formats._sheets import native_rows, plain_rows, xlsx_sheet
from docsieve.formats._sheets.cell_formats import CellFormats
from docsieve.formats._sheets.sheet_draft import SheetDraft
from docsieve.formats._sheets.workbook import Workbook
from docsieve.hidden_content import settle_hidden
from docsieve.model import SCHEMA_VERSION, Cell, Document, Locator, Metadata, Page, Row, Table
from docsieve.options import Limits
from docsieve.renderers import render
from docsieve.report import Report

extension = pytest.importorskip("_docsieve_sheetrows")

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRINGS = ["first & foremost", "two runs", "", "t\u00e4xt\u2014\U0001f600", "a\nb"]
_CODES = {170: ";;;", 171: '0.00" kg"', 172: "yyyy-mm-dd", 173: "@"}
_STYLES = [0, 14, 170, 171, 172, 173]

#: What cells are made of; every odd thing that a row may hold is among them.
_NUMBERS = "1 0 007 -5 5.29 0.1 0.00001 0.0001 0.00012 12345.6789 99999.12345 100000.5 -0.5 -0 1.50 1E3 36527"
_OTHERS = "36527.25 123456789012345 1234567890123456 .5 5. +5 1,5 x #N/A TRUE 99 4 3 2"
_VALUES = [*_NUMBERS.split(), *_OTHERS.split()]
_TEXTS = (
    "plain",
    "",
    " ",
    "a &amp; &lt;b&gt; &quot;c&quot; &apos;",
    "&#228;&#x20AC;&#x1F600;&#8212;&#10;&#9;x",
    "&#95;x0041_",
    "_&#120;0041_",
    "_x000D_",
    "a_b",
    "&nbsp;",
    "&#0;",
    "&#xD800;",
    "&#xFFFE;",
    "&#1114112;",
    "&#00000228;",
    "&#13;",
    "&",
    "]]>",
    "]] >",
    "\u00e4\u00f6\u2014\U0001f600\u00a0\u200b",
    "\ufffe",
    "\x07",
    "\x7f",
    "tab\tline\nfeed",
    "line\r\nfeed",
    "<b>x</b>",
    "<!-- x -->",
    "<![CDATA[x]]>",
    "xmlns",
)
_FORMULAS = ("1+1", " A1", "SUM(A1:A2) ", "A1&amp;&quot;x&quot;", "", " ", "\u00e4", "\u00a0x", "X" * 9000)
_ATTRIBUTES = (
    *(["", ' s="1"', ' t="s"', ' s="3" t="n"', ' t="inlineStr"', ' t="str"', ' t="b"', ' t="e"'] * 4),
    ' s="2"',
    ' s="4"',
    ' s="5"',
    ' s="5" t="s"',
    ' s="2" t="s"',
    ' t="s" s="1"',
    ' s="99"',
    ' s=""',
    ' s="x"',
    ' t="d" s="4"',
    ' s="1" s="2"',
    ' cm="1"',
    " s='1'",
    ' xml:space="x"',
)
_ROW_ATTRIBUTES = (
    "",
    "",
    "",
    ' spans="1:4"',
    ' hidden="1"',
    ' ht="0"',
    ' hidden="0" ht="15.5"',
    " ",
    " x='1'",
)


def _cell(chance: random.Random, column: str, row: int) -> str:
    attributes = chance.choice(_ATTRIBUTES)
    kind = chance.random()
    inner = ""
    if kind < 0.3 or 'inlineStr"' in attributes:
        space = chance.choice(("", ' xml:space="preserve"'))
        inner = f"<is><t{space}>{chance.choice(_TEXTS)}</t></is>"
    elif kind < 0.9:
        if chance.random() < 0.15:
            inner = f"<f>{chance.choice(_FORMULAS)}</f>"
        text = chance.choice(_TEXTS) if 't="str"' in attributes else chance.choice(_VALUES)
        inner += chance.choice((f"<v>{text}</v>",) * 9 + ("<v></v>", "<v/>", ""))
    reference = f' r="{column}{row}"' if chance.random() < 0.99 else ""
    return f"<c{reference}{attributes}>{inner}</c>" if inner else f"<c{reference}{attributes}/>"


def _row(chance: random.Random, number: int, oddity: float) -> str:
    columns = [letter for letter in "ABCDE" if chance.random() < 0.9]
    if chance.random() < 0.03:
        columns += chance.sample(["XFD", "XFE", "AA", "A", "ZZZ"], 2)
    if chance.random() < oddity:
        cells = "".join(_cell(chance, column, number) for column in columns)
    else:
        cells = "".join(f'<c r="{column}{number}"><v>{number}</v></c>' for column in columns)
    number += chance.choice((0,) * 30 + (-3, 5, 2_000_000))
    start = f'<row r="{number}"{chance.choice(_ROW_ATTRIBUTES)}>'
    if chance.random() < 0.02:
        return start[:-1] + "/>"
    return f"{start}{cells}</row>{chance.choice(('', '', '', ' ', chr(10)))}"


def made_sheet(chance: random.Random, *, damage: bool) -> bytes:
    """A worksheet of some rows, of which some are odd; some bytes of it changed where `damage` is wanted."""
    oddity = chance.choice((0.0, 0.1, 0.5, 1.0))
    rows = "".join(_row(chance, number, oddity) for number in range(1, chance.randint(2, 12)))
    head = chance.choice(("", "", '<cols><col min="2" max="2" hidden="1"/></cols>', "<!-- x -->", "<cols>"))
    tail = chance.choice(
        ("", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>', "<extLst><x:y xmlns:x='z'/></extLst>")
    )
    data = f'<worksheet xmlns="{_MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'.encode()
    for _ in range(chance.randint(1, 3) if damage else 0):
        at = chance.randrange(len(data))
        size = chance.choice((0, 1, 1, 1, 4, 30))
        new = bytes(
            chance.choice(b"<>/&\"' =crv01_x;\x00\x09\x0a\x0d\xc3\xe2\xef\xbf\xbe\xff]!")
            for _ in range(size % 3)
        )
        data = data[:at] + new + data[at + size :]
    return data[: chance.randrange(len(data))] if damage and chance.random() < 0.1 else data


def read_sheet(data: bytes, limits: Limits) -> tuple[bytes, str, bool]:
    """The sheet as JSON with its warnings, how reading ended, and whether it was refused for its size."""
    report = Report()
    package: Any = SimpleNamespace(read=lambda part: data, limits=limits)
    book = Workbook(package, "xl/workbook.xml")
    book.formats = CellFormats(dict(_CODES), list(_STYLES))
    book.strings = list(_STRINGS)
    draft = SheetDraft(1, "One", limits, report)
    parts: Any = SimpleNamespace()
    ended, is_refused = "", False
    try:
        xlsx_sheet.read_cells(book, "xl/worksheets/sheet1.xml", draft, parts, report)
    except DocsieveError as error:
        ended, is_refused = error.code, isinstance(error, LimitExceededError)
    return msgspec.json.encode((draft.finish(), report.warnings)), ended, is_refused


def _differ(data: bytes, limits: Limits, monkeypatch: pytest.MonkeyPatch) -> bool:
    natively = read_sheet(data, limits)
    with monkeypatch.context() as patch:
        patch.setattr(plain_rows, "native", lambda: None)
        by_python = read_sheet(data, limits)
    # A workbook refused for its size has no result at all.
    return natively[1:] != by_python[1:] if by_python[2] else natively != by_python


@pytest.mark.parametrize("damage", [False, True], ids=["odd", "damaged"])
def test_both_ways_give_the_same(damage: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(int(damage))
    for number in range(400):
        data = made_sheet(chance, damage=damage)
        assert not _differ(data, Limits(), monkeypatch), number


def test_the_extension_reads_plain_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_rows.PlainRowReader, "_take", lambda self, piece: pytest.fail("read in Python"))
    cells = '<c r="A{0}" t="inlineStr"><is><t>&#228;&amp;</t></is></c><c r="B{0}" s="4"><v>{0}</v></c>'
    rows = "".join(f'<row r="{n}">{cells.format(n)}</row>' for n in range(1, 50))
    data = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    encoded, ended, _ = read_sheet(data, Limits())
    assert not ended
    assert "\u00e4&".encode() in encoded
    assert b"1900-01-30" in encoded


@pytest.mark.parametrize("limits", [{"max_cells": 45}, {"max_blocks": 9}, {"max_page_characters": 50}])
def test_limits_hold(limits: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    for rows in (5, 8, 9, 10, 30):
        cells = [
            f'<row r="{n}">' + "".join(f'<c r="{c}{n}"><v>{n}</v></c>' for c in "ABCDE") + "</row>"
            for n in range(1, rows + 1)
        ]
        data = f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(cells)}</sheetData></worksheet>'.encode()
        assert not _differ(data, Limits(**limits), monkeypatch)
        assert read_sheet(data, Limits(**limits))[2] == (rows > 9)


def test_places_outside_the_data_are_refused() -> None:
    for at, end in ((-1, 2), (0, 4), (3, 2)):
        with pytest.raises(ValueError, match="rows from"):
            extension.read_rows(b"abc", at, end, (Cell, Row), None, [], 0, (1, 1, 1))


def test_types_without_fields_are_refused() -> None:
    with pytest.raises((AttributeError, TypeError)):
        extension.only_text([1], (int, str))


def _table(chance: random.Random) -> Table:
    odd: list[Any] = [
        {"note": "n"},
        {"column": 3},
        {"hidden": "column"},
        {"hidden": "invisible"},
        {"col_span": 2},
        {"row_span": 2},
    ]
    share = chance.choice((0.0, 0.0, 0.002))
    texts = ("x", "", "a\tb", "a\nb", "\t", "\u00e4", "long text", "\U0001f600")
    width = chance.randint(1, 4)
    rows = [
        Row(
            [
                Cell(chance.choice(texts), **(chance.choice(odd) if chance.random() < share else {}))
                for _ in range(width if chance.random() < 0.95 else chance.randint(0, 6))
            ],
            hidden="row" if chance.random() < share else None,
        )
        for _ in range(chance.randint(45, 70))
    ]
    return Table(where=Locator(page=1), rows=rows)


def _settled(table: Table) -> tuple[str, bytes]:
    page = Page(number=1, kind="sheet", blocks=[table])
    document = Document(format="xlsx", schema_version=SCHEMA_VERSION, metadata=Metadata(), pages=[page])
    report = Report()
    settle_hidden(document, report, is_excluded=False)
    return render(document, "text"), msgspec.json.encode(report.warnings)


def test_tables_read_the_same_with_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    assert native_rows.native() is extension
    chance = random.Random(3)
    for _ in range(150):
        table = _table(chance)
        natively = _settled(table)
        with monkeypatch.context() as patch:
            patch.delitem(sys.modules, "_docsieve_sheetrows")
            assert natively == _settled(table)


def test_large_tables_of_text_are_not_looked_at_in_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "docsieve.renderers.plain_text._one_line", lambda text: pytest.fail("no such text here")
    )
    table = Table(where=Locator(page=1), rows=[Row([Cell("a"), Cell("b")]) for _ in range(60)])
    found = extension.bare_lines(table.rows, (Cell, Row), None)
    assert found == (["a\tb"] * 60, 2)
    assert re.fullmatch(r"(a\tb\n){60}", _settled(table)[0])
