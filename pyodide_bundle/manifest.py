"""`manifest.json`: every file of the site with hash, sizes and how long it may be cached."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pyodide_bundle.downloads import sha256_of

MANIFEST: Final = "manifest.json"
#: Folders whose files carry a hash of their content in their path: cached for good, never asked for again.
IMMUTABLE_FOLDERS: Final = ("runtime/", "assets/")
_SIBLINGS: Final = (".br", ".gz")


def build_manifest(site: Path, build_id: str) -> dict[str, Any]:
    """Return the manifest of a folder: `{"build_id", "files": {path: {...}}}`; not itself, nor siblings."""
    files = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or name == MANIFEST or is_sibling(path):
            continue
        data = path.read_bytes()
        files[name] = {
            "sha256": sha256_of(data),
            "size": len(data),
            **_sibling_sizes(path),
            "immutable": name.startswith(IMMUTABLE_FOLDERS),
        }
    return {"build_id": build_id, "files": files}


def is_sibling(path: Path) -> bool:
    """Tell whether a file is the compressed form of the one beside it."""
    return path.suffix in _SIBLINGS and path.with_suffix("").exists()


def _sibling_sizes(path: Path) -> dict[str, int]:
    sizes = {}
    for kind, suffix in (("brotli", ".br"), ("gzip", ".gz")):
        sibling = path.with_name(path.name + suffix)
        if sibling.exists():
            sizes[kind] = sibling.stat().st_size
    return sizes


def manifest_text(manifest: Mapping[str, Any]) -> str:
    """Return the JSON text, indented and ending in a newline."""
    return json.dumps(manifest, indent=1, sort_keys=True) + "\n"


def build_id_of(hashes: Mapping[str, str]) -> str:
    """Return the build id over names and hashes: 16 hex digits, the same for the same content."""
    return sha256_of("".join(f"{name} {digest}\n" for name, digest in sorted(hashes.items())).encode())[:16]
