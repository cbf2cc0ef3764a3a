"""Protected documents: opened with the password, refused in the right words, held against another program."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import docsieve
import pytest
from docsieve import (
    CorruptError,
    DocsieveError,
    EncryptedError,
    LimitExceededError,
    Limits,
    Options,
    UnsupportedFormatError,
    WrongPasswordError,
)
from docsieve.format import Source
from docsieve.formats._encryption import argon2, xor_obfuscation
from docsieve.formats._encryption.agile import AgileEncryption
from docsieve.pipeline import parse_or_need
from docsieve.wheels_on_demand import WheelsNeededError

from tests.corpus.ppt.make_samples import presentation
from tests.parsers.formats.ole_builder import Tree, ole
from tests.samples import CORPUS, all_samples, name_of
from tests.samples import Sample as CorpusSample

LOCKED = [
    sample
    for sample in all_samples()
    if sample.beside(".password").exists() and sample.format not in ("pdf", "zip")
]
#: msoffcrypto-tool knows Office, not OpenDocument.
OFFICE = [sample for sample in LOCKED if sample.format in ("encrypted_office", "doc", "xls", "ppt")]
AGILE = CORPUS / "encrypted_office" / "agile.xlsx"
SHARED = Path(__file__).parents[4] / "shared" / "corpus"

each_locked = pytest.mark.parametrize("sample", LOCKED, ids=name_of)


def options_of(path: Path) -> Options:
    return CorpusSample(path).options


def decrypted_by_msoffcrypto(data: bytes, password: str) -> bytes:
    import msoffcrypto

    file = msoffcrypto.OfficeFile(io.BytesIO(data))
    file.load_key(password=password)
    out = io.BytesIO()
    file.decrypt(out)
    return out.getvalue()


def test_every_scheme_has_a_sample() -> None:
    assert {name_of(sample) for sample in LOCKED} >= {
        "doc/crypto_api.doc",
        "doc/rc4.doc",
        "encrypted_office/agile.xlsx",
        "encrypted_office/standard.docx",
        "odp/argon2_gcm.odp",
        "ods/aes_cbc.ods",
        "odt/blowfish.odt",
        "ppt/locked.ppt",
        "xls/rc4.xls",
    }


@each_locked
def test_without_a_password_it_is_asked_for(sample: CorpusSample) -> None:
    with pytest.raises(EncryptedError, match="locked with a password"):
        docsieve.parse(sample.data)


@each_locked
def test_a_wrong_password_is_said_to_be_wrong_and_never_repeated(sample: CorpusSample) -> None:
    for password in ("Opensesame-never-repeat-me", ""):
        with pytest.raises(WrongPasswordError) as caught:
            docsieve.parse(sample.data, options=Options(password=password))
        error: BaseException | None = caught.value
        while error is not None:
            assert "Opensesame" not in str(error) + repr(error)
            error = error.__cause__ or error.__context__


@each_locked
def test_the_ciphers_wheel_is_asked_for_when_it_is_missing(
    sample: CorpusSample, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AES", "ARC4", "Blowfish"):
        monkeypatch.setitem(__import__("sys").modules, f"Crypto.Cipher.{name}", None)
    with pytest.raises(WheelsNeededError) as caught:
        parse_or_need(sample.data, sample.path.name, sample.options, None)
    assert caught.value.wheels == ("pycryptodome",)


@pytest.mark.parametrize("sample", OFFICE, ids=name_of)
def test_another_program_decrypts_the_same(sample: CorpusSample) -> None:
    clear = decrypted_by_msoffcrypto(sample.data, sample.options.password or "")
    ours = docsieve.render(sample.parse(), "json")
    assert json.loads(ours) == json.loads(docsieve.render(docsieve.parse(clear), "json"))


def test_a_protected_presentation_is_as_the_open_one() -> None:
    locked = docsieve.parse(presentation("Sesam"), options=Options(password="Sesam"))
    assert locked == docsieve.parse(presentation())


def test_properties_that_are_locked_apart_are_told_of() -> None:
    tree: Tree = {"EncryptedSummary": b"?" * 8}
    import olefile

    with olefile.OleFileIO(io.BytesIO(presentation("Sesam"))) as file:
        tree |= {path[0]: file.openstream(path).read() for path in file.listdir()}
    document = docsieve.parse(ole(tree), options=Options(password="Sesam"))
    assert "properties_locked" in {warning.code for warning in document.warnings}


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name", ["msoffcrypto__xor_password_123456789012345.xls", "msoffcrypto__rc4cryptoapi_password.doc"]
)
def test_files_of_office_itself_are_opened(name: str) -> None:
    path = SHARED / "hostile" / name
    if not path.exists():
        pytest.skip("no shared corpus here")
    rows = map(json.loads, (SHARED / "manifest.jsonl").read_text("utf-8").splitlines())
    password = next(row["password"] for row in rows if row["path"] == f"hostile/{name}")
    ours = docsieve.parse(path.read_bytes(), options=Options(password=password))
    clear = docsieve.parse(decrypted_by_msoffcrypto(path.read_bytes(), password))
    assert docsieve.render(ours, "text") == docsieve.render(clear, "text")
    assert any(page.blocks for page in ours.pages)


@pytest.mark.parametrize("name", ["encrypted_office/default_password.xlsx", "xls/default_password.xls"])
def test_the_password_that_is_no_secret_is_tried_whatever_is_given(name: str) -> None:
    data = (CORPUS / name).read_bytes()
    assert docsieve.parse(data) == docsieve.parse(data, options=Options(password="another"))


@each_locked
def test_the_work_for_a_password_is_bounded(sample: CorpusSample) -> None:
    bounded = Options(password=sample.options.password, limits=Limits(max_key_rounds=1000))
    if sample.format in ("doc", "xls", "ppt") or "standard" in sample.path.name:
        docsieve.parse(sample.data, options=bounded)  # these know no number of rounds
        return
    with pytest.raises(LimitExceededError, match="rounds"):
        docsieve.parse(sample.data, options=bounded)


def test_memory_for_a_password_is_bounded() -> None:
    sample = CorpusSample(CORPUS / "odt" / "argon2_gcm.odt")
    bounded = Options(password=sample.options.password, limits=Limits(max_member_bytes=1 << 20))
    with pytest.raises(LimitExceededError, match="memory"):
        docsieve.parse(sample.data, options=bounded)


def test_a_broken_seal_is_a_warning() -> None:
    data = bytearray(AGILE.read_bytes())
    clear = docsieve.parse(bytes(data), options=options_of(AGILE))
    import olefile

    with olefile.OleFileIO(io.BytesIO(bytes(data))) as file:
        encrypted = file.openstream("EncryptedPackage").read()
    package = decrypted_by_msoffcrypto(bytes(data), options_of(AGILE).password or "")
    # A byte of a ZIP time stamp: nothing that is read depends on it.
    at = data.index(encrypted[8 : 8 + 512]) + package.index(b"docProps/app.xml") - 20
    data[at] ^= 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AgileEncryption, "decrypt", lambda *_: package)
        document = docsieve.parse(bytes(data), options=options_of(AGILE))
    assert [warning.code for warning in document.warnings] == ["integrity_failed"]
    assert document.pages == clear.pages


def test_a_right_password_for_a_destroyed_content_is_not_called_wrong() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AgileEncryption, "decrypt", lambda *_: b"PK" + bytes(500))
        with pytest.raises(CorruptError, match="password is right"):
            docsieve.parse(AGILE.read_bytes(), options=options_of(AGILE))


def info_with(**changes: str) -> bytes:
    """Return a description of agile encryption with attributes of the key changed."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(AGILE.read_bytes())) as file:
        xml: str = file.openstream("EncryptionInfo").read()[8:].decode()
    for name, value in changes.items():
        xml = re.sub(rf'({name}=")[^"]*', rf"\g<1>{value}", xml)
    return xml.encode()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"cipherAlgorithm": "DESX"}, "the cipher DESX"),
        ({"cipherChaining": "ChainingModeOFB"}, "ChainingModeOFB"),
        ({"hashAlgorithm": "WHIRLPOOL"}, "the hash WHIRLPOOL"),
        ({"cipherAlgorithm": "a secret text &lt;&gt;"}, "of another kind"),
    ],
)
def test_a_scheme_that_is_not_known_is_named(changes: dict[str, str], named: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=named):
        AgileEncryption(info_with(**changes), Options())


def test_a_certificate_is_no_password() -> None:
    changed = info_with().replace(b"keyEncryptor/password", b"keyEncryptor/certificate")
    with pytest.raises(UnsupportedFormatError, match="certificate"):
        AgileEncryption(changed, Options())


@pytest.mark.parametrize("changes", [{"saltValue": "?"}, {"spinCount": "-1"}, {"keyBits": "12"}])
def test_a_damaged_description_is_told_from_a_wrong_password(changes: dict[str, str]) -> None:
    with pytest.raises(CorruptError):
        AgileEncryption(info_with(**changes), Options())


def odf_with(name: str, pattern: str, value: str) -> bytes:
    """Return an encrypted OpenDocument sample whose manifest says something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(CORPUS / name) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "META-INF/manifest.xml":
                data, count = re.subn(pattern.encode(), value.encode(), data)
                assert count
            new.writestr(member, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("pattern", "value", "named"),
    [
        (r"aes256-gcm", "chacha20-poly1305", "the cipher chacha20-poly1305"),
        (r'derivation-name="[^"]*"', 'derivation-name="PGP"', "OpenPGP"),
        (r'derivation-name="[^"]*"', 'derivation-name="urn:x:scrypt"', "the key derivation scrypt"),
    ],
)
def test_a_scheme_of_opendocument_that_is_not_known_is_named(pattern: str, value: str, named: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=named):
        docsieve.parse(odf_with("odt/argon2_gcm.odt", pattern, value))


def test_one_damaged_part_of_an_open_package_is_a_warning() -> None:
    sample = CorpusSample(CORPUS / "ods" / "aes_cbc.ods")
    wrong = base64.b64encode(bytes(32)).decode()
    broken = odf_with(
        "ods/aes_cbc.ods", r'(full-path="meta\.xml"[^>]*>\s*<[^>]*checksum=")[^"]*', rf"\g<1>{wrong}"
    )
    document = docsieve.parse(broken, options=sample.options)
    assert [warning.code for warning in document.warnings if warning.code == "part_damaged"]
    assert document.pages == sample.parse().pages


def test_argon2_gives_what_its_specification_says(monkeypatch: pytest.MonkeyPatch) -> None:
    # The vector of the reference implementation's test.c, version 0x13: t=2, m=64 MiB, p=1.
    key = argon2.argon2id(b"password", b"somesalt", 32, rounds=2, memory=65536, lanes=1)
    assert key is not None
    assert key.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
    assert argon2.argon2id(b"password", b"short", 32, rounds=2, memory=64, lanes=1) is None
    monkeypatch.setattr(argon2, "_PACKAGE", "no_such_package")
    with pytest.raises(WheelsNeededError):
        argon2.argon2id(b"password", b"somesalt", 32, rounds=2, memory=64, lanes=1)


def test_xor_obfuscation_of_a_workbook_is_taken_off() -> None:
    from docsieve.formats._sheets.xls_encryption import decrypted

    password = xor_obfuscation.password_bytes("Sesam")
    mask = xor_obfuscation.mask_of(password)
    how = xor_obfuscation.key_of(password), xor_obfuscation.verifier_of(password)
    head = b"\x09\x08\x02\x00\x00\x06" + b"\x2f\x00\x06\x00\x00\x00"
    head += b"".join(number.to_bytes(2, "little") for number in how) + b"\x04\x02\x05\x00"
    clear = b"clear"
    end = len(head) + len(clear)
    rotated = bytes((byte << 5 | byte >> 3) & 0xFF for byte in clear)
    masked = bytes(byte ^ mask[(end + index) % 16] for index, byte in enumerate(rotated))
    assert decrypted(head + masked, Options(password="Sesam")) == head + clear
    with pytest.raises(WrongPasswordError):
        decrypted(head + masked, Options(password="Sesame"))


def test_a_password_does_not_show_in_a_traceback() -> None:
    shown: Any = repr(Source(b"", None, Options(password="hush")))
    assert "hush" not in shown
    with pytest.raises(DocsieveError):
        docsieve.parse(b"", options=Options(password="hush"))
