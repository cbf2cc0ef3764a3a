"""The extension module; the rest stands in pyproject.toml (whose form for extensions is still experimental)."""

from __future__ import annotations

from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension(
            "_docsieve_pdfglyphs",
            sources=["pdfglyphs.c"],
            depends=[
                "pdfglyphs.h",
                "cells.c",
                "characters.c",
                "chunks.c",
                "contents.c",
                "declared.c",
                "elements.c",
                "fields.c",
                "glyphs.c",
                "grouping.c",
                "images.c",
                "joining.c",
                "letterspacing.c",
                "lines.c",
                "linked.c",
                "links.c",
                "marked.c",
                "markers.c",
                "objects.c",
                "opened.c",
                "order.c",
                "overprint.c",
                "page_trees.c",
                "pages.c",
                "places.c",
                "plain.c",
                "relation.c",
                "rows.c",
                "ruled.c",
                "seen.c",
                "shapes.c",
                "spaced_out.c",
                "spaced_segments.c",
                "survey.c",
                "tree.c",
                "widgets.c",
                "words.c",
            ],
            # Contracting a multiplication and an addition into one instruction would round once instead of
            # twice, and the geometry would differ between machines.
            extra_compile_args=["-O3", "-ffp-contract=off"],
        )
    ]
)
