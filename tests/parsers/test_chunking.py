"""Chunks hold all of the text, within their limits, cut where a reader would pause."""

from __future__ import annotations

import docsieve
import msgspec
import pytest
from docsieve import Attachment, Block, Cell, CodeBlock, Document, Group, Span
from docsieve.block_ids import block_id
from docsieve.chunking import Chunk, chunk, estimate_tokens
from docsieve.sentences import sentences_of
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import HERE, doc, heading, item, note, page, pages_doc, para, table


def words(text: str) -> int:
    return len(text.split())


def texts(chunks: list[Chunk]) -> list[str]:
    return [found.text for found in chunks]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_headings_start_chunks_and_stay_with_their_text() -> None:
    document = doc(
        para("Contract", role="title"),
        heading(1, "Price", marker="1"),
        para("Ten euros."),
        heading(1, "Term", marker="2"),
        para("One year."),
    )
    chunks = chunk(document)
    assert texts(chunks) == ["Contract\n\n1 Price\n\nTen euros.", "2 Term\n\nOne year."]
    assert [found.headings for found in chunks] == [["Contract", "1 Price"], ["Contract", "2 Term"]]
    assert [found.blocks for found in chunks] == [["p1.b0", "p1.b1", "p1.b2"], ["p1.b3", "p1.b4"]]


def test_a_short_section_takes_its_own_parts_with_it() -> None:
    document = doc(
        heading(1, "A"), para("intro"), heading(2, "A.1"), para("part"), heading(1, "B"), para("x")
    )
    assert texts(chunk(document)) == ["A\n\nintro\n\nA.1\n\npart", "B\n\nx"]
    assert texts(chunk(document, max_tokens=4)) == ["A\n\nintro", "A.1\n\npart", "B\n\nx"]


def test_a_heading_never_stands_at_the_end() -> None:
    document = doc(heading(1, "A"), para("one two three four"), heading(2, "B"), para("five six seven eight"))
    found = chunk(document, max_tokens=8, by="page", count_tokens=words)
    assert texts(found) == ["A\n\none two three four", "B\n\nfive six seven eight"]


def test_long_paragraphs_are_cut_after_sentences_and_overlap_by_whole_ones() -> None:
    document = doc(para("One two three. Four five. Six seven eight. Nine."))
    assert texts(chunk(document, max_tokens=5, count_tokens=words)) == [
        "One two three. Four five.",
        "Six seven eight. Nine.",
    ]
    assert texts(chunk(document, max_tokens=5, overlap=2, count_tokens=words)) == [
        "One two three. Four five.",
        "Four five. Six seven eight.",
        "Nine.",
    ]


def test_a_sentence_is_cut_between_words_only_where_it_must() -> None:
    found = chunk(doc(para("alpha beta gamma delta epsilon zeta")), max_tokens=3, count_tokens=words)
    assert max(found, key=lambda each: each.tokens).tokens <= 3
    assert " ".join(texts(found)) == "alpha beta gamma delta epsilon zeta"


def test_a_table_is_cut_between_rows_and_repeats_its_header() -> None:
    rows = [["name", "size"], *([f"n{number}", str(number)] for number in range(5))]
    found = chunk(doc(table(*rows, header_rows=1)), max_tokens=6, count_tokens=words)
    assert texts(found) == [
        "name\tsize\nn0\t0\nn1\t1",
        "name\tsize\nn2\t2\nn3\t3",
        "name\tsize\nn4\t4",
    ]
    assert len({each.id for each in found}) == 3


def test_sheets_and_slides_start_chunks_and_pages_only_when_asked() -> None:
    slides = pages_doc(*(page(number, para(f"s{number}"), kind="slide") for number in (1, 2)))
    assert [found.pages for found in chunk(slides)] == [[1], [2]]
    pages = pages_doc(page(1, para("one")), page(2, para("two")))
    assert [found.pages for found in chunk(pages)] == [[1, 2]]
    assert [found.pages for found in chunk(pages, by="page")] == [[1], [2]]
    sheet = pages_doc(page(1, table(["a", "b"]), kind="sheet", label="Costs"))
    assert [found.headings for found in chunk(sheet)] == [["Costs"]]


def test_files_inside_the_file_are_chunks_with_their_name_above() -> None:
    document = doc(para("letter"))
    document.attachments = [
        Attachment(name="list.docx", document=doc(heading(1, "Items"), para("pen"))),
        Attachment(name="b.bin"),
    ]
    found = chunk(document)
    assert texts(found) == [
        "letter",
        "Attachment: list.docx\n\nItems\n\npen",
        "Attachment: b.bin (not read)",
    ]
    assert found[1].headings == ["list.docx", "Items"]
    assert found[1].blocks[1:] == ["a0/p1.b0", "a0/p1.b1"]


def test_nested_blocks_lists_and_notes() -> None:
    document = doc(
        heading(1, "H"),
        Group(where=HERE, role="text_box", blocks=[para("in a box", Span("1", note="n"))]),
        item("•", "one"),
        item("•", "two", level=1),
        note("n", "the note", label="1"),
        CodeBlock(where=HERE, text="a = 1\nb = 2"),
    )
    (found,) = chunk(document)
    assert found.text == docsieve.render(document, "text").rstrip("\n")
    assert found.blocks == ["p1.b0", "p1.b1.b0", "p1.b2", "p1.b3", "p1.b5", "p1.b4"]


def test_hidden_text_is_left_out_unless_asked_for() -> None:
    document = doc(para("seen", Span(" unseen", hidden="vanish")))
    assert texts(chunk(document)) == ["seen"]
    assert texts(chunk(document, hidden="include")) == ["seen[hidden:  unseen]"]


def test_a_chunk_is_plain_data() -> None:
    (found,) = chunk(doc(para("x")))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Chunk) == found
    assert chunk(doc()) == []


@pytest.mark.parametrize("wrong", [{"max_tokens": 0}, {"overlap": 400}, {"overlap": -1}, {"by": "line"}])
def test_wrong_choices_are_told(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"max_tokens|no way to cut"):
        chunk(doc(), **wrong)  # type: ignore[arg-type]


def test_block_ids_say_where_a_block_stands() -> None:
    assert block_id(3, "b12", "r4", "c1", "b0") == "p3.b12.r4.c1.b0"
    assert block_id(1, "b2", attachments=(0, 3)) == "a0/a3/p1.b2"


def test_sentences_do_not_end_at_abbreviations_or_before_small_letters() -> None:
    text = "See Art. 5 by J. Smith etc. and more. Next! 「終わり。」次。"
    assert sentences_of(text) == ["See Art. 5 by J. Smith etc. and more. ", "Next! ", "「終わり。」", "次。"]


WORDS = st.text(alphabet="ab.! \n\u00e9\u4e2d\ud800", max_size=60)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(lambda text: para(text), WORDS),
    st.builds(lambda level, text: heading(level, text), st.integers(1, 4), WORDS),
    st.builds(lambda level, text: item("-", text, level=level), st.integers(0, 3), WORDS),
    st.builds(lambda text: CodeBlock(where=HERE, text=text), WORDS),
    st.builds(lambda one, two: table([one, two], [Cell(two), "z"]), WORDS, WORDS),
)
DOCUMENTS = st.builds(
    lambda first, second, kind: pages_doc(page(1, *first, kind=kind), page(2, *second, kind=kind)),
    st.lists(BLOCKS, max_size=6),
    st.lists(BLOCKS, max_size=6),
    st.sampled_from(["page", "slide", "section"]),
)


@given(DOCUMENTS, st.integers(1, 40), st.sampled_from(["structure", "page"]))
def test_all_of_the_text_in_its_order_within_the_limit(document: Document, limit: int, by: str) -> None:
    found = chunk(document, max_tokens=limit, by=by)  # type: ignore[arg-type]
    assert squeezed("".join(texts(found))) == squeezed(docsieve.render(document, "text"))
    assert all(each.tokens == estimate_tokens(each.text) <= max(limit, 2) for each in found)
    assert len({each.id for each in found}) == len(found)
    assert found == chunk(document, max_tokens=limit, by=by)  # type: ignore[arg-type]


@given(DOCUMENTS, st.integers(4, 40), st.integers(1, 3))
def test_overlap_repeats_and_never_loses_or_exceeds(document: Document, limit: int, overlap: int) -> None:
    plain = squeezed("".join(texts(chunk(document, max_tokens=limit))))
    found = chunk(document, max_tokens=limit, overlap=overlap)
    assert all(each.tokens <= limit for each in found)
    at = 0
    for each in texts(found):
        piece = squeezed(each)
        start = next(back for back in range(at, -1, -1) if plain.startswith(piece, back))
        at = max(at, start + len(piece))
    assert at == len(plain)
