"""The text and figures of a chart part as a table (ECMA-376 part 1, 21.2; chartex: MS-ODRAWXML 2.24)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.namespaces import CX, A, C
from docsieve.model import Block, Cell, Group, Locator, Paragraph, Row, Span, Table

if TYPE_CHECKING:
    from lxml import etree

_MAX_POINTS: Final = 20_000


def chart_group(root: etree._Element, where: Locator) -> Group | None:
    """Return title, axis titles, series and categories of a chart; None where it has no text at all."""
    title = _rich_text(root.find(f".//{C}chart/{C}title"))
    plot = root.find(f".//{C}plotArea")
    if plot is None:
        return _extended_chart(root, where)
    blocks: list[Block] = []
    texts = [_rich_text(axis_title) for axis_title in plot.iter(f"{C}title")]
    table = _table([_series(one) for one in plot.iter(f"{C}ser")], where)
    blocks += [Paragraph(where=where, spans=[Span(text)]) for text in texts if text]
    if table is not None:
        blocks.append(table)
    if not title and not blocks:
        return None
    return Group(where=where, role="chart", title=title or None, blocks=blocks)


class _Series:
    """Name, and value by point number; categories likewise."""

    def __init__(self, name: str, categories: dict[int, str], values: dict[int, str]) -> None:
        self.name = name
        self.categories = categories
        self.values = values


def _series(element: etree._Element) -> _Series:
    name = " ".join(value.text or "" for value in element.findall(f"{C}tx//{C}v"))
    categories = _points(element, "cat") or _points(element, "xVal")
    return _Series(name.strip(), categories, _points(element, "val") or _points(element, "yVal"))


def _points(element: etree._Element, name: str) -> dict[int, str]:
    """Return cached points; the levels of multi-level categories are joined, outermost first."""
    holder = element.find(f"{C}{name}")
    levels: list[dict[int, str]] = []
    if holder is not None:
        groups = holder.findall(f".//{C}lvl") or [holder]
        for group in groups:
            points: dict[int, str] = {}
            for point in group.iter(f"{C}pt"):
                value = point.find(f"{C}v")
                index = point.get("idx", "")
                if value is not None and index.isdecimal() and len(points) < _MAX_POINTS:
                    points[int(index)] = value.text or ""
            levels.append(points)
    joined: dict[int, str] = dict(levels[0]) if levels else {}
    for outer in levels[1:]:
        name_now = ""
        for position in sorted(joined):
            name_now = outer.get(position, name_now)
            joined[position] = f"{name_now} {joined[position]}".strip()
    return joined


def _table(series: list[_Series], where: Locator) -> Table | None:
    if not series:
        return None
    indexes = sorted({index for one in series for index in (*one.values, *one.categories)})[:_MAX_POINTS]
    categories: dict[int, str] = {}
    for one in series:
        categories = {**one.categories, **categories}
    rows = [Row(cells=[Cell(header=True), *(Cell(text=one.name, header=True) for one in series)])]
    for index in indexes:
        cells = [
            Cell(text=categories.get(index, "")),
            *(Cell(text=one.values.get(index, "")) for one in series),
        ]
        rows.append(Row(cells=cells))
    if not any(cell.text for row in rows for cell in row.cells):
        return None
    return Table(where=where, rows=rows, header_rows=1)


def _rich_text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    lines = ["".join(text.text or "" for text in line.iter(f"{A}t")) for line in element.iter(f"{A}p")]
    lines += [value.text or "" for value in element.iter(f"{C}v")]
    return " ".join(line.strip() for line in lines if line.strip())


def _extended_chart(root: etree._Element, where: Locator) -> Group | None:
    texts: list[str] = []
    for element in root.iter(f"{A}t", f"{CX}v", f"{CX}pt"):
        text = (element.text or "").strip()
        if text and len(texts) < _MAX_POINTS:
            texts.append(text)
    blocks: list[Block] = [Paragraph(where=where, spans=[Span(text)]) for text in texts]
    return Group(where=where, role="chart", blocks=blocks) if blocks else None
