from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from docsieve.__main__ import main
from docsieve.payload import decode

LETTER = "Dear Anna Huber,\ncall +49 170 1234567 or anna@example.org about Project X-17.\n"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def test_redact_and_restore(letter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vault, redacted = tmp_path / "vault.json", tmp_path / "redacted.txt"
    arguments = ["redact", str(letter), "--vault", str(vault), "--phrase", "project x", "-o", str(redacted)]
    assert main(arguments) == 0
    text = redacted.read_text(encoding="utf-8")
    assert text == "Dear [PERSON-1],\ncall [PHONE-1] or [EMAIL-1] about [CUSTOM-1]-17.\n"
    assert capsys.readouterr().err == "redacted: custom 1, email 1, person 1, phone 1\n"
    assert stat.S_IMODE(vault.stat().st_mode) == 0o600
    assert main(["restore", str(redacted), "--vault", str(vault)]) == 0
    assert capsys.readouterr().out == LETTER

    other = tmp_path / "other.txt"
    other.write_text("bob@example.org, anna@example.org", encoding="utf-8")
    assert main(["redact", str(other), "--vault", str(vault)]) == 0
    assert capsys.readouterr().out.strip() == "[EMAIL-2], [EMAIL-1]"
    assert len(json.loads(vault.read_text(encoding="utf-8"))["labels"]) == 5


def test_a_policy_and_what_else_is_said(
    letter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = tmp_path / "policy.json"
    policy.write_text('{"kinds": ["email", "phone"], "operators": {"phone": "drop"}}', encoding="utf-8")
    assert (
        main(["redact", str(letter), "--policy", str(policy), "--operator", "mask", "--to", "markdown"]) == 0
    )
    assert capsys.readouterr().out == f"Dear Anna Huber,\\\ncall  or {'■' * 16} about Project X-17.\n"


def test_a_payload_is_what_a_receiver_takes(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = [
        "payload",
        str(letter),
        "--include-name",
        "--include-source-sha256",
        "--include-metadata",
        "--content",
        "chunks",
    ]
    assert main(wanted) == 0
    document = decode(capsys.readouterr().out).document
    assert document.name == "letter.txt"
    assert document.source_sha256 is not None
    assert document.chunks[0].text.startswith("Dear [PERSON-1]")
    assert not document.pages
    assert document.withheld.redacted == {"email": 1, "person": 1, "phone": 1}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["redact", "LETTER", "--expression", "(a+)+"], "[bad_expression]"),
        (["redact", "LETTER", "--policy", "LETTER"], "This is no policy"),
        (["redact", "missing"], "cannot be opened"),
        (["payload", "missing"], "cannot be opened"),
        (["redact", "LETTER", "--vault", "LETTER"], "This is no vault"),
        (["restore", "LETTER", "--vault", "LETTER"], "This is no vault"),
        (["redact", "LETTER", "-o", "."], "cannot be written"),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    letter: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(letter) if each == "LETTER" else each for each in arguments]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert told in captured.err
    assert captured.err.count("\n") == 1
    assert "Huber" not in captured.err
