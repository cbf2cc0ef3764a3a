from __future__ import annotations

import docsieve
import pytest
from docsieve import Heading, ListItem
from docsieve.formats._docx.numerals import numeral

from tests.parsers.formats.docx_builder import docx, level, numbered, paragraph


def numbering(*levels: str, more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    )


def markers(data: bytes) -> list[str | None]:
    blocks = docsieve.parse(data).pages[0].blocks
    return [block.marker for block in blocks if isinstance(block, ListItem | Heading)]


def test_each_level_counts_for_itself_and_restarts_under_a_higher_one() -> None:
    defined = numbering(level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"))
    body = "".join(numbered("x", 1, depth) for depth in (0, 1, 1, 0, 1))
    assert markers(docx(body, numbering=defined)) == ["1.", "(a)", "(b)", "2.", "(a)"]


def test_a_marker_quotes_the_levels_above() -> None:
    defined = numbering(level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2"))
    body = "".join(numbered("x", 1, depth) for depth in (0, 1, 0, 1))
    assert markers(docx(body, numbering=defined)) == ["I", "I.1", "II", "II.1"]


def test_legal_numbering_writes_all_levels_in_decimal() -> None:
    defined = numbering(level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", more="<w:isLgl/>"))
    body = numbered("x", 1) + numbered("x", 1, 1)
    assert markers(docx(body, numbering=defined)) == ["I", "1.1"]


def test_a_level_with_restart_zero_counts_on() -> None:
    defined = numbering(
        level(0, "decimal", "%1"), level(1, "decimal", "%2)", more='<w:lvlRestart w:val="0"/>')
    )
    body = "".join(numbered("x", 1, depth) for depth in (0, 1, 0, 1))
    assert markers(docx(body, numbering=defined)) == ["1", "1)", "2", "2)"]


def test_a_start_override_restarts_and_a_second_list_without_one_counts_on() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = numbered("x", 1) + numbered("x", 1) + numbered("x", 2) + numbered("x", 2) + numbered("x", 3)
    defined = numbering(level(0, "decimal", "%1."), more=more)
    assert markers(docx(body, numbering=defined)) == ["1.", "2.", "5.", "6.", "7."]


def test_empty_paragraphs_of_a_list_take_their_number() -> None:
    body = numbered("x", 1) + numbered("", 1) + numbered("x", 1)
    assert markers(docx(body, numbering=numbering(level(0, "decimal", "%1.")))) == ["1.", "3."]


@pytest.mark.parametrize(
    ("sign", "font", "shown"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0a7", "Wingdings", "▪"),
        ("\uf0fc", "Wingdings", "✓"),
        ("o", "Courier New", "◦"),
        ("–", "Arial", "–"),
        ("", "Symbol", "•"),
    ],
)
def test_bullets_of_symbol_fonts_are_unicode(sign: str, font: str, shown: str) -> None:
    defined = numbering(level(0, "bullet", sign, font=font))
    found = docsieve.parse(docx(numbered("x", 1), numbering=defined)).pages[0].blocks[0]
    assert isinstance(found, ListItem)
    assert (found.marker, found.ordered) == (shown, False)


def test_numbering_of_a_style_finds_its_level_by_the_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    defined = numbering(
        level(0, "decimal", "%1", more='<w:pStyle w:val="H1"/>'),
        level(1, "decimal", "%1.%2", more='<w:pStyle w:val="H2"/>'),
    )
    body = paragraph("A", '<w:pStyle w:val="H1"/>') + paragraph("B", '<w:pStyle w:val="H2"/>')
    document = docsieve.parse(docx(body, styles=styles, numbering=defined))
    assert [block.marker for block in document.pages[0].blocks if isinstance(block, Heading)] == ["1", "1.1"]
    assert document.outline[0].title == "1 A"
    assert document.outline[0].children[0].title == "1.1 B"


def test_a_list_may_be_defined_by_a_numbering_style() -> None:
    defined = (
        f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="L"/>{level(0, "upperLetter", "%1)")}'
        '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert markers(docx(numbered("x", 2), numbering=defined, styles=styles)) == ["A)"]


def test_a_list_that_is_not_defined_leaves_a_paragraph() -> None:
    assert docsieve.render(docsieve.parse(docx(numbered("kept", 77))), "text") == "kept\n"


def test_number_zero_takes_a_paragraph_out_of_its_styles_list() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    defined = numbering(level(0, "decimal", "%1."))
    body = paragraph("x") + numbered("y", 0)
    assert markers(docx(body, styles=styles, numbering=defined)) == ["1."]


@pytest.mark.parametrize(
    ("value", "number_format", "written"),
    [
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"),
        (26, "upperLetter", "Z"),
        (28, "lowerLetter", "bb"),
        (3, "ordinal", "3rd"),
        (12, "ordinal", "12th"),
        (21, "cardinalText", "Twenty-one"),
        (342, "cardinalText", "Three Hundred Forty-two"),
        (5, "ordinalText", "Fifth"),
        (22, "ordinalText", "Twenty-second"),
        (40, "ordinalText", "Fortieth"),
        (7, "decimalZero", "07"),
        (3, "chicago", "‡"),
        (6, "chicago", "††"),
        (20, "decimalEnclosedCircle", "⑳"),
        (23, "chineseCounting", "二十三"),
        (15, "japaneseCounting", "十五"),
        (105, "chineseCountingThousand", "一百〇五"),
        (16, "hebrew1", "טז"),
        (2, "arabicAbjad", "ب"),
        (10, "hindiNumbers", "१०"),
        (3, "numberInDash", "- 3 -"),
        (9, "somethingNew", "9"),
    ],
)
def test_numbers_are_written_as_word_writes_them(value: int, number_format: str, written: str) -> None:
    assert numeral(value, number_format) == written
