"""What it costs to load: for the start, and for each format on top."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from pyodide_bundle.headers import is_recognition_script, is_worker_script
from pyodide_bundle.manifest import MANIFEST

#: The part of `runtime.json` that `report` and `verify` read, kept in the site.
RUNTIME: Final = "runtime.json"

#: What no worker loads: its script has Pyodide's two scripts in it, and its snapshot most of the library.
#: They are for those who start Python themselves.
FOR_OTHERS: Final = frozenset({"loader", "glue", "stdlib"})

#: Scripts that a page loads when they are needed (sealing, for one); the web build puts them there.
ON_DEMAND: Final = "assets/on-demand/"


def read_site(site: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return manifest and runtime description of a built site."""
    return json.loads((site / MANIFEST).read_text()), json.loads((site / RUNTIME).read_text())


def total(files: Mapping[str, Any], paths: Iterable[str]) -> dict[str, int]:
    """Add up the sizes of files; one without a compressed sibling counts as it is."""
    chosen = [files[path] for path in paths]
    return {
        "raw": sum(entry["size"] for entry in chosen),
        "gzip": sum(entry.get("gzip", entry["size"]) for entry in chosen),
        "brotli": sum(entry.get("brotli", entry["size"]) for entry in chosen),
    }


def costs(manifest: Mapping[str, Any], runtime: Mapping[str, Any]) -> dict[str, Any]:
    """Return the bytes to load: `page`, `start` (page, Pyodide, core), what formats and recognition add."""
    files = manifest["files"]
    page = [
        path
        for path in files
        if (path.startswith("assets/") and not path.startswith(ON_DEMAND) and not is_recognition_script(path))
        or path in ("index.html", "docsieve.js")
    ]
    core = [entry["path"] for role, entry in runtime["core"].items() if role not in FOR_OTHERS]
    core += [path for path in page if is_worker_script(path)]
    page = [path for path in page if not is_worker_script(path)]
    formats = {
        declared["name"]: total(
            files,
            [runtime["wheels"][name]["path"] for name in declared["wheels"] if name not in runtime["base"]],
        )
        for declared in runtime["formats"]
    }
    return {
        "build_id": manifest["build_id"],
        "page": total(files, page),
        "start": total(files, [*page, *core]),
        "formats": formats,
        "recognition": _recognition(files, runtime),
        "assets": {path: total(files, [path]) for path in [*page, *core, *_lazy(runtime)]},
    }


def _recognition(files: Mapping[str, Any], runtime: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """What text recognition adds once a person agrees to it: the engine, then each language chosen."""
    found = runtime.get("recognition")
    if found is None:
        return {}
    engine = [found["engine"]["path"], *filter(is_recognition_script, files)]
    languages = {name: total(files, [entry["path"]]) for name, entry in found["languages"].items()}
    return {"engine": total(files, engine), **languages}


def _lazy(runtime: Mapping[str, Any]) -> list[str]:
    return [entry["path"] for name, entry in sorted(runtime["wheels"].items()) if name not in runtime["base"]]


def table(found: Mapping[str, Any]) -> str:
    """Return the costs as lines of text."""
    head = f"{'':58}{'raw':>12}{'gzip':>12}{'brotli':>12}\n"
    rows = [("start: page, Python, core", found["start"]), ("  of it the page", found["page"])]
    rows += [(f"format {name} adds", cost) for name, cost in found["formats"].items()]
    rows += [(f"recognition, {name}", cost) for name, cost in found["recognition"].items()]
    rows.append(("", {}))
    rows += [(path, cost) for path, cost in found["assets"].items()]
    lines = (
        f"{title:58}" + "".join(f"{cost[kind]:>12,}" for kind in ("raw", "gzip", "brotli") if cost)
        for title, cost in rows
    )
    return head + "\n".join(line.rstrip() for line in lines) + f"\n\nbuild {found['build_id']}\n"
