"""A small site on disk and the real server in front of it."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
import uvicorn

from pyodide_bundle.manifest import MANIFEST, build_manifest, manifest_text
from pyodide_bundle.serve import create_app, listen, read_site
from tests.server.small_site import PAGE, SCRIPT, Client


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "assets").mkdir()
    (folder / "index.html").write_bytes(PAGE)
    script = folder / "assets" / "main-1a2b3c4d.js"
    script.write_bytes(SCRIPT)
    script.with_name(script.name + ".br").write_bytes(brotli.compress(SCRIPT))
    script.with_name(script.name + ".gz").write_bytes(gzip.compress(SCRIPT))
    (folder / "assets" / "worker-9a8b7c6d.js").write_bytes(SCRIPT)
    (folder / "assets" / "engine-5e6f.wasm").write_bytes(b"\0asm\1\0\0\0")
    (folder / MANIFEST).write_text(manifest_text(build_manifest(folder, "b" * 16)))
    # Lies in the folder, but the build did not put it there.
    (folder / "notes.txt").write_text("not for the public")
    return folder


@pytest.fixture(scope="session")
def get(site: Path) -> Iterator[Client]:
    bound = listen("127.0.0.1", 0)
    config = uvicorn.Config(
        create_app(read_site(site)), lifespan="off", ws="none", log_level="error", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    yield Client(bound.getsockname()[1])
    server.should_exit = True
    thread.join(10)
