from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.chromium import Cost
from benchmarks.peer_site import HERE, find_peers
from benchmarks.quality.icdar2013 import grid_places, relations, true_tables
from benchmarks.quality.measures import (
    cell_matches,
    only_without_spaces,
    order_correlation,
    space_errors,
    word_scores,
)
from benchmarks.quality.structure_scores import ranks_right
from benchmarks.results import ParseRow, RecallRow, Run, StartRow, read_run, spread
from benchmarks.snippets import recall
from benchmarks.tables import render_run

TRUTH = "the standing trustee must review every claim"


def test_recall_ignores_white_space_soft_hyphens_and_compatibility_forms() -> None:
    verdict = recall({"contains": ["first line", "second"]}, "the ﬁrst\n  line, sec\u00adond")
    assert (verdict.found, verdict.wanted) == (2, 2)


def test_recall_misses_a_snippet_whose_space_is_lost_unless_spaces_do_not_count() -> None:
    assert recall({"contains": ["first line"]}, "firstline").found == 0
    assert recall({"contains": ["first line"], "match": "nospace"}, "firstline").found == 1


def test_cells_of_a_row_count_where_they_stand_in_one_line_in_order() -> None:
    expect = {"contains": ["a1"], "same_row": [["a1", 'say "so"', "c1"], ["a2", "c2"]]}
    kept = recall(expect, 'a1\t"say ""so"""\tc1\nc2\ta2')
    assert (kept.found, kept.wanted) == (2, 3)
    assert recall(expect, "a1\nsay so\nc1\na2\tb\tc2").found == 2


def test_recall_tells_order_only_where_the_document_has_one() -> None:
    snippets = {"contains": ["one", "two"], "ordered": True}
    assert recall(snippets, "one two").in_order is True
    assert recall(snippets, "two one").in_order is False
    assert recall({"contains": ["one", "two"]}, "two one").in_order is None


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        (TRUTH, 0),
        ("the standingtrustee must review every claim", 1),
        ("the stand ing trustee must review every claim", 1),
        ("thestanding trustee must re view every claim", 2),
    ],
)
def test_space_errors_counts_lost_and_inserted_spaces(text: str, errors: int) -> None:
    assert space_errors(text, TRUTH) == pytest.approx(1000 * errors / 7)


def test_word_scores_punish_words_that_are_missing_and_words_that_are_too_many() -> None:
    precision, found = word_scores("the standing trustee the header", TRUTH)
    assert precision == pytest.approx(3 / 5)
    assert found == pytest.approx(3 / 7)


def test_order_correlation_is_one_in_order_and_minus_one_reversed() -> None:
    expect = {"contains": ["one", "two", "three"], "ordered": True}
    assert order_correlation(expect, "one two three") == 1
    assert order_correlation(expect, "three two one") == -1


def test_a_snippet_that_only_lacks_a_space_is_told_apart_from_a_missing_one() -> None:
    assert only_without_spaces({"contains": ["first line", "other words"]}, "firstline") == 1


def test_cpu_between_two_readings_counts_new_processes_wholly() -> None:
    assert Cost({1: 150.0, 2: 40.0}, 0).cpu_since(Cost({1: 100.0}, 0)) == 90.0


def test_spread_is_the_median_with_its_range() -> None:
    value = spread([3.0, 1.0, 8.0])
    assert value is not None
    assert (value.median, value.low, value.high, value.count) == (3.0, 1.0, 8.0, 3)
    assert spread([]) is None


def _start(peer: str, visit: int, ms: float) -> StartRow:
    return StartRow(
        peer=peer,
        format="pdf",
        repeat=1,
        visit=visit,
        ready_ms=ms,
        ready_cpu_ms=ms,
        ready_bytes=1,
        ready_peak_mb=1,
        first_ms=ms * 2,
        first_cpu_ms=ms * 2,
        first_bytes=2,
        requests=1,
        error=None,
    )


def _parse(peer: str, ms: float) -> ParseRow:
    return ParseRow(
        peer=peer,
        format="pdf",
        repeat=1,
        file="bench__a.pdf",
        wall_ms=ms,
        cpu_ms=ms,
        peak_mb=1,
        chars=1,
        failed={},
    )


def _run() -> Run:
    about = {"started": "2026-11-22T18:00:00+00:00", "commit": "c", "browser": "b", "cpu": "p", "cores": 2}
    titles = {"docsieve": "Docsieve", "pyodide-pypdf": "Plain", "embedpdf": "Pdfium"}
    recall_row = RecallRow(
        peer="docsieve", format="pdf", file="bench__a.pdf", found=9, wanted=10, in_order=True
    )
    return Run(
        about=about | {"load_before": 1},
        peers={name: {"title": title, "version": "1", "note": ""} for name, title in titles.items()},
        files=[{"name": "bench__a.pdf", "format": "pdf", "group": "large", "size": 1, "pages": 10}],
        starts=[_start("docsieve", 1, 50), _start("pyodide-pypdf", 1, 200), _start("docsieve", 3, 10)],
        parses=[_parse("docsieve", 30), _parse("embedpdf", 20)],
        recalls=[recall_row],
    )


def test_tables_give_ratios_to_the_reference_and_times_per_page() -> None:
    lines = {line.split(" | ")[0]: line for line in render_run(_run()).splitlines() if "Cold" not in line}
    assert "| 3.00 | 1.50x |" in lines["| Docsieve 1"]
    assert "90.0 % (9/10, 1/1 in order)" in lines["| Docsieve 1"]
    assert "0.25x" in render_run(_run())


def test_a_run_reads_back_as_it_was_written(tmp_path: Path) -> None:
    run = _run()
    run.write(tmp_path / "run.json")
    assert read_run(tmp_path / "run.json") == run


def test_every_peer_is_pinned_and_whole() -> None:
    packages = json.loads((HERE / "package.json").read_text())["dependencies"]
    for peer in find_peers():
        row = json.loads((HERE / "peers" / peer.name / "peer.json").read_text())
        assert peer.site or row["package"] in packages
        assert all((HERE / "peers" / peer.name / name).exists() for name in ("page.js", *peer.entries))


def test_cells_count_in_their_column_of_their_row() -> None:
    truth = [["Name", "Ships"], ["Bremen", "412"], ["Emden", "97"]]
    assert cell_matches([truth], truth) == (6, 6, 6)
    assert cell_matches([[["title", ""], *truth]], truth) == (6, 7, 6)
    assert cell_matches([[["Name", "Ships"], ["Bremen", "97"], ["Emden", "", "97"]]], truth) == (4, 6, 6)
    assert cell_matches([], truth) == (0, 0, 6)


@pytest.mark.parametrize(
    ("levels", "right"),
    [
        ((1, 3, 3), 3),
        ((2, 4, 4), 3),  # a title stands above them
        ((1, 2, 2), 3),  # a page does not show that a level is skipped
        ((1, 2, 1), 2),
        ((1, 1, 1), 1),
    ],
)
def test_levels_of_headings_count_by_their_rank(levels: tuple[int, ...], right: int) -> None:
    truth = [(1, "Tides"), (3, "Of spring"), (3, "Of autumn")]
    found = [(level, f"**{title}**") for level, (_, title) in zip(levels, truth, strict=True)]
    assert ranks_right([*found, (6, "no heading")], truth) == right


#: A title over two columns, an empty place in the second row, and a second page.
PUBLISHED = """<document><table id="1">
<region page="1"><cell start-row="0" start-col="0"><content>Light</content></cell>
<cell start-row="0" start-col="1" end-col="2"><content>Lamps in use</content></cell>
<cell start-row="1" start-col="0"><content>Mole</content></cell>
<cell start-row="1" start-col="1"><content></content></cell>
<cell start-row="1" start-col="2"><content>nine</content></cell></region>
<region page="2" row-increment="2"><cell start-row="0" start-col="0"><content>Reef</content></cell></region>
</table></document>"""


def test_published_tables_are_judged_by_the_neighbours_of_their_cells(tmp_path: Path) -> None:
    path = tmp_path / "made-str.xml"
    path.write_text(PUBLISHED, encoding="utf-8")
    (table,) = true_tables(path)
    wanted = relations(table)
    assert dict(wanted) == {
        ("light", "lampsinuse", "right"): 1,
        ("mole", "nine", "right"): 1,
        ("light", "mole", "down"): 1,
        ("mole", "reef", "down"): 1,
        ("lampsinuse", "nine", "down"): 1,
    }
    given = relations(grid_places([["Light", "Lamps in use"], ["Mole", "nine"], ["Reef", ""]]))
    assert given == wanted
    assert (relations(grid_places([["Light", "Mole"], ["Reef", "nine"]])) & wanted).total() == 0
