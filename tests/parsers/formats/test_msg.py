"""Outlook messages: what the samples do not show."""

from __future__ import annotations

import docsieve
from docsieve import ListItem

from tests.corpus.msg.make_samples import message
from tests.parsers.formats.ole_builder import Tree, ole


def read(texts: dict[int, str], more: Tree | None = None) -> docsieve.Document:
    return docsieve.parse(ole(message(texts, more or {})))


def test_the_address_of_a_colleague_comes_from_the_headers_of_the_message() -> None:
    headers = "Microsoft Mail Internet Headers Version 2.0\r\n"
    headers += 'from: "Arp, Anna"\r\n <anna@example.org>\r\nTo: x\r\n'
    document = read({0x0042: "Arp, Anna", 0x0065: "/O=ACME/CN=ANNA", 0x007D: headers, 0x1000: "Hello"})
    assert document.metadata.authors == ['"Arp, Anna" <anna@example.org>']


def test_headers_with_several_senders_tell_no_address() -> None:
    headers = "From: a@example.org, b@example.org\r\n"
    assert read({0x0042: "Anna", 0x007D: headers, 0x1000: "Hello"}).metadata.authors == ["Anna"]


def test_a_list_has_the_signs_of_the_plain_version() -> None:
    html = b"<ul><li>First of all things</li><li>Second</li></ul><ol><li>Third</li></ol>"
    plain = "* First of all things\r\n- Second\r\n* Third\r\n"
    document = read({0x0037: "List", 0x1000: plain}, {"__substg1.0_10130102": html})
    items = [block for block in document.pages[0].blocks if isinstance(block, ListItem)]
    assert [item.marker for item in items] == ["*", "-", "1."]
