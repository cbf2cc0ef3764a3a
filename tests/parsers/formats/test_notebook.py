from __future__ import annotations

import json
from typing import Any

import docsieve
import pytest
from docsieve import (
    Block,
    CodeBlock,
    CorruptError,
    Formula,
    Heading,
    Image,
    LimitExceededError,
    Limits,
    Options,
    Paragraph,
    Table,
)


def notebook(*cells: dict[str, Any], **metadata: Any) -> bytes:
    return json.dumps(
        {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    ).encode()


def code(source: str, *outputs: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "outputs": list(outputs), "metadata": metadata}


def blocks(*cells: dict[str, Any], **metadata: Any) -> list[Block]:
    return docsieve.parse(notebook(*cells, **metadata)).pages[0].blocks


def display(**forms: Any) -> dict[str, Any]:
    data = {name.replace("_", "/"): value for name, value in forms.items()}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def test_a_notebook_is_one_with_its_mark_at_either_end() -> None:
    assert docsieve.detect(notebook()).name == "notebook"
    assert docsieve.detect(notebook(code("x" * 9000))).name == "notebook"
    assert docsieve.detect(b'{"nbformat": 4}').name == "json"


def test_the_language_of_the_kernel_and_of_a_cell() -> None:
    found = blocks(code("1"), code("%%bash\nls"), kernelspec={"language": "julia"})
    assert [block.language for block in found if isinstance(block, CodeBlock)] == ["julia", "bash"]


def test_of_several_forms_the_fullest_is_read() -> None:
    table = "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>"
    found = blocks(
        code("", display(text_plain="p", text_html=table)),
        code("", display(text_plain="p", text_latex=r"$x^2$")),
        code("", display(text_plain="p", text_markdown="# h")),
        code("", display(text_plain="p", text_html="<script>x()</script>")),
    )
    assert [type(block) for block in found] == [Table, Formula, Heading, CodeBlock]


def test_a_picture_has_its_size_and_the_text_beside_it() -> None:
    gif = "R0lGODlhAgADAIAAAAAAAP///ywAAAAAAgADAAACAoRRADs="
    (picture,) = blocks(code("", display(image_gif=gif, text_plain="<Figure with 1 Axes>")))
    assert isinstance(picture, Image)
    assert (picture.width, picture.height, picture.alt) == (2, 3, "<Figure with 1 Axes>")


def test_terminal_codes_and_overwritten_lines_are_not_shown() -> None:
    stream = {"output_type": "stream", "text": ["1%\r", "2%\r\n", "\x1b[31mred\x1b[0m\x1b]0;t\x07"]}
    (found,) = blocks(code("", stream))
    assert isinstance(found, CodeBlock)
    assert found.text == "2%\nred"


@pytest.mark.parametrize(
    ("metadata", "wanted"),
    [
        ({}, [None, None]),
        ({"jupyter": {"source_hidden": True}}, ["vanish", None]),
        ({"jupyter": {"outputs_hidden": True}}, [None, "vanish"]),
        ({"collapsed": True}, [None, "vanish"]),
        ({"tags": ["remove-cell"]}, ["vanish", "vanish"]),
        ({"tags": ["hide-input", "x"]}, ["vanish", None]),
    ],
)
def test_folded_cells_are_flagged(metadata: dict[str, Any], wanted: list[str | None]) -> None:
    found = blocks(code("1", display(text_plain="2"), **metadata))
    assert [block.hidden for block in found] == wanted


def test_text_in_a_drawing_is_read_as_a_child() -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><text>label</text></svg>"
    document = docsieve.parse(
        notebook(code("", {"output_type": "display_data", "data": {"image/svg+xml": svg}}))
    )
    assert [attachment.name for attachment in document.attachments] == ["output.svg"]
    assert "label" in docsieve.render(document, "text")


@pytest.mark.parametrize(
    "damage",
    [
        {"cells": 3, "metadata": 4, "nbformat": 4},
        {
            "cells": [3, {"cell_type": 4, "source": 5, "outputs": 6, "metadata": 7, "attachments": 8}],
            "nbformat": 4,
        },
        {"cells": [code("1", {"output_type": "error", "traceback": [1]}, {"data": 3})], "nbformat": 4},
        {"worksheets": [{"cells": None}, 3], "nbformat": 3},
        {
            "cells": [code("", display(image_png="%%%")), {"attachments": {"a": {"image/png": 3}}}],
            "nbformat": 4,
        },
    ],
)
def test_wrong_types_are_left_out(damage: dict[str, Any]) -> None:
    docsieve.parse(json.dumps(damage).encode())


def test_a_notebook_cut_off_and_one_too_deep() -> None:
    with pytest.raises(CorruptError):
        docsieve.parse(notebook(code("1", display(text_plain="2")), nbformat=1)[:-3])
    deep: Any = {}
    for _ in range(300):
        deep = {"a": deep}
    with pytest.raises(LimitExceededError):
        docsieve.parse(notebook(code("1", display(application_json=deep))))
    with pytest.raises(LimitExceededError):
        docsieve.parse(notebook(code("1"), code("2")), options=Options(limits=Limits(max_blocks=1)))


def test_mathematics_of_text_cells_is_latex() -> None:
    source = "A $a_1 * b_1$ and $c_2 * d_2$ for \\$5 or $6, `$x$`\n\n$$\nE = mc^2\n$$\n\n```\n$y$\n```\n"
    paragraph, formula, block = blocks({"cell_type": "markdown", "source": source, "metadata": {}})
    assert isinstance(paragraph, Paragraph)
    assert [span.text for span in paragraph.spans if span.math] == ["a_1 * b_1", "c_2 * d_2"]
    assert [span.text for span in paragraph.spans if span.code] == ["$x$"]
    assert "for $5 or $6" in "".join(span.text for span in paragraph.spans)
    assert isinstance(formula, Formula)
    assert formula.latex == "E = mc^2"
    assert isinstance(block, CodeBlock)
    assert block.text.strip() == "$y$"


def test_a_forged_place_of_a_formula_is_text() -> None:
    blocks({"cell_type": "markdown", "source": "$x$ &#xE000;7&#xE001; \ue0009\ue001", "metadata": {}})
