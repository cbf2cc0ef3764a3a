from __future__ import annotations

from pathlib import Path

import pytest

from pyodide_bundle.headers import (
    CACHE_FOR_GOOD,
    CONTENT_SECURITY_POLICY,
    SECURITY_HEADERS,
    WORKER_CONTENT_SECURITY_POLICY,
)

HOSTING = (Path(__file__).resolve().parents[2] / "docs" / "hosting.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SECURITY_HEADERS)
def test_hosting_shows_the_headers_that_are_sent(name: str) -> None:
    assert f"\n{name}: {SECURITY_HEADERS[name]}\n" in HOSTING


def test_every_recipe_has_the_policy_that_is_sent() -> None:
    # As a header, for nginx and for Caddy.
    assert HOSTING.count(CONTENT_SECURITY_POLICY) == 3
    assert HOSTING.count(f'"{WORKER_CONTENT_SECURITY_POLICY}"') == 2
    assert HOSTING.count(CACHE_FOR_GOOD) == 3
