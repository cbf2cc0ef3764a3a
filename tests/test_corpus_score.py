"""The marked corpus beside this repository, scored by its own tool. Skipped where it is absent."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import docsieve
import pytest

SHARED = Path(os.environ.get("DOCSIEVE_SHARED", Path(__file__).parents[2] / "shared"))
SCORE = SHARED / "tools" / "score.py"
MANIFEST = SHARED / "corpus" / "manifest.jsonl"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not (SCORE.is_file() and MANIFEST.is_file()), reason="the shared corpus is not here"),
]

#: Files that the corpus lists as corrupt because the tools it was made with open none of them; we do.
RECOVERED = {"pdf/pdfjs__poppler-395-0-fuzzed.pdf": "at: 2014-07-24T18:37:56-04:00"}


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> list[dict[str, Any]]:
    """Score every PDF and DOCX of the corpus, one process a file, once for all processes that test.

    The tool keeps two cores busy, so whoever comes second loses nothing by waiting.
    """
    own = tmp_path_factory.getbasetemp()
    results = (own if worker_id == "master" else own.parent) / "scores.json"
    with results.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not results.exists():
            subprocess.run(
                [sys.executable, str(SCORE), "--python", sys.executable, "--corpus", str(SHARED / "corpus"),
                 "--formats", "pdf,docx", "--json", str(results)],
                check=True, capture_output=True, timeout=900,
            )  # fmt: skip
    scored: list[dict[str, Any]] = json.loads(results.read_text(encoding="utf-8"))
    return scored


def share(scored: list[dict[str, Any]], found: str, wanted: str) -> float:
    total = sum(row[wanted] for row in scored)
    assert total, "the corpus says nothing about this"
    return float(sum(row[found] for row in scored) / total)


@pytest.mark.parametrize(("name", "least"), [("pdf", 0.98), ("docx", 0.99)])
def test_the_text_that_two_other_tools_agree_on_is_found(
    scores: list[dict[str, Any]], name: str, least: float
) -> None:
    regular = [row for row in scores if row["format"] == name and not row["hostile"]]
    assert share(regular, "found", "wanted") >= least


def test_notes_headers_comments_and_text_boxes_are_found(scores: list[dict[str, Any]]) -> None:
    regular = [row for row in scores if row["format"] == "docx" and not row["hostile"]]
    assert share(regular, "parts", "parts_wanted") >= 0.95


def test_every_file_ends_in_a_document_or_one_of_our_errors(scores: list[dict[str, Any]]) -> None:
    assert [row["path"] for row in scores if row["bad"]] == []


def test_nothing_that_must_stay_hidden_is_shown(scores: list[dict[str, Any]]) -> None:
    assert [row["path"] for row in scores if row.get("leaked")] == []


def locked_files() -> dict[str, str]:
    """Path and password of the files that the corpus lists as errors because they need a password."""
    rows = [json.loads(line) for line in MANIFEST.read_text(encoding="utf-8").splitlines()]
    return {
        row["path"]: row["password"]
        for row in rows
        if row.get("password") and (row.get("expect") or {}).get("error") == "encrypted"
    }


def test_files_that_cannot_be_read_end_in_the_right_error(scores: list[dict[str, Any]]) -> None:
    wrong = [(row["path"], row["code"]) for row in scores if row.get("error_right") is False]
    # The tool hands over the password where the corpus has one, and a file that it opens is no error.
    opened = {(path, None) for path in locked_files()}
    assert set(wrong) - opened - {(path, None) for path in RECOVERED} == set()


@pytest.mark.parametrize(("path", "text"), RECOVERED.items())
def test_what_no_other_tool_opens_is_read_with_a_warning(path: str, text: str) -> None:
    document = docsieve.parse((SHARED / "corpus" / path).read_bytes())
    assert "repaired" in [warning.code for warning in document.warnings]
    assert text in docsieve.render(document, "text")


def test_locked_files_open_with_their_password_and_not_without() -> None:
    locked = locked_files()
    assert len(locked) > 3
    for path, password in locked.items():
        data = (SHARED / "corpus" / path).read_bytes()
        with pytest.raises(docsieve.EncryptedError):
            docsieve.parse(data)
        with pytest.raises(docsieve.WrongPasswordError):
            docsieve.parse(data, options=docsieve.Options(password=f"not {password}"))
        document = docsieve.parse(data, options=docsieve.Options(password=password))
        assert docsieve.render(document, "text").strip(), path
