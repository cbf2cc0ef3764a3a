"""The outputs of a code cell: the fullest form of each that a person can read (nbformat 4.5)."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any, Final

from docsieve.formats._html.page import read_html
from docsieve.formats._text.decoding import without_controls
from docsieve.formats._text.markdown_blocks import read_blocks
from docsieve.model import Block, CodeBlock, Formula, Image, Locator
from docsieve.options import Limits
from docsieve.pictures import picture_of
from docsieve.report import Report

#: What terminals take for colours and cursor moves (ECMA-48).
_TERMINAL: Final = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])")
_MATHEMATICS: Final = re.compile(r"\s*(?:\$\$(.*)\$\$|\\\[(.*)\\\]|\$(.*)\$)\s*", re.DOTALL)
#: nbformat 3 names forms by a word of its own.
_OLD_FORMS: Final = {
    "text": "text/plain",
    "html": "text/html",
    "latex": "text/latex",
    "markdown": "text/markdown",
    "json": "application/json",
    "javascript": "application/javascript",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "pdf": "application/pdf",
}
#: A program's name for an object that it could not show.
_NO_TEXT: Final = re.compile(r"<[^<>\n]*>|[\w.]+\([^\n]*\)\Z")


def text_of(value: object) -> str:
    """Return a "multiline string": text, or a list of its lines."""
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""


def shown(text: str) -> str:
    """Return what a terminal would show: no colours, and of a line written over again its last state."""
    text = _TERMINAL.sub("", text).replace("\r\n", "\n")
    if "\r" in text or "\b" in text:
        text = "\n".join(_overwritten(line) for line in text.split("\n"))
    return without_controls(text).rstrip()


def _overwritten(line: str) -> str:
    states = [state for state in line.split("\r") if state]
    return states[-1] if states else ""


def read_output(output: dict[str, Any], where: Locator, limits: Limits, report: Report) -> list[Block]:
    """Read one output of a code cell."""
    kind = output.get("output_type")
    if kind == "stream":
        return _code(shown(text_of(output.get("text"))), where)
    if kind in ("error", "pyerr"):
        trace = output.get("traceback")
        text = shown("\n".join(map(text_of, trace))) if isinstance(trace, list) else ""
        summary = shown(f"{text_of(output.get('ename'))}: {text_of(output.get('evalue'))}")
        return _code(text or summary.strip(": "), where)
    data = output.get("data")
    if not isinstance(data, dict):
        data = {new: output[old] for old, new in _OLD_FORMS.items() if old in output}
    return _read_forms(data, output, where, limits, report)


def _read_forms(
    data: dict[str, Any], output: dict[str, Any], where: Locator, limits: Limits, report: Report
) -> list[Block]:
    plain = shown(text_of(data.get("text/plain")))
    blocks: list[Block] = []
    if text := text_of(data.get("text/markdown")).strip():
        blocks = read_blocks(without_controls(text), limits, where)
    if not blocks and (text := text_of(data.get("text/html")).strip()):
        blocks, _ = read_html(without_controls(text), where, limits, report)
    if not blocks and (text := text_of(data.get("text/latex")).strip()):
        found = _MATHEMATICS.fullmatch(without_controls(text))
        latex = "" if found is None else (found[1] or found[2] or found[3] or "").strip()
        blocks = [Formula(where=where, latex=latex)] if latex else _code(text, where, "latex")
    pictures = [name for name in data if name.startswith("image/")]
    if pictures:
        metadata = output.get("metadata")
        alt = _alt_of(metadata.get(pictures[0]) if isinstance(metadata, dict) else None)
        if not blocks and plain and not _NO_TEXT.fullmatch(plain):
            blocks = _code(plain, where)
        blocks.append(picture(text_of(data[pictures[0]]), pictures[0], alt or plain, None, where))
    if not blocks and plain:
        blocks = _code(plain, where)
    if not blocks:
        structured = next((data[name] for name in data if name.split(";")[0].endswith("json")), None)
        if isinstance(structured, dict | list):
            text = json.dumps(structured, ensure_ascii=False, indent=2)
            blocks = _code(without_controls(text), where, "json")
    if not blocks and data:
        report.warn(
            "output_not_read",
            "An output of the notebook is drawn by a script, which is never run; it holds no other text.",
            where,
        )
    return blocks


def _alt_of(metadata: object) -> str:
    return text_of(metadata.get("alt")) if isinstance(metadata, dict) else ""


def picture(text: str, media_type: str, alt: str, name: str | None, where: Locator) -> Image:
    """Describe a picture kept as base64 or, for SVG, as text."""
    found = picture_of(decoded(text, media_type))
    width, height = found.size if found is not None and found.size is not None else (None, None)
    return Image(
        where=where,
        alt=" ".join(without_controls(alt).split()),
        name=name,
        media_type=media_type,
        width=width,
        height=height,
    )


def decoded(text: str, media_type: str) -> bytes:
    """Return the bytes of an embedded file; none where the base64 is damaged."""
    if media_type.startswith(("text/", "image/svg")):
        return text.encode("utf-8", "replace")
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""


def _code(text: str, where: Locator, language: str | None = None) -> list[Block]:
    return [CodeBlock(where=where, text=text, language=language)] if text.strip() else []
