"""A page that is left out takes with it what stands on it of a paragraph or table that begins on another."""

from __future__ import annotations

from pathlib import Path

import docsieve
import pytest
from docsieve import Document, Page, ReviewSession, Row, Span, Table
from docsieve.review.changes import DecideMatches, ExcludePages, Undo

from tests.builders import item, page, pages_doc, para, table
from tests.parsers.redaction.test_redact import MAIL, RULES
from tests.parsers.review.test_session import payload

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"


def over_pages() -> Document:
    """A table and a paragraph from page 2 to 4; page 3 has the headings again."""
    long = table(["Name", "Mail"], ["Ann", "of two"], ["Bea", MAIL], ["Cid", "of four"], header_rows=1)
    long.rows[2].page, long.rows[3].page = 3, 4
    long.headed_pages = [3]
    return pages_doc(
        page(1, para("First.")),
        page(2, para("The second begins ", Span(f"and {MAIL} goes ", page=3), Span("on.", page=4)), long),
        page(3, para("Head", role="header"), para("Of the third.")),
        page(4, item("1.", "Of the fourth.")),
    )


def reviewed(*left_out: int) -> dict[int, str]:
    """Return the text of the pages that are sent, by their number; pages are left out by index."""
    session = ReviewSession()
    session.open("a", over_pages(), rules=RULES)
    session.change("a", ExcludePages(pages=list(left_out), excluded=True))
    return {each["number"]: each["text"] for each in payload(session)["pages"]}


def words(text: str) -> str:
    return " ".join(text.split())


def test_nothing_changes_while_all_pages_are_sent() -> None:
    assert words(reviewed()[2]) == (
        "The second begins and [EMAIL-1] goes on. Name Mail Ann of two Bea [EMAIL-1] Cid of four"
    )


def test_a_page_left_out_leaves_out_its_rows_and_its_part_of_a_paragraph() -> None:
    sent = reviewed(2)
    assert sorted(sent) == [1, 2, 4]
    assert words(sent[2]) == "The second begins on. Name Mail Ann of two Cid of four"


def test_where_the_first_page_is_left_out_the_others_have_what_stands_on_them() -> None:
    sent = reviewed(1)
    assert sorted(sent) == [1, 3, 4]
    assert words(sent[3]) == "Head Name Mail Bea [EMAIL-1] and [EMAIL-1] goes Of the third."
    assert words(sent[4]) == "Cid of four on. 1. Of the fourth."


def test_chunks_hold_no_more_than_the_pages() -> None:
    session = ReviewSession()
    session.open("a", over_pages(), rules=RULES)
    session.change("a", ExcludePages(pages=[2], excluded=True))
    assert "Bea" not in str(payload(session)["chunks"])
    assert "Cid" in str(payload(session)["chunks"])


def test_pages_are_written_anew_where_what_they_hold_of_others_changes() -> None:
    session = ReviewSession()
    held = session.open("a", over_pages(), rules=RULES)
    [effect] = session.change("a", ExcludePages(pages=[1], excluded=True))
    assert effect.pages == {1, 2, 3}
    assert "[EMAIL-1]" in payload(session)["pages"][1]["text"]
    on_third = [found.id for found in held.matches]
    session.change("a", DecideMatches(matches=on_third, redact=False))
    assert MAIL in payload(session)["pages"][1]["text"]
    session.change("a", Undo())
    session.change("a", Undo())
    assert "Bea" in payload(session)["pages"][1]["text"]
    assert "Bea" not in payload(session)["pages"][2]["text"]


@pytest.mark.parametrize(("left_out", "counted"), [((), 2), ((1,), 2), ((2,), 0), ((1, 2), 0)])
def test_what_was_redacted_counts_on_the_page_where_it_stands(
    left_out: tuple[int, ...], counted: int
) -> None:
    session = ReviewSession()
    session.open("a", over_pages(), rules=RULES)
    session.change("a", ExcludePages(pages=list(left_out), excluded=True))
    assert payload(session)["withheld"].get("redacted", {}).get("email", 0) == counted


def test_rows_of_a_real_table_go_with_their_page() -> None:
    document = docsieve.parse((CORPUS / "table_pages.pdf").read_bytes())
    table_page = next(each for each in document.pages if any(row.page for row in rows_of(each)))
    later = next(row.page for row in rows_of(table_page) if row.page)
    texts = ["\t".join(cell.text for cell in row.cells) for row in rows_of(table_page) if row.page == later]
    session = ReviewSession()
    session.open("a", document)
    whole = {each["number"]: each["text"] for each in payload(session)["pages"]}
    assert all(text in whole[table_page.number] for text in texts)
    session.change("a", ExcludePages(pages=[later - 1], excluded=True))
    sent = {each["number"]: each["text"] for each in payload(session)["pages"]}
    assert not any(text in sent[table_page.number] for text in texts)
    session.change("a", ExcludePages(pages=[later - 1], excluded=False))
    session.change("a", ExcludePages(pages=[table_page.number - 1], excluded=True))
    sent = {each["number"]: each["text"] for each in payload(session)["pages"]}
    assert all(text in sent[later] for text in texts)


def rows_of(page: Page) -> list[Row]:
    return [row for block in page.blocks if isinstance(block, Table) for row in block.rows]
