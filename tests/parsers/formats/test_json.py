from __future__ import annotations

import json

import docsieve
import pytest
from docsieve import CodeBlock, LimitExceededError, Limits, Options, Table
from docsieve.formats._json.syntax import laid_out, shape_of


def block(text: str, name: str | None = None) -> object:
    return docsieve.parse(text.encode(), filename=name).pages[0].blocks[0]


def rows(text: str) -> list[list[tuple[int | None, str]]]:
    table = block(text)
    assert isinstance(table, Table)
    return [[(cell.column, cell.text) for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ('{"a": 1}', None, "json"),
        ('{"a": 1}', "x.txt", "json"),
        ('[{"a": 1, "b": 2, "c": 3},\n' * 9, None, "json"),
        ('{"a": 1, "b": 2, "c": 3}\n' * 9, "x.csv", "json"),
        ("[1, 2]", "x.json", "json"),
        ("[1, 2]", None, "plain_text"),
        ("[1] A footnote", None, "plain_text"),
        ("[a](b)", "x.md", "markdown"),
        ('{"a" 1}', None, "plain_text"),
        ('{"a": [1}', None, "plain_text"),
        ("{a: b}", None, "plain_text"),
    ],
)
def test_the_grammar_decides(text: str, name: str | None, wanted: str) -> None:
    assert docsieve.detect(text.encode(), filename=name).name == wanted


def test_the_beginning_of_a_long_file_is_enough() -> None:
    for padding in range(40):
        text = json.dumps([{"name" + "x" * padding: "é" * 9, "n": [True, -1.5e7, None]}] * 400)
        assert docsieve.detect(text.encode()).name == "json"


def test_flat_objects_are_rows_with_every_digit_as_written() -> None:
    assert rows('[{"a": 1.10, "b": null}, {"c": true, "a": "x"}]') == [
        [(None, "a"), (None, "b"), (None, "c")],
        [(None, "1.10")],
        [(None, "x"), (2, "true")],
    ]


@pytest.mark.parametrize(
    "text", ['[{"a": 1, "a": 2}]', '[{"a": [1]}]', '[{"a": 1}, 2]', '{"a": 1}', '[[1, 2]]\n{"a": 1}']
)
def test_what_is_no_table_is_kept(text: str) -> None:
    assert block(text, "x.json") == CodeBlock(where=docsieve.Locator(page=1), text=text, language="json")


def test_objects_of_different_kinds_are_no_table() -> None:
    text = "\n".join(json.dumps({f"key{n}": n}) for n in range(9))
    assert isinstance(block(text), CodeBlock)


def test_setting_out_changes_white_space_only() -> None:
    values = {"a": [], "b": {}, "c": [{"d": "x, {y}: [z]"}, [1, [2]]], "e": -1.5e-7}
    dense = json.dumps(values, separators=(",", ":"))
    assert laid_out(dense) == json.dumps(values, indent=2)
    assert laid_out('{"a":1.0,"a":1}') == '{\n  "a": 1.0,\n  "a": 1\n}'


def test_escaped_letters_are_shown_and_controls_and_signs_stay() -> None:
    found = block(r'{"\u004d\u00fcller": "\\u00fc \u0022 \u202e \ud83d \ud83d\ude00 \u0000"}')
    assert isinstance(found, CodeBlock)
    assert found.text == r'{"Müller": "\\u00fc \u0022 \u202e \ud83d 😀 \u0000"}'


def test_a_control_character_in_a_cell_is_left_out() -> None:
    assert rows(r'[{"a": "x\u0000y\ud800z\r\nw"}]')[1] == [(None, "xyz\nw")]


def test_a_file_cut_off_is_shown_and_said_so() -> None:
    document = docsieve.parse(b'{"a": {"b": "some te')
    assert [warning.code for warning in document.warnings] == ["damaged_json"]
    assert "some te" in docsieve.render(document, "text")


def test_limits() -> None:
    with pytest.raises(LimitExceededError):
        docsieve.parse(b'[{"a":1},{"a":2}]', options=Options(limits=Limits(max_cells=2)))
    deep = '{"a":' * 100_000
    assert isinstance(block(deep), CodeBlock)
    assert shape_of("[" * 4096, is_whole=False) is not None
