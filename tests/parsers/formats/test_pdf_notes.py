"""Notes of tagged files: linked to what calls them, however their mark looks, with all their paragraphs."""

from __future__ import annotations

import docsieve
from docsieve import Document, Note, Paragraph

from tests.corpus.pdf.make_samples import text
from tests.corpus.pdf.make_structures import TaggedPdf, marked, tag

LONG = "The harbour was dredged twice in the years before the war, each time in spring"


def endnotes(mark: str, *, raised: bool) -> Document:
    """Two pages: a sentence that calls a note, and the notes, the first of two paragraphs."""
    pdf = TaggedPdf()
    call = text(350, 503, 6, mark) if raised else text(350, 500, 9, mark)
    at = pdf.add(b"")
    pdf.objects[at - 1] = b"<< /Type /Annot /Subtype /Link /Rect [348 498 362 510] /Dest [%d 0 R /Fit] >>" % (
        at + 4
    )
    first = marked(0, text(50, 500, 9, LONG)) + marked(1, call) + marked(2, text(50, 485, 9, "it was done."))
    small = 5 if raised else 8
    second = (
        marked(0, text(50, 503 if raised else 500, small, mark))
        + marked(1, text(58, 500, 8, "As the pilots tell."))
        + marked(2, text(58, 480, 8, "They were there, and have seen it."))
        + marked(3, text(50, 463 if raised else 460, small, mark + mark))
        + marked(4, text(62, 460, 8, "Another note that nothing calls."))
    )
    pdf.page(first, f"/StructParents 0 /Annots [{at} 0 R]")
    pdf.page(second, "/StructParents 1")
    pdf.write_tree(
        tag(
            "Document",
            tag("P", 0, tag("Link", 1), 2),
            tag("Note", tag("P", 0, 1, page=1), tag("P", 2, page=1), page=1),
            tag("Note", tag("P", 3, 4, page=1), page=1),
        )
    )
    return docsieve.parse(pdf.file())


def notes(document: Document) -> list[Note]:
    return [block for page in document.pages for block in page.blocks if isinstance(block, Note)]


def told(note: Note) -> list[str]:
    return [
        "".join(span.text for span in block.spans) for block in note.blocks if isinstance(block, Paragraph)
    ]


def calls(document: Document) -> list[tuple[str, str]]:
    return [
        (span.text, span.note)
        for page in document.pages
        for block in page.blocks
        if isinstance(block, Paragraph)
        for span in block.spans
        if span.note is not None
    ]


def test_an_endnote_with_a_roman_numeral_is_linked() -> None:
    document = endnotes("i", raised=True)
    first, second = notes(document)
    assert (first.label, first.role) == ("i", "endnote")
    assert calls(document) == [("i", first.id)]
    assert (second.label, told(second)) == ("ii", ["Another note that nothing calls."])


def test_a_note_has_all_its_paragraphs() -> None:
    document = endnotes("i", raised=True)
    assert told(notes(document)[0]) == ["As the pilots tell.", "They were there, and have seen it."]
    assert "They were there, and have seen it." in docsieve.render(document, "text")


def test_a_link_calls_a_note_without_being_raised() -> None:
    document = endnotes("7", raised=False)
    assert calls(document) == [("7", notes(document)[0].id)]
