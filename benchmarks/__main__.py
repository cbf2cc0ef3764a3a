"""`python -m benchmarks`: start-up, reading time, memory, bytes and recall, for Docsieve and its peers."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.chromium import find_chromium
from benchmarks.docs_page import write_section
from benchmarks.documents import REPOSITORY, BenchFile, choose, first_file
from benchmarks.measure import Bench, measure_parses, measure_starts
from benchmarks.peer_site import Peer, build, copy_site, describe_site, find_peers
from benchmarks.results import Run, describe_machine, read_run
from benchmarks.server import BenchServer
from benchmarks.tables import render_run

RESULTS = REPOSITORY / "benchmarks" / "results"

#: A file that took a peer longer than this (ms) is read once, not in every repeat: said in the `runs` column.
_SLOW_MS = 20_000

_FORMATS = "pdf,docx,xlsx,pptx"


def main() -> int:
    """Measure, write one JSON file and print its tables."""
    arguments = _arguments()
    if arguments.report:
        tables = render_run(read_run(arguments.report))
        print(tables)
        if arguments.write_docs:
            write_section("speed", os.path.relpath(arguments.report, REPOSITORY), tables)
        return 0
    peers = _choose_peers(arguments)
    formats = [name for name in arguments.formats.split(",") if any(name in peer.formats for peer in peers)]
    files = choose(formats, full=arguments.full, quick=arguments.quick, pattern=arguments.files)
    path = arguments.out or RESULTS / "local" / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    run = _measure(peers, formats, files, path, arguments)
    print("\n" + render_run(run))
    print(f"Written to {os.path.relpath(path)}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="one large and five small files a format, one repeat"
    )
    parser.add_argument("--full", action="store_true", help="all large files (pypdf needs many minutes)")
    parser.add_argument("--peers", help="comma-separated names of folders under benchmarks/peers")
    parser.add_argument("--formats", default=_FORMATS, help=f"default: {_FORMATS}")
    parser.add_argument("--files", metavar="GLOB", help="only files whose name matches, large ones included")
    parser.add_argument("--repeats", type=int, help="default: 3, with --quick 1")
    parser.add_argument(
        "--visits", type=int, default=4, help="page loads in one profile, from 3 on warm (default 4)"
    )
    parser.add_argument("--only", choices=["start", "parse"], help="one of the two measurements")
    parser.add_argument(
        "--site", type=Path, default=REPOSITORY / "dist", help="the built site (default: dist)"
    )
    parser.add_argument(
        "--out",
        type=Path,
        help="where the JSON goes (default: benchmarks/results/local); an ended run's file is gone on with",
    )
    parser.add_argument(
        "--report", type=Path, metavar="JSON", help="print the tables of an earlier run, measure nothing"
    )
    parser.add_argument(
        "--write-docs", action="store_true", help="with --report: also into docs/benchmarks.md"
    )
    return parser.parse_args()


def _choose_peers(arguments: argparse.Namespace) -> list[Peer]:
    peers = find_peers()
    if arguments.peers:
        wanted = arguments.peers.split(",")
        unknown = set(wanted) - {peer.name for peer in peers}
        if unknown:
            raise SystemExit(f"No such peer: {', '.join(sorted(unknown))}")
        peers = [peer for peer in peers if peer.name in wanted]
    if any(peer.site for peer in peers) and not (arguments.site / "docsieve.js").exists():
        raise SystemExit(
            "The site is not built: run `python -m pyodide_bundle build`, or leave it out with --peers."
        )
    return peers


def _measure(
    peers: list[Peer],
    formats: list[str],
    files: list[BenchFile],
    path: Path,
    arguments: argparse.Namespace,
) -> Run:
    repeats = arguments.repeats or (1 if arguments.quick else 3)
    firsts = {name: first for name in formats if (first := first_file(name))}
    served = {file.name: file.path for file in [*files, *firsts.values()]}
    folders = {peer.name: _build(peer) for peer in peers}
    site = copy_site(arguments.site) if any(peer.site for peer in peers) else None
    with (
        sync_playwright() as playwright,
        BenchServer(peers=folders, files=served, site=site) as server,
    ):
        executable = find_chromium()
        options = {
            "repeats": repeats,
            "visits": arguments.visits,
            "quick": arguments.quick,
            "full": arguments.full,
            "formats": formats,
            "peers": [peer.name for peer in peers],
            "files": [file.name for file in files],
        }
        about = describe_machine(_browser_version(executable), options) | describe_site(site)
        run = _earlier(path, about) or Run(
            about=about,
            peers={
                peer.name: {"title": peer.title, "version": peer.version, "note": peer.note} for peer in peers
            },
            files=[
                {"name": f.name, "format": f.format, "group": f.group, "size": f.size, "pages": f.pages}
                for f in files
            ],
        )
        bench = Bench(playwright=playwright, executable=executable, server=server)
        pairs = [(peer, name) for name in formats for peer in peers if name in peer.formats]
        steps = [
            (what, repeat, peer, name)
            for repeat in range(1, repeats + 1)
            for peer, name in pairs
            for what in ("start", "parse")
            if arguments.only in (None, what)
        ]
        for at, (what, repeat, peer, name) in enumerate(steps, start=1):
            step = f"{repeat} {what} {name} {peer.name}"
            if step in run.done:
                continue
            _say(f"{at}/{len(steps)} {what} {name} {peer.title}, repeat {repeat}")
            if what == "start" and name in firsts:
                run.starts += measure_starts(
                    bench, peer, firsts[name], repeat=repeat, visits=arguments.visits
                )
            mine = [file for file in files if file.format == name]
            if what == "parse" and mine:
                slow = {row.file for row in run.parses if row.peer == peer.name and row.wall_ms > _SLOW_MS}
                parses, recalls = measure_parses(bench, peer, mine, repeat=repeat, skip=slow)
                run.parses += parses
                run.recalls += recalls
            run.done.append(step)
            run.write(path)
        run.about["load_after"] = round(os.getloadavg()[0], 2)
        run.write(path)
    return run


def _earlier(path: Path, about: dict[str, Any]) -> Run | None:
    """Return what an ended run has left; a run of another build, browser or choice is not gone on with."""
    if not path.exists():
        return None
    run = read_run(path)
    for name in ("commit", "browser", "options", "site_build_id"):
        if run.about.get(name) != about.get(name):
            raise SystemExit(f"{path.name} is of another run ({name} differs): name another file with --out.")
    _say(f"going on with {path.name}: {len(run.done)} steps are done")
    return run


def _browser_version(executable: str) -> str:
    answer = subprocess.run([executable, "--version"], capture_output=True, text=True, check=False)
    return answer.stdout.strip().partition(" built")[0]


def _build(peer: Peer) -> Path:
    started = time.monotonic()
    folder = build(peer)
    _say(f"prepared {peer.title} {peer.version} in {time.monotonic() - started:.1f} s")
    return folder


def _say(what: str) -> None:
    print(f"{datetime.now():%H:%M:%S} {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
