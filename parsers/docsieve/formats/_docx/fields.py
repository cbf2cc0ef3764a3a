"""Complex fields: the instruction is never shown, the result always (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docsieve.formats._eq_field import eq_text
from docsieve.formats._ooxml.namespaces import W
from docsieve.formats._ooxml.symbols import symbol

if TYPE_CHECKING:
    from lxml import etree

_TYPE: Final = f"{W}fldCharType"
_VALUE: Final = f"{W}val"
_OFF: Final = ("0", "false", "off")
_WORDS: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


class Field:
    """One open field: `separated` once its result has begun."""

    __slots__ = ("instruction", "link", "separated", "shown")

    def __init__(self, shown: str | None) -> None:
        self.instruction: list[str] = []
        self.separated = False
        self.link: str | None = None
        #: What a form field shows instead of its result.
        self.shown = shown


class FieldStack:
    """The fields open at one place of a story."""

    def __init__(self) -> None:
        self._open: list[Field] = []
        self.hidden = False
        self.link: str | None = None

    def character(self, element: etree._Element) -> str:
        """Take a `w:fldChar`; return text that the field shows by itself, mostly none."""
        kind = element.get(_TYPE)
        shown = ""
        if kind == "begin":
            outside = not self.hidden
            form = _form_text(element)
            self._open.append(Field(form))
            shown = form if form is not None and outside else ""
        elif kind == "separate" and self._open:
            field = self._open[-1]
            field.separated = True
            field.link = hyperlink_target("".join(field.instruction))
        elif kind == "end" and self._open:
            field = self._open.pop()
            if not field.separated and not any(self._hides(other) for other in self._open):
                shown = shown_by_instruction("".join(field.instruction))
        self._settle()
        return shown

    def instruct(self, text: str) -> None:
        """Take text of an instruction."""
        if self._open and not self._open[-1].separated:
            self._open[-1].instruction.append(text)

    @staticmethod
    def _hides(field: Field) -> bool:
        return not field.separated or field.shown is not None

    def _settle(self) -> None:
        self.hidden = any(self._hides(field) for field in self._open)
        self.link = next((field.link for field in reversed(self._open) if field.link), None)


class FieldBalance:
    """Finds the fields of a story that begin and never end: they must not swallow what follows."""

    def __init__(self) -> None:
        self._opened: list[etree._Element] = []

    def see(self, element: etree._Element) -> None:
        """Take the next `w:fldChar`."""
        kind = element.get(_TYPE)
        if kind == "begin":
            self._opened.append(element)
        elif kind == "end" and self._opened:
            self._opened.pop()

    @property
    def unclosed(self) -> frozenset[etree._Element]:
        """The field starts that have no end."""
        return frozenset(self._opened)


def never_closed(root: etree._Element) -> frozenset[etree._Element]:
    """Return the field starts in `root` that have no end."""
    balance = FieldBalance()
    for element in root.iter(f"{W}fldChar"):
        balance.see(element)
    return balance.unclosed


def hyperlink_target(instruction: str) -> str | None:
    r"""Return where `HYPERLINK "url" \l "anchor"` leads; None for any other instruction."""
    words = _words(instruction)
    if not words or words[0].upper() != "HYPERLINK":
        return None
    target = anchor = ""
    rest = iter(words[1:])
    for word in rest:
        if word == r"\l":
            anchor = next(rest, "")
        elif word in (r"\o", r"\t"):
            next(rest, "")
        elif not word.startswith("\\") and not target:
            target = word
    return (target + (f"#{anchor}" if anchor else "")) or None


def _words(instruction: str) -> list[str]:
    return [
        match[1].replace("\\\\", "\\").replace('\\"', '"') if match[1] is not None else match[2]
        for match in _WORDS.finditer(instruction)
    ]


def shown_by_instruction(instruction: str) -> str:
    """Return what fields without result show: SYMBOL a sign, buttons their label, EQ its arguments."""
    words = _words(instruction)
    name = words[0].upper() if words else ""
    if name == "SYMBOL" and len(words) > 1:
        font = words[words.index(r"\f") + 1] if r"\f" in words[:-1] else ""
        try:
            return symbol(int(words[1], 0), font)
        except ValueError:
            return ""
    if name in ("MACROBUTTON", "GOTOBUTTON"):
        return instruction.strip().split(None, 2)[2] if len(words) > 2 else ""
    return eq_text(instruction)


def _form_text(begin: etree._Element) -> str | None:
    """Return what a check box or drop-down form field shows (17.16.17); None for other fields."""
    data = begin.find(f"{W}ffData")
    if data is None:
        return None
    box = data.find(f"{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        if state is None:
            state = box.find(f"{W}default")
        return "☒" if state is not None and state.get(_VALUE) not in _OFF else "☐"
    choices = data.find(f"{W}ddList")
    if choices is not None:
        entries = [entry.get(_VALUE, "") for entry in choices.iterchildren(f"{W}listEntry")]
        chosen = choices.find(f"{W}result")
        if chosen is None:
            chosen = choices.find(f"{W}default")
        index = (chosen.get(_VALUE) or "0") if chosen is not None else "0"
        return entries[int(index)] if index.isdecimal() and int(index) < len(entries) else ""
    return None
