"""How soon the text of a long PDF is on the screen, and what it takes: `python -m benchmarks.streaming`.

Real Chromium, the built site, its own page. From the browser's timestamp of the event with which a file is
chosen until the frame that shows the first text is painted, and until that with the final one is.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, sync_playwright

from benchmarks.chromium import Chromium, find_chromium, open_chromium
from benchmarks.documents import REPOSITORY, SHARED
from benchmarks.painting import WAITS, circumstances, keep
from e2e.live_site import serve_site
from e2e.made_files import pdf_of_lines
from pyodide_bundle.paths import DIST
from pyodide_bundle.serve import read_site

LONG = SHARED / "bench" / "pdf_930p_concat.pdf"
#: How many of its pages are read for the memory they take.
SHARES = (100, 471, 930)

#: Keeps what workers say of their memory: the page that people use shows it to nobody.
_HEAPS = """
globalThis.heaps = [];
globalThis.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => data.type === "state" && heaps.push(data.heap_bytes));
  }
};
"""
_PROBE = (
    "() => {"
    + WAITS
    + """
  const drop = () => document.querySelector("docsieve-drop").shadowRoot;
  const rows = () => [...drop().querySelectorAll("li.row")];
  const view = () => drop().querySelector("docsieve-result-view")?.shadowRoot;
  const hasText = () => Boolean(view()?.querySelector("docsieve-chunked-text")?.textContent);
  globalThis.watch = () => {
    const started = new Promise((resolve) => {
      addEventListener("input", ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true });
    });
    globalThis.first = started.then(async (from) => {
      await until(hasText);
      return (await painted()) - from;
    });
    globalThis.all = started.then(async (from) => {
      await until(() => rows().at(-1)?.dataset.state === "done" && hasText());
      return (await painted()) - from;
    });
  };
}
"""
)
_READ = """
async ({ pages, ahead }) => {
  const [file] = document.getElementById("file").files;
  const { createClient } = await import("/docsieve.js");
  const client = createClient();
  await client.ready;
  await client.preload(["pdf"]);
  const started = performance.now();
  const options = { pages: [[1, pages]], outputs: ["text"] };
  if (ahead) options.onPages = () => {};
  await client.parse(file, options);
  const milliseconds = performance.now() - started;
  client.dispose();
  return { milliseconds, heap: heaps.at(-1) };
}
"""


def _watched(chromium: Chromium, page: Page, path: Path) -> dict[str, float]:
    page.evaluate("watch()")
    before = chromium.cost()
    page.set_input_files("input[data-kind=files]", path)
    first = float(page.evaluate("first"))
    first_cpu = chromium.cost().cpu_since(before)
    whole = float(page.evaluate("all"))
    page.get_by_role("button", name="Clear all").click()
    return {"first": first, "first_cpu": first_cpu, "all": whole}


def _on_the_page(playwright: Playwright, origin: str, small: Path) -> dict[str, dict[str, float]]:
    """Drop the long file into a fresh visit, as the first PDF of it and as the second."""
    found: dict[str, dict[str, float]] = {}
    for name, before in (("first PDF of a visit", False), ("after another PDF", True)):
        with open_chromium(playwright, find_chromium()) as chromium:
            page = chromium.context.new_page()
            page.set_default_timeout(180_000)
            page.goto(origin)
            page.evaluate(_PROBE)
            page.evaluate("document.querySelector('docsieve-drop').client.ready.then(() => {})")
            if before:
                _watched(chromium, page, small)
            found[name] = _watched(chromium, page, LONG)
    return found


def _in_memory(playwright: Playwright, origin: str, pages: int, *, ahead: bool) -> dict[str, float]:
    with open_chromium(playwright, find_chromium()) as chromium:
        page = chromium.context.new_page()
        page.set_default_timeout(180_000)
        page.add_init_script(_HEAPS)
        page.goto(f"{origin}/manifest.json")
        page.evaluate(
            """() => {
              const input = document.createElement("input");
              input.type = "file";
              input.id = "file";
              document.body.append(input);
            }"""
        )
        page.set_input_files("#file", LONG)
        read: dict[str, float] = page.evaluate(_READ, {"pages": pages, "ahead": ahead})
        return {"milliseconds": read["milliseconds"], "heap_mb": read["heap"] / 1e6}


def run(repeats: int, small: Path) -> dict[str, Any]:
    """Measure; return the rows."""
    shown: dict[str, list[dict[str, float]]] = {}
    memory: list[dict[str, Any]] = []
    small.write_bytes(pdf_of_lines([["One page"]]))
    with serve_site(read_site(DIST), reports=False) as site, sync_playwright() as playwright:
        for _ in range(repeats):
            for name, seen in _on_the_page(playwright, site.origin, small).items():
                shown.setdefault(name, []).append(seen)
        for _ in range(repeats):
            for pages in SHARES:
                for ahead in (False, True):
                    cost = _in_memory(playwright, site.origin, pages, ahead=ahead)
                    memory.append({"pages": pages, "ahead": ahead, **cost})
    return {
        **circumstances(),
        "file": LONG.name,
        "bytes": LONG.stat().st_size,
        "shown": shown,
        "memory": memory,
    }


def _spread(values: list[float]) -> str:
    middle = f"{statistics.median(values):,.0f}"
    return f"{middle} ({min(values):,.0f}–{max(values):,.0f})" if len(values) > 1 else middle


def table(result: dict[str, Any]) -> str:
    """Return the rows as Markdown."""
    machine = result["machine"]
    lines = [
        f"{result['file']}, {result['bytes'] / 1e6:.1f} MB. "
        f"{machine['cores']} cores, load {machine['load']:.1f} at the end.",
        "",
        "| 930 pages, reader started | first text on the screen, ms | CPU until then, ms | final text, ms |",
        "|---|---:|---:|---:|",
    ]
    for name, seen in result["shown"].items():
        cells = [_spread([each[key] for each in seen]) for key in ("first", "first_cpu", "all")]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines += [
        "",
        "| pages read | heap of the worker, MB | the same with `onPages` | ms | ms with `onPages` |",
        "|---:|---:|---:|---:|---:|",
    ]
    for pages in SHARES:
        cells = [str(pages)]
        for key in ("heap_mb", "milliseconds"):
            for ahead in (False, True):
                rows = [row for row in result["memory"] if (row["pages"], row["ahead"]) == (pages, ahead)]
                cells.append(_spread([row[key] for row in rows]))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Run, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=2, choices=range(1, 10))
    parser.add_argument("--out", type=Path, help="where the JSON goes")
    parser.add_argument("--docs", action="store_true", help="put the tables into docs/benchmarks.md")
    chosen = parser.parse_args()
    if not LONG.exists():
        raise SystemExit("The shared corpus is not beside the repository: there is no long file to read.")
    small = REPOSITORY / ".cache" / "one_page.pdf"
    keep(run(chosen.repeats, small), table, "streaming", chosen)


if __name__ == "__main__":
    main()
