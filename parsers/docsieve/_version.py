"""The version of the package, of the wheel and of the site built from it."""

from __future__ import annotations

__version__ = "0.1.0"
