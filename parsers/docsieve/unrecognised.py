"""The answer to a file that no format claims: what it is, where that is plain, and what to do about it."""

from __future__ import annotations

from typing import Final

from docsieve.errors import CorruptError, DocsieveError, UnsupportedFormatError
from docsieve.format import Source
from docsieve.pictures import picture_of

_PICTURE: Final = "It holds no text that could be read without text recognition (OCR)."
_OFFICE: Final = "Save it as a PDF or Word file (.docx) and try again."
_UNPACK: Final = "Unpack it and choose the documents inside."

#: Offset, signature, what it is, what to do. Signatures are compared byte for byte. Pictures: `pictures`.
_SIGNATURES: Final[tuple[tuple[int, bytes, str, str], ...]] = (
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older binary Office file", _OFFICE),
    (0, b"\xdb\xa5", "a document of Word 1 or 2 for Windows", _OFFICE),
    (0, b"\x31\xbe\0\0", "a document of Write or Word for DOS", _OFFICE),
    (0, b"\xffWPC", "a WordPerfect document", _OFFICE),
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
#: A stream or storage at the root of an OLE2 file, and what it makes of the file.
_STREAMS: Final = {
    "PP40": "a presentation of PowerPoint 95",
    "MatOST": "a Microsoft Works document",
    "MM": "a Microsoft Works document",
    "CONTENTS": "a Microsoft Works document",
    "VisioDocument": "a Visio drawing",
    "Quill": "a Publisher document",
}
#: Offset, signature, what it is, media type. The container `ftyp` tells by its brand.
_RECORDINGS: Final[tuple[tuple[int, bytes, str, str], ...]] = (
    (4, b"ftypM4A", "a sound recording (M4A)", "audio/mp4"),
    (4, b"ftypM4B", "a sound recording (M4B)", "audio/mp4"),
    (4, b"ftypqt", "a video (QuickTime)", "video/quicktime"),
    (4, b"ftyp3g", "a video or sound recording (3GP)", "video/3gpp"),
    (4, b"ftyp", "a video or sound recording (MP4)", "video/mp4"),
    (4, b"moov", "a video (QuickTime)", "video/quicktime"),
    (0, b"ID3", "a sound recording (MP3)", "audio/mpeg"),
    (0, b"\xff\xfb", "a sound recording (MP3)", "audio/mpeg"),
    (0, b"\xff\xf3", "a sound recording (MP3)", "audio/mpeg"),
    (0, b"\xff\xf2", "a sound recording (MP3)", "audio/mpeg"),
    (0, b"\xff\xf1", "a sound recording (AAC)", "audio/aac"),
    (0, b"\xff\xf9", "a sound recording (AAC)", "audio/aac"),
    (0, b"fLaC", "a sound recording (FLAC)", "audio/flac"),
    (0, b"OggS", "a sound recording (Ogg)", "audio/ogg"),
    (8, b"WAVE", "a sound recording (WAV)", "audio/wav"),
    (8, b"AVI ", "a video (AVI)", "video/x-msvideo"),
    (8, b"AIFF", "a sound recording (AIFF)", "audio/aiff"),
    (8, b"AIFC", "a sound recording (AIFF)", "audio/aiff"),
    (0, b"MThd", "music as notes (MIDI)", "audio/midi"),
    (0, b"#!AMR", "a sound recording (AMR)", "audio/amr"),
    (0, b"\x1aE\xdf\xa3", "a video (Matroska or WebM)", "video/x-matroska"),
    (0, b"FLV\x01", "a video (FLV)", "video/x-flv"),
    (0, b"\x00\x00\x01\xba", "a video (MPEG)", "video/mpeg"),
    (0, b"\x00\x00\x01\xb3", "a video (MPEG)", "video/mpeg"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a video or sound recording (Windows Media)", "video/x-ms-asf"),
)


def _recording_of(head: bytes) -> tuple[str, str] | None:
    for offset, signature, what, media_type in _RECORDINGS:
        if head.startswith(signature, offset):
            return what, media_type
    return None


def media_type_of(data: bytes) -> str | None:
    """Return the media type of a picture or a recording, which hold no text; None for anything else."""
    picture = picture_of(data)
    if picture is not None:
        return picture.media_type
    recording = _recording_of(data)
    return None if recording is None else recording[1]


def unrecognised(source: Source) -> DocsieveError:
    """Build the error for a file that no format recognises."""
    from docsieve.formats._ole.directory import is_ole, root_names  # noqa: PLC0415 - formats come later

    head = source.head
    names = root_names(source.data) if is_ole(head) else ()
    # An Outlook message without its telling stream still has the others of its kind.
    if is_ole(head) and (not names or any(name.startswith("__substg1.0_") for name in names)):
        return CorruptError(
            "The file begins like an Office 97-2003 document or an Outlook message, but the list of its "
            "parts is missing or damaged. Get a fresh copy of it and try again."
        )
    if source.zip is not None and not is_ole(head):
        return UnsupportedFormatError(
            "This is a ZIP archive, or a kind of document kept in one that cannot be read yet. "
            "If it is an archive, unpack it and choose the documents inside."
        )
    if head.startswith(b"PK\x03\x04"):
        return CorruptError(
            "The file begins like a Word file or another ZIP archive, but its end, which lists its parts, is "
            "missing or damaged. Get a fresh copy of it and try again."
        )
    picture = picture_of(source.data)
    if picture is not None:
        size = f" of {picture.size[0]:,} × {picture.size[1]:,} pixels" if picture.size else ""
        return UnsupportedFormatError(f"This is {picture.what}{size}. {_PICTURE}")
    recording = _recording_of(head)
    if recording is not None:
        return UnsupportedFormatError(f"This is {recording[0]}. It holds no text.")
    for name, what in _STREAMS.items():
        if name in names:
            return UnsupportedFormatError(f"This is {what}. {_OFFICE}")
    for offset, signature, what, advice in _SIGNATURES:
        if head.startswith(signature, offset):
            return UnsupportedFormatError(f"This is {what}. {advice}")
    return UnsupportedFormatError(f"This kind of file is not recognised by its content. {_OFFICE}")
