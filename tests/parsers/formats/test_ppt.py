"""PowerPoint 97-2003: what the samples do not show."""

from __future__ import annotations

import io

import docsieve
import olefile
import pytest

from tests.parsers.formats.ole_builder import ole
from tests.samples import CORPUS


def test_a_presentation_saved_for_powerpoint_95_as_well_is_read_from_its_newer_half() -> None:
    sample = (CORPUS / "ppt" / "loan.ppt").read_bytes()
    names = ("PowerPoint Document", "Current User")
    with olefile.OleFileIO(io.BytesIO(sample)) as file:
        newer = {name: file.openstream(name).read() for name in names}
    both = ole({"PowerPoint Document": b"\0" * 64, "Text_Content": b"old", "PP97_DUALSTORAGE": dict(newer)})
    assert docsieve.parse(both).pages == docsieve.parse(ole(dict(newer))).pages


def test_a_presentation_of_powerpoint_95_is_named() -> None:
    with pytest.raises(docsieve.UnsupportedFormatError, match="PowerPoint 95"):
        docsieve.parse(ole({"PowerPoint Document": b"\0" * 64, "Text_Content": b"old"}))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (ole({"PP40": b"x"}), "PowerPoint 95"),
        (ole({"CONTENTS": b"x"}), "Microsoft Works"),
        (b"\xdb\xa5\x2d\x00" + bytes(60), "Word 1 or 2"),
        (b"\xffWPC" + bytes(60), "WordPerfect"),
    ],
)
def test_documents_of_other_old_programs_are_named(data: bytes, what: str) -> None:
    with pytest.raises(docsieve.UnsupportedFormatError, match=what):
        docsieve.parse(data)
