"""winmail.dat beyond the samples: inside an e-mail, and damaged."""

from __future__ import annotations

import base64
from pathlib import Path

import docsieve
import pytest
from docsieve import EmptyError, Limits, Options

from tests.corpus.tnef.make_samples import attribute, file, properties, text, tnef

SAMPLE = Path(__file__).parents[2] / "corpus/tnef/winmail.dat"


def test_a_winmail_dat_in_an_email_is_read_with_all_inside_it() -> None:
    body = base64.encodebytes(SAMPLE.read_bytes()).decode()
    mail = (
        "From: a@example.org\nTo: b@example.org\nSubject: x\nMIME-Version: 1.0\n"
        'Content-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64\n\n'
        f"{body}"
    )
    document = docsieve.parse(mail.encode())
    inner = document.attachments[0].document
    assert inner is not None
    assert inner.format == "tnef"
    shown = docsieve.render(document, "text")
    for expected in ("the café closes", "Monday to Friday", "What was before."):
        assert expected in shown
    assert "not seen" not in shown


def test_what_stands_before_the_damage_is_kept() -> None:
    whole = tnef(
        attribute(1, 0x00069003, properties(text(0x0037, "Subject"), text(0x1000, "The body."))),
        file("a.txt", b"attached\n"),
    )
    document = docsieve.parse(whole[:-60])
    assert "The body." in docsieve.render(document, "text")
    assert "part_damaged" in [warning.code for warning in document.warnings]


def test_a_count_beyond_the_data_ends_at_its_end() -> None:
    hostile = b"\xff\xff\xff\xff" + properties(text(0x0037, "Subject"))[4:]
    document = docsieve.parse(tnef(attribute(1, 0x00069003, hostile)))
    assert document.metadata.title == "Subject"
    assert "part_damaged" in [warning.code for warning in document.warnings]


def test_attachments_beyond_the_limit_are_told_of() -> None:
    many = tnef(*(file(f"{number}.txt", b"x") for number in range(5)))
    document = docsieve.parse(many, options=Options(limits=Limits(max_members=2)))
    assert len(document.attachments) == 2
    assert "child_over_limit" in [warning.code for warning in document.warnings]


def test_nothing_inside_is_an_empty_file() -> None:
    with pytest.raises(EmptyError):
        docsieve.parse(tnef())
