"""The two measurements of a peer: how it starts, and how it reads. Each session is one browser of its own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Playwright

from benchmarks.chromium import Chromium, Cost, open_chromium
from benchmarks.documents import BenchFile
from benchmarks.peer_site import Peer
from benchmarks.results import ParseRow, RecallRow, StartRow
from benchmarks.server import BenchServer
from benchmarks.snippets import recall

#: A page that has not answered after this long (s) is ended, and its browser too; peers may set their own.
PATIENCE_S = 180

#: A page whose script has not even run after this long (ms) is broken.
_START_PATIENCE_MS = 60_000

#: Small files read before a large one.
_WARMERS = 10

#: Time (ms) for the browser to write what it compiled to its code cache before the next visit.
_SETTLE_MS = 1_500


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What every session needs."""

    playwright: Playwright
    executable: str
    server: BenchServer


def measure_starts(bench: Bench, peer: Peer, first: BenchFile, *, repeat: int, visits: int) -> list[StartRow]:
    """Load a peer's page `visits` times in one fresh profile, each time up to the first document's text."""
    rows = []
    with open_chromium(bench.playwright, bench.executable) as chromium:
        for visit in range(1, visits + 1):
            row = _measure_visit(bench, chromium, peer, first, repeat=repeat, visit=visit)
            rows.append(row)
            if row.error:
                break
    return rows


def _measure_visit(
    bench: Bench, chromium: Chromium, peer: Peer, first: BenchFile, *, repeat: int, visit: int
) -> StartRow:
    page = chromium.context.new_page()
    page.wait_for_timeout(_SETTLE_MS / 2)
    bench.server.take_traffic()
    before = chromium.cost()
    at_ready: tuple[float, Cost, int] | None = None
    first_ms, after, body_bytes, requests, error = 0.0, before, 0, 0, None
    try:
        with _watchdog(chromium):
            ready_ms = _open_peer(page, bench, peer)
            ready_cost = chromium.cost()
            traffic = bench.server.take_traffic()
            at_ready = ready_ms, ready_cost, traffic.body_bytes
            page.evaluate("(name) => bench.load(name)", first.name)
            answer = page.evaluate(
                "([name, format]) => bench.parse(name, format)", [first.name, first.format]
            )
            after = chromium.cost()
            more = bench.server.take_traffic()
        first_ms, error = ready_ms + answer["wall"], answer["error"]
        body_bytes = traffic.body_bytes + more.body_bytes
        requests = traffic.requests + more.requests
        page.wait_for_timeout(_SETTLE_MS)
    except PlaywrightError as problem:
        error = problem.message.splitlines()[0][:300]
    finally:
        with contextlib.suppress(PlaywrightError):
            page.close()
    ready_ms, ready_cost, ready_bytes = at_ready or (0.0, before, 0)
    return StartRow(
        peer=peer.name,
        format=first.format,
        repeat=repeat,
        visit=visit,
        ready_ms=round(ready_ms, 1),
        ready_cpu_ms=round(ready_cost.cpu_since(before), 1),
        ready_bytes=ready_bytes,
        ready_peak_mb=round(ready_cost.peak_mb, 1),
        first_ms=round(first_ms, 1),
        first_cpu_ms=round(after.cpu_since(before), 1),
        first_bytes=body_bytes,
        requests=requests,
        error=error,
    )


def measure_parses(
    bench: Bench, peer: Peer, files: Sequence[BenchFile], *, repeat: int, skip: set[str]
) -> tuple[list[ParseRow], list[RecallRow]]:
    """Read all files of one format: the small ones together in one page, each large one in its own."""
    small = [file for file in files if file.group == "small"]
    groups = [("small", small)] if small else []
    groups += [(file.name, [file]) for file in files if file.group == "large" and file.name not in skip]
    rows: list[ParseRow] = []
    recalls: list[RecallRow] = []
    for label, members in groups:
        # What is loaded on first use is loaded, and compiled as code is that runs often.
        warmers = small[:1] if label == "small" else small[:_WARMERS]
        row, judged = _measure_group(bench, peer, label, members, warmers or members, repeat=repeat)
        rows.append(row)
        recalls += judged
    return rows, recalls


def _measure_group(
    bench: Bench,
    peer: Peer,
    label: str,
    members: Sequence[BenchFile],
    warmers: Sequence[BenchFile],
    *,
    repeat: int,
) -> tuple[ParseRow, list[RecallRow]]:
    """Read some files in a fresh browser; one that is not read in time costs the browser, not the run."""
    waiting = list(members)
    wall_ms = cpu_ms = peak_mb = 0.0
    chars = 0
    failed: dict[str, str] = {}
    recalls: list[RecallRow] = []
    while waiting:
        at_work: BenchFile | None = None
        limit = peer.limit_s or PATIENCE_S
        with open_chromium(bench.playwright, bench.executable) as chromium, contextlib.ExitStack() as stack:
            page = chromium.context.new_page()
            stack.callback(_close_quietly, page)
            try:
                with _watchdog(chromium, limit):
                    _open_peer(page, bench, peer)
                    for warmer in warmers:
                        _read(page, warmer)
                while waiting:
                    at_work = waiting[0]
                    page.evaluate("(name) => bench.load(name)", at_work.name)
                    before = chromium.cost()
                    with _watchdog(chromium, limit):
                        answer = _read(page, at_work)
                    after = chromium.cost()
                    wall_ms += answer["wall"]
                    cpu_ms += after.cpu_since(before)
                    peak_mb = max(peak_mb, after.peak_mb)
                    chars += answer["chars"]
                    if answer["error"]:
                        failed[at_work.name] = answer["error"]
                    if repeat == 1:
                        recalls.append(_judge(page, peer, at_work))
                    page.evaluate("(name) => bench.forget(name)", at_work.name)
                    del waiting[0]
            except PlaywrightError as problem:
                if at_work is None:  # it does not even start: nothing of the rest can be read
                    failed |= {file.name: problem.message.splitlines()[0][:200] for file in waiting}
                    waiting.clear()
                    break
                failed[at_work.name] = f"no answer within {limit:.0f} s, or the page died"
                wall_ms += limit * 1000
                if repeat == 1:
                    recalls.append(_verdict(peer, at_work, ""))
                del waiting[0]
    row = ParseRow(
        peer=peer.name,
        format=members[0].format,
        repeat=repeat,
        file=label,
        wall_ms=round(wall_ms, 1),
        cpu_ms=round(cpu_ms, 1),
        peak_mb=round(peak_mb, 1),
        chars=chars,
        failed=failed,
    )
    return row, recalls


def _read(page: Page, file: BenchFile) -> Any:
    page.evaluate("(name) => bench.load(name)", file.name)
    return page.evaluate("([name, format]) => bench.parse(name, format)", [file.name, file.format])


def _judge(page: Page, peer: Peer, file: BenchFile) -> RecallRow:
    return _verdict(peer, file, page.evaluate("(name) => bench.text(name)", file.name))


def _verdict(peer: Peer, file: BenchFile, text: str) -> RecallRow:
    verdict = recall(file.expect, text)
    return RecallRow(
        peer=peer.name,
        format=file.format,
        file=file.name,
        found=verdict.found,
        wanted=verdict.wanted,
        in_order=verdict.in_order,
    )


def _open_peer(page: Page, bench: Bench, peer: Peer) -> float:
    """Go to a peer's page; milliseconds from the navigation to `ready`, by the page's own clock."""
    page.goto(f"{bench.server.origin}/_peers/{peer.name}/", wait_until="commit")
    page.wait_for_function("() => globalThis.bench !== undefined", timeout=_START_PATIENCE_MS, polling=20)
    ready: float = page.evaluate("() => bench.ready")
    return ready


@contextlib.contextmanager
def _watchdog(chromium: Chromium, limit_s: float = PATIENCE_S) -> Iterator[None]:
    timer = threading.Timer(limit_s, chromium.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _close_quietly(page: Page) -> None:
    with contextlib.suppress(PlaywrightError):
        page.close()
