"""Presentations of OpenDocument: what the samples do not show."""

from __future__ import annotations

import docsieve
import pytest
from docsieve import LimitExceededError, Limits, ListItem, Note, Options

from tests.parsers.formats.odf_builder import items, odf, p

NUMBERED = (
    '<text:list-style style:name="{}"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    "</text:list-style>"
)
POWERPOINT = "<meta:generator>MicrosoftOffice/16.0 MicrosoftPowerPoint</meta:generator>"


def slide(inner: str) -> str:
    return f'<draw:page><draw:frame svg:x="1cm" svg:y="1cm">{inner}</draw:frame></draw:page>'


@pytest.mark.parametrize(("meta", "expected"), [(POWERPOINT, ["1", "2"]), ("", ["1", "1"])])
def test_lists_of_one_entry_count_on_where_powerpoint_wrote_them(meta: str, expected: list[str]) -> None:
    body = slide(f"<draw:text-box>{items(p('a'), style='A')}{items(p('b'), style='B')}</draw:text-box>")
    data = odf(body, kind="presentation", automatic=NUMBERED.format("A") + NUMBERED.format("B"), meta=meta)
    blocks = docsieve.parse(data).pages[0].blocks
    assert [block.marker for block in blocks if isinstance(block, ListItem)] == expected


def test_what_is_hidden_is_flagged() -> None:
    hidden = (
        '<style:style style:name="H" style:family="drawing-page"><style:drawing-page-properties '
        'presentation:visibility="hidden"/></style:style>'
    )
    body = '<draw:page draw:style-name="H"/><draw:page/>'
    pages = docsieve.parse(odf(body, kind="presentation", automatic=hidden)).pages
    assert [page.hidden for page in pages] == ["slide", None]


def test_an_empty_notes_page_is_no_note() -> None:
    notes = (
        '<draw:page><presentation:notes><draw:frame presentation:class="notes" '
        'presentation:placeholder="true">'
        "<draw:text-box/></draw:frame></presentation:notes></draw:page>"
    )
    page = docsieve.parse(odf(notes, kind="presentation")).pages[0]
    assert not [block for block in page.blocks if isinstance(block, Note)]


def test_the_number_of_slides_is_bounded() -> None:
    data = odf("<draw:page/>" * 3, kind="presentation")
    with pytest.raises(LimitExceededError):
        docsieve.parse(data, options=Options(limits=Limits(max_pages=2)))
