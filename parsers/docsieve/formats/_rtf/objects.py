"""Embedded objects (RTF 1.9.1, "Objects"; [MS-OLEDS] 2.2): reported, and read where they are plain files."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from docsieve.formats._ole.object_file import read_object
from docsieve.formats._rtf.sink import Capture
from docsieve.model import Attachment

if TYPE_CHECKING:
    from docsieve.formats._rtf.interpreter import Interpreter

_EMBEDDED: Final = 2
_NOT_HEXADECIMAL: Final = bytes(set(range(256)) - set(b"0123456789abcdefABCDEF"))
#: Program ids -> the extension of what they embed.
_EXTENSIONS: Final = {
    "Word.Document.8": ".doc", "Word.Document.6": ".doc", "Word.Document.12": ".docx",
    "Excel.Sheet.8": ".xls",
    "Excel.Sheet.5": ".xls", "Excel.Sheet.12": ".xlsx", "PowerPoint.Show.8": ".ppt",
    "PowerPoint.Show.12": ".pptx", "AcroExch.Document": ".pdf",
}  # fmt: skip
_FILE_STARTS: Final = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")


class EmbeddedObject:
    r"""An `\object` that is being read. Its `\result`, what the page shows of it, is text like other text."""

    def __init__(self) -> None:
        self.program = ""
        self.data = b""

    def take_program(self, text: str) -> None:
        """Take the name of the program it belongs to."""
        self.program = text.strip()

    def close(self, reader: Interpreter) -> None:
        """Report it."""
        if not self.program and not self.data:
            return
        where = reader.state.story.where
        name, data = _contents(self.data)
        name = name or f"object{len(reader.attachments) + 1}{_EXTENSIONS.get(self.program, '')}"
        if data and (data.startswith(_FILE_STARTS) or "." in name):
            reader.attachments.append(read_object(reader.source, name, data, reader.report, where=where))
            return
        reader.attachments.append(Attachment(name=name, size=len(data) or None, where=where))
        reader.report.warn(
            "object_not_read",
            "The document holds an object of another program; what the page shows of it is read, "
            "the object itself is not.",
            where,
        )


def begin_object(reader: Interpreter, number: int | None) -> None:
    r"""`\object`."""
    reader.state.object = EmbeddedObject()


def begin_program(reader: Interpreter, number: int | None) -> None:
    r"""`\*\objclass`."""
    found = reader.state.object
    if found is None:
        reader.skip_group()
    else:
        reader.state.sink = Capture(found.take_program)


def begin_data(reader: Interpreter, number: int | None) -> None:
    r"""`\*\objdata`, in hexadecimal digits or behind `\bin`."""
    raw = reader.rest_of_group()
    found = reader.state.object
    if found is None:
        return
    if raw.lstrip().startswith(b"\\bin"):
        found.data = raw.partition(b" ")[2]
        return
    digits = raw.translate(None, _NOT_HEXADECIMAL)
    found.data = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())


def _contents(data: bytes) -> tuple[str, bytes]:
    """Return name and bytes of what an embedded object ([MS-OLEDS] 2.2.5) holds; empty if damaged."""
    try:
        kind = struct.unpack_from("<I", data, 4)[0]
        if kind != _EMBEDDED:
            return "", b""
        program, position = _string(data, 8)
        for _ in range(2):
            _, position = _string(data, position)
        size = struct.unpack_from("<I", data, position)[0]
        native = data[position + 4 : position + 4 + size]
        if program == b"Package":
            return _package(native)
    except (struct.error, IndexError, ValueError):
        return "", b""
    return "", native


def _string(data: bytes, position: int) -> tuple[bytes, int]:
    """Read a string led by its length."""
    length = struct.unpack_from("<I", data, position)[0]
    start = position + 4
    return data[start : start + length].rstrip(b"\0"), start + length


def _package(native: bytes) -> tuple[str, bytes]:
    """Read what the Object Packager wraps a file in: label, path, temporary path, bytes."""
    label_end = native.index(b"\0", 2)
    path_end = native.index(b"\0", label_end + 1)
    length = struct.unpack_from("<I", native, path_end + 5)[0]
    position = path_end + 9 + length
    size = struct.unpack_from("<I", native, position)[0]
    name = native[2:label_end].decode("cp1252", "replace")
    return name, native[position + 4 : position + 4 + size]
