"""A Word 97-2003 file -> Document: sections as pages, notes behind them, headers, footers and text boxes."""

from __future__ import annotations

from bisect import bisect_right

from docsieve.errors import CorruptError, EmptyError, LimitExceededError
from docsieve.format import Source
from docsieve.formats._doc.lists import BinaryNumbering, read_fonts
from docsieve.formats._doc.notes import NoteReader
from docsieve.formats._doc.pictures import anchor_floating
from docsieve.formats._doc.pieces import read_text
from docsieve.formats._doc.plc import read_string_table
from docsieve.formats._doc.properties import read_runs
from docsieve.formats._doc.reading import Reading
from docsieve.formats._doc.story import Story
from docsieve.formats._doc.streams import Streams
from docsieve.formats._doc.styles import StyleSheet
from docsieve.formats._encryption.properties import warn_of_locked_properties
from docsieve.formats._ole.container import Container
from docsieve.formats._ole.embedded import read_embedded
from docsieve.formats._ole.properties import read_metadata
from docsieve.formats._outline import chosen, outline_of
from docsieve.model import SCHEMA_VERSION, Block, Document, Locator, Page
from docsieve.report import Report


def read_document(source: Source, report: Report) -> Document:
    """Read it all.

    Raises:
        CorruptError: no text can be found.
        EmptyError: there is none.
        EncryptedError: it is protected with a password.
        LimitExceededError: a limit was crossed.
        UnsupportedFormatError: it is older than Word 6, or protected in a way that is not known here.
        WrongPasswordError: the password is another one.
    """
    limits = source.options.limits
    container = Container(source.data, limits)
    reading = _open(container, source, report)
    metadata = read_metadata(container)
    warn_of_locked_properties(container, report)
    pages = _read_pages(reading)
    attachments = read_embedded(container, source, report)
    if container.has("Macros"):
        report.warn("macros_not_read", "The document holds macros. They were neither run nor read.")
    if not attachments and not any(page.blocks for page in pages):
        raise EmptyError("The Word document holds no text.")
    outline = outline_of(pages)
    pages = chosen(pages, source.options)
    report.progress(len(pages), len(pages))
    return Document(
        format="doc",
        schema_version=SCHEMA_VERSION,
        metadata=metadata,
        pages=pages,
        outline=outline,
        revisions=reading.revisions,
        attachments=attachments,
    )


def _open(container: Container, source: Source, report: Report) -> Reading:
    streams = Streams(container, source.options)
    stream, fib = streams.main, streams.fib
    limits = source.options.limits
    table = streams.read(fib.table_stream)
    if not table:
        table = streams.read("0Table" if fib.table_stream == "1Table" else "1Table")
        if table:
            report.warn("wrong_table", "The document names the wrong index of its parts; the other was used.")
    text = read_text(fib, stream, table, limits, report)
    paragraphs, has_paragraphs = read_runs(fib, stream, table, "paragraphs")
    characters, has_characters = read_runs(fib, stream, table, "characters")
    if not (has_paragraphs and has_characters):
        report.warn(
            "formatting_missing",
            "Some of the document's formatting is damaged: headings, tables or hidden text may be "
            "taken for plain text.",
        )

    def part(name: str) -> bytes:
        offset, length = fib.tables.get(name, (0, 0))
        return table[offset : offset + length] if length else b""

    fonts = read_fonts(part("fonts")) if fib.is_word_97 else []
    first_list = fib.tables.get("lists", (0, 0))
    # What the levels of lists look like stands behind the table that lists them, beyond its length.
    lists = table[first_list[0] :] if first_list[1] else b""
    return Reading(
        fib=fib,
        text=text,
        table=table,
        main=stream,
        data=streams.read("Data"),
        styles=StyleSheet(part("styles"), fib.is_word_97),
        numbering=BinaryNumbering(lists, part("list_overrides"), fonts),
        fonts=fonts,
        paragraphs=paragraphs,
        characters=characters,
        report=report,
        limits=limits,
        source=source,
        revision_authors=read_string_table(part("revision_authors")),
    )


def _read_pages(reading: Reading) -> list[Page]:
    lengths = reading.fib.stories
    main_end = min(lengths[0], len(reading.text.text))
    if not main_end:
        raise CorruptError("The Word document says that it holds no text.")
    starts = sorted({0} | {end for end in reading.section_ends if 0 < end < main_end})
    if len(starts) > reading.limits.max_pages:
        raise LimitExceededError.of("the number of its sections", len(starts), reading.limits.max_pages)
    notes = NoteReader(reading, starts)
    pages = [Page(number=number + 1, kind="section") for number in range(len(starts))]
    notes.find_calls()
    notes.read_text_boxes()
    anchor_floating(reading, starts)
    body: list[Block] = []
    story = Story(reading, 0, main_end, Locator(page=1), may_call=True)
    current = [0]

    def turn(position: int) -> None:
        """Go on to the section that a position stands in."""
        index = bisect_right(starts, position) - 1
        if index != current[0]:
            pages[current[0]].blocks += body
            body.clear()
            current[0] = index
            story.where = Locator(page=index + 1)

    story.blocks(body, turn)
    pages[current[0]].blocks += body
    notes.add_to(pages)
    return pages
