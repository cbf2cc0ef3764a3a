"""The extension module; the rest stands in pyproject.toml (whose form for extensions is still experimental)."""

from __future__ import annotations

from pathlib import Path

from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension(
            "_docsieve_pdfglyphs",
            sources=["pdfglyphs.c"],
            depends=sorted(map(str, Path().glob("*.[ch]"))),  # included by pdfglyphs.c
            # Contracting a multiplication and an addition into one instruction would round once instead of
            # twice, and the geometry would differ between machines.
            extra_compile_args=["-O3", "-ffp-contract=off"],
        )
    ]
)
