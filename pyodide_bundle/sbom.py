"""`sbom.cdx.json`: everything the site serves, in CycloneDX 1.6: by whom, which licence, hashes."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from pyodide_bundle.downloads import sha256_of
from pyodide_bundle.notices import Notice
from pyodide_bundle.recognition import recognition_paths

SBOM: Final = "sbom.cdx.json"
_SITE: Final = "docsieve-site"
#: Names an SBOM of one build always by the same number.
_NAMESPACE: Final = uuid.UUID("6d8ba2a8-6d0b-5c6b-9f0e-3f9c1a7f4f15")


def sbom_text(
    files: Mapping[str, bytes],
    runtime: Mapping[str, Any],
    *,
    core: Sequence[Notice],
    wheels: Sequence[Notice],
    npm: Sequence[Notice],
    own_version: str,
) -> str:
    """Return the JSON text; the same for the same build.

    Args:
        files: all files of the site but this one and the manifest.
        runtime: `runtime.json`.
        core: Pyodide, CPython and what is linked into them.
        wheels: third parties that come as wheels, by the names that `runtime` has.
        npm: third parties inside the page's own scripts, or that text recognition is made of.
        own_version: docsieve's.
    """
    served = _served_by(runtime)
    own = Notice("docsieve", own_version, "Apache-2.0")
    libraries = [
        *(_library(notice, _core_purl(notice), served, files) for notice in core),
        *(_library(notice, _purl("pypi", notice), served, files) for notice in (own, *wheels)),
        *(_library(notice, _npm_purl(notice), served, files) for notice in npm),
    ]
    taken = {path for paths in served.values() for path in paths}
    own_files = [_file(path, files[path]) for path in sorted(files) if path not in taken]
    depends = {f"pypi:{name}": _refs(entry["depends"]) for name, entry in runtime["wheels"].items()}
    refs = [library["bom-ref"] for library in libraries]
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, runtime['build_id'])}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": _SITE,
                "name": _SITE,
                "version": own_version,
                "licenses": _licences("Apache-2.0"),
                "properties": [{"name": "docsieve:build_id", "value": runtime["build_id"]}],
            }
        },
        "components": [*libraries, *own_files],
        "dependencies": [
            {"ref": _SITE, "dependsOn": refs},
            *({"ref": ref, "dependsOn": depends.get(ref, [])} for ref in refs),
        ],
    }
    return json.dumps(bom, indent=1) + "\n"


def _served_by(runtime: Mapping[str, Any]) -> dict[str, list[str]]:
    """Which files of the site are which library's, by its name."""
    core = runtime["core"]
    return {
        "pyodide": [core[role]["path"] for role in ("loader", "glue", "wasm", "snapshot")],
        "cpython": [core[role]["path"] for role in ("stdlib", "library")],
        **{name: [entry["path"]] for name, entry in runtime["wheels"].items()},
        **recognition_paths(runtime),
    }


def _library(
    notice: Notice, purl: str, served: Mapping[str, list[str]], files: Mapping[str, bytes]
) -> dict[str, Any]:
    kind = purl.removeprefix("pkg:").partition("/")[0]
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": f"{kind}:{notice.name}",
        "name": notice.name,
        "licenses": _licences(notice.licence),
        "purl": purl,
    }
    if notice.version:
        component["version"] = notice.version
    own = served.get(notice.name, [])
    if len(own) == 1:
        component["hashes"] = _hashes(files[own[0]])
    if own:
        component["components"] = [_file(path, files[path]) for path in own]
    return component


def _file(path: str, data: bytes) -> dict[str, Any]:
    return {"type": "file", "bom-ref": f"file:{path}", "name": path, "hashes": _hashes(data)}


def _hashes(data: bytes) -> list[dict[str, str]]:
    return [{"alg": "SHA-256", "content": sha256_of(data)}]


def _licences(stated: str) -> list[dict[str, Any]]:
    """An SPDX expression where it is one; the words of the package itself otherwise."""
    try:
        return [{"expression": str(canonicalize_license_expression(stated))}]
    except InvalidLicenseExpression:
        return [{"license": {"name": stated}}]


def _core_purl(notice: Notice) -> str:
    return _purl("npm" if notice.name == "pyodide" else "generic", notice)


def _npm_purl(notice: Notice) -> str:
    """A C library linked into a package's WebAssembly has no version of its own, and is in no registry."""
    return _purl("npm" if notice.version else "generic", notice)


def _purl(kind: str, notice: Notice) -> str:
    name = quote(notice.name, safe="/")
    return f"pkg:{kind}/{name}" + (f"@{quote(notice.version, safe='')}" if notice.version else "")


def _refs(names: Iterable[str]) -> list[str]:
    return sorted(f"pypi:{name}" for name in names)
