"""A PostgreSQL of our own, for as long as the tests run: a data folder, a socket, nothing of the system's."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def server_programs() -> Path | None:
    """Return the folder with `initdb` and `postgres`, or None where there is no PostgreSQL server."""
    if (found := shutil.which("initdb")) is not None:
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """Run a server and yield the SQLAlchemy URL of an empty database."""
    with tempfile.TemporaryDirectory(prefix="docsieve-pg-") as folder:
        data = Path(folder) / "data"
        as_user: list[str] = []
        # PostgreSQL refuses to run as root.
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
            as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
            # Containers exist whose /dev/null only root may write to, and initdb writes there.
            as_user += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--"]
        subprocess.run(
            [*as_user, programs / "initdb", "-D", data, "-A", "trust", "-U", "docsieve", "--no-sync"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        control: list[str | Path] = [
            *as_user,
            programs / "pg_ctl",
            "-D",
            data,
            "-w",
            "-l",
            Path(folder) / "log",
        ]
        subprocess.run(
            [*control, "-o", f"-c listen_addresses='' -k {folder}", "start"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        try:
            yield f"postgresql+psycopg://docsieve@/postgres?host={folder}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd=folder)
