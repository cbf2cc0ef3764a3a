"""The intake beside the page, for whoever tries things out: `make serve` receives what is sent."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp

from pyodide_bundle.failure import BundleError
from pyodide_bundle.paths import CACHE

#: Where it answers, and what of it the page sends to, relative to the page.
INTAKE_PATH: Final = "/intake"
_ENDPOINT: Final = "intake/v1/payloads"
_DEFAULT_DATABASE: Final = CACHE / "intake.db"


@dataclass(frozen=True)
class LocalIntake:
    """An intake that takes payloads from pages of its own origin, and a token to read them."""

    app: ASGIApp
    database: str
    #: Secret of the reader's token; made anew at every start, kept nowhere.
    reader: str
    close: Callable[[], None]

    @property
    def endpoint(self) -> str:
        """Where the page sends to."""
        return _ENDPOINT

    def greeting(self, site: str) -> str:
        """Return what to print: where payloads go, and how to see them."""
        return (
            f"What is sent after a review is kept in {self.database}. To see it:\n"
            f"  curl -H 'Authorization: Bearer {self.reader}' {site}{INTAKE_PATH}/v1/payloads"
        )


def add_intake_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which database it writes to, or that there is to be none."""
    parser.add_argument(
        "--intake",
        metavar="DATABASE",
        default=f"sqlite:///{_DEFAULT_DATABASE}",
        help="SQLAlchemy URL of the database that receives what is sent (default: .cache/intake.db)",
    )
    parser.add_argument(
        "--no-intake", dest="intake", action="store_const", const=None, help="receive nothing"
    )


def open_intake(database: str | None) -> LocalIntake | None:
    """Return the intake on a database; None where none is wanted, or its package is not installed.

    Raises:
        BundleError: the database cannot be used.
    """
    if database is None:
        return None
    try:
        from docsieve_intake.app import create_app  # noqa: PLC0415
        from docsieve_intake.settings import Settings, Token  # noqa: PLC0415
        from docsieve_intake.store import Store  # noqa: PLC0415
        from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415
    except ImportError:
        return None
    token, secret = Token.new("console", ["read", "delete"])
    settings = Settings(database=database, same_origin_sends=True, tokens=(token,))
    CACHE.mkdir(parents=True, exist_ok=True)
    try:
        store = Store(settings.database)
        app = create_app(settings, store)
    except (SQLAlchemyError, ValueError) as error:
        raise BundleError(
            f"The database of the intake cannot be used ({type(error).__name__}). "
            "Name another with --intake, or serve without: --no-intake"
        ) from error
    return LocalIntake(app=app, database=database, reader=secret, close=store.close)
