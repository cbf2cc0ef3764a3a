"""A chart's titles and the table of its figures (ODF 1.3 part 3, 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.formats._odf.namespaces import CHART, OFFICE, TABLE, TEXT
from docsieve.model import Block, Cell, Group, Locator, Paragraph, Row, Span, Table

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.formats._odf.context import Reading

_MAX_ROWS: Final = 20_000
_MAX_REPEATED: Final = 64


def chart_group(chart: etree._Element, where: Locator, reading: Reading) -> Group | None:
    """Return title, axis titles and figures of a `chart:chart`; None where it has no text at all."""
    title = _text_of(chart.find(f"{CHART}title"))
    texts = [_text_of(chart.find(f"{CHART}{name}")) for name in ("subtitle", "footer")]
    texts += [_text_of(one) for one in chart.iterfind(f"{CHART}plot-area/{CHART}axis/{CHART}title")]
    blocks: list[Block] = [Paragraph(where=where, spans=[Span(text)]) for text in texts if text]
    table = chart.find(f"{TABLE}table")
    rows = [] if table is None else _rows(table, reading)
    if any(cell.text for row in rows for cell in row.cells):
        for cell in rows[0].cells:
            cell.header = True
        blocks.append(Table(where=where, rows=rows, header_rows=1 if len(rows) > 1 else 0))
    if not title and not blocks:
        return None
    return Group(where=where, role="chart", title=title or None, blocks=blocks)


def _rows(table: etree._Element, reading: Reading) -> list[Row]:
    rows: list[Row] = []
    for element in table.iter(f"{TABLE}table-row"):
        if len(rows) >= _MAX_ROWS:
            reading.report.warn("chart_cut", "A chart has more figures than are shown.")
            break
        cells: list[Cell] = []
        for cell in element.iterchildren(f"{TABLE}table-cell"):
            repeated = cell.get(f"{TABLE}number-columns-repeated", "1")
            count = min(int(repeated), _MAX_REPEATED) if repeated.isdecimal() and len(repeated) < 9 else 1
            text = _text_of(cell) or _figure(cell.get(f"{OFFICE}value", ""))
            cells += [Cell(text="" if text == "NaN" else text) for _ in range(count)]
        reading.count_cells(len(cells))
        rows.append(Row(cells=cells))
    return rows


def _text_of(element: etree._Element | None) -> str:
    """Return the text shown: of paragraphs that stand in the element itself, not those of a cell's series."""
    if element is None:
        return ""
    lines = ("".join(str(text) for text in one.itertext()) for one in element.iterchildren(f"{TEXT}p"))
    return " ".join(" ".join(line.split()) for line in lines if line.strip())


def _figure(value: str) -> str:
    """Return a value without the digits that only the binary form of it has."""
    try:
        return f"{float(value):.15g}" if len(value) > 15 else value
    except ValueError:
        return value
