"""Puts measured tables into docs/benchmarks.md, between the two comments that name them."""

from __future__ import annotations

import re

from benchmarks.documents import REPOSITORY

PAGE = REPOSITORY / "docs" / "benchmarks.md"


def write_section(name: str, source: str, tables: str) -> None:
    """Replace what stands between `begin NAME` and `end NAME`, and say which file it comes from."""
    begin, end = f"<!-- begin {name}: generated, do not edit -->", f"<!-- end {name} -->"
    page = PAGE.read_text(encoding="utf-8")
    if begin not in page or end not in page:
        raise SystemExit(f"{PAGE.name} has no section {name!r}")
    fresh = f"{begin}\nFrom `{source}`.\n\n{tables.strip()}\n{end}"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    PAGE.write_text(pattern.sub(lambda _: fresh, page), encoding="utf-8")
