from __future__ import annotations

import docsieve
import pytest
from docsieve import Group, Paragraph, Span

from tests.builders import HERE, page, pages_doc


def footer(text: str) -> Group:
    return Group(where=HERE, role="footer", blocks=[Paragraph(where=HERE, spans=[Span(text)])])


@pytest.mark.parametrize("output", ["text", "markdown"])
def test_footers_of_pages_that_differ_in_a_number_are_told_once_but_those_of_sections_each(
    output: str,
) -> None:
    texts = ("Form of 2002", "Form of 2003")
    for kind, expected in (("page", texts[:1]), ("section", texts)):
        document = pages_doc(*(page(n + 1, footer(text), kind=kind) for n, text in enumerate(texts)))
        written = docsieve.render(document, output)  # type: ignore[arg-type]
        assert tuple(text for text in texts if text in written) == expected
