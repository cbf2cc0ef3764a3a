"""A place in LaTeX source: tokens and arguments from there on, with macros put in front of what follows."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

#: One character class an alternative, or a delimiter: linear on any input.
_TOKEN: Final = re.compile(
    r"""
      (?P<comment>%[^\n]*(?:\n[ \t]*+(?!\n))?)
    | (?P<par>[ \t]*\n[ \t]*\n\s*)
    | (?P<space>[ \t\n]+)
    | \\(?P<command>[A-Za-z@]+\*?|[^A-Za-z@]|\Z)
    | (?P<open>\{) | (?P<close>\}) | (?P<math>\$\$?) | (?P<cell>&)
    | (?P<sign>~|---?|``|''|`|'|,,(?=\S))
    | (?P<text>[^\\%{}$&~`'\-,\s]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SPACE: Final = re.compile(r"(?:[ \t]*\n?[ \t]*(?:%[^\n]*\n[ \t]*)*)")
_BRACE: Final = re.compile(r"\\.|%[^\n]*|[{}]", re.DOTALL)
_BRACKET: Final = re.compile(r"\\.|[{}\[\]]|\n[ \t]*\n", re.DOTALL)
#: Longer option lists are a bracket that was never meant as one.
_LONGEST_OPTION: Final = 5000
_DEEPEST_MACRO: Final = 20
_MOST_EXPANSIONS: Final = 100_000
_MOST_EXPANDED: Final = 2_000_000
#: Characters looked through for ends that were never found; from then on only a little further on is looked.
_MOST_WASTED: Final = 5_000_000


class Macro(NamedTuple):
    """A command that the document defines: number of arguments, default of the first, body."""

    arguments: int
    default: str | None
    body: str


class SourceCursor:
    """Walks the source; see `token`. Macros are expanded within bounds: depth, number, characters in all."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._below: list[tuple[str, int]] = []
        self._expansions = 0
        self._expanded = 0
        self._wasted = 0
        self.macros: dict[str, Macro] = {}
        #: A bound was reached and a macro left unexpanded.
        self.is_cut = False

    def token(self) -> tuple[str, str]:
        """Return the next token's kind and text; ("end", "") after the last."""
        while self._at >= len(self._text):
            if not self._below:
                return "end", ""
            self._text, self._at = self._below.pop()
        found = _TOKEN.match(self._text, self._at)
        if found is None:  # no character is without an alternative
            self._at = len(self._text)
            return "end", ""
        self._at = found.end()
        kind = str(found.lastgroup)
        return kind, found[kind]

    def skip_space(self) -> None:
        """Step over white space and comments, but not over an empty line."""
        found = _SPACE.match(self._text, self._at)
        if found is not None:
            self._at = found.end()

    def is_next(self, sign: str) -> bool:
        """Tell whether this stands next."""
        return self._text.startswith(sign, self._at)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Step over what matches here."""
        found = pattern.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return found

    def enter_group(self) -> bool:
        """Step into an argument in braces, if one stands next."""
        before = self._at
        self.skip_space()
        if self.is_next("{"):
            self._at += 1
            return True
        self._at = before
        return False

    def argument(self) -> str | None:
        """Return the source of an argument in braces, or the one token that stands for it."""
        before = self._at
        if not self.enter_group():
            self._at = before
            return None
        start, depth = self._at, 1
        stop = len(self._text) if self._wasted < _MOST_WASTED else min(start + 1000, len(self._text))
        for brace in _BRACE.finditer(self._text, start, stop):
            if brace[0] == "{":
                depth += 1
            elif brace[0] == "}":
                depth -= 1
                if not depth:
                    self._at = brace.end()
                    return self._text[start : brace.start()]
        self._at = before  # never closed: text as any other
        self._wasted += stop - start
        return None

    def option(self) -> str | None:
        """Return the source of an argument in brackets, if one stands next."""
        before = self._at
        self.skip_space()
        if not self.is_next("["):
            self._at = before
            return None
        start, depth, brackets = self._at + 1, 0, 1
        longest = _LONGEST_OPTION if self._wasted < _MOST_WASTED else 100
        for found in _BRACKET.finditer(self._text, start, start + longest):
            sign = found[0]
            if sign[0] == "\n" or depth < 0:
                break
            depth += (sign == "{") - (sign == "}")
            if not depth:
                brackets += (sign == "[") - (sign == "]")
            if not brackets:
                self._at = found.end()
                return self._text[start : found.start()]
            self._wasted += 50
        self._at = before
        return None

    def inline_mathematics(self) -> str | None:
        """Return the source up to the next "$" of this paragraph and step over it."""
        end = self._at
        while True:
            end = self._text.find("$", end)
            if end < 0 or self._text[end - 1] != "\\":
                break
            end += 1
        found = self._text[self._at : end] if end >= 0 else ""
        if not found or "\n\n" in found:
            self._wasted += len(found)
            return None
        self._at = end + 1
        return found

    def until(self, end: str) -> str:
        """Return the source up to `end` and step over it; all that is left where it is missing."""
        found = self._text.find(end, self._at)
        stop = len(self._text) if found < 0 else found
        text = self._text[self._at : stop]
        self._at = stop + (0 if found < 0 else len(end))
        return text

    def expand(self, macro: Macro) -> None:
        """Put a macro's body, with its arguments in place, in front of what follows."""
        values: list[str] = []
        if macro.default is not None:
            values.append(self.option() or macro.default)
        while len(values) < macro.arguments:
            values.append(self.argument() or "")
        self._expansions += 1
        if len(self._below) >= _DEEPEST_MACRO or self._expansions > _MOST_EXPANSIONS:
            self.is_cut = True
            return
        body = macro.body
        for number, value in enumerate(values, start=1):
            if self._expanded + len(body) + body.count(f"#{number}") * len(value) > _MOST_EXPANDED:
                self.is_cut = True
                return
            body = body.replace(f"#{number}", value)
        self._expanded += len(body)
        self.put_back(body)

    def put_back(self, text: str) -> None:
        """Put source in front of what follows."""
        if text:
            self._below.append((self._text, self._at))
            self._text, self._at = text, 0
