"""What joins and names the paragraphs of a PDF, against pages made for it."""

from __future__ import annotations

import docsieve
from docsieve import Heading, Paragraph

from tests.corpus.pdf.make_layouts import LEFT, MIDDLE, RIGHT, rows
from tests.corpus.pdf.make_samples import Pdf, text


def read(pdf: Pdf) -> docsieve.Document:
    return docsieve.parse(pdf.file(), filename="made.pdf")


def texts(page: docsieve.Page) -> list[str]:
    return ["".join(s.text for s in b.spans) for b in page.blocks if isinstance(b, Paragraph | Heading)]


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    pdf = Pdf()
    pdf.page(rows([(50, (*MIDDLE, *LEFT[:3]))], 200))
    pdf.page(rows([(50, LEFT[3:])], 540) + rows([(50, RIGHT)], 400))
    document = read(pdf)
    assert texts(document.pages[0])[-1].endswith(" ".join(LEFT))
    assert texts(document.pages[1]) == [" ".join(RIGHT)]
    where = document.pages[0].blocks[-1].where
    assert where.page == 1


def test_a_hyphen_at_the_end_of_a_column_is_undone() -> None:
    pdf = Pdf()
    left, right = (*LEFT[:5], "yet the pilots soon steered by measure-"), ("ments of it.", *RIGHT)
    pdf.page(rows([(50, left)], 500) + rows([(230, right)], 500))
    assert "steered by measurements of it." in " ".join(texts(read(pdf).pages[0]))


def test_what_begins_anew_is_not_joined() -> None:
    pdf = Pdf()
    pdf.page(rows([(50, LEFT)], 200))
    pdf.page(rows([(50, RIGHT)], 540))
    pdf.page(rows([(50, LEFT[:3])], 200))
    pdf.page(text(50, 540, 14, "a heading in small letters", "F2") + rows([(50, LEFT[3:])], 500))
    pages = read(pdf).pages
    assert [texts(page)[0] for page in pages[:3]] == [" ".join(LEFT), " ".join(RIGHT), " ".join(LEFT[:3])]
    assert texts(pages[3])[0] == "a heading in small letters"
