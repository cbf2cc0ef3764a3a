"""Licence texts of everything the site serves: `licenses/` and one `THIRD-PARTY-NOTICES.txt`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyodide_bundle.paths import COMMITTED_WHEELS, ROOT, WEB
from pyodide_bundle.pins import Pins
from pyodide_bundle.pruning import changes_to
from pyodide_bundle.wheels import Wheel

#: Texts that no package carries: Pyodide's npm package and CPython's library come without theirs.
LICENCE_TEXTS = ROOT / "pyodide_bundle" / "licences"


@dataclass(frozen=True)
class Notice:
    """One third party: what it is, under which licence, its texts by file name."""

    name: str
    version: str
    licence: str
    texts: dict[str, bytes] = field(default_factory=dict)
    #: What was changed in it, and where its source is.
    remark: str = ""


def wheel_notices(wheels: Iterable[Wheel]) -> list[Notice]:
    """Return the notices that wheels carry in their dist-info."""
    return [
        Notice(
            wheel.name,
            wheel.version,
            wheel.licence,
            {
                name.partition(".dist-info/")[2].removeprefix("licenses/"): text
                for name, text in wheel.licences.items()
            },
            _remark(wheel),
        )
        for wheel in wheels
        if wheel.name != "docsieve"
    ]


def _remark(wheel: Wheel) -> str:
    is_built_here = any(COMMITTED_WHEELS.glob(f"{wheel.name.replace('-', '_')}-{wheel.version}*.whl"))
    origin = "built by Docsieve's recipes" if is_built_here else "of the Python Package Index"
    source = f"Source: {wheel.name} {wheel.version} {origin}, compiled to bytecode."
    changes = changes_to(wheel.name)
    return f"{source} Changed by Docsieve: {changes}." if changes else source


def core_notices(pins: Pins) -> list[Notice]:
    """Return the notices of Pyodide, of CPython and of the C libraries linked into them."""
    listed = json.loads((LICENCE_TEXTS / "core.json").read_text())
    versions = {"pyodide": pins.pyodide, "cpython": pins.python}
    return [
        Notice(
            entry["name"],
            versions.get(entry["name"], entry.get("version", "")),
            entry["licence"],
            {entry["text"]: (LICENCE_TEXTS / entry["text"]).read_bytes()},
        )
        for entry in listed
    ]


def npm_notices() -> list[Notice]:
    """Return the notices of the npm packages that end up in the page's own scripts."""
    wanted = list(json.loads((WEB / "package.json").read_text()).get("dependencies", {}))
    found: dict[str, Notice] = {}
    while wanted:
        name = wanted.pop()
        folder = WEB / "node_modules" / name
        if name in found or not (folder / "package.json").exists():
            continue
        package = json.loads((folder / "package.json").read_text())
        texts = {
            path.name: path.read_bytes()
            for path in sorted(folder.iterdir())
            if path.is_file() and path.name.lower().startswith(("licen", "notice", "copying"))
        }
        found[name] = Notice(name, package["version"], package.get("license", "see its licence text"), texts)
        wanted += package.get("dependencies", {})
    return sorted(found.values(), key=lambda notice: notice.name)


def notice_files(notices: Sequence[Notice], own_licence: bytes) -> dict[str, bytes]:
    """Return the files for the site: one folder a party, one overview, one text with everything."""
    files = {"licenses/docsieve/LICENSE": own_licence}
    parts = ["Docsieve includes the works of others, each under its own licence.\n"]
    for notice in sorted(notices, key=lambda one: one.name):
        title = f"{notice.name} {notice.version}".strip()
        parts.append(f"\n{'=' * 78}\n{title}: {notice.licence}\n{'=' * 78}\n")
        if notice.remark:
            parts.append(f"\n{notice.remark}\n")
        for name, text in sorted(notice.texts.items()):
            folder = notice.name.replace("@", "").replace("/", "-")
            files[f"licenses/{folder}/{Path(name).as_posix()}"] = text
            parts.append(f"\n--- {name}\n\n{text.decode('utf-8', 'replace').strip()}\n")
    files["THIRD-PARTY-NOTICES.txt"] = "".join(parts).encode()
    return files
