"""Writes the measured tables into docs/redaction.md, between two marks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs" / "redaction.md"
_START, _END = "<!-- figures: python -m benchmarks.redaction --write-docs -->", "<!-- end of figures -->"
_TITLES = {
    "generated": "Generated texts (seed 3; rules were tuned on seed 1)",
    "written": "Texts written by hand in 14 languages (seen while tuning)",
    "templates": "Sentence templates of presidio-evaluator with American values (looked at once)",
}


def tables(result: dict[str, Any]) -> str:
    """Return the tables in Markdown."""
    parts = []
    for name, found in result["sets"].items():
        rows = [
            f"**{_TITLES[name]}: {found['texts']:,} texts**",
            "",
            "| kind | values | recall | hits | precision |",
        ]
        rows.append("|---|--:|--:|--:|--:|")
        for kind, one in found["kinds"].items():
            if one["values"] or one["hits"]:
                recall = f"{one['recall']:.1%}" if one["values"] else "-"
                precision = f"{one['precision']:.1%}" if one["hits"] else "-"
                rows.append(
                    f"| {kind.replace('_', ' ')} | {one['values']} | {recall} | {one['hits']} | {precision} |"
                )
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def write_docs(result: dict[str, Any], path: Path = DOCS) -> None:
    """Put the tables of a result between the marks of docs/redaction.md."""
    text = path.read_text("utf-8")
    pattern = re.compile(re.escape(_START) + r".*?" + re.escape(_END), re.DOTALL)
    if len(pattern.findall(text)) != 1:
        raise SystemExit(f"{path.name} has no place for the figures.")
    path.write_text(pattern.sub(lambda _: f"{_START}\n\n{tables(result)}\n\n{_END}", text), "utf-8")
