from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# A busy machine makes nothing wrong.
settings.register_profile("docsieve", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("docsieve")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected", action="store_true", help="write what the renderers give beside the samples"
    )


@pytest.fixture
def is_updating(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-expected"))
