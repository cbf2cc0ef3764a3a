"""Programs as they are written: one code block that names its language."""

from __future__ import annotations

from typing import Final

from docsieve.format import Confidence, Format, Source
from docsieve.formats._text.decoding import decode, decode_head, looks_like_text
from docsieve.formats._text.languages import extensions, language_of
from docsieve.model import SCHEMA_VERSION, Document, Metadata
from docsieve.report import Report

#: A language is told by the beginning of the text.
_SAMPLE_CHARACTERS: Final = 4096


def sniff(source: Source) -> Confidence:
    """Likely by several signs of one language and next to no prose; by its name, one sign is enough."""
    if not looks_like_text(source.head):
        return Confidence.NO
    sample, _ = decode_head(source)
    guess = language_of(sample, source.suffix)
    if guess is None:
        return Confidence.NO
    return Confidence.LIKELY if guess.is_sure else Confidence.POSSIBLE


def parse(source: Source, report: Report) -> Document:
    """Keep the text to the character."""
    from docsieve.formats._text.code_pages import code_pages  # noqa: PLC0415

    text, encoding = decode(source, report)
    guess = language_of(text[:_SAMPLE_CHARACTERS], source.suffix)
    language = None if guess is None or guess.language == "text" else guess.language
    return Document(
        format=FORMAT.name,
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(custom={"encoding": encoding}),
        pages=code_pages(text, language, source, report),
    )


FORMAT = Format(
    name="source_code",
    title="Source code",
    extensions=extensions(),
    media_types=(
        *("text/x-python", "text/javascript", "text/x-java-source", "text/x-c", "application/x-sh"),
        *("application/sql", "text/css"),
    ),
    wheels_on_demand=("charset-normalizer",),
    yields="the text as written, with its language, comments included",
    sniff=sniff,
    parse=parse,
)
