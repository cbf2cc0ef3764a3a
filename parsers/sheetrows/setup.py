"""The extension module; all else stands in pyproject.toml."""

from __future__ import annotations

from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension(
            "_docsieve_sheetrows",
            sources=["sheetrows.c"],
            depends=["sheetrows.h", "cell_text.c", "table_text.c"],
            extra_compile_args=["-O2"],
        )
    ]
)
