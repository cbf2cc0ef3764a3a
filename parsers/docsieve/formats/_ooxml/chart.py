"""The text and figures of a chart part as a table (ECMA-376 part 1, 21.2; chartex: MS-ODRAWXML 2.24)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.namespaces import CX, A, C
from docsieve.model import Block, Cell, Group, Locator, Paragraph, Row, Span, Table

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.formats._sheets.number_format import NumberFormat

_MAX_POINTS: Final = 20_000
#: Format codes of one series; each costs a little to make ready.
_MAX_FORMATS: Final = 64


def chart_group(root: etree._Element, where: Locator) -> Group | None:
    """Return title, axis titles, series and categories of a chart; None where it has no text at all."""
    title = _rich_text(root.find(f".//{C}chart/{C}title"))
    plot = root.find(f".//{C}plotArea")
    if plot is None:
        return _extended_chart(root, where)
    blocks: list[Block] = []
    texts = [_rich_text(axis_title) for axis_title in plot.iter(f"{C}title")]
    era = root.find(f"{C}date1904")
    is_1904 = era is not None and era.get("val", "1") in ("1", "true")
    table = _table([_series(one, is_1904=is_1904) for one in plot.iter(f"{C}ser")], where)
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


def _series(element: etree._Element, *, is_1904: bool) -> _Series:
    name = " ".join(value.text or "" for value in element.findall(f"{C}tx//{C}v"))
    found = {part: _points(element, part, is_1904=is_1904) for part in ("cat", "xVal", "val", "yVal")}
    return _Series(name.strip(), found["cat"] or found["xVal"], found["val"] or found["yVal"])


def _points(element: etree._Element, name: str, *, is_1904: bool) -> dict[int, str]:
    """Return cached points; the levels of multi-level categories are joined, outermost first."""
    holder = element.find(f"{C}{name}")
    levels: list[dict[int, str]] = []
    if holder is not None:
        groups = holder.findall(f".//{C}lvl") or [holder]
        for group in groups:
            points: dict[int, str] = {}
            written = _Formats(group, is_1904=is_1904)
            for point in group.iter(f"{C}pt"):
                value = point.find(f"{C}v")
                index = point.get("idx", "")
                if value is not None and index.isdecimal() and len(points) < _MAX_POINTS:
                    points[int(index)] = written.text_of(value.text or "", point.get("formatCode"))
            levels.append(points)
    joined: dict[int, str] = dict(levels[0]) if levels else {}
    for outer in levels[1:]:
        name_now = ""
        for position in sorted(joined):
            name_now = outer.get(position, name_now)
            joined[position] = f"{name_now} {joined[position]}".strip()
    return joined


class _Formats:
    """Writes the numbers of a cache as its format code shows them (21.2.2.71); strings stay as they are."""

    def __init__(self, holder: etree._Element, *, is_1904: bool) -> None:
        cache = holder.find(f".//{C}numCache")
        cache = holder.find(f".//{C}numLit") if cache is None else cache
        self._is_numeric = cache is not None
        self._code = "General" if cache is None else cache.findtext(f"{C}formatCode") or "General"
        self._is_1904 = is_1904
        self._known: dict[str, NumberFormat] = {}

    def text_of(self, text: str, code: str | None) -> str:
        """Write one value; `code` is the point's own where it has one."""
        if not self._is_numeric:
            return text
        try:
            number = float(text)
        except ValueError:
            return text
        if not math.isfinite(number):
            return text
        code = code or self._code
        if code not in self._known:
            from docsieve.formats._sheets.number_format import NumberFormat  # noqa: PLC0415 - few charts need it

            if len(self._known) >= _MAX_FORMATS:
                return text
            self._known[code] = NumberFormat(code, is_1904=self._is_1904)
        return self._known[code].text_of(number) or text


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
