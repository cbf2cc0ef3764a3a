"""Subtitles: SubRip (SRT) and WebVTT (W3C WebVTT 1)."""

from __future__ import annotations

import html
import re
from typing import Final

from docsieve.errors import LimitExceededError
from docsieve.format import Confidence, Format, Source
from docsieve.formats._text.decoding import decode, decode_head
from docsieve.model import SCHEMA_VERSION, Block, Document, Locator, Metadata, Page, Paragraph, Span
from docsieve.report import Report

_ARROW: Final = b"-->"
_TIMES: Final = r"(?:\d{1,4}:)?\d{1,2}:\d\d[,.]\d{1,3}[ \t]*-->[ \t]*(?:\d{1,4}:)?\d{1,2}:\d\d[,.]\d{1,3}"
_SRT: Final = re.compile(rf"\ufeff?\s*(?:\d+[ \t]*\n)?{_TIMES}")
_VTT: Final = re.compile(r"\ufeff?WEBVTT(?:[ \t\n]|\Z)")
_CUE: Final = re.compile(rf"(?m)^({_TIMES})[^\n]*\n((?:[^\n]+(?:\n|\Z))*)")
_NOTE: Final = re.compile(r"(?m)^NOTE(?:[ \t][^\n]*)?\n?((?:[^\n]+\n?)*)")
_SPEAKER: Final = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]*)>")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")


def sniff(source: Source) -> Confidence:
    """Look for WebVTT's signature or the times of a first cue."""
    if b"WEBVTT" not in source.head.replace(b"\0", b"")[:16] and _ARROW not in source.head.replace(
        b"\0", b""
    ):
        return Confidence.NO
    text, _ = decode_head(source)
    if _VTT.match(text):
        return Confidence.CERTAIN
    return Confidence.LIKELY if _SRT.match(text.lstrip("\ufffd")) else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read every cue as a paragraph: its times, then its lines.

    Raises:
        EmptyError: there is nothing but white space.
        LimitExceededError: there are more cues than `max_blocks`.
    """
    text, encoding = decode(source, report)
    is_vtt = _VTT.match(text) is not None
    where = Locator(page=1)
    blocks: list[Block] = []
    for cue in _CUE.finditer(text):
        if len(blocks) >= source.options.limits.max_blocks:
            raise LimitExceededError.of(
                "the number of cues", len(blocks) + 1, source.options.limits.max_blocks
            )
        lines = _TAG.sub("", _SPEAKER.sub(r"\1: ", cue[2])).strip()
        shown = html.unescape(lines) if is_vtt else lines
        blocks.append(
            Paragraph(where=where, spans=[Span(cue[1], code=True), *([Span("\n" + shown)] if shown else [])])
        )
    notes = [note[1].strip() for note in _NOTE.finditer(text)] if is_vtt else []
    if not blocks:
        report.warn("no_cues", "The file holds no subtitles that could be read.")
    report.progress(1, 1)
    custom = {"encoding": encoding}
    if any(notes):
        custom["notes"] = "\n".join(filter(None, notes))
    return Document(
        format=FORMAT.name,
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(custom=custom),
        pages=[Page(number=1, kind="section", blocks=blocks)],
    )


FORMAT = Format(
    name="subtitles",
    title="Subtitles",
    extensions=(".srt", ".vtt"),
    media_types=("application/x-subrip", "text/vtt"),
    wheels_on_demand=("charset-normalizer",),
    yields="every cue with its times",
    sniff=sniff,
    parse=parse,
)
