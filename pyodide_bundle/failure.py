"""The one error of the bundle: a sentence for the person at the terminal."""

from __future__ import annotations


class BundleError(Exception):
    """Building or checking failed for a reason that the reader can act on."""
