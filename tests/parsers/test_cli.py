from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from docsieve import __version__
from docsieve.__main__ import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.txt").write_text("Größe\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("# Title\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    (tmp_path / "bad.pdf").write_bytes(b"\0\1\2")
    (tmp_path / "old.txt").write_bytes(b"caf\xe9")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DOCSIEVE_PASSWORD", raising=False)
    return tmp_path


def test_text_goes_to_standard_output(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["a.txt"]) == 0
    assert capfdbinary.readouterr() == ("Größe\n".encode(), b"")


def test_several_files_stand_under_their_names(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["a.txt", "b.csv"]) == 0
    assert capfdbinary.readouterr().out.decode() == "==> a.txt <==\nGröße\n\n==> b.csv <==\nx\ty\n1\t2\n\n"


def test_json_is_a_document_a_line(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["a.txt", "b.csv", "--to", "json"]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert [json.loads(line)["format"] for line in lines] == ["plain_text", "csv"]


def test_chunks_are_json_lines(folder: Path) -> None:
    assert main(["a.txt", "b.csv", "-o", "out", "--to", "chunks"]) == 0
    (line,) = (folder / "out" / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["text"] == "Größe"
    (line,) = (folder / "out" / "b.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["blocks"] == ["p1.b0"]


def test_one_bad_file_does_not_stop_the_rest(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["bad.pdf", "missing.txt", ".", "a.txt", "-o", "out"]) == 1
    assert (folder / "out" / "a.txt").read_text(encoding="utf-8") == "Größe\n"
    out, err = capfd.readouterr()
    assert out == ""
    assert [line.split(" ")[:2] for line in err.splitlines()] == [
        ["bad.pdf:", "[unsupported_format]"],
        ["missing.txt:", "[unreadable]"],
        [".:", "[unreadable]"],
    ]


def test_output_names_are_unique_and_never_an_input(folder: Path) -> None:
    assert main(["a.txt", "a.md", "b.csv", "-o", "out", "--to", "markdown"]) == 0
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["a.md.md", "a.txt.md", "b.md"]
    assert main(["b.csv", "b.csv", "old.txt", "-o", "."]) == 0
    assert sorted(path.name for path in folder.glob("*.txt")) == [
        "a.txt",
        "b.csv-2.txt",
        "b.csv.txt",
        "old-2.txt",
        "old.txt",
    ]
    assert (folder / "old.txt").read_bytes() == b"caf\xe9"


def test_warnings_are_told_on_demand(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["old.txt"]) == 0
    assert capfd.readouterr().err == ""
    assert main(["old.txt", "-v"]) == 0
    assert capfd.readouterr().err.startswith("old.txt: warning: [encoding_guessed] ")


def test_standard_input_is_a_file_without_a_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a,b\n1,2\n")))
    assert main(["-", "-o", "out"]) == 0
    assert (folder / "out" / "stdin.txt").read_bytes() == b"a\tb\n1\t2\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a.txt", "--to", "pdf"],
        ["a.txt", "--pages", "3-1"],
        ["a.txt", "--pages", "x"],
        ["a.txt", "--pages", "0"],
        ["a.txt", "--password-file", "missing"],
    ],
)
def test_a_wrong_command_line_ends_with_2(
    arguments: list[str], folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: docsieve" in capfd.readouterr().err


def test_output_that_cannot_be_written_ends_with_3(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["a.txt", "-o", "b.csv"]) == 3
    assert "could not be written" in capfd.readouterr().err


def test_formats_are_listed_from_the_registry(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--list-formats"]) == 0
    assert ".csv, .tsv" in capfd.readouterr().out


def test_the_module_runs_and_writes_utf8_whatever_the_locale(folder: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "docsieve", "a.txt"],
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PATH": ""},
        check=True,
    )
    assert run.stdout == "Größe\n".encode()


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_large_output_is_written_whole(folder: Path, unbuffered: str) -> None:
    (folder / "long.txt").write_text("line\n\n" * 100_000, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "docsieve", "long.txt"],
        capture_output=True,
        env={"PYTHONUNBUFFERED": unbuffered},
        check=True,
    )
    assert len(run.stdout) == 599_999


def test_a_reader_that_goes_away_is_no_traceback(folder: Path) -> None:
    (folder / "long.txt").write_text("line\n\n" * 100_000, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "docsieve", "long.txt"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 3


def test_the_version_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capfd.readouterr().out == f"docsieve {__version__}\n"
