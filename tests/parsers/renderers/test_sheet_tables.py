"""Tables of sheets: cells stay in their columns, comments are not lost."""

from __future__ import annotations

import docsieve
from docsieve import Block, Cell, Document, Locator, Metadata, Note, Page, Paragraph, Row, Span, Table

HERE = Locator(page=1)


def sheet(*blocks: Block) -> Document:
    return Document(
        format="xlsx",
        schema_version=1,
        metadata=Metadata(),
        pages=[Page(number=1, kind="sheet", blocks=list(blocks))],
    )


def test_cells_of_an_html_table_stay_in_their_columns() -> None:
    table = Table(
        where=HERE,
        rows=[
            Row([Cell("wide", col_span=5, column=0), Cell("last", column=7)]),
            Row([Cell("tall", row_span=2, column=0), Cell("b", column=4)]),
            Row([Cell("c", column=7)]),
        ],
    )
    assert docsieve.render(sheet(table), "markdown").splitlines() == [
        "<table>",
        '<tr><td colspan="2">wide</td><td>last</td></tr>',
        '<tr><td rowspan="2">tall</td><td>b</td></tr>',
        "<tr><td></td><td>c</td></tr>",
        "</table>",
    ]


def test_a_comment_on_a_cell_of_an_html_table_is_written_below_it() -> None:
    table = Table(where=HERE, rows=[Row([Cell("both", col_span=2, note="n"), Cell("c")])])
    note = Note(where=HERE, role="comment", id="n", blocks=[Paragraph(where=HERE, spans=[Span("look")])])
    lines = docsieve.render(sheet(table, note), "markdown").splitlines()
    assert lines[-3:] == ["> **Comment:**", ">", "> look"]
