"""Hyphens at the ends of a PDF's lines: the words' own, or made to break them."""

from __future__ import annotations

import docsieve
import pytest

from tests.corpus.pdf.make_samples import Pdf, lines


def text_of(*written: str) -> str:
    pdf = Pdf()
    pdf.page(lines(50, 540, 9, *written))
    return docsieve.render(docsieve.parse(pdf.file(), filename="made.pdf"), "text").strip()


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [
        ("the exam-", "ple of an example", "the example of an example"),
        ("the tide-", "gauge is no tide-gauge yet", "the tide-gauge is no tide-gauge yet"),
        # It writes one word with a hyphen and no other looks broken: it does not hyphenate.
        ("of tide-gauge type, a well-", "known tide-", "of tide-gauge type, a well-known tide-gauge"),
        # It does: "com" is no word.
        ("of tide-gauge type, a com-", "plete tide-", "of tide-gauge type, a complete tide-gauge"),
        ("an end to end, and an end-", "to-end", "an end to end, and an end-to-end"),
        ("the ReviewedPayload, or Reviewed-", "Payload", "the ReviewedPayload, or ReviewedPayload"),
        ("the Baltic, or Anglo-", "Baltic", "the Baltic, or Anglo-Baltic"),
        ("the exam-", "ple of the state-of-the-", "the example of the state-of-the-art"),
        ("the exam-", "ple on amd64 and x86-", "the example on amd64 and x86-64"),
        ("a com-", "plete list of 2-", "a complete list of 2-year bonds"),
        ("the exam-", "ple 3c5e-407f-", "the example 3c5e-407f-a055"),
        ("the exam-", "ple at https://example.org/low-", "the example at https://example.org/low-tide"),
        ("the exam-", "ple is in harbour-", "the example is in harbour-book.pdf"),
        # A caption, which a dash does not join.
        ("an exam-", "ple of Table 2-", "an example of Table 2- Ships"),
    ],
)
def test_hyphens_are_kept_where_the_document_has_them(before: str, after: str, written: str) -> None:
    rest = [written.rpartition("-")[2].strip()] if after.endswith("-") else []
    assert text_of(before, after, *rest) == written
