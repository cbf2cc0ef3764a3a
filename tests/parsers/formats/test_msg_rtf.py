"""RTF bodies of Outlook messages."""

from __future__ import annotations

import struct

import pytest
from docsieve.format import Source
from docsieve.formats._mail.mapi import _rtf_bodies
from docsieve.formats._mail.rtf_body import decompress_rtf, html_in_rtf
from docsieve.report import Report

#: The example of [MS-OXRTFCP] 3.1.
PACKED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)


def test_the_example_of_the_specification_unpacks() -> None:
    assert decompress_rtf(PACKED, 1000) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_a_body_larger_than_the_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="limit"):
        decompress_rtf(struct.pack("<IIII", 20, 2000, 0x75465A4C, 0), 1000)


def test_html_is_taken_out_of_rtf() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg1250\fromhtml1 {\*\htmltag <p>}{\fonttbl{\f0 Arial;}}"
    rtf += rb"\htmlrtf x\htmlrtf0 \'e8\u937?}"
    assert html_in_rtf(rtf) == "<p>\u010d\u03a9"


def test_rtf_of_its_own_holds_no_html() -> None:
    assert html_in_rtf(rb"{\rtf1 text}") is None


@pytest.mark.parametrize(("rtf", "codes"), [(rb"{\rtf1 \par }", []), (b"\0\1\2\3", ["body_not_read"])])
def test_only_a_body_with_something_in_it_is_missed(rtf: bytes, codes: list[str]) -> None:
    report = Report()
    assert _rtf_bodies(rtf, Source(b""), report) == []
    assert [warning.code for warning in report.warnings] == codes
