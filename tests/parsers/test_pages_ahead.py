"""Text of pages while others are read: in order, each once, nothing hidden, the document as ever."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from docsieve import Group, Locator, Note, Page, Paragraph, Span
from docsieve.bridge import handle
from docsieve.hidden_content import without_hidden
from docsieve.pages_ahead import PagesAhead
from docsieve.protocol import PROTOCOL_VERSION, PageText

from e2e.made_files import pdf_of_lines
from tests.samples import Sample, all_samples, name_of

HERE = Locator(page=1)
READABLE = [sample for sample in all_samples() if sample.expected_error is None]
WORD = re.compile(r"\w+")


def ask(
    data: bytes,
    name: str,
    *,
    ahead: bool,
    emitted: list[dict[str, Any]] | None = None,
    options: dict[str, str] | None = None,
) -> dict[str, Any]:
    request = {
        "type": "parse",
        "v": PROTOCOL_VERSION,
        "id": 1,
        "filename": name,
        "options": options or {},
        "outputs": ["json", "text"],
        "pages_ahead": ahead,
    }
    sent: list[dict[str, Any]] = [] if emitted is None else emitted
    answer: dict[str, Any] = json.loads(
        handle(json.dumps(request), data, lambda message: sent.append(json.loads(message)))
    )
    assert answer["type"] == "result"
    return answer


def pages_of(emitted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [page for message in emitted if message["type"] == "pages" for page in message["pages"]]


def options_of(sample: Sample, **more: str) -> dict[str, str]:
    return {**({"password": sample.options.password} if sample.options.password else {}), **more}


@pytest.mark.parametrize("hidden", [None, "include", "exclude"])
@pytest.mark.parametrize("sample", READABLE, ids=name_of)
def test_the_document_is_the_same_with_pages_ahead(sample: Sample, hidden: str | None) -> None:
    options = options_of(sample, **({"hidden": hidden} if hidden else {}))
    emitted: list[dict[str, Any]] = []
    with_pages = ask(sample.data, sample.path.name, ahead=True, emitted=emitted, options=options)
    without: list[dict[str, Any]] = []
    assert ask(sample.data, sample.path.name, ahead=False, emitted=without, options=options) == with_pages
    assert pages_of(without) == []
    numbers = [page["number"] for page in pages_of(emitted)]
    assert numbers == sorted(set(numbers))
    assert set(numbers) <= {page["number"] for page in json.loads(with_pages["json"])["pages"]}


@pytest.mark.parametrize("sample", READABLE, ids=name_of)
def test_nothing_that_is_left_out_flashes_up(sample: Sample) -> None:
    shown = ask(sample.data, sample.path.name, ahead=False, options=options_of(sample, hidden="include"))
    emitted: list[dict[str, Any]] = []
    options = options_of(sample, hidden="exclude")
    left = ask(sample.data, sample.path.name, ahead=True, emitted=emitted, options=options)
    secret = {*WORD.findall(shown["text"])} - {*WORD.findall(left["text"])}
    flashed = {word for page in pages_of(emitted) for word in WORD.findall(page["text"])}
    assert flashed & secret == set()


@pytest.mark.parametrize(
    "path",
    [
        "pdf/article.pdf",
        "pptx/talk.pptx",
        "ppt/loan.ppt",
        "odp/slides.odp",
        "xlsx/structure.xlsx",
        "xls/sheets.xls",
        "ods/sheets.ods",
        "epub/sample.epub",
    ],
)
def test_formats_with_pages_send_all_of_them(path: str) -> None:
    data = (Path(__file__).parents[1] / "corpus" / path).read_bytes()
    emitted: list[dict[str, Any]] = []
    answer = ask(data, Path(path).name, ahead=True, emitted=emitted)
    pages = json.loads(answer["json"])["pages"]
    assert len(pages) > 1
    assert [page["number"] for page in pages_of(emitted)] == [page["number"] for page in pages]


def test_a_document_of_one_page_comes_as_the_result_alone() -> None:
    emitted: list[dict[str, Any]] = []
    ask(pdf_of_lines([["Only page"]]), "a.pdf", ahead=True, emitted=emitted)
    assert pages_of(emitted) == []


def test_the_text_of_a_page_is_what_the_page_would_be_alone() -> None:
    data = pdf_of_lines([["First line", "of one"], ["Second page"], ["Third page"]])
    emitted: list[dict[str, Any]] = []
    ask(data, "a.pdf", ahead=True, emitted=emitted)
    assert pages_of(emitted) == [
        {"number": 1, "text": "First line of one\n"},
        {"number": 2, "text": "Second page\n"},
        {"number": 3, "text": "Third page\n"},
    ]


def test_all_pages_are_sent_before_the_whole_is_decided() -> None:
    emitted: list[dict[str, Any]] = []
    ask(pdf_of_lines([["a"], ["b"], ["c"]]), "a.pdf", ahead=True, emitted=emitted)
    kinds = [message.get("stage", message["type"]) for message in emitted]
    assert kinds.index("render") > max(index for index, kind in enumerate(kinds) if kind == "pages")


def test_pages_come_in_batches_and_the_first_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("docsieve.pages_ahead.time.monotonic", lambda: now)
    batches: list[tuple[float, list[int]]] = []

    def send(pages: list[PageText]) -> None:
        batches.append((now, [page.number for page in pages]))

    ahead = PagesAhead(None, send)
    for number in range(1, 1001):
        now += 0.01
        ahead.add(Page(number=number, blocks=[Paragraph(where=HERE, spans=[Span("x")])]))
    ahead.flush()
    assert batches[0][1] == [1]
    assert [number for _, numbers in batches for number in numbers] == list(range(1, 1001))
    assert 90 <= len(batches) <= 101  # ten a second, for ten seconds


def test_a_note_that_its_page_does_not_call_waits_where_hidden_text_is_left_out() -> None:
    def note(name: str) -> Note:
        return Note(
            where=HERE,
            role="footnote",
            id=name,
            blocks=[Paragraph(where=HERE, spans=[Span(f"Text of {name}")])],
        )

    page = Page(
        number=1,
        blocks=[
            Paragraph(where=HERE, spans=[Span("Called", note="a"), Span("gone", hidden="vanish", note="b")]),
            Group(where=HERE, blocks=[note("a"), note("b"), note("elsewhere")]),
        ],
    )
    kept = without_hidden(page)
    assert kept is not None
    paragraph, group = kept.blocks
    assert isinstance(paragraph, Paragraph)
    assert [span.text for span in paragraph.spans] == ["Called"]
    assert isinstance(group, Group)
    assert [block.id for block in group.blocks if isinstance(block, Note)] == ["a"]
    assert isinstance(page.blocks[0], Paragraph)
    assert len(page.blocks[0].spans) == 2


def test_a_hidden_sheet_is_not_sent_where_it_is_left_out() -> None:
    assert without_hidden(Page(number=1, kind="sheet", hidden="sheet")) is None


def test_what_tags_declare_holds_for_single_pages_too() -> None:
    data = (Path(__file__).parents[1] / "corpus/pdf/structure_tree.pdf").read_bytes()
    emitted: list[dict[str, Any]] = []
    answer = ask(data, "a.pdf", ahead=True, emitted=emitted)
    first, second = (page["text"] for page in pages_of(emitted))
    assert first + "\n" + second.replace("The harbour press, a quarterly\n\n", "") == answer["text"]
    assert "Page 1" not in first  # an artifact


def test_pages_that_turn_out_to_be_readable_in_another_way_are_sent_once() -> None:
    data = pdf_of_lines([["First"], ["Second"], ["Third"]])
    for number in (5, 7, 9):  # contents that the cross-reference table says are deleted
        at = data.index(b"xref\n") + len(b"xref\n0 10\n") + 20 * number
        data = data[: at + 17] + b"f" + data[at + 18 :]
    emitted: list[dict[str, Any]] = []
    answer = ask(data, "a.pdf", ahead=True, emitted=emitted)
    assert [page["text"] for page in pages_of(emitted)] == ["First\n", "Second\n", "Third\n"]
    assert [warning["code"] for warning in answer["warnings"]] == ["repaired"]


def test_blank_pages_at_the_beginning_are_sent_with_the_first_that_is_not() -> None:
    emitted: list[dict[str, Any]] = []
    ask(pdf_of_lines([[], [], ["Third"], []]), "a.pdf", ahead=True, emitted=emitted)
    assert [page["number"] for page in pages_of(emitted)] == [1, 2, 3, 4]
