"""Puts each peer together as its users would: bundled by esbuild, its own assets beside it, precompressed."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
CACHE = REPOSITORY / ".cache" / "bench"
NODE_MODULES = HERE / "node_modules"

#: The order of the tables. A folder that is not named comes last.
_ORDER = (
    *("docsieve", "pdfjs", "mammoth", "sheetjs", "officeparser", "kreuzberg"),
    *("embedpdf", "pyodide-pypdf", "pyodide-pypdfium2"),
)

#: Below this a compressed copy saves nothing that a network would notice.
_SMALLEST_COMPRESSED = 1_000


@dataclass(frozen=True, kw_only=True)
class Peer:
    """One library in the set-up its makers recommend; declared by `peers/<name>/peer.json`."""

    name: str
    title: str
    version: str
    formats: tuple[str, ...]
    note: str
    site: bool = False
    wheel: str | None = None
    entries: tuple[str, ...] = ()
    copy: Mapping[str, str] = field(default_factory=dict)
    #: Seconds after which one file counts as not read, where a peer may take for ever.
    limit_s: float | None = None


def find_peers() -> list[Peer]:
    """Every peer there is, Docsieve first."""
    names = [path.parent.name for path in sorted((HERE / "peers").glob("*/peer.json"))]
    names.sort(key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))
    return [_read_peer(name) for name in names]


def _read_peer(name: str) -> Peer:
    row: dict[str, Any] = json.loads((HERE / "peers" / name / "peer.json").read_text(encoding="utf-8"))
    package = row.get("package")
    version = _package_pins()[package] if package else _docsieve_version()
    wheel = row.get("wheel")
    if wheel:
        version = f"{version} + {_wheel_pins()[wheel]['version']}"
    return Peer(
        name=name,
        title=row["title"],
        version=version,
        formats=tuple(row["formats"]),
        note=row["note"],
        site=row.get("site", False),
        wheel=wheel,
        entries=tuple(row.get("entries", ())),
        copy=row.get("copy", {}),
        limit_s=row.get("limit_s"),
    )


def _package_pins() -> dict[str, str]:
    pins: dict[str, str] = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return pins


def _wheel_pins() -> dict[str, dict[str, str]]:
    pins: dict[str, dict[str, str]] = _pins()["wheels"]
    return pins


def _pins() -> dict[str, Any]:
    text = (REPOSITORY / "pyodide_bundle" / "pins.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _docsieve_version() -> str:
    namespace: dict[str, str] = {}
    exec((REPOSITORY / "parsers" / "docsieve" / "_version.py").read_text(encoding="utf-8"), namespace)
    return namespace["__version__"]


def build(peer: Peer) -> Path:
    """Write the folder that is served for a peer, and return it."""
    install_packages()
    folder = CACHE / "site" / peer.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _bundle(peer, folder)
    for target, source in peer.copy.items():
        _copy(NODE_MODULES / source, folder / target)
    if peer.wheel:
        wheel = _download_wheel(peer.wheel)
        _copy(wheel, folder / wheel.name)
    shutil.copy(HERE / "page" / "index.html", folder / "index.html")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            precompress(path)
    return folder


def copy_site(site: Path) -> Path:
    """Set the built site aside: a build during a run must not change what is measured."""
    copy = CACHE / "docsieve-site"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(site, copy)
    return copy


def describe_site(site: Path | None) -> dict[str, Any]:
    """Which build of Docsieve was measured."""
    if site is None:
        return {}
    manifest = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    return {"site_build_id": manifest.get("build_id")}


def install_packages() -> None:
    """Bring the pinned npm packages here once; they stay apart from those of `web/`."""
    stamp = NODE_MODULES / ".docsieve-lock"
    lock = (HERE / "package-lock.json").read_bytes()
    digest = hashlib.sha256(lock).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print("Installing the peers' npm packages (once)...", flush=True)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=HERE, check=True, stdout=subprocess.DEVNULL)
    stamp.write_text(digest)


def _bundle(peer: Peer, folder: Path) -> None:
    esbuild = NODE_MODULES / "esbuild" / "bin" / "esbuild"
    source = HERE / "peers" / peer.name
    command = [
        *(["node"] if esbuild.read_bytes()[:2] == b"#!" else []),
        str(esbuild),
        str(HERE / "page" / "page.js"),
        *(str(source / entry) for entry in peer.entries),
        "--bundle",
        "--format=esm",
        "--minify",
        "--target=es2022",
        "--platform=browser",
        "--log-level=warning",
        "--external:/docsieve.js",
        f"--alias:#peer={source / 'page.js'}",
        f"--alias:#page={HERE / 'page'}",
        f"--outdir={folder}",
        "--entry-names=[name]",
    ]
    if peer.wheel:
        command.append(f"--define:WHEEL={json.dumps(_download_wheel(peer.wheel).name)}")
    subprocess.run(command, cwd=HERE, check=True)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)


def _download_wheel(name: str) -> Path:
    """The same wheel, from PyPI, that the project pins; unchanged."""
    folder = CACHE / "wheels"
    folder.mkdir(parents=True, exist_ok=True)
    pin = _wheel_pins()[name]
    wheel = folder / pin["file"]
    if not wheel.exists():
        pyodide = _pins()["pyodide"]
        python = ".".join(pyodide["python"].split(".")[:2])
        target = [
            "--platform",
            pyodide["abi"],
            "--python-version",
            python,
            "--only-binary=:all:",
            "--no-deps",
        ]
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(folder), *target]
        subprocess.run([*pip, f"{name}=={pin['version']}"], check=True)
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != pin["sha256"]:
        raise SystemExit(f"{wheel.name} is not the wheel that pins.toml names: delete it and try again.")
    return wheel


def precompress(path: Path) -> None:
    """Put `.br` and `.gz` beside a file where they are smaller, as the built site has them for its own."""
    data = path.read_bytes()
    if len(data) < _SMALLEST_COMPRESSED or path.suffix in {".br", ".gz"}:
        return
    digest = hashlib.sha256(data).hexdigest()
    store = CACHE / "compressed"
    store.mkdir(parents=True, exist_ok=True)
    for suffix in (".br", ".gz"):
        kept = store / (digest + suffix)
        if not kept.exists():
            packed = brotli.compress(data, quality=11) if suffix == ".br" else gzip.compress(data, 9, mtime=0)
            kept.write_bytes(packed)
        if kept.stat().st_size < 0.98 * len(data):
            shutil.copyfile(kept, path.with_name(path.name + suffix))
