"""The tokens of JSON (RFC 8259), as written: order, repeated names and every digit of a number stay.

Comments and commas before a closing bracket, which settings files have (JSONC), are let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

#: No alternative can take up after another has failed: linear on any input.
_TOKEN: Final = re.compile(
    r"""[ \t\n\ufeff]*(?:
        (?P<string>"[^"\\\n]*(?:\\.[^"\\\n]*)*")
      | (?P<plain>-?\d[\d.eE+-]*|true|false|null|NaN|-?Infinity)
      | (?P<sign>[{}\[\],:])
      | (?P<comment>//[^\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*\*/)
      | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
#: What a token cut off by the end of a sample may look like.
_CUT_OFF: Final = re.compile(r"[ \t\n]*(?:\"[^\n]*|/.*|-|[a-zA-Z]{1,8})\Z", re.DOTALL)
_ESCAPE: Final = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|.)"
)
_INDENT: Final = "  "


class Shape(NamedTuple):
    """What a text is as JSON, as far as it was looked at."""

    #: Objects and arrays at the top: more than one makes JSON Lines.
    values: int
    #: Names of entries seen.
    names: int
    #: All brackets were closed again.
    is_complete: bool
    #: Every value at the top began on a line of its own.
    is_by_lines: bool


class NotJsonError(ValueError):
    """The text leaves the grammar at `position`."""

    def __init__(self, position: int) -> None:
        super().__init__("no JSON")
        self.position = position


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield kind ("string", "plain", "sign", "comment") and text of every token.

    Raises:
        NotJsonError: something is no token.
    """
    at = 0
    while True:
        found = _TOKEN.match(text, at)
        if found is None:
            raise NotJsonError(at)
        kind = str(found.lastgroup)
        if kind == "end":
            return
        yield kind, found[kind]
        at = found.end()


def shape_of(sample: str, *, is_whole: bool) -> Shape | None:
    """Check that a text, or its beginning, is a sequence of JSON objects and arrays; None where it is not."""
    brackets: list[str] = []
    before = ""
    values = names = 0
    is_by_lines = True
    at = 0
    while True:
        found = _TOKEN.match(sample, at)
        if found is None:
            if values and brackets and (not is_whole or sample[at:].lstrip()[:1] == '"'):
                return Shape(values, names, False, is_by_lines) if _CUT_OFF.match(sample, at) else None
            return None
        kind = str(found.lastgroup)
        word, start, at = found[kind], found.start(kind), found.end()
        if kind == "end":
            return Shape(values, names, not brackets, is_by_lines) if values else None
        if kind == "comment":
            continue
        if not brackets:
            if word not in ("{", "["):
                return None
            values += 1
            if values > 1 and "\n" not in sample[found.start() : start]:
                is_by_lines = False
        if not _may_follow(before, kind, word, brackets):
            return None
        if word in ("{", "["):
            brackets.append(word)
        elif word in ("}", "]"):
            brackets.pop()
        names += word == ":"
        before = "" if not brackets else word if kind == "sign" else kind


def _may_follow(before: str, kind: str, word: str, brackets: list[str]) -> bool:
    """Tell whether a token may come after the one before inside these open brackets."""
    inside = brackets[-1] if brackets else ""
    after_value = before in ("string", "plain", "}", "]")
    if word == "}" and kind == "sign":
        return inside == "{" and (after_value or before in ("{", ","))
    if word == "]" and kind == "sign":
        return inside == "[" and (after_value or before in ("[", ","))
    if word == "," and kind == "sign":
        return after_value
    if word == ":" and kind == "sign":
        return inside == "{" and before == "string"
    if inside == "{":  # a name, or a value after its colon
        return before == ":" or (kind == "string" and before in ("{", ","))
    return before in ("", "[", ",")


def deepest(text: str, most: int) -> int:
    """Return how deep the brackets nest, or `most` + 1 as soon as that is passed."""
    depth = reached = 0
    for kind, word in tokens(text):
        if kind != "sign":
            continue
        if word in ("{", "["):
            depth += 1
            reached = max(reached, depth)
            if depth > most:
                return depth
        elif word in ("}", "]"):
            depth -= 1
    return reached


def laid_out(text: str) -> str:
    """Set out JSON one entry a line, each token as written.

    Raises:
        NotJsonError: something is no token.
    """
    pieces: list[str] = []
    depth = 0
    before = ""
    for kind, word in tokens(text):
        is_close = kind == "sign" and word in ("}", "]")
        if is_close:
            depth = max(depth - 1, 0)
        if kind == "comment" or before.startswith("//"):
            pieces.append("\n" + _INDENT * depth)
        elif before in ("{", "[", ","):
            if not (is_close and before != ","):
                pieces.append("\n" + _INDENT * depth)
        elif is_close or (before in ("}", "]") and not depth and word not in (",", ":")):
            pieces.append("\n" + _INDENT * depth)
        pieces.append(": " if word == ":" else word)
        if kind == "sign" and word in ("{", "["):
            depth += 1
        before = word if kind in ("sign", "comment") else ""
    return "".join(pieces)


def with_letters(text: str) -> str:
    """Write the escapes of letters that can be shown as those letters; all others stay."""
    return _ESCAPE.sub(_letter, text) if "\\u" in text or "\\/" in text else text


def _letter(escape: re.Match[str]) -> str:
    if escape[1]:
        high, low = int(escape[1], 16), int(escape[2], 16)
        letter = chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    elif escape[3]:
        letter = chr(int(escape[3], 16))
    else:
        return "/" if escape[0] == "\\/" else escape[0]
    return letter if letter.isprintable() and letter not in '"\\' else escape[0]
