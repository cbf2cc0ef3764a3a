"""What control words do, by name (RTF 1.9.1). Words not listed here change nothing that is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import msgspec

from docsieve.formats._docx.run_properties import (
    BOLD,
    ITALIC,
    STRIKE,
    SUBSCRIPT,
    SUPERSCRIPT,
    TINY,
    UNDERLINE,
    VANISH,
    WHITE,
)
from docsieve.formats._rtf import colours, drawing, fields, information, lists, notes, objects
from docsieve.formats._rtf._tables import CHARACTERS, MATH_PROPERTIES, SKIPPED, UNDERLINES
from docsieve.formats._rtf.sink import Capture, Sink
from docsieve.formats._rtf.state import PLAIN_PARAGRAPH, Change
from docsieve.formats._rtf.story import Story
from docsieve.formats._rtf.tables import Merge, RowDefinition

if TYPE_CHECKING:
    from docsieve.formats._rtf.interpreter import Interpreter

Handler: TypeAlias = "Callable[[Interpreter, int | None], None]"


def _mask(bit: int, also_off: int = 0) -> Handler:
    def turn(reader: Interpreter, number: int | None) -> None:
        state = reader.state
        state.mask = (state.mask & ~(bit | also_off)) | (0 if number == 0 else bit)
        state.look = None

    return turn


def _off(bits: int) -> Handler:
    def turn_off(reader: Interpreter, number: int | None) -> None:
        reader.state.mask &= ~bits
        reader.state.look = None

    return turn_off


def _font_size(reader: Interpreter, number: int | None) -> None:
    state = reader.state
    tiny = TINY if number is not None and 0 <= number <= 2 else 0
    if state.mask & TINY != tiny:
        state.mask ^= TINY
        state.look = None


def _plain(reader: Interpreter, number: int | None) -> None:
    reader.state.plain()
    reader.state.font = reader.default_font


def _font(reader: Interpreter, number: int | None) -> None:
    reader.state.font = number or 0
    reader.state.look = None


def _far_eastern(is_on: bool) -> Handler:
    def switch(reader: Interpreter, number: int | None) -> None:
        reader.state.far_eastern = is_on

    return switch


def _associated_font(reader: Interpreter, number: int | None) -> None:
    if reader.state.far_eastern:
        reader.state.far_eastern_font = number


def _fallback(reader: Interpreter, number: int | None) -> None:
    reader.state.unicode_fallback = min(max(1 if number is None else number, 0), 32)


def _changed(kind: Literal["inserted", "deleted"]) -> Handler:
    def change(reader: Interpreter, number: int | None) -> None:
        setattr(reader.state, kind, None if number == 0 else Change())
        reader.state.look = None

    return change


def _change_told(kind: Literal["inserted", "deleted"], what: Literal["author", "date"]) -> Handler:
    def tell(reader: Interpreter, number: int | None) -> None:
        change = getattr(reader.state, kind)
        if change is not None:
            setattr(reader.state, kind, msgspec.structs.replace(change, **{what: number}))
            reader.state.look = None

    return tell


def _paragraph_property(name: str, value: Callable[[int | None], object]) -> Handler:
    def set_property(reader: Interpreter, number: int | None) -> None:
        state = reader.state
        state.paragraph = msgspec.structs.replace(state.paragraph, **{name: value(number)})
        if state.mask & WHITE:
            state.look = None  # whether white text shows depends on the paragraph

    return set_property


def _pard(reader: Interpreter, number: int | None) -> None:
    reader.state.paragraph = PLAIN_PARAGRAPH
    if reader.state.mask & WHITE:
        reader.state.look = None


def _par(reader: Interpreter, number: int | None) -> None:
    sink = reader.state.sink
    if isinstance(sink, Story):
        sink.end_paragraph(reader)
    else:
        sink.text(reader, "\n")


def _break(reader: Interpreter, number: int | None) -> None:
    sink = reader.state.sink
    if isinstance(sink, Story) and not sink.is_at_start and not reader.state.paragraph.in_table:
        sink.end_paragraph(reader)


def _cell(reader: Interpreter, number: int | None) -> None:
    if isinstance(reader.state.sink, Story):
        reader.state.sink.end_cell(reader, 1)


def _nested_cell(reader: Interpreter, number: int | None) -> None:
    if isinstance(reader.state.sink, Story):
        reader.state.sink.end_cell(reader, max(reader.state.paragraph.nesting, 2))


def _row(reader: Interpreter, number: int | None) -> None:
    if isinstance(reader.state.sink, Story):
        reader.state.sink.end_row(reader, 1)


def _nested_row(reader: Interpreter, number: int | None) -> None:
    reader.state.story.end_row(reader, max(reader.state.paragraph.nesting, 2))


def _row_defaults(reader: Interpreter, number: int | None) -> None:
    if reader.state.nested:
        reader.state.story.nested_row = RowDefinition()
    else:
        reader.state.story.row = RowDefinition()


def _row_of(reader: Interpreter) -> RowDefinition:
    story = reader.state.story
    return story.nested_row if reader.state.nested else story.row


def _cell_end(reader: Interpreter, number: int | None) -> None:
    _row_of(reader).end_cell(number or 0)


def _row_left(reader: Interpreter, number: int | None) -> None:
    _row_of(reader).left = number or 0


def _row_header(reader: Interpreter, number: int | None) -> None:
    _row_of(reader).is_header = number != 0


def _merge(name: Literal["across", "down"], value: Merge) -> Handler:
    def merge(reader: Interpreter, number: int | None) -> None:
        setattr(_row_of(reader).next_cell, name, value)

    return merge


def _nested_properties(reader: Interpreter, number: int | None) -> None:
    reader.state.nested = True


def _note_mark(reader: Interpreter, number: int | None) -> None:
    story = reader.state.story
    if not isinstance(story, notes.NoteStory):
        reader.note_mark_pending = True


def _note_format(kind: notes.NoteKind, number_format: str) -> Handler:
    def set_format(reader: Interpreter, number: int | None) -> None:
        reader.note_counters.formats[kind] = number_format

    return set_format


def _note_start(kind: notes.NoteKind) -> Handler:
    def set_start(reader: Interpreter, number: int | None) -> None:
        reader.note_counters.starts[kind] = number or 1

    return set_start


def _skip(reader: Interpreter, number: int | None) -> None:
    reader.skip_group()


def _pass(reader: Interpreter, number: int | None) -> None:
    pass


def _into(sink: Callable[[Interpreter], Sink]) -> Handler:
    def enter(reader: Interpreter, number: int | None) -> None:
        reader.state.sink = sink(reader)

    return enter


def _marker(reader: Interpreter, number: int | None) -> None:
    story = reader.state.story
    if not story.is_at_start:
        reader.skip_group()
        return

    def take(text: str) -> None:
        story.marker = " ".join(text.split())

    reader.state.sink = Capture(take)


def _comment_told(name: Literal["initials", "author"]) -> Handler:
    def enter(reader: Interpreter, number: int | None) -> None:
        reader.state.sink = Capture(lambda text: setattr(reader.comment, name, text.strip()))

    return enter


def _edge(edge: Literal["header", "footer"], variant: str) -> Handler:
    return lambda reader, _: notes.begin_edge(reader, edge, variant)


def _language(reader: Interpreter, number: int | None) -> None:
    reader.metadata.language = reader.metadata.language or information.language(number)


def _character_set(code_page: int) -> Handler:
    return lambda reader, _: reader.set_code_page(code_page)


def _ansi_code_page(reader: Interpreter, number: int | None) -> None:
    reader.set_code_page(number or 1252)


def _default_font(reader: Interpreter, number: int | None) -> None:
    reader.default_font = reader.state.font = number or 0


def _set_nesting(reader: Interpreter, number: int | None) -> None:
    depth = 1 if number is None else number
    state = reader.state
    if depth > 0:
        state.paragraph = msgspec.structs.replace(
            state.paragraph, nesting=depth, in_table=state.paragraph.in_table or depth > 1
        )


CONTROLS: Final[dict[bytes, Handler]] = {
    b"plain": _plain,
    b"b": _mask(BOLD),
    b"i": _mask(ITALIC),
    b"strike": _mask(STRIKE),
    b"striked": _mask(STRIKE),
    b"v": _mask(VANISH),
    b"super": _mask(SUPERSCRIPT, SUBSCRIPT),
    b"sub": _mask(SUBSCRIPT, SUPERSCRIPT),
    b"nosupersub": _off(SUPERSCRIPT | SUBSCRIPT),
    **dict.fromkeys(UNDERLINES, _mask(UNDERLINE)),
    b"ulnone": _off(UNDERLINE),
    b"fs": _font_size,
    b"f": _font,
    b"dbch": _far_eastern(True),
    b"loch": _far_eastern(False),
    b"hich": _far_eastern(False),
    b"rtlch": _far_eastern(False),
    b"ltrch": _far_eastern(False),
    b"af": _associated_font,
    b"cf": colours.set_colour,
    **dict.fromkeys((b"cb", b"chcbpat", b"highlight"), colours.set_background),
    b"uc": _fallback,
    b"revised": _changed("inserted"),
    b"revauth": _change_told("inserted", "author"),
    b"revdttm": _change_told("inserted", "date"),
    b"deleted": _changed("deleted"),
    b"revauthdel": _change_told("deleted", "author"),
    b"revdttmdel": _change_told("deleted", "date"),
    # Paragraphs
    b"pard": _pard,
    b"par": _par,
    b"page": _break,
    b"column": _break,
    b"s": _paragraph_property("style", lambda number: number or 0),
    b"outlinelevel": _paragraph_property("outline", lambda number: number),
    b"ls": _paragraph_property("list", lambda number: number),
    b"ilvl": _paragraph_property("level", lambda number: number),
    b"cbpat": colours.set_paragraph_background,
    b"intbl": _paragraph_property("in_table", lambda number: number != 0),
    b"itap": _set_nesting,
    **dict.fromkeys((b"listtext", b"pntext"), _marker),
    # Tables
    b"trowd": _row_defaults,
    b"trleft": _row_left,
    b"trhdr": _row_header,
    b"cellx": _cell_end,
    b"clmgf": _merge("across", "first"),
    b"clmrg": _merge("across", "covered"),
    b"clvmgf": _merge("down", "first"),
    b"clvmrg": _merge("down", "covered"),
    b"cell": _cell,
    b"row": _row,
    b"nestcell": _nested_cell,
    b"nestrow": _nested_row,
    b"nesttableprops": _nested_properties,
    b"nonesttables": _skip,
    # Sections
    b"sect": lambda reader, _: reader.end_section(),
    b"sbknone": lambda reader, _: reader.continue_section(),
    b"titlepg": lambda reader, _: reader.section_has_first_page(),
    b"facingp": lambda reader, _: reader.has_facing_pages(),
    b"header": _edge("header", ""),
    b"headerl": _edge("header", "l"),
    b"headerr": _edge("header", "r"),
    b"headerf": _edge("header", "f"),
    b"footer": _edge("footer", ""),
    b"footerl": _edge("footer", "l"),
    b"footerr": _edge("footer", "r"),
    b"footerf": _edge("footer", "f"),
    # Notes
    b"footnote": notes.begin_note,
    b"chftn": _note_mark,
    b"ftnstart": _note_start("footnote"),
    b"aftnstart": _note_start("endnote"),
    **{b"ftnn" + end: _note_format("footnote", name) for end, name in notes.NUMBER_FORMATS.items()},
    **{b"aftnn" + end: _note_format("endnote", name) for end, name in notes.NUMBER_FORMATS.items()},
    b"annotation": notes.begin_comment,
    b"atnid": _comment_told("initials"),
    b"atnauthor": _comment_told("author"),
    b"atndate": notes.begin_comment_date,
    # Fields
    b"field": fields.begin_field,
    b"fldinst": fields.begin_instruction,
    b"fldrslt": fields.begin_result,
    b"formfield": fields.begin_form_data,
    # Pictures, shapes, objects
    b"shppict": _pass,
    b"nonshppict": _skip,
    b"pict": drawing.begin_picture,
    b"picprop": _pass,
    b"shpinst": drawing.begin_shape,
    b"do": drawing.begin_shape,
    b"shptxt": notes.begin_text_box,
    b"dptxbxtext": notes.begin_text_box,
    b"shprslt": _skip,
    b"object": objects.begin_object,
    b"objclass": objects.begin_program,
    b"objdata": objects.begin_data,
    # Mathematics: its text; how it is set is lost
    b"moMath": _pass,
    b"moMathPara": _pass,
    b"mmathPict": _skip,
    **dict.fromkeys(MATH_PROPERTIES, _skip),
    # The document and its tables
    b"ansi": _character_set(1252),
    b"mac": _character_set(10000),
    b"pc": _character_set(437),
    b"pca": _character_set(850),
    b"ansicpg": _ansi_code_page,
    b"deff": _default_font,
    b"deflang": _language,
    b"colortbl": _into(lambda reader: reader.colours),
    b"fonttbl": _into(lambda reader: reader.font_table),
    b"stylesheet": _into(lambda reader: reader.styles),
    b"listtable": _into(lambda reader: reader.list_table),
    b"listoverridetable": _into(lambda reader: reader.list_overrides),
    b"revtbl": _into(lambda reader: reader.revision_table),
    b"info": _into(lambda reader: information.Information(reader.metadata)),
    b"userprops": _into(lambda reader: information.UserProperties(reader.metadata)),
    b"generator": information.begin_generator,
    b"background": colours.set_page_background,
    b"upr": lambda reader, _: reader.skip_to_unicode(),
    b"ud": _pass, b"pn": lists.skip_old_numbering,
    **dict.fromkeys(SKIPPED, _skip),
}  # fmt: skip


#: Words that are not skipped at once where only text is read.
KNOWN: Final = frozenset((*CONTROLS, *CHARACTERS, b"bin"))
