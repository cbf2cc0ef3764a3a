"""The C extension and Python make the same of segments in marked content, and of declared paragraphs."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from docsieve.formats._pdf import layout, marked_text, paragraphs, spans
from docsieve.formats._pdf.content_fallback import CONTENT
from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.glyph_fallback import SEGMENT
from docsieve.formats._pdf.glyphs import Font, Glyphs, Segment
from docsieve.formats._pdf.layout import page_lines
from docsieve.formats._pdf.lines import LEVEL, Line
from docsieve.formats._pdf.links import LinkArea, LinkAreas
from docsieve.formats._pdf.marked_text import MarkedText, in_order_of_lines
from docsieve.formats._pdf.paragraphs import Finishing, declared_paragraph, join_declared
from docsieve.geometry import BBox

extension = pytest.importorskip("_docsieve_pdfglyphs")

_SIZE = (2000.0, 800.0)
_FONTS = [
    Font("", False, False, False, 0),
    Font("B", True, False, False, 1),
    Font("M", False, False, True, 4),
]
_WORDS = [
    "plain words", "Of the text", "and some more of it", "co-", "1.", "\u2022", "a\u00adb", "\ufb01ne",
    "so on -", "\u4e2d\u6587", "x", "\u05d0\u05d1", "snake_case", "3.2 m", "End.", "/usr/share/",
]  # fmt: skip


def random_paragraph(rng: random.Random) -> Glyphs:
    """Segments that mostly follow each other on lines, in all ways that are told apart."""
    text = "Something else on the page. " * 4
    records, starts = b"", array("i", [0] * len(text))
    y, size, font = 100.0, 10.0, 0
    is_plain = rng.random() < 0.7
    if rng.random() < 0.2:
        font = 2
    for _ in range(rng.randint(1, 6)):
        x = rng.choice([50.0, 50.0, 70.0])
        y += size * rng.choice([1.2, 1.2, 1.2, 1.2, 2.0, 3.5, -2.5])
        for _ in range(rng.randint(1, 4)):
            word = rng.choice(_WORDS[:9] if is_plain else _WORDS)
            width = 5.0 * len(word)
            flags = rng.choice([0, 1, 1, 1, 64, 4])
            if not is_plain and rng.random() < 0.05:
                flags |= rng.choice([16, 32])
            direction = 1.0 if is_plain or rng.random() < 0.97 else 0.0
            mode = 0 if is_plain or rng.random() < 0.97 else 3
            segment = Segment(
                x, y - 0.9 * size, x + width, y + 0.2 * size, x, y, x + width, y, size, direction,
                1 - direction, len(text), len(text) + len(word), 255,
                font if rng.random() < 0.9 else 1, mode, flags,
            )  # fmt: skip
            records += SEGMENT.pack(*segment)
            starts.extend(int((x + 5.0 * i) * 100) for i in range(len(word)))
            text += word
            x += width + rng.choice([0.0, 2.5, 2.5, 2.5, 20.0, 120.0])
            if not is_plain and rng.random() < 0.1:
                x -= 90.0
    return Glyphs(text, records, starts.tobytes(), _FONTS, 0, 0)


def records_of(glyphs: Glyphs) -> list[bytes]:
    return [glyphs.records[i : i + SEGMENT.size] for i in range(0, len(glyphs.records), SEGMENT.size)]


def by_python(
    glyphs: Glyphs, links: LinkAreas | None, monkeypatch: pytest.MonkeyPatch, *, marked: bool, in_cell: bool
) -> list[Draft]:
    with monkeypatch.context() as patched:
        for module in (layout, paragraphs, spans):
            patched.setattr(module, "native", lambda: None)
        records = b"".join(in_order_of_lines(records_of(glyphs)))
        ordered = Glyphs(glyphs.text, records, glyphs.starts.tobytes(), glyphs.fonts, 0, 0)
        lines = page_lines(ordered, *_SIZE, ocr_layer=False)
        return join_declared(lines, ordered, links, marked=marked, in_cell=in_cell)


def values(drafts: list[Draft]) -> list[tuple[Any, ...]]:
    return [msgspec.structs.astuple(draft) for draft in drafts]


def both(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[tuple[Any, ...]] | None, list[tuple[Any, ...]]]:
    rng = random.Random(seed)
    glyphs = random_paragraph(rng)
    links = None
    if rng.random() < 0.3:
        segments = rng.choices(glyphs.segments, k=2)
        areas = [LinkArea(BBox(s.x0 + 7, s.top, s.x1 - 3, s.bottom), f"#page={s.start}") for s in segments]
        links = LinkAreas(areas, glyphs)
    marked, in_cell = rng.random() < 0.5, rng.random() < 0.3
    made = declared_paragraph(glyphs, *_SIZE, links, ocr_layer=False, marked=marked, in_cell=in_cell)
    wanted = values(by_python(glyphs, links, monkeypatch, marked=marked, in_cell=in_cell))
    return None if made is None else values(made), wanted


@pytest.mark.parametrize("seed", range(400))
def test_declared_paragraphs_are_made_alike(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made, wanted = both(seed, monkeypatch)
    assert made is None or made == wanted


def test_few_declared_paragraphs_are_left_to_python(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [both(seed, monkeypatch)[0] for seed in range(400)]
    drafts = [draft for found in made if found is not None for draft in found]
    assert sum(found is None for found in made) in range(20, 120)
    assert sum(draft[9] is not None for draft in drafts) > 10  # with a marker
    assert sum(len(draft[11]) > 1 for draft in drafts) > 10  # of fixed pitch
    assert sum(draft[5] > 1 for draft in drafts) > 100
    assert len(drafts) > len(made)


@pytest.mark.parametrize("seed", range(100))
def test_segments_are_divided_alike(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    glyphs = random_paragraph(rng)
    places = sorted(rng.sample(range(len(glyphs.text) + 3), rng.randint(0, 12)))
    glyphs.contents = b"".join([CONTENT.pack(at, rng.randint(-2, 3), -1, 0, 0) for at in places])
    by_extension = MarkedText(glyphs, {})
    with monkeypatch.context() as patched:
        patched.setattr(marked_text, "native", lambda: None)
        alone = MarkedText(glyphs, {})
    contents = [-2, -1, 0, 1, 2, 3]
    assert any(alone.within([content]) for content in contents)
    for content in contents:
        assert by_extension.take(content) == alone.take(content)


def test_segments_that_do_not_fit_are_refused() -> None:
    glyphs = random_paragraph(random.Random(1))
    finish = Finishing(glyphs, None)

    def declared(records: bytes, links: object = None, line: type = Line, text: str = glyphs.text) -> object:
        return extension.declared(
            text,
            records,
            glyphs.font_bits,
            *_SIZE,
            False,
            LEVEL,
            line,
            spans.MAKERS,
            finish,
            links,
            False,
            False,
        )

    assert declared(glyphs.records) is not None
    assert declared(b"") is None
    over = (glyphs.text, glyphs.records, glyphs.starts, glyphs.font_bits)
    wrong_links = [(*over, b"1234", ()), (*over, bytes(64), ("a",)), ("short", *over[1:], bytes(32), ("a",))]
    for records, links in ((glyphs.records[:-1], None), *((glyphs.records, links) for links in wrong_links)):
        with pytest.raises(ValueError, match="do not fit"):
            declared(records, links)
    no_links: Sequence[Any] = (b"", (), (*over, bytes(32), ["a"]))
    for one in no_links:
        with pytest.raises(TypeError):
            declared(glyphs.records, one)
    with pytest.raises(ValueError, match="do not fit"):
        declared(glyphs.records, text="short")
    with pytest.raises(ValueError, match="must be a tuple"):
        declared(glyphs.records, line=int)


def test_links_over_what_is_no_segment_are_for_python() -> None:
    glyphs = random_paragraph(random.Random(3))
    over = LinkAreas([LinkArea(BBox(0, 0, 2000, 800), "#page=1")], glyphs).over(glyphs)
    lines = page_lines(glyphs, *_SIZE, ocr_layer=False)
    asked: list[object] = []

    def finish(*found: object) -> None:
        asked.append(found[-1])

    for records in (b"", glyphs.records[:-1], glyphs.records[:88] + b"\xff" * (len(glyphs.records) - 88)):
        asked.clear()
        drafts = extension.paragraphs(lines, spans.MAKERS, finish, LEVEL, None, (over[0], records, *over[2:]))
        assert None in asked
        assert len(asked) + len(drafts) > 0
    wrong = [line._replace(members=b"\xff" * 8) for line in lines]
    asked.clear()
    assert extension.paragraphs(wrong, spans.MAKERS, finish, LEVEL, None, over) == []
    assert set(asked) == {None}


def test_segments_that_do_not_fit_their_text_are_not_divided() -> None:
    glyphs = random_paragraph(random.Random(0))
    contents = CONTENT.pack(glyphs.segments[0].start + 1, 4, -1, 0, 0)
    assert extension.by_content(glyphs.text, glyphs.records, glyphs.starts, contents)
    for text, starts in (("short", glyphs.starts), (glyphs.text, b""), (glyphs.text[:-1], glyphs.starts)):
        with pytest.raises(ValueError, match="do not fit the text"):
            extension.by_content(text, glyphs.records, starts, contents)
