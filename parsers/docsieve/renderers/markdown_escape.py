"""Text made safe inside Markdown: what CommonMark or GitHub would read as markup is escaped, no more.

Rules by CommonMark 0.31 and the GitHub extensions (tables, strikethrough, `$` mathematics). Every function is
a few passes of compiled patterns over the whole text: linear, and quick in WebAssembly.
"""

from __future__ import annotations

import html
import re
from typing import Final

#: "_" only at a word's edge (inside a word it is never emphasis, 6.2); "&" only before an entity; "<" unless
#: white space or a digit follows; "~" (but for "/~name", which can only open) and "$" for GitHub.
_INLINE: Final = re.compile(
    r"[\\`*\[\]$]|(?<!/)~|~(?![^\W_])|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,32};)|<(?![\s\d=])"
)
_ANY_INLINE: Final = re.compile(r"[\\`*\[\]$~_&<]")
#: At the start of a line these open a block: heading, quotation, list, setext underline, table, fence.
_LINE_START: Final = re.compile(
    r"^(?:#(?=#{0,5}(?:\s|$))|[>|]|\+(?=\s|$)|-(?=[\s:|-]|$)|=(?==*\s*$)|:(?=-)|(\d{1,9})([.)])(?=\s|$))"
)
_SAFE_START: Final = re.compile(r"[^\W\d_]")
_EDGES: Final = re.compile(r"(?m)^[^\S\n]+|[^\S\n]+$")
#: Lines of their own to Python or to a browser but not to Markdown; NUL, which CommonMark replaces.
_ODD_BREAKS: Final = re.compile("[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029\x00]")
_CLOSING_HASHES: Final = re.compile(r"(?:^|\s)#+$")
_BACKTICKS: Final = re.compile(r"`+")
_NOT_IN_LINK: Final = re.compile(r"[\s<>()\\|`\"\x00-\x1f]|&(?=#?\w{1,32};)")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SAFE_SCHEMES: Final = ("http:", "https:", "mailto:", "ftp:", "tel:")
_MARKUP_IN_MATH: Final = re.compile(r"[\\`*_\[\]<>&~$|\n]")


def escape_inline(text: str) -> str:
    """Escape what is markup anywhere in a line. White space is left as it is."""
    if _ODD_BREAKS.search(text):
        text = _ODD_BREAKS.sub(" ", text)
    if _ANY_INLINE.search(text) is None:
        return text
    return _INLINE.sub(r"\\\g<0>", text)


def finish_lines(text: str) -> str:
    """Escape what is markup at the start of a line, and turn line feeds into hard breaks.

    Takes and gives inline Markdown. White space at the edges of lines goes: Markdown could not show it.
    """
    if "\n" not in text:
        text = text.strip()
        return text if _SAFE_START.match(text) else _LINE_START.sub(_escape_start, text)
    lines = [line for line in _EDGES.sub("", text).split("\n") if line]
    return "\\\n".join(_LINE_START.sub(_escape_start, line) for line in lines)


def _escape_start(match: re.Match[str]) -> str:
    if match[1] is not None:
        return f"{match[1]}\\{match[2]}"
    return f"\\{match[0]}"


def in_heading(text: str) -> str:
    """Fit inline Markdown on the one line of an ATX heading; a closing `#` is escaped."""
    text = " ".join(line.strip() for line in text.split("\n")).strip()
    return f"{text[:-1]}\\#" if _CLOSING_HASHES.search(text) else text


def in_table(text: str) -> str:
    """Fit inline Markdown into a cell of a pipe table."""
    text = text.strip()
    if "|" in text:
        text = text.replace("|", "\\|")
    return "<br>".join(line.strip() for line in text.split("\n")) if "\n" in text else text


def code_span(text: str) -> str:
    """Put text between as many backticks as it takes (CommonMark 6.1)."""
    text = text.replace("\n", " ")
    if not text.strip():
        return text
    fence = fence_for(text, at_least=1)
    padding = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def fence_for(text: str, *, at_least: int) -> str:
    """Return a run of backticks that is longer than any in the text."""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    return "`" * max(longest + 1, at_least)


def inline_math(latex: str) -> str:
    """Put LaTeX between dollars, with backticks inside them where Markdown would read it as markup.

    The second form is GitHub's own ("Writing mathematical expressions"); any Markdown reader keeps its text.
    """
    latex = latex.strip()
    if not latex:
        return ""
    if "`" in latex:
        return f"${escape_inline(latex)}$"
    latex = latex.replace("\n", " ")
    return f"$`{latex}`$" if _MARKUP_IN_MATH.search(latex) else f"${latex}$"


def safe_link(link: str) -> str | None:
    """Return the target of a link as Markdown writes it; None where it must not be followed from here.

    Anchors go nowhere in the new text, and only schemes that open a page or a message are let through.
    """
    link = link.strip()
    if not link or link.startswith("#"):
        return None
    scheme = _SCHEME.match(link)
    if scheme is not None and scheme[0].lower() not in _SAFE_SCHEMES:
        return None
    return _NOT_IN_LINK.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), link)


def html_text(text: str) -> str:
    """Escape text for an HTML block: no empty line, which would end the block, and nothing that is a tag."""
    if _ODD_BREAKS.search(text):
        text = _ODD_BREAKS.sub(" ", text)
    return html.escape(text, quote=False).replace("\n", "<br>")
