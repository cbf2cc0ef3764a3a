from __future__ import annotations

import dataclasses
import json
from typing import Any

import docsieve
import msgspec
import pytest
from docsieve import Document, Format, all_formats, bridge, registry
from docsieve.protocol import PROTOCOL_VERSION, Detected, Failed, Formats, Progress, Response, Result

RESPONSES = msgspec.json.Decoder(Response)
TEXT = "Größe\n\nzwei\n".encode()


def ask(kind: str, data: Any = None, *, emit: Any = None, **fields: Any) -> Response:
    request = {"type": kind, "v": PROTOCOL_VERSION, "id": 7, **fields}
    answer: Response = RESPONSES.decode(bridge.handle(json.dumps(request), data, emit))
    assert answer.id == 7
    assert answer.v == PROTOCOL_VERSION
    return answer


def error_of(answer: Response) -> tuple[str, bool]:
    assert isinstance(answer, Failed)
    assert answer.error.message
    return answer.error.code, answer.error.retryable


class TypedArray:
    """What Pyodide makes of a JavaScript Uint8Array, as far as the bridge may know it."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def to_bytes(self) -> bytes:
        return self._data


@pytest.fixture
def replace_parse(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let plain text be read by another function."""

    def replace(parse: Any) -> None:
        plain = registry.format_named("plain_text")
        replaced = dataclasses.replace(plain, parse=parse)
        monkeypatch.setattr(registry, "all_formats", lambda: (replaced,))

    return replace


def test_formats_lists_the_registry() -> None:
    answer = ask("formats")
    assert isinstance(answer, Formats)
    assert [info.name for info in answer.formats] == [declared.name for declared in all_formats()]
    assert [info.wheels for info in answer.formats] == [list(declared.wheels) for declared in all_formats()]


def test_detect_tells_format_and_wheels() -> None:
    answer = ask("detect", b"a,b\n1,2\n", filename="x.csv")
    assert isinstance(answer, Detected)
    assert answer.format.name == "csv"
    assert answer.format.wheels == []


@pytest.mark.parametrize("data", [TEXT, bytearray(TEXT), memoryview(TEXT), TypedArray(TEXT)])
def test_bytes_come_in_any_form(data: Any) -> None:
    answer = ask("parse", data, outputs=["text"])
    assert isinstance(answer, Result)
    assert answer.text == "Größe\n\nzwei\n"


def test_only_the_outputs_asked_for_are_made() -> None:
    answer = ask("parse", TEXT, outputs=["json", "markdown", "json"], filename="x.txt")
    assert isinstance(answer, Result)
    assert answer.text is None
    assert answer.markdown == "Größe\n\nzwei\n"
    assert answer.json is not None
    document = msgspec.json.decode(answer.json, type=Document)
    assert document == docsieve.parse(TEXT, filename="x.txt")
    assert answer.json == docsieve.render(document, "json")
    assert (answer.format, answer.pages) == ("plain_text", 1)


def test_chunks_come_as_json_cut_as_asked() -> None:
    text = "\n\n".join(f"This is sentence number {n} of a text." for n in range(40)).encode()
    answer = ask("parse", text, outputs=["chunks"], chunking={"max_tokens": 40}, filename="x.txt")
    assert isinstance(answer, Result)
    assert answer.text is None
    assert answer.chunks is not None
    chunks = msgspec.json.decode(answer.chunks, type=list[docsieve.Chunk])
    assert chunks == docsieve.chunk(docsieve.parse(text, filename="x.txt"), max_tokens=40)
    assert len(chunks) > 1
    assert ask("parse", text, outputs=["chunks"]) != answer


@pytest.mark.parametrize(
    "chunking", [{"max_tokens": 0}, {"max_tokens": 5, "overlap": 5}, {"by": "word"}, {"size": 5}]
)
def test_a_way_to_cut_that_is_none_is_refused(chunking: dict[str, Any]) -> None:
    assert error_of(ask("parse", TEXT, outputs=["chunks"], chunking=chunking)) == ("internal", False)


def test_warnings_come_along() -> None:
    answer = ask("parse", "Größe".encode("cp1252"), outputs=[])
    assert isinstance(answer, Result)
    assert [warning.code for warning in answer.warnings] == ["encoding_guessed"]


@pytest.mark.parametrize(
    ("data", "code"),
    [(None, "empty"), (b"", "empty"), (b" \n", "empty"), (b"\x89PNG\r\n\x1a\n\0", "unsupported_format")],
)
def test_our_errors_come_as_values(data: bytes | None, code: str) -> None:
    assert error_of(ask("parse", data)) == (code, False)


def test_a_limit_of_the_request_is_obeyed() -> None:
    answer = ask("parse", TEXT, options={"limits": {"max_bytes": 3}})
    assert error_of(answer) == ("limit_exceeded", False)


@pytest.mark.parametrize("error", [docsieve.EncryptedError, docsieve.WrongPasswordError])
def test_password_errors_can_be_tried_again(error: type[docsieve.DocsieveError], replace_parse: Any) -> None:
    seen: list[str | None] = []

    def parse(source: Any, report: Any) -> Document:
        seen.append(source.options.password)
        raise error("Give the password.")

    replace_parse(parse)
    assert error_of(ask("parse", TEXT, options={"password": "pä"})) == (error.code, True)
    assert seen == ["pä"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ValueError("SECRET from the document"), "internal"),
        (BaseException("SECRET panic"), "internal"),
        (RecursionError(), "limit_exceeded"),
        (MemoryError(), "limit_exceeded"),
        (KeyboardInterrupt(), "cancelled"),
        (SystemExit("SECRET"), "internal"),
    ],
)
def test_whatever_a_parser_raises_becomes_an_answer(
    error: BaseException, code: str, replace_parse: Any
) -> None:
    def parse(source: Any, report: Any) -> Document:
        raise error

    replace_parse(parse)
    answer = ask("parse", TEXT)
    assert error_of(answer)[0] == code
    assert isinstance(answer, Failed)
    assert "SECRET" not in answer.error.message


def test_a_sniff_that_fails_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def sniff(source: Any) -> Any:
        raise KeyError("SECRET")

    broken = Format(
        name="x",
        title="x",
        extensions=(),
        media_types=(),
        yields="",
        sniff=sniff,
        parse=lambda *_: docsieve.parse(b""),
    )
    monkeypatch.setattr(registry, "all_formats", lambda: (broken,))
    assert error_of(ask("detect", TEXT))[0] == "internal"


def test_another_version_is_refused_before_anything_else() -> None:
    answer = RESPONSES.decode(bridge.handle('{"type":"no such message","v":999,"id":3}'))
    assert isinstance(answer, Failed)
    assert (answer.error.code, answer.id) == ("version_mismatch", 3)


@pytest.mark.parametrize(
    "request_json",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"v":1,"id":"x"}',
        '{"v":3,"id":4,"type":"nope"}',
        '{"v":3,"id":4,"type":"parse","options":{"no":1}}',
        "\ud800",
    ],
)
def test_a_request_that_makes_no_sense_is_answered(request_json: str) -> None:
    answer = RESPONSES.decode(bridge.handle(request_json))
    assert isinstance(answer, Failed)
    assert answer.error.code in ("internal", "version_mismatch")


def test_data_of_no_known_kind_is_answered() -> None:
    assert error_of(ask("parse", object()))[0] == "internal"


def test_progress_is_sent_seldom_but_for_the_last_page(
    replace_parse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixed = docsieve.parse(b"x,y\n1,2\n", filename="x.csv")

    def parse(source: Any, report: Any) -> Document:
        for done in range(1, 10_001):
            report.progress(done, 10_000)
        return fixed

    replace_parse(parse)
    now = iter(range(10**9))
    monkeypatch.setattr("docsieve.bridge.time.monotonic", lambda: next(now) / 1000)  # a page each ms
    sent: list[str] = []
    ask("parse", TEXT, emit=sent.append, outputs=["text"])
    messages = [msgspec.json.decode(text, type=Progress) for text in sent]
    pages = [message.done for message in messages if message.stage == "parse"]
    assert pages == sorted(set(pages))
    assert pages[-1] == 10_000
    assert len(pages) == pytest.approx(200, abs=10)
    assert messages[-1].stage == "render"
    assert {(message.id, message.v) for message in messages} == {(7, PROTOCOL_VERSION)}


def test_a_page_that_cannot_take_progress_gets_its_result() -> None:
    calls = 0

    def emit(text: str) -> None:
        nonlocal calls
        calls += 1
        raise RuntimeError("gone")

    assert isinstance(ask("parse", TEXT, emit=emit, outputs=["text", "json"]), Result)
    assert calls == 1
