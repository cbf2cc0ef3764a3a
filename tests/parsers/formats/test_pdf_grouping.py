"""The C extension and Python group lines into the same paragraphs."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import docsieve
import msgspec
import pytest
from docsieve.formats._pdf import layout, paragraphs, spans
from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.glyphs import Font, Glyphs, Segment
from docsieve.formats._pdf.lines import LEVEL, Line, Piece, Run
from docsieve.formats._pdf.links import LinkArea, LinkAreas
from docsieve.formats._pdf.list_markers import marker_at, read_marker
from docsieve.formats._pdf.paragraphs import Finishing, build_paragraphs, group_lines
from docsieve.geometry import BBox

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"
extension = pytest.importorskip("_docsieve_pdfglyphs")

_FIRST = [
    "plain",
    "Words",
    "of the text",
    "1.",
    "12) and",
    "(iv) so",
    "[3] ref",
    "3.2 m",
    "o",
    "o then",
    "-",
    "- dash",
    "* star",
    "\u2022",
    "\u2022 dot",
    "\u2022glued",
    "\uf0b7 dot",
    "\uf0a7",
    "\u0663. three",
    "1234567. long",
    "12345678. longer",
    "a",
    "x",
    "\u4e2d\u6587",
    "\u05d0\u05d1",
    "\u00b2 squared",
    "ab\u00b2 c",
    " ",
    "",
]


def random_page(rng: random.Random) -> list[Line]:
    """Lines that mostly go on one below the other, of all kinds that paragraphs tell apart."""
    found: list[Line] = []
    y = 80.0
    x0, size, style = 50.0, 10.0, 0
    for number in range(rng.randint(1, 40)):
        if rng.random() < 0.2:
            x0, size = rng.choice([50.0, 54.5, 62.5, 95.0, 300.0]), rng.choice([10.0, 10.0, 9.5, 7.5, 14.0])
        y += size * rng.choice([1.2, 1.2, 1.2, 1.22, 1.5, 1.8, 2.5, 0.1, -20.0])
        x1 = x0 + rng.choice([200.0, 200.0, 198.5, 120.25, 40.0])
        first = rng.choice(_FIRST) or "word"
        runs: list[Run] = [("", rng.choice([style, style, 1, 4]), None, first)]
        runs += [
            (" ", rng.choice([style, 0, 2]), None, "more words") for _ in range(rng.choice([0, 1, 1, 2]))
        ]
        if len(runs) > 1 and rng.random() < 0.2:
            runs[0] = ("", 8, None, first)
        characters = sum(len(run[3]) for run in runs)
        bold = rng.choice([0.0, 0.0, 0.0, 1.0, 1.0, 0.4])
        mono = rng.choice([0, 0, 0, 0, characters, characters // 2])
        found.append(
            Line(
                x0, y - 0.9 * size, x1, y + 0.2 * size, y, size, bold, mono, number, characters,
                rng.choice([0, 0, 0, 0, 0, 1, 2, 4, 8, 16]), first, 5.0 * len(first),
                size * rng.choice([1.0, 1.0, 0.6]), len(runs[-1][3]), runs, b"",
                rng.choice([(1.0, 0.0)] * 9 + [(0.0, 1.0)]), rng.choice([None] * 9 + ["invisible"]), None,
            )
        )  # fmt: skip
        found[-1] = found[-1]._replace(members=_pieces(found[-1]))
        if rng.random() < 0.05:
            found[-1] = found[-1]._replace(box=BBox(x0, y, x1, y + size))
    return found


def _pieces(line: Line) -> list[Piece]:
    found = []
    for separator, style, _, text in line.runs:
        size = line.size * (0.5 if style & 24 else 1.0)
        y = line.y - (0.4 * line.size if style & 8 else 0.0)
        segment = Segment(
            line.x0, line.top, line.x1, line.bottom, line.x0, y, line.x1, y, size, 1, 0, 0, len(text), 255,
            style & 7, 0, 0,
        )  # fmt: skip
        found.append(Piece(segment, text, 1 if separator else 0))
    return found


def by_both(
    lines: list[Line], links: LinkAreas | None, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    fonts = [Font("", False, False, False, bits) for bits in range(8)]
    glyphs = Glyphs("\ufb01" * 100, b"", bytes(400), fonts, 0, 0)
    first = build_paragraphs(lines, glyphs, links)
    with monkeypatch.context() as patched:
        patched.setattr(paragraphs, "native", lambda: None)
        patched.setattr(spans, "native", lambda: None)
        second = build_paragraphs(lines, glyphs, links)
    return list(map(_values, first)), list(map(_values, second))


def _values(draft: Draft) -> tuple[Any, ...]:
    return msgspec.structs.astuple(draft)


@pytest.mark.parametrize("seed", range(300))
def test_lines_are_grouped_alike(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    by_extension, by_python = by_both(random_page(random.Random(seed)), None, monkeypatch)
    assert by_extension
    assert by_extension == by_python


@pytest.mark.parametrize("seed", range(50))
def test_lines_under_links_are_grouped_alike(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    lines = random_page(rng)
    places = [rng.choice(lines) for _ in range(3)]
    areas = [
        LinkArea(BBox(line.x0 - 1, line.top, line.x1 + 1, line.bottom), f"#page={n}")
        for n, line in enumerate(places)
    ]
    links = LinkAreas(areas, Glyphs("", b"", bytes(400), [], 0, 0))
    by_extension, by_python = by_both(lines, links, monkeypatch)
    assert by_extension == by_python


def test_random_lines_are_of_all_kinds() -> None:
    groups = [
        (group, lines) for seed in range(300) for lines in [random_page(random.Random(seed))]
        for group in group_lines(lines)
    ]  # fmt: skip
    assert sum(len(group.lines) > 1 for group, _ in groups) > 200
    assert sum(any(group.breaks) for group, _ in groups) > 50
    assert sum(group.marker is not None and len(group.lines) > 1 for group, _ in groups) > 20
    assert {True, False} == {group.mono for group, _ in groups}


@pytest.mark.parametrize("chinese", ["\u7b2c\u4e00\u8282", "\u2026 words"])
@pytest.mark.parametrize(
    ("ending", "is_entry"),
    [
        (".... 12", True), ("....xii", True), (". . . . 4", True), ("........", True), ("... 12", False),
        ("\u2026\u2026\u2026\u2026 4", True), ("\u2026\u20264", False), ("12", False),
        (5 * "\u00b7" + " 9", True), (8 * "\u2025", False), (8 * "\u2026", False),
    ],
)  # fmt: skip
def test_entries_of_a_table_of_contents_stay_apart(
    ending: str, is_entry: bool, chinese: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_entry = is_entry and (ending.isascii() or chinese[0] == "\u7b2c")
    line = random_page(random.Random(1))[0]
    written = f"{'words of it' if ending.isascii() else chinese} {ending}"
    entries = [
        line._replace(
            x0=50.0, x1=250.0, y=80.0 + 12 * i, top=71.0 + 12 * i, bottom=82.0 + 12 * i, size=10.0, bold=0.0,
            mono=0, first=written, first_width=200.0, first_size=10.0, last_length=len(written), flags=0,
            characters=len(written), runs=[("", 0, None, written)], direction=LEVEL, hidden=None, box=None,
        )
        for i in range(4)
    ]  # fmt: skip
    by_extension, by_python = by_both(entries, None, monkeypatch)
    assert by_extension == by_python
    assert len(by_python) == (4 if is_entry else 1)


def paragraphs_of(lines: Any, marker_at: Any = marker_at, torn: bytes | None = None) -> list[Draft]:
    makers = (*spans.MAKERS[:3], marker_at)
    finish = Finishing(Glyphs("", b"", b"", [], 0, 0), None)
    found: list[Draft] = extension.paragraphs(lines, makers, finish, LEVEL, torn, None)
    return found


def test_every_line_with_a_marker_is_shown_to_python() -> None:
    line = random_page(random.Random(1))[0]._replace(
        mono=0, characters=99, runs=[("", 0, None, "x" * 20)], box=None, direction=LEVEL, hidden=None
    )
    starts = [
        before + start + after
        for before in ("", "(", "[")
        for start in (
            "1",
            "12",
            "123",
            "a",
            "iv",
            "XVIII",
            "1.2",
            "12.34.",
            "\u0663",
            "\u0661\u0662",
            "\u00b2",
            "o",
        )
        for after in (".", ")", "]", ".)", "")
    ]
    starts += [chr(code) for code in range(0x21, 0x3000)] + [chr(code) for code in range(0xF000, 0xF100)]
    marked = 0
    for start in starts:
        for rest in ("", " text", "text"):
            for flags in (0, 16):
                one = line._replace(first=start + rest, flags=flags)
                [draft] = paragraphs_of([one])
                wanted = read_marker(one)
                assert (draft.marker, draft.ordered) == (wanted[:2] if wanted else (None, False))
                marked += wanted is not None
    assert marked > 100


@pytest.mark.parametrize("name", ["article.pdf", "spacing.pdf", "annotated.pdf"])
def test_samples_are_read_alike(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (CORPUS / name).read_bytes()
    by_extension = docsieve.render(docsieve.parse(data), "json")
    for module in (layout, paragraphs, spans):
        monkeypatch.setattr(module, "native", lambda: None)
    assert docsieve.render(docsieve.parse(data), "json") == by_extension


def test_lines_and_markers_that_are_none_are_refused() -> None:
    for lines in ([()], [("a",) * 20], [None], None, ()):
        with pytest.raises(TypeError):
            paragraphs_of(lines)
    line = random_page(random.Random(1))[0]._replace(first="1. one", mono=0, box=None, direction=LEVEL)
    for wrong in (lambda *_: (), lambda *_: "mark", lambda *_: ("1.", True, "two"), None):
        with pytest.raises(TypeError):
            paragraphs_of([line], wrong)
    with pytest.raises(ValueError, match="negative"):
        paragraphs_of([line], lambda *_: ("1.", True, -1))
    assert [draft.marker for draft in paragraphs_of([line], lambda *_: ("1.", True, 2**40))] == ["1."]
    with pytest.raises(ValueError, match="byte for each line"):
        paragraphs_of([line], torn=b"")
    assert paragraphs_of([], torn=b"") == []


def test_a_reader_of_markers_may_change_the_list() -> None:
    lines = [line._replace(first="1. one", mono=0) for line in random_page(random.Random(2))]
    count = len(lines)
    assert count > 3

    def marker_at(*_: object) -> None:
        lines.clear()

    assert sum(draft.lines for draft in paragraphs_of(lines, marker_at)) == count
