"""The answer to a file that no format claims: what it is, where that is plain, and what to do about it."""

from __future__ import annotations

from typing import Final

from docsieve.errors import CorruptError, DocsieveError, UnsupportedFormatError
from docsieve.format import Source

_PICTURE: Final = "It holds no text that could be read without text recognition (OCR)."
_OFFICE: Final = "Save it as a PDF or Word file (.docx) and try again."
_UNPACK: Final = "Unpack it and choose the documents inside."

#: Offset, signature, what it is, what to do. Signatures are compared byte for byte.
_SIGNATURES: Final[tuple[tuple[int, bytes, str, str], ...]] = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture", _PICTURE),
    (0, b"\xff\xd8\xff", "a JPEG picture", _PICTURE),
    (0, b"GIF87a", "a GIF picture", _PICTURE),
    (0, b"GIF89a", "a GIF picture", _PICTURE),
    (0, b"II*\x00", "a TIFF picture", _PICTURE),
    (0, b"MM\x00*", "a TIFF picture", _PICTURE),
    (8, b"WEBP", "a WebP picture", _PICTURE),
    (4, b"ftypheic", "a HEIC picture", _PICTURE),
    (4, b"ftypavif", "an AVIF picture", _PICTURE),
    (4, b"ftyp", "a video or sound recording", "It holds no text."),
    (0, b"ID3", "a sound recording", "It holds no text."),
    (0, b"OggS", "a sound recording", "It holds no text."),
    (0, b"\x1aE\xdf\xa3", "a video", "It holds no text."),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older binary Office file", _OFFICE),
    (0, b"{\\rtf", "a Rich Text (RTF) file", _OFFICE),
    (0, b"\x1f\x8b", "a gzip archive", _UNPACK),
    (0, b"BZh", "a bzip2 archive", _UNPACK),
    (0, b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (257, b"ustar", "a tar archive", _UNPACK),
    (0, b"SQLite format 3\x00", "an SQLite database", _OFFICE),
    (0, b"\x7fELF", "a program", "It is no document."),
    (0, b"MZ", "a program", "It is no document."),
)


def unrecognised(source: Source) -> DocsieveError:
    """Build the error for a file that no format recognises."""
    head = source.head
    if source.zip is not None:
        return UnsupportedFormatError(
            "This is a ZIP archive, or a kind of document kept in one that cannot be read yet. "
            "If it is an archive, unpack it and choose the documents inside."
        )
    if head.startswith(b"PK\x03\x04"):
        return CorruptError(
            "The file begins like a Word file or another ZIP archive, but its end, which lists its parts, is "
            "missing or damaged. Get a fresh copy of it and try again."
        )
    for offset, signature, what, advice in _SIGNATURES:
        if head.startswith(signature, offset):
            return UnsupportedFormatError(f"This is {what}. {advice}")
    return UnsupportedFormatError(f"This kind of file is not recognised by its content. {_OFFICE}")
