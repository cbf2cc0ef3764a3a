"""The reference receiver of Docsieve payloads: see README.md beside this package."""

from __future__ import annotations

from docsieve_intake.app import create_app
from docsieve_intake.settings import Settings, Token

__all__ = ["Settings", "Token", "create_app"]
