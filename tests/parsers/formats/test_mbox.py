"""Mailboxes beyond the sample."""

from __future__ import annotations

import docsieve
from docsieve import Limits, Options

HEAD = b"From: a@example.org\nSubject: %d\nDate: Fri, 1 Mar 2024 00:00:00 +0000\nMessage-ID: <%d@x>\n\n"
LINE = b"From a@example.org Fri Mar  1 00:00:00 2024\n"


def mailbox(*bodies: bytes) -> bytes:
    return b"".join(LINE + HEAD % (number, number) + body + b"\n\n" for number, body in enumerate(bodies))


def test_one_message_alone_is_that_message() -> None:
    assert docsieve.parse(mailbox(b"only")).format == "eml"


def test_a_line_that_only_looks_like_the_start_of_a_message_is_text() -> None:
    document = docsieve.parse(
        mailbox(b"one\n\nFrom here at 10:30 on\nwe walk", b"two").replace(b"\n", b"\r\n")
    )
    assert document.format == "mbox"
    assert len(document.attachments) == 2
    first = document.attachments[0].document
    assert first is not None
    assert "From here at 10:30 on" in docsieve.render(first, "text")


def test_messages_over_the_limit_are_listed_and_told_of() -> None:
    options = Options(limits=Limits(max_members=2))
    document = docsieve.parse(mailbox(b"a", b"b", b"c", b"d"), options=options)
    assert [each.document is not None for each in document.attachments] == [True, True, False, False]
    assert [warning.code for warning in document.warnings] == ["child_over_limit"]
