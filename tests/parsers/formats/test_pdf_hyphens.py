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
    ],
)
def test_hyphens_are_kept_where_the_document_has_them(before: str, after: str, written: str) -> None:
    rest = ["gauge"] if after.endswith("-") else []
    assert text_of(before, after, *rest) == written
