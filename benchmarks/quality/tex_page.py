"""A page of HTML as LaTeX in two columns, with what of it TeX's own fonts can show."""

from __future__ import annotations

import re
from typing import Any, Final

_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "-": "{-}",
    "'": "{'}",
    "`": "{`}",
    '"': r"{\textquotedbl}",
    **{letter: "\\" + letter for letter in "#$%&_{}"},
}
_HEAD: Final = r"""\documentclass[twocolumn,9pt]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\pagestyle{plain}
\setlength{\emergencystretch}{3em}
\setcounter{secnumdepth}{0}
\begin{document}
"""
_SECTIONS: Final = {"h1": "section", "h2": "subsection", "h3": "subsubsection", "h4": "paragraph"}
#: Nothing wider fits into a column; such tables and all code are left out.
_MAX_ROW: Final = 50
_MAX_ROWS: Final = 30


def as_tex(html: str) -> tuple[str, list[str], list[tuple[int, str]], list[list[str]]]:
    """Return the source, and what is in it: its blocks in order, its headings, the rows of its tables."""
    from lxml import html as parser

    parts: list[str] = []
    blocks: list[str] = []
    headings: list[tuple[int, str]] = []
    rows: list[list[str]] = []
    for element in parser.fromstring(f"<div>{html}</div>").iter("p", "li", "table", *_SECTIONS):
        if element.tag == "table":
            table = [[_text(cell) for cell in row.iter("td", "th")] for row in element.iter("tr")]
            if len(table) <= _MAX_ROWS and all(sum(map(len, row)) <= _MAX_ROW for row in table) and table[0]:
                parts.append(_tabular(table))
                rows += table
                blocks += [cell for row in table for cell in row if cell]
            continue
        words = _text(element)
        if not words or any(parent.tag in ("li", "table") for parent in element.iterancestors()):
            continue
        section = _SECTIONS.get(element.tag)
        parts.append(f"\\{section}{{{_escaped(words)}}}\n" if section else f"{_escaped(words)}\n")
        blocks.append(words)
        if section:
            headings.append((int(element.tag[1]), words))
    return _HEAD + "\n".join(parts) + "\\end{document}\n", blocks, headings, rows


def _tabular(table: list[list[str]]) -> str:
    lines = [" & ".join(map(_escaped, row)) + r" \\" for row in table]
    lines.insert(1, r"\hline")
    columns = "l" * max(map(len, table))
    return (
        f"\\begin{{center}}\\begin{{tabular}}{{{columns}}}\n"
        + "\n".join(lines)
        + "\n\\end{tabular}\\end{center}\n"
    )


def _escaped(words: str) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in words)


def _text(element: Any) -> str:
    """Its words, without letters that the fonts lack."""
    words = " ".join("".join(element.itertext()).split())
    return re.sub(r"\s+", " ", re.sub("[^\x20-\x7e\xa1-\xff\u2013\u2014\u2018-\u201d]", "", words)).strip()
