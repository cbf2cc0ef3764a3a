"""Long documents: pages are there while others are read, and nothing of the document changes for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from docsieve.bridge import handle
from docsieve.protocol import PROTOCOL_VERSION
from playwright.sync_api import Page, expect

from e2e.drop_page import DropPage
from e2e.guard import Guard
from e2e.in_browser import BrowserClient
from e2e.made_files import SECRET, pdf_of_lines, write_pdf

PAGES = 600

_PARSE = """
async ({ ahead, abort, pages }) => {
  const [file] = document.getElementById("file").files;
  const controller = new AbortController();
  const log = [];
  const options = {
    pages,
    signal: controller.signal,
    outputs: ["text", "markdown", "json"],
    onProgress: ({ stage, done, total }) => log.push(stage === "parse" ? { done, total } : { stage }),
  };
  if (ahead) {
    options.onPages = (arrived) => {
      log.push({ pages: arrived });
      if (abort) controller.abort();
    };
  }
  try {
    const { text, markdown, json } = await client.parse(file, options);
    return { log, text, markdown, json };
  } catch (error) {
    if (error.name !== "DocumentError") throw error;
    // What was still on its way when the file was given up would come now.
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { log, code: error.code };
  }
}
"""


def write_book(path: Path, pages: int = PAGES) -> Path:
    """Write a book with a running header and a page number on each page."""
    path.write_bytes(
        pdf_of_lines(
            [
                [
                    "The Tide Tables",
                    f"Day {page} of the year begins with a note on the weather.",
                    *(
                        f"On day {page} at hour {hour} the gauge stood at mark {page * 24 + hour}."
                        for hour in range(24)
                    ),
                    str(page),
                ]
                for page in range(1, pages + 1)
            ]
        )
    )
    return path


def read(client: BrowserClient, path: Path, **how: Any) -> dict[str, Any]:
    client.page.set_input_files("#file", path)
    answer: dict[str, Any] = client.page.evaluate(_PARSE, {"ahead": True, "abort": False, **how})
    return answer


def arrived(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [page for step in answer["log"] for page in step.get("pages", [])]


def test_pages_arrive_in_order_each_once_while_others_are_read(
    used_client: BrowserClient, tmp_path: Path
) -> None:
    book = write_book(tmp_path / "book.pdf")
    answer = read(used_client, book)
    pages = arrived(answer)
    assert [page["number"] for page in pages] == list(range(1, PAGES + 1))
    for page in pages:
        assert f"Day {page['number']} of the year" in page["text"]
        assert f"at hour 23 the gauge stood at mark {page['number'] * 24 + 23}." in page["text"]
        assert page["text"].count("of the year") == 1
    first = next(index for index, step in enumerate(answer["log"]) if "pages" in step)
    read_by_then = max((step.get("done", 0) for step in answer["log"][:first]), default=0)
    assert read_by_then < PAGES
    assert not any("stage" in step and step["stage"] == "render" for step in answer["log"][:first])


def test_text_of_pages_is_what_python_writes_natively(used_client: BrowserClient, tmp_path: Path) -> None:
    book = write_book(tmp_path / "book.pdf", pages=60)
    request = {"type": "parse", "v": PROTOCOL_VERSION, "id": 1, "filename": book.name, "pages_ahead": True}
    native: list[dict[str, Any]] = []
    handle(json.dumps(request), book.read_bytes(), lambda message: native.append(json.loads(message)))
    expected = [page for message in native if message["type"] == "pages" for page in message["pages"]]
    assert len(expected) == 60
    assert arrived(read(used_client, book)) == expected


def test_result_is_the_same_to_the_byte_as_without_pages_ahead(
    used_client: BrowserClient, tmp_path: Path
) -> None:
    book = write_book(tmp_path / "book.pdf")
    ahead, plain = (read(used_client, book, ahead=ahead) for ahead in (True, False))
    assert len(arrived(ahead)) == PAGES
    assert arrived(plain) == []
    for output in ("json", "text", "markdown"):
        assert ahead[output] == plain[output]
    assert ahead["text"].count("The Tide Tables") == 1  # it was on each page while that was not known


def test_aborting_after_the_first_pages_ends_it_and_the_next_file_is_read(
    client_page: BrowserClient, tmp_path: Path
) -> None:
    answer = read(client_page, write_book(tmp_path / "book.pdf"), abort=True)
    assert answer["code"] == "cancelled"
    assert [page["number"] for page in arrived(answer)] == [1]
    after = read(client_page, write_pdf(tmp_path / "after.pdf", pages=2))
    assert f"{SECRET} page 2" in after["text"]


def test_range_of_pages_is_read_and_sent_alone(used_client: BrowserClient, tmp_path: Path) -> None:
    book = write_book(tmp_path / "book.pdf")
    answer = read(used_client, book, pages=[[3, 4], [PAGES - 1, 10**9]])
    assert [page["number"] for page in arrived(answer)] == [3, 4, PAGES - 1, PAGES]
    assert {step["total"] for step in answer["log"] if step.get("done")} == {4}
    assert [page["number"] for page in json.loads(answer["json"])["pages"]] == [3, 4, PAGES - 1, PAGES]


# The page that people use

#: What the element holds, and a promise of a moment.
_LOOK = """
() => {
  globalThis.look = () => {
    const drop = document.querySelector("docsieve-drop").shadowRoot;
    const view = drop.querySelector("docsieve-result-view")?.shadowRoot;
    return {
      state: drop.querySelector("li.row")?.dataset.state,
      mark: view?.querySelector(".reading")?.textContent,
      panel: view?.querySelector("#panel"),
      text: view?.querySelector("docsieve-chunked-text"),
    };
  };
  globalThis.until = (isSo) =>
    new Promise((resolve) => {
      const check = () => (isSo(look()) ? resolve(look()) : requestAnimationFrame(check));
      check();
    });
}
"""


@pytest.fixture
def drop(page: Page, guard: Guard) -> DropPage:
    opened = DropPage(page)
    page.evaluate(_LOOK)
    return opened


def test_text_is_on_the_page_before_the_file_is_read(drop: DropPage, tmp_path: Path) -> None:
    drop.page.evaluate("void (globalThis.first = until(({ text }) => text?.textContent))")
    drop.choose(write_book(tmp_path / "book.pdf", pages=2000))
    seen = drop.page.evaluate(
        "async () => { const { state, mark, text } = await first; return [state, mark, text.textContent]; }"
    )
    assert seen[0] == "reading"
    assert seen[1].startswith("Reading")
    assert "Day 1 of the year begins with a note on the weather." in seen[2]
    drop.wait_until_read("book.pdf")
    expect(drop.shown()).to_contain_text("Day 1 of the year")
    expect(drop.button("Copy")).to_be_visible()


def test_only_the_text_can_be_seen_and_nothing_be_taken_before_the_end(
    drop: DropPage, tmp_path: Path
) -> None:
    drop.page.evaluate(
        """void (globalThis.early = until(({ text }) => text?.textContent).then(async ({ panel }) => {
          const view = panel.getRootNode();
          const labels = [...view.querySelectorAll("button")].map((button) => button.textContent.trim());
          view.querySelector("#tab-json").click();
          await view.host.updateComplete;
          return [look().state, labels, look().panel.textContent.trim()];
        }))"""
    )
    drop.choose(write_book(tmp_path / "book.pdf", pages=2000))
    state, labels, shown = drop.page.evaluate("early")
    assert state == "reading"
    assert labels == ["Text", "Markdown", "JSON"]
    assert shown == "This appears when the whole file has been read."
    expect(drop.shown()).to_contain_text('"pages"')


@pytest.mark.parametrize("selects", [True, False], ids=["selected", "at the top"])
def test_what_is_read_stays_where_it_is_when_the_result_comes(
    drop: DropPage, tmp_path: Path, selects: bool
) -> None:
    drop.page.evaluate(
        """(selects) => {
          // A person scrolls into the middle of what is there, and may select a sentence.
          globalThis.sentence = "Day 200 of the year begins with a note on the weather.";
          globalThis.placeOf = (text) => {
            for (const piece of text.children) {
              const at = piece.textContent.indexOf(sentence);
              if (at < 0) continue;
              const range = document.createRange();
              range.setStart(piece.firstChild, at);
              range.setEnd(piece.firstChild, at + sentence.length);
              return range;
            }
          };
          globalThis.placed = until(({ text }) => text?.textContent.includes("Day 300 of")).then(
            async ({ panel, text, state }) => {
              const range = placeOf(text);
              range.startContainer.parentElement.scrollIntoView();
              for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
              panel.scrollTop += range.getBoundingClientRect().top - panel.getBoundingClientRect().top;
              if (selects) panel.scrollTop -= 100;
              await new Promise(requestAnimationFrame);
              if (selects) getSelection().setBaseAndExtent(
                range.startContainer, range.startOffset, range.endContainer, range.endOffset,
              );
              return [state, range.getBoundingClientRect().top - panel.getBoundingClientRect().top];
            },
          );
        }""",
        selects,
    )
    drop.choose(write_book(tmp_path / "book.pdf", pages=2000))
    state, before = drop.page.evaluate("placed")
    assert state == "reading"
    drop.wait_until_read("book.pdf")
    after, selected, scrolled, headers = drop.page.evaluate(
        """async () => {
          const { panel, text } = await until(({ state, mark }) => state === "done" && !mark);
          for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
          const [range] = getSelection().getComposedRanges({ shadowRoots: [panel.getRootNode()] });
          const live = document.createRange();
          if (range) {
            live.setStart(range.startContainer, range.startOffset);
            live.setEnd(range.endContainer, range.endOffset);
          }
          const top = placeOf(text).getBoundingClientRect().top - panel.getBoundingClientRect().top;
          const headers = text.textContent.split("The Tide Tables").length - 1;
          return [top, live.toString(), panel.scrollTop, headers];
        }"""
    )
    assert headers == 1  # it is the final text: that of the pages has the header on each
    assert selected == ("Day 200 of the year begins with a note on the weather." if selects else "")
    assert scrolled > 1000
    assert after == pytest.approx(before, abs=2)


def test_a_screen_reader_hears_of_the_first_pages_once(drop: DropPage, tmp_path: Path) -> None:
    drop.page.evaluate(
        """() => {
          globalThis.heard = [];
          const drop = document.querySelector("docsieve-drop").shadowRoot;
          const status = drop.querySelector("[role=status].hidden");
          new MutationObserver(() => heard.push(status.textContent)).observe(status, {
            characterData: true, childList: true, subtree: true,
          });
        }"""
    )
    drop.choose(write_book(tmp_path / "book.pdf"))
    drop.wait_until_read("book.pdf")
    assert drop.page.evaluate("heard") == [
        "1 file added.",
        "The first pages of book.pdf can be read; more follow.",
        "book.pdf has been read.",
    ]


def test_cancelled_file_leaves_no_text_behind(drop: DropPage, tmp_path: Path) -> None:
    drop.page.evaluate(
        """void (globalThis.stopped = until(({ text }) => text?.textContent).then(({ text }) => {
          const row = document.querySelector("docsieve-drop").shadowRoot.querySelector("li.row");
          [...row.querySelectorAll("button")].find((each) => each.textContent.trim() === "Cancel").click();
        }))"""
    )
    drop.choose(write_book(tmp_path / "book.pdf", pages=2000))
    drop.page.evaluate("stopped")
    expect(drop.row("book.pdf")).to_contain_text("Cancelled")
    expect(drop.page.get_by_text("The text of a file appears here.")).to_be_visible()
    drop.choose(write_pdf(tmp_path / "after.pdf", pages=2))
    drop.wait_until_read("after.pdf")
    expect(drop.shown()).to_contain_text(f"{SECRET} page 2")
