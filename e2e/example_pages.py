"""The pages of web/examples, built as anybody would build them, to be served beside the site."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from pyodide_bundle.downloads import sha256_of
from pyodide_bundle.headers import MEDIA_TYPES
from pyodide_bundle.paths import WEB
from pyodide_bundle.serve import Asset

#: Exports Uppy and XHRUpload, for tests that put them together in other ways than the example does.
LIBRARIES = "/example-assets/libraries.js"


def build_examples(folder: Path) -> Path:
    """Build the examples into a folder."""
    command = ["npx", "vite", "build", "--config", "examples/vite.config.ts", "--outDir", str(folder)]
    built = subprocess.run(
        [*command, "--logLevel", "error"],
        cwd=WEB,
        env=os.environ | {"DOCSIEVE_TEST_LIBRARIES": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


def served(folder: Path, changes: Mapping[str, str], copies: Path) -> dict[str, Asset]:
    """Return the files of a folder as assets; texts of the HTML replaced, as a developer would."""
    assets = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        source = path
        if path.suffix == ".html":
            text = path.read_text("utf-8")
            for old, new in changes.items():
                text = text.replace(old, new)
            source = copies / name
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_text(text, "utf-8")
        assets[name] = Asset(
            path=source,
            digest=sha256_of(source.read_bytes()),
            immutable=False,
            media_type=MEDIA_TYPES[path.suffix],
            coded={},
        )
    return assets
