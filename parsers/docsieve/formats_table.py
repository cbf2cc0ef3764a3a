"""docs/formats.md, made from the registry and from the code that warns.

A command for developers; nothing imports it:

    python -m docsieve.formats_table --write
    python -m docsieve.formats_table --check
"""

from __future__ import annotations

import argparse
import ast
import functools
import sys
from pathlib import Path
from typing import Final

from docsieve.registry import all_formats

_PACKAGE: Final = Path(__file__).parent
_TARGET: Final = _PACKAGE.parents[1] / "docs" / "formats.md"


def formats_markdown() -> str:
    """Return the whole page."""
    lines = [
        "# What docsieve reads",
        "",
        "<!-- Made by `python -m docsieve.formats_table --write`; never edited by hand. -->",
        "",
        "The content decides what a file is. Its name only breaks ties: any text is plain text, and possibly",
        "Markdown or a table, so there the extension chooses. A name that belongs to another format than the",
        "content is told as the warning `format_mismatch`.",
        "",
        "| Format | Name | Extensions | Media types | What comes out | Wheels |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for declared in all_formats():
        cells = (
            declared.title,
            f"`{declared.name}`",
            " ".join(f"`{found}`" for found in declared.extensions),
            " ".join(f"`{found}`" for found in declared.media_types),
            declared.yields,
            " ".join([*declared.wheels, *(f"({wheel})" for wheel in declared.wheels_on_demand)]) or "none",
        )
        lines.append(f"| {' | '.join(cells)} |")
    lines += [
        "",
        "A worker loads what it lacks of these wheels when the first file of that kind is dropped; those in",
        "brackets only when a file turns out to need them.",
        "`python -m pyodide_bundle report` tells what each costs to load.",
        "",
        "## Ranges of pages",
        "",
        "`Options(pages=[(1, 10)])`, `pages` of the client and `--pages` of the command choose pages by",
        "number. PDF, PPTX, PPT, EPUB and workbooks (where a page is a sheet) then cost what those pages",
        "cost. DOCX, DOC, ODT, ODP and RTF are read whole and give the pages asked for. The others take no",
        "notice: they have one page, or sections that the file itself does not count.",
        "",
        "## Warnings",
        "",
        "What was left out or guessed is listed on the document; the rest of it is read. `code` is stable.",
        "",
        "| Code | Raised in |",
        "| --- | --- |",
    ]
    lines += [f"| `{code}` | {', '.join(places)} |" for code, places in warning_codes().items()]
    return "\n".join(lines) + "\n"


@functools.cache
def warning_codes() -> dict[str, list[str]]:
    """Find the code of every `report.warn("code", ...)` and the modules it stands in, sorted."""
    found: dict[str, set[str]] = {"more_warnings": {"report"}}
    for path in sorted(_PACKAGE.rglob("*.py")):
        module = path.relative_to(_PACKAGE).with_suffix("").as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or "warn" not in _called_name(node):
                continue
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and _is_code(argument.value):
                    found.setdefault(str(argument.value), set()).add(module)
                    break
    return {code: sorted(found[code]) for code in sorted(found)}


def _called_name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_code(value: object) -> bool:
    return isinstance(value, str) and value.isidentifier() and value == value.lower() and "_" in value


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or check that the committed one is current."""
    parser = argparse.ArgumentParser(prog="python -m docsieve.formats_table", description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--write", action="store_true", help="write docs/formats.md")
    mode.add_argument("--check", action="store_true", help="exit with 1 where it is out of date")
    wanted = parser.parse_args(arguments)
    content = formats_markdown()
    if _TARGET.is_file() and _TARGET.read_text(encoding="utf-8") == content:
        return 0
    if wanted.check:
        sys.stdout.write("out of date: docs/formats.md\n")
        return 1
    _TARGET.parent.mkdir(parents=True, exist_ok=True)
    _TARGET.write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
