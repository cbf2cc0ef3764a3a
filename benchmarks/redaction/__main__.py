"""`python -m benchmarks.redaction`: recall and precision of redaction's rules on texts with known truth.

Rules are tuned on seed 1 only; the figures are of seed 3. The texts written by hand were looked at while the rules were written.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.redaction.generate import generate
from benchmarks.redaction.labelled import Labelled, read_markup
from benchmarks.redaction.public import templates
from benchmarks.redaction.report import write_docs
from benchmarks.redaction.score import CONTEXTUAL, STRUCTURED, Counts, score, together

HERE = Path(__file__).parent
DEV_SEED, TEST_SEED = 1, 3
RESULT = HERE / "figures.json"


def written() -> list[Labelled]:
    """Return the texts that were written by hand."""
    passages = (HERE / "written.txt").read_text("utf-8").split("\n---\n")
    return [read_markup(passage.strip("\n"), "written") for passage in passages]


def figures(counts: dict[str, Counts]) -> dict[str, Any]:
    """Return what goes into the result file: for each kind the counts, recall, precision, and the sums."""
    table = {kind: counts.get(kind, Counts()) for kind in (*STRUCTURED, *CONTEXTUAL)}
    table["structured together"] = together(table[kind] for kind in STRUCTURED)
    return {
        kind: {
            "values": one.truths,
            "found": one.found,
            "hits": one.hits,
            "right": one.right,
            "recall": round(one.recall, 4),
            "precision": round(one.precision, 4),
        }
        for kind, one in table.items()
    }


def main() -> int:
    """Score, write the result file, print it; with `--write-docs` also the tables of docs/redaction.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=1300, help="how many texts are generated")
    parser.add_argument(
        "--dev", action="store_true", help="the seed that rules may be tuned on; writes nothing"
    )
    parser.add_argument("--show", nargs="*", default=[], help="kinds whose misses and false hits are printed")
    parser.add_argument("--presidio", type=Path, help="wheel of presidio-evaluator, for its templates")
    parser.add_argument("--write-docs", action="store_true")
    arguments = parser.parse_args()
    sets = {
        "generated": generate(DEV_SEED if arguments.dev else TEST_SEED, arguments.texts),
        "written": written(),
    }
    if arguments.presidio:
        sets["templates"] = templates(arguments.presidio, TEST_SEED)
    result: dict[str, Any] = {"seed": DEV_SEED if arguments.dev else TEST_SEED, "sets": {}}
    for name, texts in sets.items():
        counts = score(texts)
        result["sets"][name] = {"texts": len(texts), "kinds": figures(counts)}
        for kind in arguments.show:
            one = counts.get(kind, Counts())
            for word, passages in (("missed", one.missed), ("wrong", one.wrong)):
                for detail, around in passages[:50]:
                    print(f"{name} {kind} {word} {detail}: {around!r}")
    print(json.dumps(result, indent=1))
    if not arguments.dev:
        RESULT.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
        if arguments.write_docs:
            write_docs(result)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
