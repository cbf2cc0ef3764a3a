"""Pages that nest thousands of elements."""

from __future__ import annotations

import docsieve
import pytest


@pytest.mark.parametrize("tag", ["span", "font", "div", "SPAN"])
def test_text_under_thousands_of_elements_is_kept(tag: str) -> None:
    page = (
        f"<!DOCTYPE html><p>before</p>{f'<{tag} lang=EN>' * 5000}<p>deep</p>{f'</{tag}>' * 5000}<p>after</p>"
    )
    document = docsieve.parse(page.encode())
    assert docsieve.render(document, "text").split() == ["before", "deep", "after"]
    assert not document.warnings


def test_what_hides_text_does_so_at_any_depth() -> None:
    page = f"<!DOCTYPE html><p>seen{'<b>' * 5000}<b style='display:none'>unseen</b> end{'</b>' * 5000}"
    document = docsieve.parse(page.encode())
    assert docsieve.render(document, "text") == "seen end\n"


def test_nesting_that_cannot_be_followed_is_told() -> None:
    document = docsieve.parse(f"<!DOCTYPE html><p>seen</p>{'<ul><li>' * 3000}deep".encode())
    assert [warning.code for warning in document.warnings] == ["nested_too_deeply"]
