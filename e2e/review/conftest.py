"""A site with an intake, and the screen of a review on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from docsieve_intake.app import create_app
from docsieve_intake.settings import Settings
from docsieve_intake.store import Store
from playwright.sync_api import Page

from e2e.guard import Guard
from e2e.live_site import LiveSite, serve_site
from e2e.review_page import ENDPOINT, ReviewPage
from pyodide_bundle.serve import Asset


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "intake.db"


@pytest.fixture
def site_settings() -> dict[str, Any]:
    """What `site.json` says; a test that wants it otherwise has a fixture or a parameter of this name."""
    return {"endpoint": ENDPOINT.removeprefix("/")}


@pytest.fixture
def site(assets: Mapping[str, Asset], database: Path, site_settings: dict[str, Any]) -> Iterator[LiveSite]:
    settings = Settings(database=f"sqlite:///{database}", same_origin_sends=True)
    store = Store(settings.database)
    with serve_site(assets, settings=site_settings, intake=create_app(settings, store)) as live:
        yield live
    store.close()


@pytest.fixture
def review(page: Page, guard: Guard) -> ReviewPage:
    return ReviewPage(page)


@pytest.fixture
def may_send(guard: Guard) -> None:
    """The guard on every test lets these requests through; the tests count them."""
    endpoint = re.escape(ENDPOINT)
    guard.expect(rf"^not a GET: POST http://127\.0\.0\.1:\d+{endpoint}$")
    guard.expect(rf"^a body of \d+ bytes to http://127\.0\.0\.1:\d+{endpoint}$")
    guard.expect(rf"^the server got POST {endpoint}$")
