"""An intake on SQLite, and one on PostgreSQL where there is a server for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.intake import postgresql
from tests.intake.running import RunningIntake


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    programs = postgresql.server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server on this machine: install Debian's `postgresql` to run these")
    with postgresql.running(programs) as url:
        yield url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def intake(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningIntake]:
    folder = tmp_path_factory.mktemp("intake")
    if request.param == "sqlite":
        database = f"sqlite:///{folder}/intake.db"
    else:
        database = request.getfixturevalue("postgresql_url")
    started = RunningIntake(database, folder, max_bytes=str(2 * 1024 * 1024))
    yield started
    started.kill()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
