"""pdfium through pypdfium2's raw bindings: documents, pages and strings, no Python object per glyph."""

from __future__ import annotations

import ctypes
import functools
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from docsieve.errors import CorruptError, EncryptedError, WrongPasswordError
from docsieve.formats._pdf.frame import Frame
from docsieve.formats._pdf.glyph_fallback import LAYOUT

#: A handle of pdfium: an opaque ctypes pointer.
Handle = Any

_ERROR_PASSWORD: Final = 4
_ERROR_SECURITY: Final = 5
#: Strings longer than this (UTF-16, in bytes) are cut: a title or a field's value of 8 MiB is no text.
_MAX_STRING_BYTES: Final = 8 << 20
#: Room for most of them, so that they are asked for once.
_Units: Final = ctypes.c_ushort * 128
_UNITS_BYTES: Final = 256
#: Bytes of an empty string, with its end.
_NO_UNITS: Final = 2
#: Bytes of a file that pdfium writes.
_MAX_REWRITTEN: Final = 64 << 20
#: Folders of fonts, ended by a null pointer: our stand-in (tools/stand_in_font.py) and none of the machine's.
_FONT_FOLDERS: Final = (ctypes.c_char_p * 2)(os.fsencode(Path(__file__).with_name("stand_in_font")), None)


@functools.cache
def raw() -> Any:
    """Return pdfium's raw bindings, the library initialised once (a second call of pdfium's does nothing).

    It looks for no fonts of the machine: places of text in fonts that a file names but does not hold would
    differ from one machine to the next, and from the browser, which has none. Latin text is measured by the
    fonts built into pdfium, Chinese, Japanese and Korean text by our stand-in.
    """
    from pypdfium2_raw import bindings  # noqa: PLC0415 - heavy

    _initialise(bindings)
    return bindings


def _initialise(bindings: Any) -> None:
    folders = ctypes.cast(_FONT_FOLDERS, ctypes.POINTER(ctypes.POINTER(ctypes.c_char)))
    config = bindings.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=folders)
    bindings.FPDF_InitLibraryWithConfig(ctypes.byref(config))


class _Open:
    """How many documents are open; opening and closing is for one thread at a time."""

    lock = threading.Lock()
    documents = 0
    is_fresh = True


def _start_anew() -> None:
    """Have pdfium forget the documents before: what stands in for fonts keeps the width it was last given.

    A document is read alike then, whatever was read before it. Not where others in this process use pdfium.
    """
    bindings = raw()
    if not _Open.is_fresh and "pypdfium2" not in sys.modules:
        bindings.FPDF_DestroyLibrary()
        _initialise(bindings)
    _Open.is_fresh = False


@functools.cache
def native() -> tuple[Any, tuple[int, ...]] | None:
    """The extension and the addresses it wants; None where it is not installed or of another layout."""
    try:
        import _docsieve_pdfglyphs as extension  # noqa: PLC0415 - optional
    except ImportError:
        return None
    if extension.LAYOUT != LAYOUT:
        return None
    pdfium = raw()
    return extension, tuple(address(getattr(pdfium, name)) for name in extension.FUNCTIONS)


def address(pointer: Handle) -> int:
    """Return the address of a handle or function (in WebAssembly: its index in the function table)."""
    # `ctypes.cast` takes four times as long, and leaves a cycle behind for the collector.
    return ctypes.c_void_p.from_buffer(pointer).value or 0


def utf16(function: Callable[..., int], *arguments: Any) -> str:
    """Call a function that fills a UTF-16 buffer (its last two arguments) and returns the bytes needed."""
    buffer: Any = _Units()
    needed = function(*arguments, buffer, _UNITS_BYTES)
    if needed > _UNITS_BYTES:
        needed = min(needed, _MAX_STRING_BYTES)
        buffer = (ctypes.c_ushort * (needed // 2))()
        function(*arguments, buffer, needed)
    if needed <= _NO_UNITS:
        return ""
    return clean(bytes(buffer)[: needed - 2].decode("utf-16-le", "replace"))


def narrow(function: Callable[..., int], *arguments: Any) -> bytes:
    """Call a function of pdfium that fills a buffer of bytes (its last two arguments), ended by a zero."""
    needed = function(*arguments, None, 0)
    if not 1 < needed <= _MAX_STRING_BYTES:
        return b""
    buffer = ctypes.create_string_buffer(needed)
    function(*arguments, buffer, needed)
    return buffer.raw[: needed - 1]


_CONTROLS: Final = dict.fromkeys((*range(0, 9), 11, 12, *range(14, 32), 127, 65279)) | {0x0D: "\n"}


def clean(text: str) -> str:
    """Drop control characters; every kind of line end becomes "\\n"."""
    if text.isprintable():
        return text
    return text.replace("\r\n", "\n").translate(_CONTROLS)


class PdfFile:
    """An open document. Close it (or use `with`): pdfium's memory is not Python's."""

    def __init__(self, data: bytes, password: str | None) -> None:
        """Open the document.

        Raises:
            EncryptedError: it needs a password and none was given.
            WrongPasswordError: the given one does not open it.
            CorruptError: pdfium cannot read it.
        """
        self.pdfium = raw()
        self.data = data  # pdfium reads from it until closed
        secret = password.encode() + b"\x00" if password else None
        with _Open.lock:
            if not _Open.documents:
                _start_anew()
            self.handle: Handle = self.pdfium.FPDF_LoadMemDocument64(data, len(data), secret)
            error = 0 if self.handle else self.pdfium.FPDF_GetLastError()
            _Open.documents += bool(self.handle)
        if not self.handle:
            if error == _ERROR_PASSWORD:
                if password:
                    raise WrongPasswordError("The password does not open this PDF. Check it and try again.")
                raise EncryptedError("This PDF is locked with a password. Enter it to read the file.")
            if error == _ERROR_SECURITY:
                raise EncryptedError(
                    "This PDF is locked in a way that cannot be opened here (not by a standard password)."
                )
            raise CorruptError("This PDF is damaged: its structure cannot be read.")

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give pdfium's memory back."""
        if self.handle:
            with _Open.lock:
                self.pdfium.FPDF_CloseDocument(self.handle)
                _Open.documents -= 1
            self.handle = None

    @functools.cached_property
    def page_count(self) -> int:
        """How many pages the document says it has."""
        return int(self.pdfium.FPDF_GetPageCount(self.handle))

    @functools.cached_property
    def is_tagged(self) -> bool:
        """Whether the catalog says that the file has a structure tree."""
        return bool(self.pdfium.FPDFCatalog_IsTagged(self.handle))

    @functools.cached_property
    def rewritten(self) -> bytes:
        """The file as pdfium writes it: without a lock, each object by itself; nothing where very long."""
        written: list[bytes] = []
        left = _MAX_REWRITTEN

        def write(_: Any, block: Any, size: int) -> int:
            nonlocal left
            left -= size
            written.append(ctypes.string_at(block, size) if left >= 0 else b"")
            return left >= 0

        kind = self.pdfium.FPDF_FILEWRITE
        writer = kind(version=1, WriteBlock=dict(kind._fields_)["WriteBlock"](write))
        saved = self.pdfium.FPDF_SaveAsCopy(
            self.handle, ctypes.byref(writer), self.pdfium.FPDF_REMOVE_SECURITY
        )
        return b"".join(written) if saved and left >= 0 else b""

    def page(self, index: int) -> PdfPage:
        """Load a page (0-based); it is closed at the end of a `with`.

        Raises:
            CorruptError: it cannot be loaded.
        """
        found = native()
        opened = _open_page(self, index) if found is None else _opened_by(*found, self, index)
        if opened is None:
            raise CorruptError(f"Page {index + 1} cannot be read.")
        return PdfPage(self, index, *opened)

    def seen_page(self, index: int, contents: int, limit: int, shapes: int, *, stays: bool) -> PdfPage:
        """Load a page as `page` does, and read its glyphs and shapes as `glyphs.read_glyphs` wants them.

        Unless it `stays`, one without annotations is closed at once, if it has none of the wanted contents.

        Raises:
            CorruptError: it cannot be loaded.
        """
        found = native()
        if found is None:
            return self.page(index)
        extension, addresses = found
        opened = extension.see_page(addresses, address(self.handle), index, contents, limit, shapes, stays)
        if opened is None:
            raise CorruptError(f"Page {index + 1} cannot be read.")
        page, annotation_count, width, height, matrix, *told = opened
        return PdfPage(self, index, page, Frame(width, height, matrix), annotation_count, told)


class PdfPage:
    """A loaded page and how its own space maps to what the reader sees."""

    def __init__(
        self,
        file: PdfFile,
        index: int,
        address: int,
        frame: Frame,
        annotation_count: int,
        told: list[Any] | None = None,
    ) -> None:
        self.file = file
        self.index = index
        self._address = address
        self.frame = frame
        #: How many annotations it has, links among them; most pages have none.
        self.annotation_count = annotation_count
        #: What the extension tells of its glyphs and its shapes, where it was asked when it was opened.
        self.told = told

    @functools.cached_property
    def handle(self) -> Handle:
        """What pdfium knows it by."""
        return self.file.pdfium.FPDF_PAGE.from_buffer(ctypes.c_void_p(self._address))

    def __enter__(self) -> PdfPage:
        return self

    def __exit__(self, *_: object) -> None:
        if self._address:
            self.file.pdfium.FPDF_ClosePage(self.handle)


def _opened_by(
    extension: Any, addresses: tuple[int, ...], file: PdfFile, index: int
) -> tuple[int, Frame, int] | None:
    """Do what `_open_page` does in one call of the extension (opened.c)."""
    opened = extension.open_page(addresses, address(file.handle), index)
    if opened is None:
        return None
    page, left, bottom, right, top, rotation, annotation_count = opened
    return page, _frame(left, bottom, right, top, rotation), annotation_count


def _open_page(file: PdfFile, index: int) -> tuple[int, Frame, int] | None:
    """Load a page, ask for its place and the count of its annotations; None where it cannot be loaded."""
    pdfium = file.pdfium
    handle = pdfium.FPDF_LoadPage(file.handle, index)
    if not handle:
        return None
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(handle, box):
        box = pdfium.FS_RECTF()
    frame = _frame(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(handle))
    return address(handle), frame, int(pdfium.FPDFPage_GetAnnotCount(handle))


@functools.lru_cache(maxsize=64)
def _frame(left: float, bottom: float, right: float, top: float, rotation: int) -> Frame:
    """Return the frame of a page; where it has no size, of a sheet of letter paper."""
    if not (right > left and top > bottom):
        left, bottom, right, top = 0.0, 0.0, 612.0, 792.0
    return Frame.of(left, bottom, right, top, rotation % 4)
