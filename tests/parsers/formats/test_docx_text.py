# ruff: noqa: E501 - XML is data here
from __future__ import annotations

import docsieve
import pytest
from docsieve import Block, CodeBlock, Document, Formula, Group, Heading, Image, ListItem, Paragraph, Span

from tests.parsers.formats.docx_builder import docx, paragraph, run, text_box, xml


def read(body: str, *, styles: str = "") -> list[Block]:
    return docsieve.parse(docx(body, styles=styles)).pages[0].blocks


def spans_of(body: str, *, styles: str = "") -> list[Span]:
    block = read(body, styles=styles)[0]
    assert isinstance(block, Paragraph | Heading | ListItem)
    return block.spans


def text_of(body: str) -> str:
    return docsieve.render(docsieve.parse(docx(body)), "text")


def style(style_id: str, name: str, content: str = "", *, kind: str = "paragraph", based_on: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{base}{content}</w:style>'
    )


def test_neighbouring_runs_of_one_look_are_one_span() -> None:
    body = paragraph(runs=run("Hel") + run("lo ") + run("bold", "<w:b/>") + run(" still", "<w:b/>"))
    assert spans_of(body) == [Span("Hello "), Span("bold still", bold=True)]


def test_a_toggle_turned_off_in_a_run_overrules_its_style() -> None:
    styles = style("B", "Loud", "<w:rPr><w:b/></w:rPr>")
    body = paragraph("loud", '<w:pStyle w:val="B"/>', run(" calm", '<w:b w:val="0"/>'))
    assert spans_of(body, styles=styles) == [Span("loud", bold=True), Span(" calm")]


def test_bold_in_paragraph_and_character_style_cancels_out() -> None:
    styles = style("B", "Loud", "<w:rPr><w:b/></w:rPr>") + style(
        "S", "Strong", "<w:rPr><w:b/></w:rPr>", kind="character"
    )
    body = paragraph("", '<w:pStyle w:val="B"/>', run("calm", '<w:rStyle w:val="S"/>'))
    assert spans_of(body, styles=styles) == [Span("calm")]


def test_hidden_text_is_flagged_also_where_a_style_hides_it() -> None:
    styles = style("V", "Ghost", "<w:rPr><w:vanish/></w:rPr>", kind="character")
    body = paragraph("seen", runs=run(" a", "<w:vanish/>") + run(" b", '<w:rStyle w:val="V"/>'))
    assert spans_of(body, styles=styles) == [Span("seen"), Span(" a b", hidden="vanish")]
    assert text_of(paragraph("seen", runs=run(" unseen", "<w:vanish/>"))) == "seen\n"


def test_white_text_on_white_and_text_without_size_are_flagged() -> None:
    white, tiny = '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'
    body = paragraph(
        "a", runs=run("b", white) + run("c", tiny) + run("d", f'{white}<w:highlight w:val="red"/>')
    )
    assert [span.hidden for span in spans_of(body)] == [None, "same_colour", "tiny", None]


def test_white_text_in_a_table_is_not_said_to_be_hidden() -> None:
    white = paragraph(runs=run("b", '<w:color w:val="FFFFFF"/>'))
    assert text_of(f"<w:tbl><w:tr><w:tc>{white}</w:tc></w:tr></w:tbl>") == "b\n"


@pytest.mark.parametrize(
    ("shading", "hidden"),
    [
        ('w:val="clear" w:color="auto" w:fill="4F81BD"', None),
        ('w:val="solid" w:color="4F81BD" w:fill="FFFFFF"', None),
        ('w:val="solid" w:color="FFFFFF" w:fill="4F81BD"', "same_colour"),
        ('w:val="clear" w:color="auto" w:fill="auto"', "same_colour"),
        ('w:val="nil"', "same_colour"),
    ],
)
def test_white_text_on_a_shaded_paragraph_is_seen(shading: str, hidden: str | None) -> None:
    white = run("white", '<w:color w:val="FFFFFF"/>')
    shading = f"<w:shd {shading}/>"
    assert [span.hidden for span in spans_of(paragraph("", shading, white))] == [hidden]
    by_style = style("B", "Banner", f"<w:pPr>{shading}</w:pPr>") + style("D", "Derived", based_on="B")
    derived = paragraph("", '<w:pStyle w:val="D"/>', white)
    assert [span.hidden for span in spans_of(derived, styles=by_style)] == [hidden]
    bare = paragraph("", '<w:pStyle w:val="D"/><w:shd w:val="clear" w:fill="auto"/>', white)
    assert [span.hidden for span in spans_of(bare, styles=by_style)] == ["same_colour"]


def test_white_text_on_a_coloured_page_is_seen() -> None:
    white = paragraph(runs=run("white", '<w:color w:val="FFFFFF"/>'))

    def hidden(colour: str, settings: str) -> list[str | None]:
        main = xml("w:document", f'<w:background w:color="{colour}"/><w:body>{white}</w:body>')
        data = docx("", parts={"word/document.xml": main}, settings=settings)
        block = docsieve.parse(data).pages[0].blocks[0]
        assert isinstance(block, Paragraph)
        return [span.hidden for span in block.spans]

    assert hidden("1F3864", "<w:displayBackgroundShape/>") == [None]
    assert hidden("FFFFFF", "<w:displayBackgroundShape/>") == ["same_colour"]
    assert hidden("1F3864", "") == ["same_colour"]


def test_headings_come_from_style_names_inheritance_and_outline_levels() -> None:
    styles = (
        style("berschrift1", "heading 1")
        + style("Mine", "My own", based_on="berschrift1")
        + style("O", "Clause", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
        + style("T", "Titre 4")
    )
    body = "".join(
        paragraph("x", f'<w:pStyle w:val="{name}"/>') for name in ("berschrift1", "Mine", "O", "T")
    )
    body += paragraph("x", '<w:outlineLvl w:val="4"/>')
    assert [block.level for block in read(body, styles=styles) if isinstance(block, Heading)] == [
        1,
        1,
        3,
        4,
        5,
    ]


def test_an_outline_level_of_nine_is_body_text() -> None:
    styles = style("H", "heading 1")
    assert isinstance(
        read(paragraph("x", '<w:pStyle w:val="H"/><w:outlineLvl w:val="9"/>'), styles=styles)[0], Paragraph
    )


def test_roles_come_from_style_names() -> None:
    names = {
        "Title": "title",
        "Subtitle": "subtitle",
        "caption": "caption",
        "toc 2": "toc",
        "Intense Quote": "quote",
    }
    styles = "".join(style(f"s{n}", name) for n, name in enumerate(names))
    body = "".join(paragraph("x", f'<w:pStyle w:val="s{n}"/>') for n in range(len(names)))
    assert [block.role for block in read(body, styles=styles)] == list(names.values())


def test_styles_that_go_round_in_circles_are_survived() -> None:
    styles = style("A", "a", based_on="B") + style("B", "b", based_on="A")
    assert spans_of(paragraph("x", '<w:pStyle w:val="A"/>'), styles=styles) == [Span("x")]


def test_lines_of_a_code_style_make_one_code_block() -> None:
    styles = style("C", "Source Code")
    body = paragraph("if x:", '<w:pStyle w:val="C"/>') + paragraph("    y()", '<w:pStyle w:val="C"/>')
    block = read(body, styles=styles)[0]
    assert isinstance(block, CodeBlock)
    assert block.text == "if x:\n    y()"


def test_monospaced_runs_are_code_unless_the_document_is_set_so() -> None:
    mono = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/>'
    body = paragraph("call ", runs=run("parse()", mono))
    assert spans_of(body) == [Span("call "), Span("parse()", code=True)]
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{mono}</w:rPr></w:rPrDefault></w:docDefaults>"
    assert spans_of(body, styles=defaults) == [Span("call parse()")]


def test_tabs_breaks_and_hyphens_are_kept() -> None:
    inner = "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t>"
    assert spans_of(paragraph(runs=f"<w:r>{inner}</w:r>")) == [Span("a\tb\nc\u2011de")]


def test_symbols_are_mapped_to_unicode() -> None:
    inner = '<w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:font="Symbol" w:char="F061"/><w:sym w:char="2665"/>'
    assert spans_of(paragraph(runs=f"<w:r>{inner}</w:r>")) == [Span("→α♥")]


def test_text_set_in_a_symbol_font_is_what_is_seen() -> None:
    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    assert spans_of(paragraph(runs=run("abg", fonts)))[0].text == "αβγ"


def test_ruby_follows_its_base_in_brackets() -> None:
    ruby = f"<w:ruby><w:rt>{run('とう')}</w:rt><w:rubyBase>{run('東')}</w:rubyBase></w:ruby>"
    assert text_of(paragraph(runs=f"<w:r>{ruby}</w:r>")) == "東(とう)\n"


def test_links_lead_to_their_targets() -> None:
    body = paragraph(
        runs=f'<w:hyperlink r:id="l" w:anchor="part">{run("out")}</w:hyperlink>'
        f'<w:hyperlink w:anchor="here">{run("in")}</w:hyperlink>'
    )
    data = docx(body, related={"l": ("hyperlink", "https://example.org/a")})
    block = docsieve.parse(data).pages[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert block.spans == [Span("out", link="https://example.org/a#part"), Span("in", link="#here")]


def field(instruction: str, result: str = "", *, separate: bool = True) -> str:
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if separate else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>{middle}'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_show_their_result_and_never_their_instruction() -> None:
    body = paragraph(
        "a ", runs=field(" PAGE ", run("7")) + run(" b") + field(' XE "Index entry" ', separate=False)
    )
    assert text_of(body) == "a 7 b\n"


def test_a_reading_above_a_word_is_shown_though_it_is_only_an_instruction() -> None:
    reading = r' EQ \* jc2 \* "Font:Mincho" \* hps11 \o\ad(\s\up 10(kana),kanji) '
    assert text_of(paragraph("a ", runs=field(reading, separate=False))) == "a kanji(kana)\n"


def test_a_hyperlink_field_is_a_link_over_several_runs() -> None:
    body = paragraph(runs=field(' HYPERLINK "http://x.org" \\l "y" ', run("one ") + run("two", "<w:i/>")))
    assert {span.link for span in spans_of(body)} == {"http://x.org#y"}


def test_fields_nest() -> None:
    inner = field(" PAGEREF _Toc1 ", run("3"))
    assert (
        text_of(paragraph(runs=field(' HYPERLINK "u" ', run("Chapter ") + inner) + run("!")))
        == "Chapter 3!\n"
    )


def test_a_field_without_end_does_not_swallow_the_rest() -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert text_of(paragraph("a", runs=broken) + paragraph("b")) == "a\n\nb\n"


def test_simple_fields_and_labelled_buttons_show_their_text() -> None:
    body = paragraph(
        runs=f'<w:fldSimple w:instr=" AUTHOR ">{run("Ann")}</w:fldSimple>'
        + field(" MACROBUTTON NoMacro [Click here]", separate=False)
    )
    assert text_of(body) == "Ann[Click here]\n"


def test_form_check_boxes_and_drop_downs_show_their_state() -> None:
    box = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
    choices = '<w:listEntry w:val="red"/><w:listEntry w:val="green"/>'
    down = f'<w:ffData><w:ddList><w:result w:val="1"/>{choices}</w:ddList></w:ffData>'
    runs = "".join(
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>FORM</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for data in (box, down)
    )
    assert text_of(paragraph(runs=runs)) == "☒green\n"


def test_content_controls_give_what_they_show() -> None:
    box = f"<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>{run('☒')}</w:sdtContent></w:sdt>"
    inner = f"<w:sdt><w:sdtContent>{paragraph('in a control')}</w:sdtContent></w:sdt>"
    assert text_of(paragraph(runs=box + run(" done")) + inner) == "☒ done\n\nin a control\n"


def test_the_contents_control_makes_its_paragraphs_toc() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{paragraph('One 1')}</w:sdtContent></w:sdt>"
    assert read(body + paragraph("text"))[0].role == "toc"
    assert read(body + paragraph("text"))[1].role == "body"


def test_a_text_box_is_told_once_and_behind_its_paragraph() -> None:
    blocks = read(paragraph("before", runs=text_box(paragraph("boxed")) + run(" after")))
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].spans == [Span("before after")]
    assert isinstance(blocks[1], Group)
    assert blocks[1].role == "text_box"
    assert len(blocks) == 2


def test_a_fallback_is_read_where_the_choice_says_nothing() -> None:
    runs = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="x"><w:drawing/></mc:Choice>'
        "<mc:Fallback><w:t>fallback</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(paragraph(runs=runs)) == "fallback\n"


def test_pictures_keep_alt_text_type_and_size() -> None:
    drawing = (
        '<w:drawing><wp:inline><wp:extent cx="952500" cy="476250"/><wp:docPr id="1" name="P" descr="A red house"/>'
        '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="p"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    data = docx(
        paragraph("see", runs=f"<w:r>{drawing}</w:r>"),
        related={"p": ("image", "media/image1.png")},
        parts={"word/media/image1.png": b"\x89PNG"},
    )
    image = docsieve.parse(data).pages[0].blocks[1]
    assert isinstance(image, Image)
    assert (image.alt, image.name, image.media_type) == ("A red house", "image1.png", "image/png")
    assert (image.width, image.height) == (100, 50)


def test_word_art_and_shapes_of_old_documents_are_read() -> None:
    pict = '<w:pict><v:shape alt="ignored"><v:textpath string="DRAFT"/></v:shape></w:pict>'
    assert text_of(paragraph(runs=f"<w:r>{pict}</w:r>")) == "DRAFT\n"


def test_equations_stand_in_the_line_or_on_their_own() -> None:
    math = "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    blocks = read(
        paragraph("Let ", runs=math)
        + paragraph("Then", runs=f"<m:oMathPara>{math}</m:oMathPara>" + run("so"))
    )
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].spans == [Span("Let "), Span("x^{2}", math=True)]
    assert [type(block) for block in blocks[1:]] == [Paragraph, Formula, Paragraph]


def test_a_drop_cap_belongs_to_the_paragraph_after_it() -> None:
    body = paragraph("O", '<w:framePr w:dropCap="drop"/>') + paragraph("nce upon")
    assert text_of(body) == "Once upon\n"


def test_imported_html_and_text_are_read() -> None:
    html = "<html><head><title>no</title></head><body><p>One &amp; two</p><script>no</script><p>three</p></body></html>"
    data = docx(
        '<w:altChunk r:id="h"/><w:altChunk r:id="t"/>',
        related={"h": ("aFChunk", "chunk.html"), "t": ("aFChunk", "chunk.txt")},
        parts={"word/chunk.html": html, "word/chunk.txt": "plain"},
    )
    assert docsieve.render(docsieve.parse(data), "text") == "One & two\n\nthree\n\nplain\n"


def test_hebrew_stays_in_logical_order() -> None:
    body = paragraph(runs=run("שלום", "<w:rtl/>") + run(" עולם", "<w:rtl/>"))
    assert text_of(body) == "שלום עולם\n"


def test_every_block_says_where_it_comes_from() -> None:
    where = read(paragraph("x"))[0].where
    assert (where.page, where.part) == (1, "word/document.xml")


def test_sections_are_pages_and_continuous_ones_go_on() -> None:
    def section(kind: str) -> str:
        return f'<w:sectPr><w:type w:val="{kind}"/></w:sectPr>'

    body = paragraph("one", section("nextPage")) + paragraph("two", section("continuous"))
    body += section("nextPage")
    document: Document = docsieve.parse(docx(paragraph("zero", section("nextPage")) + body))
    assert [page.number for page in document.pages] == [1, 2, 3]
    texts = [
        [block.spans[0].text for block in page.blocks if isinstance(block, Paragraph)]
        for page in document.pages
    ]
    assert texts == [["zero"], ["one", "two"], []]
