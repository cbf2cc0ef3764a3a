"""Whether lines may be one paragraph: how far apart they may stand on a page, and where sentences go on."""

from __future__ import annotations

from typing import Final

from docsieve.formats._pdf.lines import HYPHEN, Line

#: Lines further apart than this (in em, baseline to baseline) are one paragraph only where such a step is the
#: rule.
MAX_LEADING: Final = 2.0
#: The widest rule there is: double spacing is 2.2 to 2.8 em, depending on the font.
_WIDEST: Final = 3.2
#: By how much a step may exceed the rule.
_TOLERANCE: Final = 1.04
#: Lines that are narrower (in em) are entries of lists, parts of drawings, ...
_NARROW: Final = 20.0
#: So many lines must go on within a sentence after such a step: so much more than do not, and more than go on
#: after a lesser one or end early.
_MIN_LINES: Final = 3
_MOST: Final = 1.5
#: Ems of which one is so much of the other are one size.
SAME_SIZE: Final = 0.92
#: What ends a sentence, or a part of it that may end a line.
_ENDS: Final = frozenset(".?!:;)]}")


def widest_step(lines: list[Line], short: list[bool]) -> float:
    """Return the widest step within a paragraph, in em; `short` is what `seek_short_lines` tells of lines.

    Only sentences that go on tell of it: rows of a form, titles and paragraphs of a line stand as far apart.
    The extension does the same (leading.c), to the bit; change both.
    """
    steps: list[float] = []
    sizes: list[float] = []
    others = ended = 0
    for i in range(1, len(lines)):
        line, before = lines[i], lines[i - 1]
        step, size = line.y - before.y, max(line.size, before.size)
        if not MAX_LEADING * size < step <= _WIDEST * size or is_narrow(before, size):
            continue
        if short[i - 1]:
            ended += 1
        elif before.flags & HYPHEN or goes_on(line.first):
            steps.append(step / size)
            sizes.append(size)
        else:
            others += 1
    if len(steps) < max(_MIN_LINES, _MOST * others, ended):
        return MAX_LEADING
    steps.sort()
    sizes.sort()
    if len(steps) <= _set_solid(lines, short, sizes[len(sizes) // 2]):
        return MAX_LEADING
    return steps[len(steps) // 2] * _TOLERANCE


def _set_solid(lines: list[Line], short: list[bool], size: float) -> int:
    """Count the lines of that size that go on after no such step."""
    count = 0
    for i in range(1, len(lines)):
        line, before = lines[i], lines[i - 1]
        own = max(line.size, before.size)
        is_size = SAME_SIZE * own <= size and SAME_SIZE * size <= own
        if is_size and 0.0 < line.y - before.y <= MAX_LEADING * own and not short[i - 1]:
            count += not is_narrow(before, own)
    return count


def is_narrow(line: Line, size: float) -> bool:
    """Tell whether the line is too narrow for text that is set wide; `size` is the em."""
    return line.x1 - line.x0 < _NARROW * size


def goes_on(text: str) -> bool:
    """Tell whether a line that begins so is within a sentence: without cases, any letter may be."""
    return text[:1].isalpha() and not text[:1].istitle()


def sentence_goes_on(before: Line, line: Line) -> bool:
    """Tell whether a sentence goes on from line to line, `before` being as long as it could be.

    Where one does, paragraphs of laws may have but their first line set in.
    """
    if goes_on(line.first) or before.flags & HYPHEN:
        return True
    return before.runs[-1][3][-1:] not in _ENDS and any(map(str.isalpha, line.first))
