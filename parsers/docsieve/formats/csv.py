"""CSV and TSV (RFC 4180 and what programs really write): one sheet with one table."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from docsieve.errors import LimitExceededError
from docsieve.format import Confidence, Format, Source
from docsieve.formats._text.decoding import decode, decode_head, looks_like_text
from docsieve.model import SCHEMA_VERSION, Cell, Document, Locator, Metadata, Page, Row, Table
from docsieve.report import Report

_EXTENSIONS: Final = (".csv", ".tsv", ".tab")
#: In order of preference where several divide the lines equally well: numbers hold commas, text does.
_DELIMITERS: Final = ("\t", ";", "|", ",")
_SAMPLE_CHARACTERS: Final = 64 * 1024
_SAMPLE_ROWS: Final = 200
#: From here on lines are columns and not prose with a comma in each line.
_SURE_ROWS: Final = 5
_SURE_COLUMNS: Final = 3
#: A quoted value longer than this, with line breaks inside, is a quote that was never closed.
_LONGEST_QUOTED: Final = 100_000
_DECLARED: Final = re.compile(r"sep=(.)\n", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[-+(]?[\s$€£¥]*\d[\d\s.,:/%'-]*\)?(?:[eE][-+]?\d+)?[\s%€$£]*")


class _Dialect(NamedTuple):
    delimiter: str
    columns: int
    rows: int
    #: Share of the rows that have that many columns.
    consistency: float


def sniff(source: Source) -> Confidence:
    """Sure of nothing: likely for several lines of the same columns, possible for fewer or by its name."""
    if not looks_like_text(source.head):
        return Confidence.NO
    by_name = source.suffix in _EXTENSIONS
    sample, is_whole = decode_head(source)
    dialect = _dialect_of(sample, is_whole=is_whole)
    if dialect is not None and dialect.consistency == 1 and dialect.delimiter != "|":
        if dialect.rows >= _SURE_ROWS and dialect.columns >= _SURE_COLUMNS:
            return Confidence.LIKELY
        if not source.suffix:
            return Confidence.POSSIBLE
    return Confidence.POSSIBLE if by_name else Confidence.NO


def _dialect_of(sample: str, *, is_whole: bool) -> _Dialect | None:
    """Find the delimiter that divides the lines of a sample most evenly; None where none does."""
    if not is_whole:
        sample = sample[: sample.rfind("\n") + 1]
    found: list[_Dialect] = []
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        rows: list[list[str]] = []
        try:
            for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                if row:
                    rows.append(row)
                if len(rows) == _SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        if not is_whole and len(rows) > 1 and len(rows) < _SAMPLE_ROWS:
            rows.pop()  # it may end inside a quoted value
        if len(rows) < 2:
            continue
        columns, share = Counter(map(len, rows)).most_common(1)[0]
        if columns < 2 or not any(row[-1].strip() for row in rows if len(row) == columns):
            continue  # a sign at the end of each line divides nothing
        found.append(_Dialect(delimiter, columns, len(rows), share / len(rows)))
    return max(found, key=lambda dialect: dialect.consistency, default=None)


def parse(source: Source, report: Report) -> Document:
    """Read the values as written; empty cells are left out and the next one names its column."""
    text, encoding = decode(source, report)
    delimiter, text = _delimiter(text)
    try:
        rows = list(_rows(_records(text, delimiter, quotes=True), source, report))
    except (csv.Error, _UnclosedQuoteError):
        report.warn(
            "unclosed_quote", "A quotation mark is never closed; all of them were read as plain signs."
        )
        rows = list(_rows(_records(text, delimiter, quotes=False), source, report))
    table = Table(where=Locator(page=1), rows=rows, header_rows=int(_has_header(rows)))
    report.progress(1, 1)
    return Document(
        format="csv",
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(
            custom={"encoding": encoding, "delimiter": "tab" if delimiter == "\t" else delimiter}
        ),
        pages=[Page(number=1, kind="sheet", blocks=[table])],
    )


def _delimiter(text: str) -> tuple[str, str]:
    """Return the delimiter, declared as Excel does it or found, and the text without that declaration."""
    declared = _DECLARED.match(text)
    if declared is not None:
        return declared[1], text[declared.end() :]
    sample = text[:_SAMPLE_CHARACTERS]
    dialect = _dialect_of(sample, is_whole=len(sample) == len(text))
    return ("," if dialect is None else dialect.delimiter), text


class _UnclosedQuoteError(Exception):
    """A value went on over the lines for longer than anybody writes."""


def _records(text: str, delimiter: str, *, quotes: bool) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    # The field limit is global to the process: raised for this reader, put back after.
    before = csv.field_size_limit(max(len(text) + 1, 131_072))
    try:
        yield from csv.reader(
            lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
        )
    finally:
        csv.field_size_limit(before)


def _rows(records: Iterable[list[str]], source: Source, report: Report) -> Iterator[Row]:
    limits = source.options.limits
    filled = 0
    rows = 0
    skipped = False
    for number, record in enumerate(records, start=1):
        cells: list[Cell] = []
        gap = False
        for column, value in enumerate(record):
            text = value.strip()
            if not text:
                gap = True
                continue
            if len(text) > _LONGEST_QUOTED and "\n" in text:
                raise _UnclosedQuoteError
            cells.append(Cell(text=text, column=column) if gap else Cell(text=text))
            gap = False
        if not cells:
            skipped = True
            continue
        filled += len(cells)
        rows += 1
        if filled > limits.max_cells:
            raise LimitExceededError.of("the number of cells", filled, limits.max_cells)
        if rows > limits.max_blocks:
            raise LimitExceededError.of("the number of rows", rows, limits.max_blocks)
        yield Row(cells, number=number) if skipped else Row(cells)
        skipped = False


def _has_header(rows: list[Row]) -> bool:
    """Guess by the look of the first row: names, all different, over values."""
    if len(rows) < 2:
        return False
    names = [cell.text for cell in rows[0].cells]
    widest = max(len(row.cells) for row in rows[:_SAMPLE_ROWS])
    return (
        len(names) >= max(widest, 1)
        and len(set(names)) == len(names)
        and not any(_NUMBER.fullmatch(name) or len(name) > 80 for name in names)
    )


FORMAT = Format(
    name="csv",
    title="CSV table",
    extensions=_EXTENSIONS,
    media_types=("text/csv", "text/tab-separated-values"),
    wheels_on_demand=("charset-normalizer",),
    yields="one table: values as written, delimiter and encoding found by content",
    sniff=sniff,
    parse=parse,
)
