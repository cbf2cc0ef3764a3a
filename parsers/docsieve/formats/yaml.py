"""YAML 1.2, shown as it is written: order, comments, anchors and strings untouched."""

from __future__ import annotations

import re
from typing import Final

from docsieve.format import Confidence, Format, Source
from docsieve.formats._text.decoding import decode, decode_head, looks_like_text
from docsieve.model import SCHEMA_VERSION, Document, Metadata
from docsieve.report import Report

_EXTENSIONS: Final = (".yaml", ".yml", ".cff")
#: A mapping's entry; its key is a program's name and not words of a letter's heading.
_ENTRY: Final = re.compile(r"(\s*)(?:- +)*[\"']?[\w./$@*-]+[\"']?:(?:[ \t]+\S.*)?[ \t]*\Z")
_ITEM: Final = re.compile(r"\s*-(?:[ \t]+\S.*)?\Z")
#: Opens text that goes on over deeper lines.
_OPENS_TEXT: Final = re.compile(r"(?<=[ \t])(?:[|>][+-]?\d?|\"(?:[^\"\\]|\\.)*|'[^']*|\[[^\]]*|\{[^}]*)\Z")
_MARKER: Final = re.compile(r"---(?:[ \t].*)?\Z|\.\.\.\Z|%YAML\b")
_ENOUGH_ENTRIES: Final = 3


def sniff(source: Source) -> Confidence:
    """Likely where every line is YAML and entries nest; by its name, one entry is enough."""
    if not looks_like_text(source.head):
        return Confidence.NO
    sample, is_whole = decode_head(source)
    lines = sample.rstrip().split("\n")
    if not is_whole:
        lines = lines[:-1] or lines
    entries = nested = items = capitals = 0
    text_indent: int | None = None
    is_all_yaml = True
    has_marker = bool(lines) and _MARKER.match(lines[0].lstrip("\ufeff")) is not None
    for line in lines:
        bare = line.lstrip("\ufeff")
        indent = len(bare) - len(bare.lstrip())
        if not bare.strip() or bare.lstrip().startswith("#") or _MARKER.match(bare):
            continue
        if text_indent is not None:
            if indent > text_indent or bare.strip() in ("]", "}", "],", "},"):
                continue
            text_indent = None
        entry = _ENTRY.match(bare)
        if entry is not None:
            entries += 1
            nested += bool(indent)
            capitals += bare.lstrip("- \t\"'")[:1].isupper()
        elif _ITEM.match(bare):
            items += 1
        else:
            is_all_yaml = False
            break
        if _OPENS_TEXT.search(bare):
            text_indent = indent
    if is_all_yaml and entries >= _ENOUGH_ENTRIES and (nested or has_marker) and capitals * 2 <= entries:
        return Confidence.LIKELY
    named = source.suffix in _EXTENSIONS and (entries + items > 0 or has_marker)
    return Confidence.POSSIBLE if named else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Keep the text to the character."""
    from docsieve.formats._text.code_pages import code_pages  # noqa: PLC0415

    text, encoding = decode(source, report)
    return Document(
        format=FORMAT.name,
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(custom={"encoding": encoding}),
        pages=code_pages(text, "yaml", source, report),
    )


FORMAT = Format(
    name="yaml",
    title="YAML",
    extensions=_EXTENSIONS,
    media_types=("application/yaml", "text/yaml", "text/x-yaml"),
    wheels_on_demand=("charset-normalizer",),
    yields="the text as written, comments included",
    sniff=sniff,
    parse=parse,
)
