"""A letter whose bytes, name and address must not leave the machine, and how to look for them."""

from __future__ import annotations

from pathlib import Path

from e2e.made_files import write_docx

ADDRESS = "quizzaciously@example.com"
TEXT = f"The bright zymurgist writes to {ADDRESS} today."

#: A review, as JavaScript, that agrees to all that was found to be redacted.
AGREE = """
async (session, files) =>
  new Map(await Promise.all(files.map(async ({ key }) => [key, await session.payload(key)])))
"""


def write_letter(folder: Path) -> Path:
    """Write the letter; its name says too much."""
    return write_docx(folder / "confidential-merger.docx", TEXT)


def assert_nothing_of_the_file(sent: bytes, path: Path) -> None:
    """None of a file's bytes (in runs of 32), nor its name, nor what was redacted."""
    data = path.read_bytes()
    pieces = [data[start : start + 32] for start in range(0, len(data) - 32, 32)]
    assert not [piece for piece in pieces if piece in sent]
    for trace in (ADDRESS, path.name, path.stem, "quizzaciously"):
        assert trace.encode() not in sent
