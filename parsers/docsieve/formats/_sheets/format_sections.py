"""A number format code taken apart: sections, their conditions, and tokens (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal[
    "literal", "digit", "point", "comma", "percent", "exponent", "slash", "text", "general", "date", "elapsed"
]
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|_(?P<space>.)"
    r"|\*(?P<fill>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>general)"
    r"|(?P<ampm>am/pm|a/p|上午/下午)"
    r"|(?P<exponent>e[+-])"
    r"|(?P<fraction>\.0+(?=[^0#?]|$))"
    r"|(?P<date>y+|m+|d+|h+|s+|b+|g+|e+)"
    r"|(?P<digit>[0#?])"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_CODE: Final = 1024


@dataclass(frozen=True)
class Token:
    """A part of a section. `text` is what is written, or the letters of the code in lower case."""

    kind: Kind
    text: str


@dataclass
class Section:
    """One of up to four codes divided by semicolons."""

    tokens: list[Token] = field(default_factory=list)
    #: Comparison and value, as in `[>=100]`.
    condition: tuple[str, float] | None = None
    #: Windows LCID of the names of months and days; 0 where none is given.
    language: int = 0

    @property
    def is_date(self) -> bool:
        """Tell whether a date or time is to be written."""
        return any(
            token.kind == "elapsed" or (token.kind == "date" and token.text[0] in "ymdhsa上")
            for token in self.tokens
        )

    @property
    def is_text(self) -> bool:
        """Tell whether the section is for strings."""
        return any(token.kind == "text" for token in self.tokens)


def split_sections(code: str) -> list[Section]:
    """Take a format code apart; what is no known sign stands for itself."""
    sections = [Section()]
    for match in _TOKEN.finditer(code[:_LONGEST_CODE]):
        section = sections[-1]
        name, text = match.lastgroup or "other", match[0]
        if name in ("quoted", "escaped"):
            _literal(section, match[name] or "")
        elif name == "space":
            _literal(section, " ")
        elif name == "fill":
            continue
        elif name == "bracket":
            _bracket(section, match["bracket"])
        elif name == "general":
            section.tokens.append(Token("general", text))
        elif name in ("ampm", "date"):
            section.tokens.append(Token("date", text.lower()))
        elif name == "exponent":
            section.tokens.append(Token("exponent", text[1]))
        elif name == "fraction":
            _fraction(section, text)
        elif name == "digit":
            section.tokens.append(Token("digit", text))
        elif text == ";":
            sections.append(Section())
        elif text in ".,%/@":
            section.tokens.append(Token(_SIGNS[text], text))
        else:
            _literal(section, text)
    return sections


_SIGNS: Final[dict[str, Kind]] = {
    ".": "point",
    ",": "comma",
    "%": "percent",
    "/": "slash",
    "@": "text",
}


def _literal(section: Section, text: str) -> None:
    section.tokens.append(Token("literal", text))


def _fraction(section: Section, text: str) -> None:
    """Take `.00`: behind seconds a fraction of them, else the decimals of a number."""
    before = next((token for token in reversed(section.tokens) if token.kind != "literal"), None)
    if before is not None and before.kind in ("date", "elapsed") and before.text.startswith("s"):
        section.tokens.append(Token("date", text))
        return
    section.tokens.append(Token("point", "."))
    section.tokens.extend(Token("digit", digit) for digit in text[1:])


def _bracket(section: Section, inner: str) -> None:
    """Take `[$€-407]`, `[>=5]`, `[h]`, `[Red]`."""
    lowered = inner.lower()
    if inner.startswith("$"):
        symbol, _, language = inner[1:].partition("-")
        if symbol:
            _literal(section, symbol)
        if section.language == 0:
            section.language = int(language, 16) & 0xFFFF if _is_hex(language) else 0
    elif lowered and lowered in ("h" * len(lowered), "m" * len(lowered), "s" * len(lowered)):
        section.tokens.append(Token("elapsed", lowered))
    elif (condition := _CONDITION.match(inner)) is not None:
        section.condition = condition[1], float(condition[2])


def _is_hex(text: str) -> bool:
    return 0 < len(text) <= 8 and all(sign in "0123456789abcdefABCDEF" for sign in text)
