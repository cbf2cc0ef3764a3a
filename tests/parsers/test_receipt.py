"""Receipts and sealed payloads, by the command line that a team's auditor would use."""

from __future__ import annotations

import hashlib
import json
import stat
from pathlib import Path

import msgspec
import pyrage
import pytest
from docsieve.__main__ import main
from docsieve.payload import (
    PAYLOAD_MEDIA_TYPE,
    PAYLOAD_VERSION,
    SEALED_MEDIA_TYPE,
    Payload,
    PayloadDocument,
    PayloadPage,
    Withheld,
    encode,
)
from docsieve.receipt import RECEIPT_VERSION, Receipt, ReceiptAnswer, ReceiptBody

SOURCE = b"the file that stays"
PAYLOAD = encode(
    Payload(
        payload_version=PAYLOAD_VERSION,
        document=PayloadDocument(
            format="docx",
            page_count=2,
            source_sha256=hashlib.sha256(SOURCE).hexdigest(),
            pages=[PayloadPage(number=1, text="Dear [PERSON-1]")],
            withheld=Withheld(pages=[2], redacted={"person": 1}),
        ),
        parsers={"docsieve": "0"},
    )
)


def body(data: bytes, media_type: str = PAYLOAD_MEDIA_TYPE) -> ReceiptBody:
    return ReceiptBody(sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), media_type=media_type)


def receipt(sealed: bytes | None = None) -> Receipt:
    document = msgspec.json.decode(PAYLOAD, type=Payload).document
    sent = PAYLOAD if sealed is None else sealed
    return Receipt(
        receipt_version=RECEIPT_VERSION,
        payload=body(PAYLOAD),
        sealed=None if sealed is None else body(sealed, SEALED_MEDIA_TYPE),
        endpoint="https://intake.example/v1/payloads",
        idempotency_key="5f2f3a0e-9f3e-4d3c-8f52-6f3e8f5d2b1a",
        sent="2026-11-22T21:00:00.000Z",
        answer=ReceiptAnswer(
            id="1",
            received="2026-11-22T21:00:01.000Z",
            sha256=hashlib.sha256(sent).hexdigest(),
            duplicate=False,
        ),
        format=document.format,
        page_count=document.page_count,
        parsers={"docsieve": "0"},
        withheld=document.withheld,
        source_sha256=document.source_sha256,
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "payload.json").write_bytes(PAYLOAD)
    (tmp_path / "source.docx").write_bytes(SOURCE)
    (tmp_path / "receipt.json").write_bytes(msgspec.json.encode(receipt()))
    return tmp_path


def test_a_true_receipt_holds(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    given = ["verify-receipt", "receipt.json", "--payload", "payload.json", "--source", "source.docx"]
    assert main(given) == 0
    said = capfd.readouterr().out.splitlines()
    assert len(said) == 7
    assert all(line.startswith("holds  ") for line in said)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("withheld", "redacted"), {"person": 2}),
        (("withheld", "pages"), []),
        (("parsers", "docsieve"), "1"),
        (("page_count",), 3),
        (("payload", "sha256"), "0" * 64),
        (("payload", "bytes"), 1),
        (("answer", "sha256"), "0" * 64),
        (("source_sha256",), "0" * 64),
    ],
)
def test_a_receipt_that_says_otherwise_fails(folder: Path, path: tuple[str, ...], value: object) -> None:
    told = json.loads((folder / "receipt.json").read_text())
    at = told
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = value
    (folder / "receipt.json").write_text(json.dumps(told))
    given = ["verify-receipt", "receipt.json", "--payload", "payload.json", "--source", "source.docx"]
    assert main(given) == 1


def test_another_payload_or_file_fails(folder: Path) -> None:
    (folder / "payload.json").write_bytes(PAYLOAD.replace(b"Dear", b"Dead"))
    assert main(["verify-receipt", "receipt.json", "--payload", "payload.json"]) == 1
    assert main(["verify-receipt", "receipt.json", "--source", "receipt.json"]) == 1
    assert main(["verify-receipt", "receipt.json"]) == 0


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"receipt_version":1}', PAYLOAD])
def test_what_is_no_receipt(folder: Path, content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "receipt.json").write_bytes(content)
    assert main(["verify-receipt", "receipt.json"]) == 1
    assert "[corrupt]" in capfd.readouterr().err


def test_what_was_sealed_for_a_key_opens_with_it(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "-o", "team.key"]) == 0
    public = capfd.readouterr().out.strip()
    assert stat.S_IMODE((folder / "team.key").stat().st_mode) == 0o600
    assert main(["keys", "-o", "team.key"]) == 1  # never overwritten
    sealed = pyrage.encrypt(PAYLOAD, [pyrage.x25519.Recipient.from_str(public)])
    (folder / "sealed.age").write_bytes(sealed)
    assert main(["unseal", "sealed.age", "--key", "team.key", "-o", "opened.json"]) == 0
    assert (folder / "opened.json").read_bytes() == PAYLOAD
    (folder / "receipt.json").write_bytes(msgspec.json.encode(receipt(sealed)))
    given = ["verify-receipt", "receipt.json", "--payload", "opened.json", "--sealed", "sealed.age"]
    assert main(given) == 0


def test_what_does_not_open(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "-o", "team.key"]) == 0
    public = capfd.readouterr().out.strip()
    assert main(["keys", "-o", "other.key"]) == 0
    sealed = pyrage.encrypt(PAYLOAD, [pyrage.x25519.Recipient.from_str(public)])
    (folder / "sealed.age").write_bytes(sealed)
    for file, key, code in (
        ("sealed.age", "other.key", "wrong_password"),
        ("payload.json", "team.key", "corrupt"),
        ("sealed.age", "payload.json", "corrupt"),
        ("missing", "team.key", "unreadable"),
    ):
        assert main(["unseal", file, "--key", key]) == 1
        assert f"[{code}]" in capfd.readouterr().err
    (folder / "sealed.age").write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    assert main(["unseal", "sealed.age", "--key", "team.key"]) == 1
    assert "[corrupt]" in capfd.readouterr().err
