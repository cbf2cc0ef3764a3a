"""What pages are called beside their numbers (ISO 32000-1, 12.4.2).

They are read without pdfium, which follows a tree that leads back to itself until its stack is used up.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from docsieve.formats._pdf.number_trees import EndlessTreeError, read_numbers, rewritten_objects
from docsieve.formats._pdf.pdfium import PdfFile, clean
from docsieve.formats._pdf.text_strings import text_of
from docsieve.formats._pdf.visible_layers import has_spelled
from docsieve.formats._pdf.written_objects import Name, UnreadableError, Value, WrittenObjects

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_NAMES: Final = frozenset((b"PageLabels", b"ObjStm"))
#: pdfium's own bounds on how long a label becomes.
_MAX_ROMAN: Final = 1_000_000
_MAX_LETTERS: Final = 1000

#: How pages from one on are called: what stands before the number, its style, and the first of them.
_Range = tuple[str, object, int]


class PageLabels:
    """The labels of a document's pages; its tree is read with the first of them."""

    def __init__(self, file: PdfFile, written: WrittenObjects | None, bare: bytes) -> None:
        """Remember the file; its objects as they are `written` are None for a mended or an odd one.

        `bare` is the file without what is deflated.
        """
        self._file = file
        self._written = written
        self._bare = bare
        self._starts: list[int] | None = None
        self._ranges: list[_Range | None] = []
        #: There may be labels, but they cannot be read, or without end.
        self.are_lost = False

    def of(self, index: int) -> str | None:
        """Return what a page (0-based) is called, where that is not its number."""
        if self._starts is None:
            ranges = self._read()
            self._starts = list(ranges)
            self._ranges = list(ranges.values())
        at = bisect_right(self._starts, index) - 1
        labels = self._ranges[at] if at >= 0 else None
        if labels is None:
            return None
        prefix, style, first = labels
        label = clean(prefix + _number(first + index - self._starts[at], style))
        return label if label and label != str(index + 1) else None

    def _read(self) -> dict[int, _Range | None]:
        """Read them from the bytes of the file, or where these are odd, from the file as pdfium writes it."""
        try:
            if self._written is not None:
                try:
                    return _ranges(self._written, self._file.data)
                except UnreadableError:
                    pass
            if not _may_have_labels(self._bare):
                return {}  # to write a short file may take pdfium long: it looks for millions of objects
            return _ranges(rewritten_objects(self._file), b"")
        except (UnreadableError, EndlessTreeError):
            self.are_lost = True
            return {}


def _may_have_labels(bare: bytes) -> bool:
    """Tell whether something names labels, or packed objects, in which something may."""
    return b"/PageLabels" in bare or b"/ObjStm" in bare or has_spelled(bare, _NAMES)


def _ranges(objects: WrittenObjects, data: bytes) -> dict[int, _Range | None]:
    """Read them from the objects of a file, whose bytes tell whether its strings are enciphered."""
    ranges: dict[int, _Range | None] = {}
    listed = read_numbers(objects, objects.entry(objects.catalog, "PageLabels"))
    is_locked = bool(listed) and b"/Encrypt" in data
    for key, value in listed:
        if key >= 0:
            ranges[key] = _range(objects, objects.resolved(value), is_locked=is_locked)
    return dict(sorted(ranges.items()))


def _range(objects: WrittenObjects, value: Value, *, is_locked: bool) -> _Range | None:
    if not isinstance(value, dict):
        return None
    prefix, style, first = (objects.entry(value, key) for key in ("P", "S", "St"))
    if is_locked and isinstance(prefix, bytes):
        raise UnreadableError
    written = prefix.encode("latin-1") if isinstance(prefix, Name) else prefix
    return (
        text_of(written) if isinstance(written, bytes) else "",
        style.decode("latin-1") if isinstance(style, bytes) else style,
        int(first) if isinstance(first, int | float) else 1,
    )


def _number(number: int, style: object) -> str:
    match style:
        case "D":
            return str(number)
        case "R":
            return _roman(number).upper()
        case "r":
            return _roman(number)
        case "A":
            return _letters(number).upper()
        case "a":
            return _letters(number)
    return ""


def _roman(number: int) -> str:
    number %= _MAX_ROMAN
    signs = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        signs.append(sign * count)
    return "".join(signs)


def _letters(number: int) -> str:
    if number < 1:
        return ""
    count, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (count % _MAX_LETTERS + 1)
