"""`python -m benchmarks.recognition`: words of the browser's text recognition against native Tesseract's."""

from __future__ import annotations

import argparse
import json
import os
import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import docsieve
import msgspec
from playwright.sync_api import Page, sync_playwright

from benchmarks.chromium import find_chromium, open_chromium
from benchmarks.docs_page import write_section
from benchmarks.documents import REPOSITORY
from benchmarks.recognition import native
from benchmarks.recognition.degraded import degraded
from benchmarks.recognition.pictures import Case, cases, known_pages
from benchmarks.results import describe_machine
from benchmarks.server import BenchServer

RESULTS = REPOSITORY / "benchmarks" / "results"
SITE = REPOSITORY / "dist"
_LANGUAGE: Final = "eng"
_WORD: Final = re.compile(r"\w+")
_RECOGNISE: Final = """
async ({ name, pages, language }) => {
  const { createClient } = await import("/docsieve.js");
  globalThis.client ??= createClient({ preload: ["pdf"] });
  await client.ready;
  const file = await (await fetch(`/_files/${name}`)).blob();
  const times = [];
  let page = 0, started = performance.now();
  const onProgress = ({ stage, done }) => {
    if (stage !== "recognise") return;
    if (page === 0 && done === 0) started = performance.now();
    if (Math.floor(done) > page) {
      page = Math.floor(done);
      times.push(performance.now() - started);
      started = performance.now();
    }
  };
  const options = { languages: [language], outputs: ["json"], onProgress };
  const parsed = await client.recognise(new File([file], name), { ...options, pages });
  return { json: parsed.json, times };
}
"""


def main() -> int:
    """Recognise every page both ways, write one JSON file and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recognition", description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument(
        "--degraded", action="store_true", help="only pages made worse, against what they say"
    )
    parser.add_argument("--report", type=Path, help="print the table of an earlier run")
    parser.add_argument("--write-docs", action="store_true", help="with --report: into docs/benchmarks.md")
    arguments = parser.parse_args()
    if arguments.report:
        earlier = json.loads(arguments.report.read_text("utf-8"))
        table = table_of(earlier)
        print(table)
        if arguments.write_docs:
            section = "recognition-degraded" if _has_truth(earlier) else "recognition"
            write_section(section, os.path.relpath(arguments.report, REPOSITORY), table)
        return 0
    found = measure(is_degraded=arguments.degraded)
    path = arguments.out or RESULTS / "local" / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-recognition.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(table_of(found))
    return 0


def measure(*, is_degraded: bool = False) -> dict[str, Any]:
    """Read all pages in the browser and natively; or pages made worse on purpose."""
    chosen = list(known_pages() if is_degraded else cases())
    runtime = json.loads((SITE / "runtime.json").read_text())
    pages: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        tessdata = Path(folder)
        (tessdata / "configs").mkdir()
        (tessdata / "configs" / "tsv").write_text("tessedit_create_tsv 1\n")
        trained = SITE / runtime["recognition"]["languages"][_LANGUAGE]["path"]
        (tessdata / f"{_LANGUAGE}.traineddata").write_bytes(trained.read_bytes())
        files: dict[str, Path] = {}
        with (
            BenchServer(peers={}, files=files, site=SITE) as server,
            sync_playwright() as playwright,
            open_chromium(playwright, find_chromium()) as chromium,
        ):
            page = chromium.context.new_page()
            page.goto(f"{server.origin}/manifest.json")
            browser = page.evaluate("navigator.userAgent.match(/Chrome\\/[0-9.]+/)[0]")
            if is_degraded:
                chosen += list(degraded(chosen, page))
            for case in chosen:
                files[case.name] = tessdata / case.name
                files[case.name].write_bytes(case.picture)
                pages += _measure_case(case, page, tessdata)
                print(f"{case.name}: {len(case.pages)} pages", flush=True)
    return {
        "machine": describe_machine(browser, {}),
        "native": native.version(),
        "language": _LANGUAGE,
        "build_id": runtime["build_id"],
        "pages": pages,
    }


def _measure_case(case: Case, page: Page, tessdata: Path) -> list[dict[str, Any]]:
    wanted = {"name": case.name, "pages": list(case.pages), "language": _LANGUAGE}
    answer = page.evaluate(_RECOGNISE, wanted)
    document = msgspec.json.decode(answer["json"], type=docsieve.Document)
    by_number = {one.number: one for one in document.pages}
    rows = []
    for number, image, milliseconds in zip(case.pages, case.images, answer["times"], strict=True):
        own = by_number[number]
        own.blocks = [block for block in own.blocks if block.source == "ocr"]
        alone = msgspec.structs.replace(document, pages=[own], warnings=[])
        ours = _words(docsieve.render(alone, "text"))
        other = native.read(image, tessdata, _LANGUAGE)
        theirs = _words(other.text)
        row = {
            "file": case.name,
            "kind": case.kind,
            "page": number,
            "words": theirs.total(),
            "found": (ours & theirs).total(),
            "own_words": ours.total(),
            "browser_ms": round(milliseconds),
            "native_ms": round(other.milliseconds),
        }
        if case.truth:
            truth = _words(case.truth)
            row |= {"true_words": truth.total(), "true_found": (ours & truth).total()}
            row |= {"native_true_found": (theirs & truth).total()}
        rows.append(row)
    return rows


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def table_of(found: Mapping[str, Any]) -> str:
    """Return the table: a row a file, then all scans and all pictures; or a row for each fault of pages."""
    pages = found["pages"]
    machine = found["machine"]
    head = f"{machine['browser']} and {found['native']} (one thread) on {machine['cpu']}; {len(pages)} pages."
    if _has_truth(found):
        return "\n".join([head, "", *_against_truth(pages)])
    names = list(dict.fromkeys(row["file"] for row in pages))
    lines = [
        head,
        "",
        "| file | pages | native's words | of them found | browser, s a page | native, s a page |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(_row(name, [row for row in pages if row["file"] == name]) for name in names),
    ]
    for kind, title in (("scan", "all scanned pages"), ("picture", "all pictures")):
        chosen = [row for row in pages if row["kind"] == kind]
        if chosen:
            lines.append(_row(f"**{title}**", chosen))
    return "\n".join(lines)


def _has_truth(found: Mapping[str, Any]) -> bool:
    return "true_words" in found["pages"][0]


def _against_truth(pages: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = [
        "| three pages | words | found by the browser | by native | browser’s own words besides |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    kinds = list(dict.fromkeys(row["kind"] for row in pages))
    for kind in [*kinds, "**all**"]:
        rows = [row for row in pages if kind in (row["kind"], "**all**")]
        words, ours, theirs, own = (
            sum(row[key] for row in rows)
            for key in ("true_words", "true_found", "native_true_found", "own_words")
        )
        shares = f"{100 * ours / words:.1f} % | {100 * theirs / words:.1f} %"
        lines.append(f"| {kind} | {words:,} | {shares} | {100 * (own - ours) / words:.1f} % |")
    return lines


def _row(title: str, rows: Sequence[Mapping[str, Any]]) -> str:
    words, got = (sum(row[key] for row in rows) for key in ("words", "found"))
    share = f"{100 * got / words:.1f} %" if words else "–"
    browser, other = (sum(row[key] for row in rows) / len(rows) / 1000 for key in ("browser_ms", "native_ms"))
    return f"| {title} | {len(rows)} | {words:,} | {share} | {browser:.1f} | {other:.1f} |"


if __name__ == "__main__":
    raise SystemExit(main())
