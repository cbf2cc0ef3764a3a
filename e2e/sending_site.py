"""The site with a page that may send: a real intake on another origin, and every byte on the way to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from e2e.live_site import LiveSite, serve_site
from e2e.relay import Relay, relaying
from pyodide_bundle.headers import CONTENT_SECURITY_POLICY
from pyodide_bundle.serve import Asset
from tests.intake.running import SENDER_SECRET, RunningIntake

TOKEN = SENDER_SECRET


@dataclass
class Sending:
    """A site, an intake and the wire between them."""

    site: LiveSite
    intake: RunningIntake
    relay: Relay

    @property
    def endpoint(self) -> str:
        """Where the page sends to."""
        return f"{self.relay.origin}/v1/payloads"

    @property
    def problem(self) -> str:
        """A pattern of what the guard says about requests to the intake, made on purpose."""
        return re.escape(self.relay.origin)

    def stored(self) -> list[dict[str, Any]]:
        """Return the list of what the intake has, the newest first."""
        listed: list[dict[str, Any]] = self.intake.read("/v1/payloads").json["payloads"]
        return listed

    def bodies(self) -> list[bytes]:
        """Return what the intake has, byte for byte."""
        return [self.intake.read(f"/v1/payloads/{entry['id']}").body for entry in self.stored()]


@contextmanager
def sending(assets: Mapping[str, Asset], folder: Path, **settings: str) -> Iterator[Sending]:
    """Serve a site whose policy lets it connect to an intake, whose CORS setting lets that site send."""
    with relaying() as relay:
        policy = CONTENT_SECURITY_POLICY.replace("connect-src 'self'", f"connect-src 'self' {relay.origin}")
        with serve_site(assets, policy=policy) as site:
            intake = RunningIntake(
                f"sqlite:///{folder}/intake.db", folder, cors_origins=site.origin, **settings
            )
            relay.target = intake.port
            try:
                yield Sending(site, intake, relay)
            finally:
                intake.kill()
