"""How long the review of a 1,000-page document lets a person wait: `python -m benchmarks.review`.

From the browser's own timestamp of the input event until the frame that shows the outcome, both texts of
the page included, is painted. Real Chromium, the built site, real key presses and clicks.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect, sync_playwright

from benchmarks.chromium import find_chromium, open_chromium
from benchmarks.painting import WAITS, circumstances, keep
from e2e.live_site import serve_site
from e2e.made_files import pdf_of_lines
from e2e.review_page import ReviewPage
from pyodide_bundle.paths import DIST
from pyodide_bundle.serve import read_site

PAGES = 1000
LIMIT_MS = 100
#: Waits for an input event after `armed`, then for a frame in which the outcome is there, then for its paint.
_PROBE = (
    "() => {"
    + WAITS
    + """
  const review = () =>
    document.querySelector("docsieve-drop").shadowRoot.querySelector("docsieve-review").shadowRoot;
  const scroller = () => review().querySelector("docsieve-review-pages");
  const shownRow = () => {
    const { top } = scroller().getBoundingClientRect();
    const pages = [...scroller().querySelectorAll(".page")];
    return pages.find((page) => page.getBoundingClientRect().bottom > top + 40);
  };
  const outcome = () => shownRow()?.querySelector(".payload")?.textContent ?? "";
  window.armed = (type) => {
    const before = outcome();
    window.measured = new Promise((resolve) => {
      addEventListener(
        type,
        async ({ timeStamp }) => {
          await until(() => outcome() !== before);
          resolve((await painted()) - timeStamp);
        },
        { capture: true, once: true },
      );
    });
  };
  window.jump = async (index) => {
    const from = performance.now();
    const pages = scroller();
    pages.scrollTop = (pages.scrollHeight / %d) * index;
    await until(() => {
      const row = shownRow();
      return row && Number(row.dataset.index) > index - 100 && outcome().length > 100;
    });
    return (await painted()) - from;
  };
}
"""
)


#: Each stands once on every page.
_WORDS = ("Bluebird", "Nightjar", "Kestrel", "Lapwing", "Curlew", "Dunlin", "Godwit", "Plover", "Ruff")


def _lines(page: int) -> list[str]:
    """A page of prose with four things to find and a word that stands on every page."""
    prose = "The tenant shall keep the premises in good repair and report any damage without delay to the"
    lines = [f"{prose} agent, item {number}." for number in range(26)]
    lines[3] = f"Write to person{page % 200}@example.com or to office@example.org before the end of the term."
    lines[11] = "Payments go to DE89 3704 0044 0532 0130 00 with the reference Bluebird and the date."
    lines[15] = f"Known as {', '.join(_WORDS[1:])} in the annex to these terms."
    lines[19] = f"Server 10.{page % 250}.3.7 keeps the records of clause {page}."
    return lines


def _measure(page: Page, act: Callable[[], object], event: str) -> float:
    page.evaluate("(type) => armed(type)", event)
    act()
    return float(page.evaluate("measured"))


def _interactions(review: ReviewPage) -> dict[str, Callable[[], list[float]]]:
    page = review.page
    kind = review.decide_kind("E-mail addresses")
    operator = page.get_by_label("E-mail addresses: replaced by")
    value = page.get_by_role("checkbox", name="office@example.org")
    first = page.get_by_role("checkbox", name="Send Page 1", exact=True).first
    words = iter(_WORDS)
    operators = iter(("mask", "label", "hash", "drop", "label", "mask", "hash", "label", "drop", "label"))

    def match() -> list[float]:
        page.locator(".original .mark").first.focus()
        return [_measure(page, lambda: page.keyboard.press("Space"), "keydown") for _ in range(2)]

    def phrase() -> list[float]:
        field = page.get_by_label("Word, phrase or expression")
        field.fill(next(words))
        return [_measure(page, lambda: field.press("Enter"), "keydown")]

    def undo() -> list[float]:
        page.locator("docsieve-review-pages").focus()
        return [_measure(page, lambda: page.keyboard.press("Control+z"), "keydown")]

    def twice(box: Locator) -> Callable[[], list[float]]:
        return lambda: [_measure(page, box.click, "click") for _ in range(2)]

    def replacement() -> list[float]:
        return [_measure(page, lambda: operator.select_option(next(operators)), "input")]

    return {
        "one match": match,
        "one value, on every page": twice(value),
        "a kind, 2,000 matches": twice(kind),
        "another replacement": replacement,
        "a phrase, on every page": phrase,
        "undo of the phrase": undo,
        "a page left out, and taken in": twice(first),
    }


def run(repeats: int) -> dict[str, Any]:
    """Measure; return the rows."""
    rows: dict[str, list[float]] = {}
    folder = Path(tempfile.mkdtemp())
    path = folder / "contract.pdf"
    path.write_bytes(pdf_of_lines([_lines(page) for page in range(1, PAGES + 1)]))
    with serve_site(read_site(DIST), reports=False) as site, sync_playwright() as playwright:
        executable = find_chromium()
        with open_chromium(playwright, executable) as chromium:
            expect.set_options(timeout=180_000)
            page = chromium.context.new_page()
            page.set_default_timeout(180_000)
            page.set_viewport_size({"width": 1400, "height": 950})
            page.goto(site.origin)
            review = ReviewPage.__new__(ReviewPage)
            review.page = page
            expect(review.button("Choose files")).to_be_visible()
            review.open(path)
            page.get_by_role("button", name="Values: E-mail addresses").click()
            page.evaluate(_PROBE % PAGES)
            interactions = _interactions(review)
            for _ in range(repeats):
                for name, interact in interactions.items():
                    rows.setdefault(name, []).extend(interact())
            for repeat in range(repeats):
                for index in (990, 500, 30 + repeat):
                    rows.setdefault("a jump over hundreds of pages", []).append(
                        page.evaluate("(index) => jump(index)", index)
                    )
            in_page = page.locator("docsieve-review-pages .page").count()
            version = chromium.context.browser.version if chromium.context.browser else ""
    return {
        **circumstances(),
        "chromium": version,
        "pages": PAGES,
        "pages_in_dom": in_page,
        "milliseconds": {name: [round(each, 1) for each in values] for name, values in rows.items()},
    }


def table(result: dict[str, Any]) -> str:
    """Return the rows as Markdown."""
    lines = [
        f"{result['pages']:,} pages of 2,500 characters with 4,000 matches; {result['pages_in_dom']} pages "
        f"are in the DOM. {result['machine']['cores']} cores, load {result['machine']['load']:.1f}.",
        "",
        "| change | median, ms | worst, ms |",
        "|---|---:|---:|",
    ]
    for name, values in result["milliseconds"].items():
        lines.append(f"| {name} | {statistics.median(values):.0f} | {max(values):.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Run, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=7, choices=range(1, 10))
    parser.add_argument("--out", type=Path, help="where the JSON goes")
    parser.add_argument("--docs", action="store_true", help="put the table into docs/benchmarks.md")
    chosen = parser.parse_args()
    keep(run(chosen.repeats), table, "review", chosen)


if __name__ == "__main__":
    main()
