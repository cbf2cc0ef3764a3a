from __future__ import annotations

import docsieve
import pytest
from docsieve import Confidence, EmptyError, Options, UnsupportedFormatError
from docsieve.format import Source
from docsieve.formats._text.decoding import Decoded, decode, looks_like_text
from docsieve.registry import format_named
from docsieve.report import Report
from hypothesis import given
from hypothesis import strategies as st


def decoded(data: bytes) -> tuple[Decoded, list[str]]:
    report = Report()
    result = decode(Source(data, None, Options()), report)
    return result, [warning.code for warning in report.warnings]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_a_mark_or_utf8_is_certain(encoding: str) -> None:
    text = "Grüße, 日本 🙂\nnext"
    assert decoded(text.encode(encoding)) == (Decoded(text, decoded(text.encode(encoding))[0].encoding), [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_seen_by_its_zeros(encoding: str) -> None:
    text = "Hello wörld,\na second line"
    assert decoded(text.encode(encoding)) == (Decoded(text, encoding), [])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Les forêts sont situées à l’ouest du château, près de la rivière."),
        ("cp1252", "Sehr geehrte Damen und Herren, die Größe beträgt „5 m“."),
        ("cp1252", "café"),
        ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy."),
        ("cp1250", "Zażółć gęślą jaźń. To jest zwykły polski tekst."),
        ("cp1251", "Привет, мир! Это простой текст на русском языке."),
        ("koi8_r", "Привет, мир! Это простой текст на русском языке, без всякой разметки."),
        ("cp1253", "Αυτό είναι ένα απλό ελληνικό κείμενο για δοκιμή."),
        ("cp1254", "Bu basit bir Türkçe metindir, deneme için yazılmıştır."),
        ("cp932", "これは日本語のテキストです。文字コードを判定します。"),
        ("gb18030", "这是一个中文文本文件，用来测试编码检测。"),
        ("big5", "這是一個用於測試的簡單中文文本。"),
        ("cp949", "이것은 테스트를 위해 작성된 간단한 한국어 텍스트입니다."),
    ],
)
def test_legacy_encodings_are_guessed_and_the_guess_is_told(encoding: str, text: str) -> None:
    result, warnings = decoded(text.encode(encoding))
    assert result.text == text
    assert warnings == ["encoding_guessed"]


def test_the_guess_looks_where_the_file_is_not_ascii() -> None:
    result, _ = decoded(b"plain words only\n" * 20_000 + "Größe".encode("cp1252"))
    assert result.text.endswith("Größe")


def test_line_ends_become_line_feeds() -> None:
    assert decoded(b"a\r\nb\rc\x0bd\ne")[0].text == "a\nb\nc\nd\ne"


def test_terminal_colours_go_and_control_characters_are_reported() -> None:
    assert decoded(b"\x1b[31mred\x1b[0m\n") == (Decoded("red\n", "utf-8"), [])
    assert decoded(b"a" * 200 + b"\x0e") == (Decoded("a" * 200, "utf-8"), ["control_characters"])


@pytest.mark.parametrize("data", [b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe \x00", b"\x1a"])
def test_nothing_but_white_space_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyError):
        docsieve.parse(data)


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02", b"text\x00more", bytes(range(256)), b"\x89PNG\r\n\x1a\n", b"{\\rtf1 x}"]
)
def test_other_bytes_are_not_called_text(data: bytes) -> None:
    for name in ("plain_text", "markdown", "csv"):
        assert format_named(name).sniff(Source(data, "x.txt")) is Confidence.NO


def test_data_behind_a_beginning_that_looks_like_text_is_refused() -> None:
    with pytest.raises(UnsupportedFormatError):
        docsieve.parse(b"text\n" * 2000 + bytes(range(32)) * 1000)


@given(st.binary(max_size=300))
def test_any_bytes_end_in_text_or_one_of_our_errors(data: bytes) -> None:
    looks_like_text(data)
    try:
        text = decoded(data)[0].text
    except (EmptyError, UnsupportedFormatError):
        return
    text.encode()
    assert not set(text) & set(map(chr, [*range(9), *range(14, 32), 127]))
