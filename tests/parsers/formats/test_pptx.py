"""Slides: place, order, lists, what is hidden, notes and comments."""

from __future__ import annotations

import docsieve
import pytest
from docsieve import (
    BBox,
    Block,
    Document,
    Heading,
    Image,
    LimitExceededError,
    Limits,
    ListItem,
    Note,
    Options,
)
from docsieve.model import Group, Paragraph, Table

from tests.parsers.formats.ole_builder import ole
from tests.parsers.formats.pptx_builder import (
    Place,
    Slide,
    frame,
    group,
    line,
    picture,
    place,
    pptx,
    run,
    shape,
    title,
    xml,
)

WIDE = 'gridSpan="2" rowSpan="2"'
COVERED = 'hMerge="1"'
BELOW = 'gridSpan="2" vMerge="1"'
BOTH = 'hMerge="1" vMerge="1"'


def read(*slides: Slide, **more: object) -> Document:
    return docsieve.parse(pptx(*slides, **more))  # type: ignore[arg-type]


def text_of(block: Block) -> str:
    return "".join(span.text for span in getattr(block, "spans", []))


def body_texts(document: Document, page: int = 1) -> list[str]:
    """What stands on the slide itself: no title, no running text, no notes."""
    blocks = document.pages[page - 1].blocks
    return [text_of(block) for block in blocks if block.role == "body" and text_of(block)]


def texts_at(*boxes: tuple[str, Place]) -> list[str]:
    return body_texts(read(Slide("".join(shape(line(text), box) for text, box in boxes))))


def test_a_slide_is_a_page_with_its_size_and_title_first() -> None:
    document = read(Slide(shape(line("above"), (0, 0, 100, 10)) + title("The title")))
    page = document.pages[0]
    assert (page.kind, page.width, page.height) == ("slide", 720, 540)
    heading = page.blocks[0]
    assert isinstance(heading, Heading)
    assert (text_of(heading), heading.role, heading.level) == ("The title", "title", 1)


def test_a_placeholder_stands_where_its_layout_or_master_puts_it() -> None:
    page = read(Slide(title("Here") + shape(line("right"), placeholder='idx="2"'))).pages[0]
    assert page.blocks[0].where.bbox == BBox(36, 20, 684, 80)
    assert page.blocks[1].where.bbox == BBox(380, 100, 680, 450)


def test_rows_are_read_from_left_to_right_with_tolerance() -> None:
    grid = (
        ("d", (300, 205, 90, 40)),
        ("b", (300, 96, 90, 40)),
        ("c", (10, 200, 90, 40)),
        ("a", (10, 100, 90, 40)),
    )
    assert texts_at(*grid) == ["a", "b", "c", "d"]


def test_touching_rows_of_a_grid_stay_rows() -> None:
    grid = (("a", (0, 0, 90, 40)), ("b", (200, 0, 90, 40)), ("c", (0, 40, 90, 40)), ("d", (200, 40, 90, 40)))
    assert texts_at(*grid) == ["a", "b", "c", "d"]


def test_a_heading_stays_with_the_column_below_it() -> None:
    columns = (
        ("A", (0, 0, 200, 30)),
        ("B", (300, 0, 200, 30)),
        ("below A", (0, 30, 200, 300)),
        ("below B", (300, 30, 200, 300)),
    )
    assert texts_at(*columns) == ["A", "below A", "B", "below B"]


def test_columns_of_several_boxes_beside_a_tall_one_are_read_one_after_the_other() -> None:
    columns = (("r1", (300, 0, 90, 90)), ("r2", (300, 150, 90, 90)), ("left", (0, 0, 200, 300)))
    assert texts_at(*columns) == ["left", "r1", "r2"]


def test_a_group_is_scaled_turned_and_kept_together() -> None:
    inner = shape(line("b"), (50, 0, 50, 50)) + shape(line("a"), (0, 0, 50, 50))
    content = shape(line("beside"), (150, 100, 20, 20)) + group(inner, (100, 100, 200, 200), (0, 0, 100, 100))
    document = read(Slide(content))
    boxes = {text_of(block): block.where.bbox for block in document.pages[0].blocks}
    assert boxes["a"] == BBox(100, 100, 200, 200)
    assert boxes["b"] == BBox(200, 100, 300, 200)
    turned = group(inner, (100, 100, 200, 200), (0, 0, 100, 100), attributes='rot="10800000"')
    assert body_texts(read(Slide(turned))) == ["b", "a"]
    flipped = group(inner, (100, 100, 200, 200), (0, 0, 100, 100), attributes='flipH="1"')
    assert body_texts(read(Slide(flipped))) == ["b", "a"]


def test_a_shape_turned_by_a_quarter_has_the_box_it_is_seen_in() -> None:
    page = read(Slide(shape(line("up"), (100, 100, 100, 20), rotation='rot="5400000"'))).pages[0]
    assert page.blocks[0].where.bbox == BBox(140, 60, 160, 160)


def test_bullets_come_from_paragraph_shape_layout_or_master() -> None:
    lines = (
        line("from the master")
        + line("the second level", level=1)
        + line("its own", '<a:buFont typeface="Symbol"/><a:buChar char="&#xF0B7;"/>')
        + line("none", "<a:buNone/>")
        + line("a picture", '<a:buBlip><a:blip r:embed="x"/></a:buBlip>')
    )
    blocks = read(Slide(shape(lines, placeholder='idx="1"'))).pages[0].blocks
    found = [(b.marker, b.level) if isinstance(b, ListItem) else None for b in blocks[:5]]
    assert found == [("•", 0), ("▪", 1), ("•", 0), None, ("•", 0)]
    subtitle = (
        read(Slide(shape(line("x"), placeholder='type="subTitle" idx="1"'), layout=2)).pages[0].blocks[0]
    )
    assert isinstance(subtitle, Paragraph)
    assert subtitle.role == "subtitle"


@pytest.mark.parametrize(
    ("scheme", "marker"),
    [
        ("arabicPeriod", "3."),
        ("arabicParenBoth", "(3)"),
        ("alphaUcParenR", "C)"),
        ("romanLcPeriod", "iii."),
        ("arabicPlain", "3"),
        ("circleNumDbPlain", "③"),
        ("ea1ChsPeriod", "三."),
        ("thaiNumParenR", "๓)"),
        ("unheard of", "3."),
    ],
)
def test_numbers_are_written_as_the_scheme_says(scheme: str, marker: str) -> None:
    item = line("x", f'<a:buAutoNum type="{scheme}" startAt="3"/>')
    block = read(Slide(shape(item, (0, 0, 90, 20)))).pages[0].blocks[0]
    assert isinstance(block, ListItem)
    assert (block.marker, block.ordered) == (marker, True)


def test_a_number_goes_on_over_deeper_levels_and_starts_again_after_a_plain_paragraph() -> None:
    number = '<a:buAutoNum type="arabicPeriod"/>'
    lines = (
        line("a", number) + line("b", number, level=1) + line("c", number) + line("plain") + line("d", number)
    )
    blocks = read(Slide(shape(lines, (0, 0, 90, 90)))).pages[0].blocks
    assert [b.marker for b in blocks if isinstance(b, ListItem)] == ["1.", "1.", "2.", "1."]


def test_what_nobody_sees_is_flagged() -> None:
    white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    content = (
        shape(line("shown"), (0, 0, 90, 20))
        + shape(line("hidden"), (0, 50, 90, 20), about='hidden="1"')
        + shape(line("beside"), (-200, 90, 90, 20))
        + shape(line("half beside"), (-45, 120, 90, 20))
        + group(
            shape(line("in a hidden group"), (0, 150, 90, 20)),
            (0, 150, 90, 20),
            (0, 150, 90, 20),
            'hidden="1"',
        )
        + shape(line("", runs=run("white", content=white)), (0, 200, 90, 20), look=white)
        + shape(line("", runs=run("tiny", 'sz="100"')), (0, 250, 90, 20))
    )
    document = read(Slide(content), Slide(title("x"), attributes='show="0"'))
    hidden = {text_of(block): block.hidden or block.spans[0].hidden for block in document.pages[0].blocks[:7]}  # type: ignore[union-attr]
    assert hidden == {
        "shown": None,
        "hidden": "invisible",
        "beside": "off_page",
        "half beside": None,
        "in a hidden group": "invisible",
        "white": "same_colour",
        "tiny": "tiny",
    }
    assert [page.hidden for page in document.pages] == [None, "slide"]


def test_text_of_the_master_is_told_once_and_prompts_never() -> None:
    document = read(Slide(title("a")), Slide(title("b")))
    running = [[text_of(block) for block in page.blocks if block.role == "footer"] for page in document.pages]
    assert running == [["Library of Lower Saxford"], []]
    assert "Prompt" not in docsieve.render(document, "text")
    without = read(Slide(title("a"), attributes='showMasterSp="0"'))
    assert "Saxford" not in docsieve.render(without, "text")


def test_a_merged_cell_spans_and_covered_text_is_flagged() -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f"<a:tc {attributes}><a:txBody>{line(text)}</a:txBody></a:tc>"

    rows = (
        f"<a:tr>{cell('a', WIDE)}{cell('', COVERED)}{cell('b')}</a:tr>"
        f"<a:tr>{cell('', BELOW)}{cell('lost', BOTH)}{cell('c')}</a:tr>"
    )
    table = read(Slide(frame(f"<a:tbl>{rows}</a:tbl>", (0, 0, 90, 90)))).pages[0].blocks[0]
    assert isinstance(table, Table)
    first, second = table.rows
    assert [(cell.col_span, cell.row_span) for cell in first.cells] == [(2, 2), (1, 1)]
    assert [cell.text for cell in second.cells] == ["c"]
    assert second.cells[0].column is None
    assert [(text_of(block), block.hidden) for block in first.cells[0].blocks] == [
        ("a", None),
        ("lost", "invisible"),
    ]


def test_links_lead_out_or_to_a_slide() -> None:
    content = shape(
        line("", runs=run("out", content='<a:hlinkClick r:id="rOut"/>'))
        + line("", runs=run("jump", content='<a:hlinkClick r:id="rJump" action="ppaction://hlinksldjump"/>')),
        (0, 0, 90, 90),
    ) + shape(line("whole"), (0, 100, 90, 20), click='<a:hlinkClick r:id="rOut"/>')
    related = {"rOut": ("hyperlink", "https://a.example/"), "rJump": ("slide", "slide2.xml")}
    blocks = read(Slide(content, related=related), Slide("")).pages[0].blocks
    links = [block.spans[0].link for block in blocks[:3] if isinstance(block, Paragraph)]
    assert links == ["https://a.example/", "#page=2", "https://a.example/"]


def test_notes_leave_the_number_of_their_page_out() -> None:
    notes = shape(line("Say hello"), placeholder='type="body" idx="1"') + shape(
        line("7"), placeholder='type="sldNum" idx="2"'
    )
    note = read(Slide(title("x"), notes=notes)).pages[0].blocks[-1]
    assert isinstance(note, Note)
    assert (note.role, [text_of(block) for block in note.blocks]) == ("speaker_notes", ["Say hello"])


def test_an_embedded_file_is_read_once_and_a_film_is_listed() -> None:
    embedded = '<p:oleObj r:id="rFile" progId="Excel.Sheet.12"/>'
    document = read(
        Slide(
            frame(embedded, (0, 0, 90, 90))
            + frame(embedded, (0, 100, 90, 90))
            + picture("rFilm", (0, 200, 90, 90), 'descr="A film"', '<a:videoFile r:link="rFilm"/>'),
            related={
                "rFile": ("package", "../embeddings/table.csv"),
                "rFilm": ("video", "../media/film.mp4"),
            },
        ),
        parts={"ppt/embeddings/table.csv": b"a,b\n1,2\n", "ppt/media/film.mp4": b"\0film"},
    )
    assert [(a.name, a.media_type, a.document is None) for a in document.attachments] == [
        ("ppt/embeddings/table.csv", None, False),
        ("ppt/media/film.mp4", "video/mp4", True),
    ]
    assert [block.alt for block in document.pages[0].blocks if isinstance(block, Image)] == ["A film"]
    assert document.warnings == []


def test_a_slide_that_is_missing_leaves_its_page_and_a_warning() -> None:
    data = pptx(Slide(title("one")), Slide(title("two")))
    broken = data.replace(b"ppt/slides/slide1.xml", b"ppt/slides/slideX.xml")
    document = docsieve.parse(broken)
    assert [len(page.blocks) > 0 for page in document.pages] == [False, True]
    assert [warning.code for warning in document.warnings] == ["part_missing"]


def test_slides_that_are_not_listed_are_told() -> None:
    document = read(
        Slide(title("one")),
        related={"rMore": ("slide", "slides/slide9.xml")},
        parts={"ppt/slides/slide9.xml": "<x/>"},
    )
    assert [warning.code for warning in document.warnings] == ["slides_unlisted"]


def test_only_the_slides_asked_for_are_read() -> None:
    data = pptx(*(Slide(title(text)) for text in "abc"))
    document = docsieve.parse(data, options=Options(pages=[(2, 2)]))
    assert [(page.number, text_of(page.blocks[0])) for page in document.pages] == [(2, "b")]


def test_limits_on_slides_warn_and_on_nesting_end_the_reading() -> None:
    data = pptx(Slide(title("a")), Slide(title("b")))
    document = docsieve.parse(data, options=Options(limits=Limits(max_pages=1)))
    assert (len(document.pages), [warning.code for warning in document.warnings]) == (1, ["page_limit"])
    box = (0, 0, 9, 9)
    nested = shape(line("deep"), box)
    for _ in range(40):
        nested = group(nested, box, box)
    assert body_texts(read(Slide(nested))) == ["deep"]
    with pytest.raises(LimitExceededError):
        docsieve.parse(pptx(Slide(nested)), options=Options(limits=Limits(max_depth=20)))


def test_a_place_may_be_nonsense() -> None:
    wild = place((0, 0, 9, 9)).replace('x="0"', 'x="99999999999999999999"').replace('cx="114300"', 'cx="?"')
    content = shape(line("far"), None).replace("<p:spPr>", f"<p:spPr>{wild}")
    page = read(Slide(content)).pages[0]
    assert page.blocks[0].hidden == "off_page"


def test_the_figures_of_a_chart_are_written_as_the_chart_shows_them() -> None:
    def points(tag: str, code: str, *values: str) -> str:
        told = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
        cache = f"<c:numCache><c:formatCode>{code}</c:formatCode>{told}</c:numCache>"
        return f"<c:{tag}><c:numRef>{cache}</c:numRef></c:{tag}>"

    series = points("cat", "yyyy\\-mm\\-dd", "45292", "n/a") + points(
        "val", "0.0%", "0.123", "4.4000000000000004"
    )
    chart = xml("c:chartSpace", f"<c:chart><c:plotArea><c:ser>{series}</c:ser></c:plotArea></c:chart>")
    content = frame('<c:chart r:id="rC"/>', (0, 0, 90, 90))
    slide = Slide(content, related={"rC": ("chart", "../charts/chart1.xml")})
    group = read(slide, parts={"ppt/charts/chart1.xml": chart}).pages[0].blocks[0]
    assert isinstance(group, Group)
    table = group.blocks[0]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["2024-01-01", "12.3%"],
        ["n/a", "440.0%"],
    ]


def test_files_that_no_shape_shows_are_listed() -> None:
    related = {"rA": ("audio", "../media/clap.wav"), "rO": ("package", "../embeddings/left.csv")}
    parts: dict[str, str | bytes] = {"ppt/media/clap.wav": b"RIFF", "ppt/embeddings/left.csv": b"a,b\n"}
    document = read(Slide(title("x"), related=related), parts=parts)
    assert [attachment.name for attachment in document.attachments] == list(parts)


def test_one_part_used_by_many_shapes_is_read_once() -> None:
    chart = xml(
        "c:chartSpace",
        "<c:chart><c:plotArea><c:title><c:tx><c:rich><a:p><a:r><a:t>axis</a:t></a:r></a:p>"
        "</c:rich></c:tx></c:title></c:plotArea></c:chart>",
    )
    content = frame('<c:chart r:id="rC"/>', (0, 0, 90, 90)) * 3
    slide = Slide(content, related={"rC": ("chart", "../charts/chart1.xml")})
    document = read(slide, parts={"ppt/charts/chart1.xml": chart})
    assert [block.role for block in document.pages[0].blocks].count("chart") == 1
    assert "part_repeated" in [warning.code for warning in document.warnings]


def test_a_file_that_another_program_embedded_is_taken_out_of_its_wrapping() -> None:
    native = b"\2\0" + b"plan.csv\0" + b"C:\\x\\plan.csv\0" + b"\0\0\3\0" + b"\1\0\0\0x" + b"\4\0\0\0a,b\n"
    wrapped = ole({"\x01Ole10Native": len(native).to_bytes(4, "little") + native})
    document = read(
        Slide(
            frame('<p:oleObj r:id="rO" progId="Package"/>', (0, 0, 90, 90)),
            related={"rO": ("oleObject", "../embeddings/oleObject1.bin")},
        ),
        parts={"ppt/embeddings/oleObject1.bin": wrapped},
    )
    attachment = document.attachments[0]
    assert attachment.name == "ppt/embeddings/oleObject1.bin/plan.csv"
    assert attachment.document is not None
    assert attachment.document.format == "csv"
