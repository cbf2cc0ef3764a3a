"""Passwords of PDFs, what a file asks not to be done, and who signed it."""

from __future__ import annotations

import io

import docsieve
import pypdf
import pytest
from docsieve import EncryptedError, Options, WrongPasswordError
from pypdf.constants import UserAccessPermissions

from e2e.made_files import pdf_of_lines

ALGORITHMS = ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"]
PRINTING_ONLY = UserAccessPermissions.PRINT


def locked(algorithm: str, user: str, owner: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of_lines([["Behind the lock"]])))
    writer.add_metadata({"/Title": "The title"})
    writer.encrypt(user, owner, permissions_flag=PRINTING_ONLY, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def opened(data: bytes, password: str | None) -> docsieve.Document:
    return docsieve.parse(data, filename="a.pdf", options=Options(password=password))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("password", ["user", "owner"])
def test_either_password_opens_the_file(algorithm: str, password: str) -> None:
    document = opened(locked(algorithm, "user", "owner"), password)
    assert docsieve.render(document, "text") == "Behind the lock\n"
    assert document.metadata.title == "The title"
    assert "copying" in document.metadata.custom["permissions denied"]
    assert document.warnings == []


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_missing_and_a_wrong_password_are_told_apart(algorithm: str) -> None:
    data = locked(algorithm, "user", "owner")
    with pytest.raises(EncryptedError):
        opened(data, None)
    with pytest.raises(EncryptedError):
        opened(data, "")
    with pytest.raises(WrongPasswordError):
        opened(data, "User")


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("password", [None, "owner", "needless"])
def test_a_file_locked_for_its_owner_only_opens_for_everybody(algorithm: str, password: str | None) -> None:
    document = opened(locked(algorithm, "", "owner"), password)
    assert docsieve.render(document, "text") == "Behind the lock\n"
    assert "changing" in document.metadata.custom["permissions denied"]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password_may_have_other_letters_than_ascii(algorithm: str) -> None:
    data = locked(algorithm, "hôtel", "owner")
    assert docsieve.render(opened(data, "hôtel"), "text") == "Behind the lock\n"
    with pytest.raises(WrongPasswordError):
        opened(data, "hotel")


def der(tag: int, *content: bytes) -> bytes:
    """A value in DER."""
    inner = b"".join(content)
    size = len(inner)
    length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + length + inner


def certificate(serial: int, name: bytes, tag: int) -> bytes:
    common = der(0x31, der(0x30, b"\x06\x03\x55\x04\x03", der(tag, name)))
    issuer = der(0x30, der(0x31, der(0x30, b"\x06\x03\x55\x04\x03", der(0x0C, b"Some authority"))))
    body = der(
        0x30,
        der(0xA0, der(2, b"\x02")),
        der(2, bytes([serial])),
        der(0x30),
        issuer,
        der(0x30),
        der(0x30, common),
        der(0x30),
    )
    return der(0x30, body, der(0x30), der(3, b"\0"))


def message(signed_by: int) -> bytes:
    """A signature with two certificates, of which `signed_by` is the signer's."""
    certificates = certificate(7, b"The authority's own", 0x13) + certificate(9, "Zoë Ōta".encode(), 0x0C)
    signer = der(0x30, der(2, b"\x01"), der(0x30, der(0x30), der(2, bytes([signed_by]))), der(0x30))
    signed = der(
        0x30, der(2, b"\x01"), der(0x31), der(0x30), der(0xA0, certificates), der(0x31, signer)
    )  # fmt: skip
    return der(0x30, der(6, b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"), der(0xA0, signed))


def signed(contents: bytes, entries: str = "") -> bytes:
    """A file with a signature field; only what is read of a signature is right about it."""
    head = b"/Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /M (D:20240102030405Z) " + (
        entries.encode("latin-1")
    )
    value = b"9 0 obj\n<< " + head + b" /ByteRange [0 %010d %010d %010d] /Contents <"
    data = pdf_of_lines([["Signed"]]).replace(
        b"/Type /Catalog", b"/Type /Catalog /AcroForm << /SigFlags 3 /Fields [8 0 R] >>"
    )
    data = data[: data.index(b"xref\n")]
    data += b"8 0 obj\n<< /FT /Sig /T (Signature1) /V 9 0 R /Type /Annot /Subtype /Widget >>\nendobj\n"
    digits = contents.hex().encode() + b"00" * 40
    before = len(data) + len(value % (0, 0, 0)) - 1
    after = before + len(digits) + 2
    data += value % (before, after, 60) + digits + b"> >>\nendobj\n"
    return data + b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def described(data: bytes) -> str | None:
    return docsieve.parse(data).metadata.custom.get("signature 1 (not verified)")


def test_who_signed_is_named_by_the_certificate_of_the_signer() -> None:
    assert described(signed(message(9), "/Reason (Agreed)")) == "Zoë Ōta, 2024-01-02T03:04:05Z, Agreed"
    assert described(signed(message(7))) == "The authority's own, 2024-01-02T03:04:05Z"


@pytest.mark.parametrize(
    "contents", [b"", b"\x30\x80\x06", b"\x30\x82\xff\xff\x02", message(8), b"\x30" * 40]
)
def test_without_a_readable_certificate_the_declared_name_stands(contents: bytes) -> None:
    assert described(signed(contents, r"/Name (A \(B\) \103)")) == "A (B) C, 2024-01-02T03:04:05Z"
    assert described(signed(contents)) == "2024-01-02T03:04:05Z"


@pytest.mark.parametrize("cut", range(0, 180, 7))
def test_a_cut_signature_is_still_present(cut: int) -> None:
    assert described(signed(message(9)[:cut])) == "2024-01-02T03:04:05Z"
