"""`python -m pyodide_bundle build|verify|report|serve|pins`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from pyodide_bundle import report, serve
from pyodide_bundle.assemble import build
from pyodide_bundle.failure import BundleError
from pyodide_bundle.format_table import format_table, with_table
from pyodide_bundle.formats import registered_formats
from pyodide_bundle.manifest import MANIFEST
from pyodide_bundle.paths import DIST, ROOT
from pyodide_bundle.renewal import renew_pins
from pyodide_bundle.verify import verify
from pyodide_bundle.verify_deployed import verify_deployed


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code: 0 done, 1 failed or found wrong, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m pyodide_bundle", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build_parser = commands.add_parser("build", help="assemble dist/")
    build_parser.add_argument("--force", action="store_true", help="even where nothing has changed")
    build_parser.add_argument("--quick", action="store_true", help="compress in haste, for trying things out")
    build_parser.add_argument(
        "--languages",
        type=lambda text: [name for name in text.split(",") if name],
        help="of text recognition, as eng,deu (default: all in pins.toml; '' for no recognition)",
    )
    verify_parser = commands.add_parser(
        "verify", help="check a built site, or one that is served (https://...)"
    )
    verify_parser.add_argument("site", nargs="?", default=str(DIST), help="a folder, or an address")
    verify_parser.add_argument(
        "--manifest",
        type=Path,
        default=DIST / MANIFEST,
        help="what should be at the address (default: dist/'s)",
    )
    verify_parser.add_argument(
        "--allow-connect",
        action="append",
        default=[],
        metavar="SOURCE",
        help="what the page's connect-src may name on top, such as an upload endpoint",
    )
    report_parser = commands.add_parser("report", help="what each format costs to load")
    report_parser.add_argument("site", nargs="?", type=Path, default=DIST)
    report_parser.add_argument("--json", action="store_true", help="as JSON")
    report_parser.add_argument("--write-docs", action="store_true", help="into the table in README.md")
    serve.add_arguments(commands.add_parser("serve", help="serve the built site"))
    commands.add_parser("pins", help="renew the hashes in pins.toml for the versions it names")
    chosen = parser.parse_args(arguments)
    try:
        return _run(chosen)
    except BundleError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _run(chosen: argparse.Namespace) -> int:
    if chosen.command == "build":
        build(
            lambda line: print(line, flush=True),
            force=chosen.force,
            quick=chosen.quick,
            languages=chosen.languages,
        )
    elif chosen.command == "verify":
        problems = _verify(chosen)
        for problem in problems:
            print(problem, file=sys.stderr)
        print(f"{chosen.site}: " + (f"{len(problems)} problems" if problems else "everything checks out"))
        return 1 if problems else 0
    elif chosen.command == "report":
        manifest, runtime = report.read_site(chosen.site)
        costs = report.costs(manifest, runtime)
        if chosen.write_docs:
            readme = ROOT / "README.md"
            table = format_table(registered_formats(), costs)
            readme.write_text(with_table(readme.read_text("utf-8"), table), "utf-8")
        else:
            print(json.dumps(costs, indent=1) if chosen.json else report.table(costs))
    elif chosen.command == "serve":
        return serve.run(chosen)
    elif chosen.command == "pins":
        for line in renew_pins():
            print(line)
    return 0


def _verify(chosen: argparse.Namespace) -> list[str]:
    if not chosen.site.startswith(("https://", "http://")):
        return verify(Path(chosen.site))
    try:
        manifest = json.loads(chosen.manifest.read_text("utf-8"))
        return verify_deployed(chosen.site, manifest, allow_connect=chosen.allow_connect)
    except (OSError, ValueError, KeyError) as error:
        raise BundleError(f"{chosen.manifest} is no manifest of a build: {error}") from error


if __name__ == "__main__":
    sys.exit(main())
