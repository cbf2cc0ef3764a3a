from __future__ import annotations

import pytest
from docsieve import (
    Cell,
    CodeBlock,
    FormField,
    Group,
    Image,
    LimitExceededError,
    Row,
    Span,
    Table,
    render,
)

from tests.builders import HERE, doc, heading, item, note, page, pages_doc, para, table


def test_paragraphs_and_headings_are_divided_by_empty_lines() -> None:
    document = doc(heading(1, "Title", marker="1."), para("One."), para("Two\nlines."))
    assert render(document, "text") == "1. Title\n\nOne.\n\nTwo\nlines.\n"


def test_list_entries_keep_their_markers_and_are_indented() -> None:
    document = doc(
        para("Before"),
        item("1.", "one"),
        item("(a)", "sub\nline", level=1),
        para("more of it", list_level=1),
        item("2.", "two", checked=True),
        item("•", "three", checked=False),
        para("After"),
    )
    assert render(document, "text") == (
        "Before\n\n1. one\n  (a) sub\n      line\n    more of it\n2. [x] two\n[ ] three\n\nAfter\n"
    )


def test_a_table_is_a_line_a_row_with_tabs_between_cells() -> None:
    document = doc(table(["a", "b"], ["1", Cell(blocks=[para("x\ny"), para("z")])]))
    assert render(document, "text") == "a\tb\n1\tx y z\n"


def test_gaps_of_spans_and_absent_cells_keep_the_columns_straight() -> None:
    rows = [
        Row([Cell("a", row_span=2), Cell("b", col_span=2), Cell("c")]),
        Row([Cell("d"), Cell("e"), Cell("f")]),
        Row([Cell("g", column=3)]),
    ]
    assert render(doc(Table(where=HERE, rows=rows)), "text") == "a\tb\t\tc\n\td\te\tf\n\t\t\tg\n"


def test_a_cell_with_a_text_of_its_own_is_written_line_by_line() -> None:
    layout = Cell(blocks=[para("one"), para("two"), para("three"), para("four")])
    assert render(doc(table([layout, "side"])), "text") == "one\ntwo\nthree\nfour\nside\n"


def test_far_corners_of_a_sheet_do_not_become_a_million_tabs() -> None:
    rows = [Row([Cell("a", column=number), Cell("b", column=number + 1)]) for number in range(0, 4000, 2)]
    assert len(render(doc(Table(where=HERE, rows=rows)), "text")) < 20_000


def test_footnotes_stand_at_the_end_of_their_page_and_endnotes_at_the_end_of_all() -> None:
    document = pages_doc(
        page(
            1,
            para("Body", Span("1", note="f1"), " and", Span("", note="e1")),
            note("f1", "Foot.", "More.", label="1"),
            note("e1", "End.", role="endnote", label="i"),
        ),
        page(2, para("Next")),
    )
    assert render(document, "text") == "Body¹ and[i]\n\n¹ Foot.\nMore.\n\nNext\n\n[i] End.\n"


def test_comments_name_their_author_and_day() -> None:
    document = doc(
        para("Body", Span(" marked", note="c1")),
        note("c1", "Why?", role="comment", author="Ann", date="2024-05-01T10:00:00Z"),
        note("c2", "So.", role="comment", author="Bob", reply_to="c1", resolved=True),
    )
    assert render(document, "text") == (
        "Body marked\n\nComment (Ann, 2024-05-01): Why?\n\nReply (Bob, resolved): So.\n"
    )


def test_running_headers_are_written_once_and_page_numbers_never() -> None:
    document = pages_doc(
        *(
            page(
                number,
                para(f"Report, page {number}", role="header"),
                para(f"Text {number}"),
                para(str(number), role="page_number"),
                para("Imprint" if number < 3 else "Other imprint", role="footer"),
            )
            for number in (1, 2, 3)
        )
    )
    assert render(document, "text").split("\n\n") == [
        "Report, page 1",
        "Text 1",
        "Imprint",
        "Text 2",
        "Text 3",
        "Other imprint\n",
    ]


def test_fields_pictures_and_code_are_written_as_they_read() -> None:
    document = doc(
        FormField(where=HERE, name="f1", label="Name", value="Ann"),
        FormField(where=HERE, name="agree", kind="checkbox", checked=True),
        Image(where=HERE, alt="A cat"),
        Image(where=HERE, name="image1.png"),
        CodeBlock(where=HERE, text="\nif a:\n\n    b\n"),
        Group(where=HERE, role="text_box", title="Box", blocks=[para("inside")]),
    )
    assert render(document, "text") == (
        "Name: Ann\n\nagree: [x]\n\n[Image: A cat]\n\nif a:\n\n    b\n\nBox\n\ninside\n"
    )


@pytest.mark.parametrize("kind", ["vanish", "invisible", "off_page", "tiny", "same_colour", "layer"])
def test_hidden_text_is_left_out_unless_asked_for_and_then_marked(kind: str) -> None:
    document = doc(para("seen", Span("secret", hidden=kind)), para("whole", hidden=kind))  # type: ignore[arg-type]
    assert render(document, "text") == "seen\n"
    shown = render(document, "text", hidden="include")
    assert shown == "seen[hidden: secret]\n\n[hidden:]\n\nwhole\n"
    assert "secret" in render(document, "json")


def test_deleted_text_is_shown_only_when_asked_for() -> None:
    document = doc(para("kept", Span("gone", hidden="deleted")), para("gone", hidden="deleted"))
    for output in ("text", "markdown"):
        assert render(document, output) == "kept\n"
        shown = render(document, output, hidden="include")
        assert shown.startswith("kept")
        assert shown.count("gone") == shown.count("hidden:") == 2


def test_hidden_sheets_and_rows_are_shown_and_flagged() -> None:
    rows = [Row([Cell("a")]), Row([Cell("b")], hidden="row")]
    document = pages_doc(
        page(1, Table(where=HERE, rows=rows), kind="sheet", label="Plan"),
        page(2, table(["c"]), kind="sheet", label="Costs", hidden="sheet"),
        page(3, para("d"), kind="slide", hidden="slide"),
    )
    assert render(document, "text") == (
        "Plan\n\na\nb\n(1 row of this table is hidden)\n\nCosts (hidden)\n\nc\n\nSlide 3 (hidden)\n\nd\n"
    )


def test_a_lone_sheet_without_a_name_has_no_title() -> None:
    assert render(doc(table(["a", "b"]), kind="sheet"), "text") == "a\tb\n"


def test_a_document_without_text_is_an_empty_text() -> None:
    assert render(doc(), "text") == ""
    assert render(doc(para(" ")), "markdown") == ""


def test_half_a_surrogate_pair_never_gets_out() -> None:
    document = doc(para("a\ud800b"))
    for to in ("text", "markdown", "json"):
        assert "a\ufffdb" in render(document, to).encode().decode()


def test_nesting_without_end_is_our_error() -> None:
    group = Group(where=HERE, blocks=[para("deep")])
    for _ in range(5000):
        group = Group(where=HERE, blocks=[group])
    with pytest.raises(LimitExceededError):
        render(doc(group), "text")


def test_an_unknown_output_is_refused() -> None:
    with pytest.raises(ValueError, match="'pdf' is no output"):
        render(doc(), "pdf")  # type: ignore[arg-type]
