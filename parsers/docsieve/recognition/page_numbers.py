"""Page numbers in words: "Pages 1, 3 to 7 and 9 were read"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

#: More runs of pages than this are counted, not listed.
_MOST_RUNS: Final = 12


def spoken_numbers(numbers: Sequence[int]) -> str:
    """Return the beginning of a sentence about these pages, which are in order."""
    if len(numbers) == 1:
        return f"Page {numbers[0]:,} was read"
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if len(runs) > _MOST_RUNS:
        return f"{len(numbers):,} pages, the first of them page {numbers[0]:,}, were read"
    parts = [_run(run) for run in runs]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Pages {listed} were read"


def _run(run: list[int]) -> str:
    if len(run) == 1:
        return f"{run[0]:,}"
    return f"{run[0]:,} {'and' if len(run) == 2 else 'to'} {run[-1]:,}"
