from __future__ import annotations

from pathlib import Path

import pytest
from docsieve.errors import CorruptError, LimitExceededError
from docsieve.options import Limits
from docsieve.xml_reader import DamagedXmlError, read_xml


def read(text: str | bytes, **more: bool) -> str:
    data = text.encode() if isinstance(text, str) else text
    return "".join(str(text) for text in read_xml(data, "part.xml", Limits(), **more).itertext())


def test_comments_and_instructions_do_not_divide_text() -> None:
    root = read_xml(b"<a>one<!-- x --> two<?pi?> three</a>", "part.xml", Limits())
    assert root.text == "one two three"
    assert len(root) == 0


def test_declared_entities_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a>&z;</a>'
    with pytest.raises(LimitExceededError):
        read(bomb)
    with pytest.raises(LimitExceededError):
        read(bomb.encode("utf-16"))
    with pytest.raises(LimitExceededError):
        read(f"<?xml version='1.0'?>\n<!-- c -->{bomb}")


def test_external_entities_are_dropped_and_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    text = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>before &x; after</a>'
    assert read(text) == "before  after"


def test_an_external_document_type_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "a.dtd").write_text('<!ENTITY x "secret">')
    text = f'<!DOCTYPE a SYSTEM "{(tmp_path / "a.dtd").as_uri()}"><a>plain</a>'
    assert read(text) == "plain"


def test_nesting_is_limited_also_when_recovering() -> None:
    deep = "<a>" * 5000 + "</a>" * 5000
    with pytest.raises(LimitExceededError):
        read(deep)
    with pytest.raises(LimitExceededError):
        read(deep, recover=True)


def test_a_part_too_large_is_refused_before_parsing() -> None:
    with pytest.raises(LimitExceededError):
        read_xml(b"<a>" + b"x" * 100 + b"</a>", "part.xml", Limits(max_member_bytes=50))


def test_damaged_xml_says_where_and_quotes_nothing() -> None:
    with pytest.raises(DamagedXmlError) as caught:
        read("<a>\n<secret>text</a>")
    assert "line 2" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert caught.value.code == "corrupt"


def test_damaged_xml_can_be_recovered() -> None:
    assert read("<a><b>one</b><b>two", recover=True) == "onetwo"


def test_no_xml_at_all_is_corrupt() -> None:
    for data in (b"", b"\0\0\0", b"%PDF-1.7"):
        with pytest.raises(CorruptError):
            read_xml(data, "part.xml", Limits(), recover=True)


def test_utf_16_and_byte_order_marks_are_read() -> None:
    assert read("<a>é</a>".encode("utf-16")) == "é"
    assert read(b"\xef\xbb\xbf<a>\xc3\xa9</a>") == "é"
