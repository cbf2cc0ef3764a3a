"""The built site in real Chromium. A guard on every test fails it for any request it should not have made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from e2e.drop_page import DropPage
from e2e.example_pages import build_examples
from e2e.guard import Guard
from e2e.in_browser import BrowserClient
from e2e.live_site import LiveSite, serve_site
from pyodide_bundle.paths import DIST
from pyodide_bundle.serve import Asset, read_site
from tools.browser import find_browser

#: Longest time in ms for anything a page is asked: a cold start on a busy machine takes a while.
PATIENCE = 60_000
#: What a person lets the page do.
_ALLOWED = {"accept_downloads": True, "permissions": ["clipboard-read", "clipboard-write"]}


def pytest_configure(config: pytest.Config) -> None:
    """Keep a screenshot of what failed, in test-results/."""
    expect.set_options(timeout=PATIENCE)
    # pytest-playwright's own `base_url` fixture, with pytest 9.
    config.addinivalue_line(
        "filterwarnings",
        "ignore:Session-scoped fixtures defined as instance methods:pytest.PytestRemovedIn10Warning",
    )
    if config.getoption("screenshot") == "off":
        config.option.screenshot = "only-on-failure"


@pytest.fixture(scope="session")
def assets() -> Mapping[str, Asset]:
    """The built site, file by file."""
    return read_site(DIST)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium, which can reach no host but this one."""
    path = find_browser()
    if path is None:
        pytest.exit("no Chromium found; `make browser` installs one", returncode=3)
    args = [
        *browser_type_launch_args.get("args", []),
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    return browser_type_launch_args | {"executable_path": str(path), "args": args}


@pytest.fixture
def site(assets: Mapping[str, Asset]) -> Iterator[LiveSite]:
    """The site, served for this test alone."""
    with serve_site(assets) as live:
        yield live


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], site: LiveSite) -> dict[str, Any]:
    """Relative URLs are the site's."""
    return browser_context_args | {"base_url": site.origin} | _ALLOWED


@pytest.fixture(autouse=True)
def guard(request: pytest.FixtureRequest) -> Iterator[Guard | None]:
    """Watch the context of the test, if it has one, and fail what it should not have done."""
    if "context" not in request.fixturenames:
        yield None
        return
    context: BrowserContext = request.getfixturevalue("context")
    context.set_default_timeout(PATIENCE)
    watching = Guard(request.getfixturevalue("site"))
    watching.watch(context)
    yield watching
    watching.settle()


@pytest.fixture
def client_page(page: Page, guard: Guard) -> BrowserClient:
    """A blank page of the site with a client of its own."""
    return BrowserClient(page)


@pytest.fixture
def drop_page(page: Page, guard: Guard) -> Page:
    """The page that people use."""
    page.goto("/")
    return page


@pytest.fixture
def fresh_drop(page: Page, guard: Guard) -> DropPage:
    """The same, by its parts."""
    return DropPage(page)


@contextmanager
def _open_long(
    browser: Browser, assets: Mapping[str, Asset], settings: Mapping[str, Any]
) -> Iterator[tuple[Page, Guard]]:
    """A page that many tests use in turn, as a person does who reads forty files in a row."""
    with serve_site(assets) as live:
        context = browser.new_context(base_url=live.origin, **settings)
        context.set_default_timeout(PATIENCE)
        guard = Guard(live)
        guard.watch(context)
        yield context.new_page(), guard
        context.close()


@pytest.fixture(scope="session")
def _long_client(browser: Browser, assets: Mapping[str, Asset]) -> Iterator[tuple[BrowserClient, Guard]]:
    with _open_long(browser, assets, {}) as (page, guard):
        yield BrowserClient(page), guard


@pytest.fixture
def used_client(_long_client: tuple[BrowserClient, Guard]) -> Iterator[BrowserClient]:
    """The client that earlier tests have read with: for what comes out, not for how it starts or ends."""
    client, guard = _long_client
    yield client
    guard.settle()


@pytest.fixture(scope="session")
def _long_page(browser: Browser, assets: Mapping[str, Asset]) -> Iterator[tuple[Page, Guard]]:
    with _open_long(browser, assets, _ALLOWED) as opened:
        yield opened


@pytest.fixture
def drop(_long_page: tuple[Page, Guard]) -> Iterator[DropPage]:
    """The page that people use, cleared of what earlier tests have read there."""
    page, guard = _long_page
    yield DropPage(page)
    clear = page.get_by_role("button", name="Clear all", exact=True)
    if clear.is_visible():
        clear.click()
    else:
        page.goto("/")
    guard.settle()  # last: what it finds fails this test, and the next one begins with a clear page


@pytest.fixture
def samples_folder(tmp_path: Path) -> Path:
    """A folder for files that a test makes itself."""
    return tmp_path


@pytest.fixture(scope="session")
def built_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of web/examples, built once."""
    return build_examples(tmp_path_factory.mktemp("examples"))
