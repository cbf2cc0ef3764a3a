"""The common plain form of worksheet rows, read without an XML tree: several times faster than one.

Nearly every program writes rows and cells in one way: `<c r="B2" s="1" t="s"><v>5</v></c>`, attributes in
this order, no comment, no CDATA, no prefix. A row of that form is taken apart by one regular expression, and
it is taken only if every cell in it was understood; any other row goes to lxml, with all that it may hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from docsieve.formats._sheets.cell_address import MAX_COLUMNS, MAX_ROWS, column_index
from docsieve.formats._sheets.cell_values import CellValues
from docsieve.formats._sheets.native_rows import (
    AS_IS,
    INLINE_STRING,
    SHARED_STRING,
    Kind,
    native,
    take_rows,
)
from docsieve.formats._sheets.rich_text import unescape
from docsieve.formats._sheets.sheet_draft import SheetDraft
from docsieve.formats._sheets.xlsx_rows import RowReader
from docsieve.model import Cell

_BLANK: Final = rb"[ \t\r\n]"
#: Everything before the cells: an XML declaration that says UTF-8 or nothing, and a root without prefix.
_HEAD: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?[^<>?]*\?>)?"
    + _BLANK
    + rb"*(<worksheet(?:"
    + _BLANK
    + rb"[^<>]*)?>)"
)
#: Comments, CDATA, instructions; further namespaces; line ends that XML changes; what text may not hold.
_UNUSUAL: Final = (b"<!", b"<?", b"xmlns", b"\r", b"]]>")
_OPENED: Final = b"<sheetData>"
_CLOSED: Final = b"</sheetData>"
_ROW_END: Final = b"</row>"
#: Bytes taken at a time: their text, of up to four bytes a character, stays small beside the part.
_STEP: Final = 1 << 20

#: Row elements without cells may stand before; the last one holds the cells that follow.
_ROW: Final = re.compile(r'\s*(?:<row [^<>]*/>\s*)*<row((?: [A-Za-z:0-9]+="[^"<>]*")*) ?>')
_ROW_NUMBER: Final = re.compile(r' r="([0-9]{1,7})"')
_CELL: Final = re.compile(
    r'<c r="([A-Z]{1,3})[0-9]{1,7}"((?: [st]="[A-Za-z0-9]*")*) ?(?:/>|>'
    r"(?:<f>([^<]*)</f>)?"
    r'(?:<v>(?:([1-9][0-9]{0,14})</v>|([^<]*)</v>)|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_HIDDEN: Final = re.compile(r' (?:hidden="(?:1|true|on)"|ht="0")')
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Decimals that General shows as they are written: at most ten places, no zero at the end.
_SHORT_DECIMAL: Final = re.compile(r"-?(?:[1-9][0-9]{0,4}|0(?!\.000))\.[0-9]{0,4}[1-9]")
_STYLE: Final = re.compile(r' s="([^"]*)"')
_TYPE: Final = re.compile(r' t="([^"]*)"')
_ENTITY: Final = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_LONGEST_FORMULA: Final = 8192
#: Texts of numbers that are kept for each kind of cell; values repeat in tables.
_MOST_KEPT: Final = 20_000
#: After so many rows that the extension does not take, Python reads the rest.
_MOST_SINGLE: Final = 200
#: After so many rows that need lxml it reads the rest, all at once.
_MOST_UNUSUAL: Final = 200


@dataclass(frozen=True)
class PlainSheet:
    """A worksheet part whose cells can be looked for by their bytes."""

    data: bytes
    root: bytes
    #: Where the rows begin.
    first: int

    @classmethod
    def of(cls, data: bytes) -> PlainSheet | None:
        """Tell where the rows begin; None where only an XML parser can know."""
        head = _HEAD.match(data)
        first = -1 if head is None else data.find(_OPENED, head.end())
        if head is None or first == -1 or any(data.find(sign, head.end(), first) != -1 for sign in _UNUSUAL):
            return None
        return cls(data, head[1], first + len(_OPENED))

    def last(self, at: int) -> int:
        """Return up to where rows stand from there on: before anything unusual, which only lxml can read."""
        closed = self.data.find(_CLOSED, at)
        end = len(self.data) if closed == -1 else closed
        signs = [self.data.find(sign, at, end) for sign in _UNUSUAL]
        unusual = min((found for found in signs if found != -1), default=end)
        if unusual == closed:
            return closed
        row = self.data.rfind(_ROW_END, at, unusual)
        return at if row == -1 else row + len(_ROW_END)

    def head(self) -> bytes:
        """Return what stands before the rows as a part of its own."""
        return b"".join((self.data[: self.first], _CLOSED, b"</worksheet>"))

    def without_rows(self, last: int) -> bytes:
        """Return the part as if it had no row up to there."""
        return self.data[: self.first] + self.data[last:]

    def wrapped(self, rows: bytes) -> bytes:
        """Return some of the rows as a part of their own."""
        return b"".join((self.root, _OPENED, rows, _CLOSED, b"</worksheet>"))


#: Letters of the column, attributes, formula, whole number, other value, inline text: "" where absent.
_Found: TypeAlias = tuple[str, str, str, str, str, str]


class _HiddenValueError(Exception):
    """The number format of a cell shows nothing of its value."""


class _Texts(dict[str, str]):
    """What cells of one style and type show of a value, by the value as written, made when asked for."""

    def __init__(self, values: CellValues, style: str | None, kind: str | None) -> None:
        self[""] = ""
        self.kind = kind
        self.style = style
        #: True where most whole numbers are shown as they are written.
        self.is_number_as_is = kind in (None, "n") and values.is_general(style)
        self._values = values

    def __missing__(self, value: str) -> str:
        if self.is_number_as_is and _SHORT_DECIMAL.fullmatch(value):
            return value
        text, is_hidden = self._values.text(self.kind, self.style, value)
        if is_hidden:
            raise _HiddenValueError
        if len(self) < _MOST_KEPT:
            self[value] = text
        return text


class _Shape:
    """What one row after the other has in common: columns, styles and types of its cells."""

    def __init__(self, letters: tuple[str, ...], attributes: tuple[str, ...], texts: list[_Texts]) -> None:
        self.letters = letters
        self.attributes = attributes
        self.columns = [column_index(name) for name in letters]
        self.is_gapless = self.columns == list(range(min(len(letters), MAX_COLUMNS)))
        self.texts = texts
        self.as_is = [known.is_number_as_is for known in texts]


class PlainRowReader:
    """Puts rows of the plain form into a draft; `RowReader` takes the others in between."""

    def __init__(self, draft: SheetDraft, values: CellValues, rows: RowReader) -> None:
        #: Up to where `unread` took or gave out the rows.
        self.last = 0
        self._draft = draft
        self._values = values
        self._rows = rows
        #: By the attributes of a cell.
        self._texts: dict[str, _Texts] = {}
        self._shape = _Shape((), (), [])

    def unread(self, sheet: PlainSheet) -> Iterator[bytes]:
        """Take the plain rows in order; yield the bytes of others, to be read before this goes on."""
        data, at, unusual, single = sheet.data, sheet.first, 0, _MOST_SINGLE
        if native():
            at, single = self._take_natively(data, at, len(data)), 0
        last = self.last = sheet.last(at)
        while at < last:
            if single < _MOST_SINGLE:
                single += 1
                at = self._take_natively(data, at, last)
                if at == last:
                    return
                end = -1
            else:
                end = data.rfind(_ROW_END, at, min(at + _STEP, last))
            if end == -1:
                end = data.find(_ROW_END, at, last)
            block = _decoded(data[at:end]) if end != -1 else None
            if block is None:  # what follows the last row, or is no text
                rest = data[at:last]
                if not rest.isspace():
                    yield rest
                return
            text, size = block
            end = at + size
            pieces = text.split("</row>")
            for number, piece in enumerate(pieces):
                if self._take(piece):
                    continue
                unusual += 1
                if unusual > _MOST_UNUSUAL:
                    rest_of_block = "</row>".join(pieces[number:]).encode()
                    yield rest_of_block + data[end:last]
                    return
                yield piece.encode() + _ROW_END
            at = end + len(_ROW_END)

    def _take_natively(self, data: bytes, at: int, end: int) -> int:
        at, number = take_rows(self._draft, data, at, end, self._kind)
        self._rows.row = number or self._rows.row
        return at

    def _kind(self, attributes: str) -> Kind:
        """Tell the extension what the values of cells with those attributes mean."""
        texts = self._texts_of(attributes)
        is_shared = texts.kind == "s"
        is_as_is = self._values.is_general(texts.style) if is_shared else texts.is_number_as_is
        flags = AS_IS * is_as_is + SHARED_STRING * is_shared + INLINE_STRING * (texts.kind == "inlineStr")
        return texts, flags, self._values.strings

    def _take(self, piece: str) -> bool:
        """Put one row into the draft, unless there is anything in it that is not understood."""
        start = _ROW.match(piece)
        numbered = None if start is None else _ROW_NUMBER.search(start[1])
        if start is None or numbered is None:
            return False
        number = int(numbered[1])
        is_printable = piece.isprintable()
        if not 1 <= number <= MAX_ROWS or not (is_printable or _FORBIDDEN.search(piece) is None):
            return False
        found = _CELL.findall(piece, start.end())
        if len(found) != piece.count("<c") or piece.count("<is>") > piece.count(' t="inlineStr"'):
            return False
        if "&" in piece:
            decoded = _without_entities(found)
            if decoded is None:
                return False
            found = decoded
        self._rows.row = number
        if found:
            cells = self._cells(found, is_plain=is_printable and "_x" not in piece)
            is_hidden = ("hidden=" in start[1] or "ht=" in start[1]) and _HIDDEN.search(start[1]) is not None
            self._draft.add_row(number, cells, is_hidden=is_hidden)
        return True

    def _cells(self, found: list[_Found], *, is_plain: bool) -> list[Cell]:
        """Make the cells of a row; `is_plain` where no text in it needs to be cleaned or unescaped."""
        letters, attributes, formulas, wholes, values, inlines = zip(*found, strict=True)
        shape = self._shape
        if letters != shape.letters or attributes != shape.attributes:
            shape = self._shape = _Shape(letters, attributes, [self._texts_of(one) for one in attributes])
        if not is_plain:
            inlines = tuple([unescape(text) for text in inlines])
        texts: list[str] = []
        is_usual = not any(formulas)
        if is_usual:
            try:
                texts = [
                    whole if whole and as_is else inline or known[whole or value]
                    for whole, value, inline, known, as_is in zip(
                        wholes, values, inlines, shape.texts, shape.as_is, strict=True
                    )
                ]
            except _HiddenValueError:
                is_usual = False
        if not is_usual:
            written = [whole or value for whole, value in zip(wholes, values, strict=True)]
            return self._unusual_cells(shape, formulas, written, inlines)
        if shape.is_gapless and "" not in texts:
            return [Cell(text) for text in texts]  # their columns follow from their order
        return [
            Cell(text, column=column)
            for text, column in zip(texts, shape.columns, strict=True)
            if text and column < MAX_COLUMNS
        ]

    def _unusual_cells(
        self, shape: _Shape, formulas: Sequence[str], values: Sequence[str], inlines: Sequence[str]
    ) -> list[Cell]:
        """Make the cells of a row that has formulas, or values that its formats do not show."""
        cells = []
        for column, known, formula, value, inline in zip(
            shape.columns, shape.texts, formulas, values, inlines, strict=True
        ):
            is_hidden = False
            text = inline
            if value:
                text, is_hidden = self._values.text(known.kind, known.style, value)
            written = f"={formula.strip()[:_LONGEST_FORMULA]}" if formula and not formula.isspace() else None
            if written is not None and not value and not inline and known.kind != "str":
                text = written
                self._rows.uncalculated += 1
            if column < MAX_COLUMNS and (text or written is not None):
                cell = Cell(text, column=column)
                if written is not None:
                    cell.formula = written
                if is_hidden:
                    cell.hidden = "invisible"
                cells.append(cell)
        return cells

    def _texts_of(self, attributes: str) -> _Texts:
        known = self._texts.get(attributes)
        if known is None:
            style, kind = _STYLE.search(attributes), _TYPE.search(attributes)
            known = _Texts(self._values, style[1] if style else None, kind[1] if kind else None)
            self._texts[attributes] = known
        return known


def _decoded(block: bytes) -> tuple[str, int] | None:
    """Return the rows up to the first that is no UTF-8, and how many bytes they are; None without any."""
    try:
        return block.decode(), len(block)
    except UnicodeDecodeError as error:
        size = block.rfind(_ROW_END, 0, error.start)
        return None if size == -1 else (block[:size].decode(), size)


def _without_entities(found: list[_Found]) -> list[_Found] | None:
    """Return the cells with references replaced; None where one is not XML's own."""
    try:
        return [
            (letters, attributes, _plain(formula), whole, _plain(value), _plain(inline))
            for letters, attributes, formula, whole, value, inline in found
        ]
    except ValueError:
        return None


def _plain(text: str) -> str:
    if "&" not in text:
        return text
    replaced, count = _ENTITY.subn(_character, text)
    if count != text.count("&"):
        raise ValueError("a reference that XML does not know")
    return replaced


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return _NAMED[match[1]]
    sign = chr(int(match[2]) if match[2] else int(match[3], 16))
    if _FORBIDDEN.match(sign):
        raise ValueError("a character that XML does not allow")
    return sign
