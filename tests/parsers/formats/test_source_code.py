from __future__ import annotations

import docsieve
import pytest
from docsieve import CodeBlock


def code(text: str, name: str | None) -> CodeBlock:
    block = docsieve.parse(text.encode(), filename=name).pages[0].blocks[0]
    assert isinstance(block, CodeBlock)
    return block


PROGRAM = "def f(x):\n    return x\n\nclass A:\n    pass\n"
PROSE = (
    "Let us import the goods and return them to the owner of the house.\n"
    "While we wait, for a while at least, the class is closed: come later.\n"
)


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        (PROGRAM, None, "source_code"),
        (PROGRAM, "x.txt", "source_code"),
        ("x = 1\nimport os\n", "x.py", "source_code"),
        ("x = 1\nimport os\n", "x.txt", "plain_text"),
        ("#!/bin/sh\nls\n", None, "source_code"),
        (PROSE * 20, "x.py", "plain_text"),
        (PROSE * 20, None, "plain_text"),
        (f"# How to\n\nWrite this:\n\n```python\n{PROGRAM}```\n", "x.txt", "plain_text"),
        (f"# How to\n\nWrite this:\n\n```python\n{PROGRAM}```\n", "x.md", "markdown"),
        ("a:\n  b: 1\n  c: 2\n", None, "yaml"),
        ("a: 1\n", "x.yml", "yaml"),
        ("a: 1\n", None, "plain_text"),
        ("Name: Ann\nStreet:\n  Long Road: 3\nCity: York\n", None, "plain_text"),
        ("---\ntitle: T\nb: c\nd: e\n---\nA paragraph of words.\n", "x.md", "markdown"),
        ("---\ntitle: T\nb: c\nd: e\n---\nA paragraph of words.\n", None, "plain_text"),
        ("- bread\n- milk\n- eggs\n", "x.txt", "plain_text"),
    ],
)
def test_content_tells_a_program_from_prose(text: str, name: str | None, wanted: str) -> None:
    assert docsieve.detect(text.encode(), filename=name).name == wanted


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("#!/usr/bin/env node\nx\n", None, "javascript"),
        ("#!/usr/bin/perl -w\nx\n", None, "perl"),
        ("#!/usr/bin/env -S python3.12 -u\nx\n", None, "python"),
        ("#!/usr/bin/mawk -f\nx\n", None, None),
        ("<?php\necho 1;\n", None, "php"),
        ("#include <vector>\nstd::vector<int> a;\nint f() {\n  return 1;\n}\n", "x.h", "c"),
        ("#include <vector>\nstd::vector<int> a;\nint f() {\n  return 1;\n}\n", None, "cpp"),
    ],
)
def test_the_language_is_named(text: str, name: str | None, wanted: str | None) -> None:
    assert code(text, name).language == wanted


def test_a_program_is_kept_to_the_character() -> None:
    text = "def f():\n\treturn  1  # über\n\n\n\nclass A:\n    x = f()\n    y = 2"
    assert code(text + "\n", "x.py").text == text


def test_a_long_program_is_divided_at_line_ends() -> None:
    document = docsieve.parse(("    x = self.y\n" * 100_000).encode(), filename="x.py")
    assert len(document.pages) == 2
    texts = [block.text for page in document.pages for block in page.blocks if isinstance(block, CodeBlock)]
    assert "\n".join(texts) == ("    x = self.y\n" * 100_000).rstrip("\n")
