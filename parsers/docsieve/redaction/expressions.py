r"""Regular expressions of strangers: refused where they could take very long.

Python's `re` cannot be stopped, least of all in WebAssembly, so what could backtrack without end is refused
before it runs. The estimate is of steps from one start: a repetition after which the next character decides
(`\d+-`) adds its length; one that can give back characters for what follows to try (`.*a`, `\w+\d`)
multiplies the rest by it. Repetitions that vary within repetitions that vary are what runs away: `(a+)+`.
It errs on the side of refusing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final

from docsieve.errors import BadExpressionError

_MOST_CHARACTERS: Final = 500
#: How long a line is taken to be; see `custom._WINDOW`.
_LINE: Final = 4000
#: One repetition that gives back, and some more.
_MOST_STEPS: Final = 100_000
_RUNS_AWAY: Final = (
    "This expression could take very long on some documents: it has repetitions that can match the same "
    "text in more than one way. Write what stands between two repetitions, or give them fixed lengths."
)
#: Stand for all characters when two sets are compared; those that the expression names are added.
_SAMPLE: Final = frozenset(
    map(chr, [*range(0x250), 0x391, 0x3B1, 0x416, 0x436, 0x5D0, 0x627, 0x661, 0x4E00, 0x2028])
)


def compile_safely(expression: str) -> re.Pattern[str]:
    """Compile an expression.

    Raises:
        BadExpressionError: it is not valid, too long, matches nothing but emptiness, or could run away.
    """
    if len(expression) > _MOST_CHARACTERS:
        raise BadExpressionError(f"The expression is longer than the {_MOST_CHARACTERS} characters allowed.")
    try:
        parsed = _parser.parse(expression)
        if parsed.getwidth()[1] == 0:
            raise BadExpressionError("The expression can match nothing but an empty text.")
        steps = _Estimate(expression, parsed.state.flags).sequence(list(parsed), None)
        if steps > _MOST_STEPS:
            raise BadExpressionError(_RUNS_AWAY)
        return re.compile(expression)
    except (re.error, OverflowError, ValueError) as error:
        raise BadExpressionError("The expression is not a valid regular expression.") from error
    except RecursionError as error:
        raise BadExpressionError("The expression is nested too deeply.") from error


class _Estimate:
    def __init__(self, expression: str, flags: int) -> None:
        self._sample = sorted(_SAMPLE.union(expression, expression.lower(), expression.upper()))
        self._flags = flags
        self._first = lru_cache(maxsize=None)(self._chars)

    def sequence(self, items: list[Any], after: frozenset[str] | None) -> int:
        """Return the steps of a sequence; `after` is what can follow it, None where nothing has to."""
        steps = 1
        follows = [after] * (len(items) + 1)
        for index in range(len(items) - 1, -1, -1):
            follows[index] = self._starts(items[index], follows[index + 1])
        for index in range(len(items) - 1, -1, -1):
            own, ways = self._item(items[index], follows[index + 1])
            steps = own + (steps if ways == 1 else ways * steps)
            if steps > _MOST_STEPS:
                return steps
        return steps

    def _item(self, item: Any, after: frozenset[str] | None) -> tuple[int, int]:
        """Return the steps of an item, and in how many ways it can leave the rest to be tried."""
        op, value = item
        if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            return self._repeat(op, value, after)
        if op is _constants.BRANCH:
            branches = [list(branch) for branch in value[1]]
            own = sum(self.sequence(branch, after) for branch in branches)
            firsts = [self._starts_of(branch, after) for branch in branches]
            apart = sum(len(first or ()) for first in firsts) == len(
                frozenset().union(*(f or () for f in firsts))
            )
            return own, 1 if apart and all(first is not None for first in firsts) else len(branches)
        if op is _constants.SUBPATTERN:
            inner = list(value[3])
            return self._group(inner, after)
        if op is _constants.ATOMIC_GROUP:
            return self.sequence(list(value), after), 1
        if op in (_constants.ASSERT, _constants.ASSERT_NOT):
            return self.sequence(list(value[1]), None), 1
        if op in (_constants.GROUPREF, _constants.GROUPREF_EXISTS, _constants.GROUPREF_IGNORE):
            return _MOST_STEPS + 1, 1
        return 1, 1

    def _group(self, inner: list[Any], after: frozenset[str] | None) -> tuple[int, int]:
        ways = 1
        follows = after
        for item in reversed(inner):
            ways *= self._item(item, follows)[1]
            follows = self._starts(item, follows)
        return self.sequence(inner, after), ways

    def _repeat(self, op: Any, value: Any, after: frozenset[str] | None) -> tuple[int, int]:
        least, most, body = value[0], int(value[1]), list(value[2])
        times = min(most, _LINE)
        loop = self._starts_of(body, None)
        own, ways = self._group(body, None if loop is None else loop | (after or frozenset()))
        if most > 1 and (ways > 1 or loop is None or (self._varies(body) and self._loops(body))):
            if ways ** min(times, 64) > _MOST_STEPS or times > 64 or loop is None:
                return _MOST_STEPS + 1, 1
            ways **= times
        if after is None:  # nothing has to follow: it fails only where it is too short, and else that is all
            return own * max(min(least, _LINE), 1), 1 if ways == 1 else _MOST_STEPS
        spread = min(most - least + 1, _LINE)
        is_sure = spread == 1 or op is _constants.POSSESSIVE_REPEAT or (loop is not None and not loop & after)
        return own * times, ways if is_sure else ways * spread

    def _varies(self, body: list[Any]) -> bool:
        low, high = _parser.SubPattern(_parser.State(), body).getwidth()
        return bool(low != high)

    def _loops(self, body: list[Any]) -> bool:
        """Whether what ends the body can begin it again: `(a?b?)+`, `(a+)+`."""
        first = self._starts_of(body, None)
        last = body[-1]
        tail_varies = last[0] in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and last[1][0] != last[1][1]
        if not tail_varies:
            return False
        inner = self._starts_of(list(last[1][2]), None)
        return first is None or inner is None or bool(first & inner)

    def _starts(self, item: Any, after: frozenset[str] | None) -> frozenset[str] | None:
        """Return what an item can start with; None where it may be nothing at all, and end there."""
        op, value = item
        if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            inner = self._starts_of(list(value[2]), after)
            if value[0]:
                return inner
            return None if inner is None or after is None else inner | after
        if op is _constants.SUBPATTERN:
            return self._starts_of(list(value[3]), after)
        if op is _constants.ATOMIC_GROUP:
            return self._starts_of(list(value), after)
        if op is _constants.BRANCH:
            firsts = [self._starts_of(list(branch), after) for branch in value[1]]
            if any(first is None for first in firsts):
                return None
            return frozenset().union(*(first for first in firsts if first is not None))
        if op in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
            return frozenset(self._sample) if after is None else after  # it can fail
        if op in (_constants.GROUPREF, _constants.GROUPREF_EXISTS, _constants.GROUPREF_IGNORE):
            return None
        return self._first_of(item)

    def _starts_of(self, items: list[Any], after: frozenset[str] | None) -> frozenset[str] | None:
        for item in reversed(items):
            after = self._starts(item, after)
        return after

    def _first_of(self, item: Any) -> frozenset[str]:
        key = repr(item)
        self._items[key] = item
        return self._first(key)

    @property
    def _items(self) -> dict[str, Any]:
        return self.__dict__.setdefault("_known", {})  # type: ignore[no-any-return]

    def _chars(self, key: str) -> frozenset[str]:
        state = _parser.State()
        state.flags = self._flags
        state.str = ""
        single = _compiler.compile(_parser.SubPattern(state, [self._items[key]]), self._flags)
        return frozenset(character for character in self._sample if single.match(character))
