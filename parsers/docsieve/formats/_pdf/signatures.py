"""Digital signatures that are present (ISO 32000-1, 12.8): who signed, when and why. None is verified."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Final

from docsieve.formats._pdf.document_parts import iso_date
from docsieve.formats._pdf.pdfium import Handle, PdfFile, clean, narrow, utf16

_MAX_SIGNATURES: Final = 1000
_MAX_CONTENTS: Final = 1 << 20
#: In the dictionary around a signature's contents, which lies unpacked and is no stream.
_NAME: Final = re.compile(rb"/Name\s*\(((?:[^()\\]|\\.){1,500})\)", re.DOTALL)
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_AROUND: Final = 1 << 14
#: Tags of DER (X.690, 8.1.2), and the object identifier of a common name (X.520).
_INTEGER, _SEQUENCE, _CONTEXT_0 = 0x02, 0x30, 0xA0
_WIDE: Final = 0x1E
_COMMON_NAME: Final = b"\x06\x03\x55\x04\x03"


def signatures(file: PdfFile) -> list[str]:
    """Describe each signature that is present."""
    pdfium = file.pdfium
    described = []
    for index in range(min(max(pdfium.FPDF_GetSignatureCount(file.handle), 0), _MAX_SIGNATURES)):
        signature = pdfium.FPDF_GetSignatureObject(file.handle, index)
        if not signature:
            continue
        who = _signer(_contents(file, signature)) or _declared_name(file, signature)
        date = narrow(pdfium.FPDFSignatureObj_GetTime, signature)
        when = iso_date(clean(date.decode("utf-8", "replace")))
        why = utf16(pdfium.FPDFSignatureObj_GetReason, signature).strip()
        described.append(", ".join(part for part in (who, when, why) if part) or "present")
    return described


def _contents(file: PdfFile, signature: Handle) -> bytes:
    needed = file.pdfium.FPDFSignatureObj_GetContents(signature, None, 0)
    if not 0 < needed <= _MAX_CONTENTS:
        return b""
    buffer = ctypes.create_string_buffer(needed)
    file.pdfium.FPDFSignatureObj_GetContents(signature, buffer, needed)
    return buffer.raw


def _declared_name(file: PdfFile, signature: Handle) -> str | None:
    """Return the name that stands beside the contents, which the range of signed bytes leaves out."""
    pdfium = file.pdfium
    if pdfium.FPDF_GetSecurityHandlerRevision(file.handle) >= 0:
        return None  # strings are encrypted there
    ranges = (ctypes.c_int * 4)()
    if pdfium.FPDFSignatureObj_GetByteRange(signature, ranges, 4) != 4 or min(ranges) < 0:
        return None
    before, after = ranges[0] + ranges[1], ranges[2]
    start = file.data.rfind(b"obj", max(before - _AROUND, 0), before)
    end = file.data.find(b"endobj", after, after + _AROUND)
    found = _NAME.search(file.data[max(start, 0) : before] + file.data[after : max(end, after)])
    if found is None:
        return None
    name = _ESCAPE.sub(_unescaped, found[1])
    text = name[2:].decode("utf-16-be", "replace") if name[:2] == b"\xfe\xff" else name.decode("latin-1")
    return clean(text).strip() or None


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8) & 255]) if code[:1].isdigit() else {b"n": b"\n", b"r": b"\n"}.get(code, code)


def _signer(message: bytes) -> str | None:
    """Return the common name in the certificate of who signed a message (RFC 5652, 5.1)."""
    try:
        content = next(_values(message, most=1))[1]
        signed = next(_values(list(_values(content))[1][1], most=1))[1]
        parts = list(_values(signed))
        signers = list(_values(parts[-1][1]))
        serial = _serial(signers[0][1]) if signers else None
        certificates = [each for tag, inner in parts if tag == _CONTEXT_0 for each in _values(inner)]
        subjects = [_subject(inner) for tag, inner in certificates if tag == _SEQUENCE]
    except (IndexError, StopIteration, ValueError):
        return None
    return next((name for number, name in subjects if number == serial), None)


def _serial(signer: bytes) -> bytes | None:
    """Return the serial number of the certificate that a signer names."""
    identifier = list(_values(signer))[1]
    if identifier[0] != _SEQUENCE:
        return None
    return next((value for tag, value in _values(identifier[1]) if tag == _INTEGER), None)


def _subject(certificate: bytes) -> tuple[bytes, str | None]:
    """Return the serial number and the common name of a certificate (RFC 5280, 4.1)."""
    body = [each for each in _values(next(_values(certificate))[1]) if each[0] != _CONTEXT_0]
    serial, subject = body[0][1], body[4][1]
    at = subject.find(_COMMON_NAME)
    if at < 0:
        return serial, None
    tag, text = next(_values(subject[at + len(_COMMON_NAME) :], most=1))
    if tag == _WIDE:
        return serial, clean(text.decode("utf-16-be", "replace")).strip() or None
    try:
        return serial, clean(text.decode()).strip() or None
    except UnicodeDecodeError:  # T.61, which hardly anybody means
        return serial, clean(text.decode("latin-1")).strip() or None


def _values(data: bytes, most: int = 10_000) -> Iterator[tuple[int, bytes]]:
    """Yield tag and content of each value in DER.

    Raises:
        ValueError: it is none, or ends too early.
    """
    at = 0
    while at < len(data) and most:
        most -= 1
        tag, length = data[at], data[at + 1]
        at += 2
        if length & 128:
            count = length & 127
            if not 1 <= count <= 4:
                raise ValueError("a length that is not definite")
            length = int.from_bytes(data[at : at + count], "big")
            at += count
        if at + length > len(data):
            raise ValueError("a value that is cut off")
        yield tag, data[at : at + length]
        at += length
