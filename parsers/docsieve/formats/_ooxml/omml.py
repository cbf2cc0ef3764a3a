"""Office mathematics as LaTeX (ECMA-376 part 1, 22.1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.namespaces import M, W
from docsieve.formats._ooxml.omml_tables import (
    ACCENTS,
    ALPHABETS,
    COMMANDS,
    FENCES,
    FUNCTIONS,
    SCRIPTS,
    STRETCHED,
)

if TYPE_CHECKING:
    from lxml import etree

_VALUE: Final = f"{M}val"
_OFF: Final = ("0", "off", "false")
_ENDS_IN_COMMAND: Final = re.compile(r"\\[A-Za-z]+\Z")
_TEXT_SPECIAL: Final = re.compile(r"([%#&_{}$])")
#: What a fence must grow with.
_TALL: Final = re.compile(
    r"\\(?:[dt]?frac|genfrac|sum|prod|coprod|i*int|oint|big|begin|under|over|sqrt|left)"
)
_BINOMIAL: Final = re.compile(r"\\genfrac\{\}\{\}\{0pt\}\{\}\{[^{}]*\}\{[^{}]*\}\Z")
_UNREAD: Final = frozenset(f"{M}{name}" for name in ("ctrlPr", "argPr"))


def to_latex(element: etree._Element) -> str:
    """Return the mathematics of an `m:oMath` (or any part of one) as LaTeX, without dollar signs."""
    return _children(element).strip()


def joined(parts: Iterable[str]) -> str:
    r"""Put pieces side by side; a space keeps `\alpha` and `b` apart."""
    whole = ""
    for part in parts:
        if part and whole and (part[0].isascii() and part[0].isalpha()) and _ENDS_IN_COMMAND.search(whole):
            whole += " "
        whole += part
    return whole


def _children(element: etree._Element | None) -> str:
    return "" if element is None else joined(_one(child) for child in element)


def _one(element: etree._Element) -> str:
    tag: object = element.tag  # a function for comments
    write = _WRITERS.get(str(tag))
    if write is not None:
        return write(element)
    if not isinstance(tag, str) or tag in _UNREAD or tag.endswith("Pr") or tag == f"{W}del":
        return ""
    return _children(element)


def _argument(element: etree._Element, name: str) -> str:
    return _children(element.find(f"{M}{name}")).strip()


def _property(element: etree._Element, name: str) -> str | None:
    """Return the value of a property; an element without value says "" ."""
    found = element.find(f"{element.tag}Pr/{M}{name}")
    return None if found is None else found.get(_VALUE, "")


def _is_on(element: etree._Element, name: str) -> bool:
    value = _property(element, name)
    return value is not None and value not in _OFF


def _run(element: etree._Element) -> str:
    text = "".join(
        "\n" if part.tag == f"{W}br" else part.text or ""
        for part in element
        if part.tag in (f"{M}t", f"{W}t", f"{W}br")
    )
    if not text:
        return ""
    properties = element.find(f"{M}rPr")
    style = script = None
    if properties is not None:
        normal = properties.find(f"{M}nor")
        if normal is not None and normal.get(_VALUE) not in _OFF:
            return f"\\text{{{_TEXT_SPECIAL.sub(_escape, text)}}}" if text.strip() else "\\ "
        style = _value_of(properties, "sty")
        script = SCRIPTS.get(_value_of(properties, "scr") or "")
    return _styled(text, style, script)


def _escape(match: re.Match[str]) -> str:
    return "\\" + match[1]


def _value_of(element: etree._Element, name: str) -> str | None:
    found = element.find(f"{M}{name}")
    return None if found is None else found.get(_VALUE)


def _styled(text: str, style: str | None, script: str | None) -> str:
    bare = text.strip()
    if style == "p" and script is None and len(bare) > 1 and bare.isascii() and bare.isalpha():
        return f"\\{bare}" if bare in FUNCTIONS else f"\\mathrm{{{bare}}}"
    written = joined(_character(character) for character in text)
    if not bare:
        return written
    if script is not None:
        return f"\\{script}{{{written.strip()}}}"
    if style == "b":
        return f"\\mathbf{{{written.strip()}}}"
    if style == "bi":
        return f"\\boldsymbol{{{written.strip()}}}"
    return written


def _character(character: str) -> str:
    command = COMMANDS.get(character)
    if command is not None:
        return command
    code = ord(character)
    if character == "\n":
        return r"\\ "
    if 0x1D400 <= code <= 0x1D7FF:
        return _alphabetic(character, code)
    return character


def _alphabetic(character: str, code: int) -> str:
    """Write one of Unicode's mathematical letters and digits."""
    plain = unicodedata.normalize("NFKC", character)
    plain = COMMANDS.get(plain, plain)
    for first, command in ALPHABETS:
        if first <= code < first + 52:
            return f"\\{command}{{{plain}}}" if command else plain
    bold = 0x1D6A8 <= code <= 0x1D6E1 or 0x1D71C <= code <= 0x1D755 or 0x1D7CE <= code <= 0x1D7D7
    return f"\\boldsymbol{{{plain}}}" if bold else plain


def _fraction(element: etree._Element) -> str:
    above, below = _argument(element, "num"), _argument(element, "den")
    kind = _property(element, "type")
    if kind == "lin":
        return f"{_grouped(above)}/{_grouped(below)}"
    if kind == "skw":
        return f"{{}}^{{{above}}}/_{{{below}}}"
    if kind == "noBar":
        return f"\\genfrac{{}}{{}}{{0pt}}{{}}{{{above}}}{{{below}}}"
    return f"\\frac{{{above}}}{{{below}}}"


def _grouped(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"{{{text}}}"


def _base(element: etree._Element) -> str:
    """Write what carries an index; more than one sign of it is kept together."""
    base = _argument(element, "e")
    simple = len(base) == 1 or re.fullmatch(
        r"\\[A-Za-z]+(\{[^{}]*\})?|\\left.*\\right[^A-Za-z]", base, re.DOTALL
    )
    return base if simple else f"{{{base}}}"


def _superscript(element: etree._Element) -> str:
    return f"{_base(element)}^{{{_argument(element, 'sup')}}}"


def _subscript(element: etree._Element) -> str:
    return f"{_base(element)}_{{{_argument(element, 'sub')}}}"


def _both_scripts(element: etree._Element) -> str:
    return f"{_base(element)}_{{{_argument(element, 'sub')}}}^{{{_argument(element, 'sup')}}}"


def _scripts_before(element: etree._Element) -> str:
    below, above = _argument(element, "sub"), _argument(element, "sup")
    scripts = (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    return joined((f"{{}}{scripts}" if scripts else "", _base(element)))


def _radical(element: etree._Element) -> str:
    degree = "" if _is_on(element, "degHide") else _argument(element, "deg")
    index = f"[{degree}]" if degree else ""
    return f"\\sqrt{index}{{{_argument(element, 'e')}}}"


def _nary(element: etree._Element) -> str:
    sign = _property(element, "chr")
    operator = "\\int" if sign is None else COMMANDS.get(sign, sign)
    place = {"undOvr": "\\limits", "subSup": ""}.get(_property(element, "limLoc") or "", "")
    lower = "" if _is_on(element, "subHide") else _argument(element, "sub")
    upper = "" if _is_on(element, "supHide") else _argument(element, "sup")
    limits = (f"_{{{lower}}}" if lower else "") + (f"^{{{upper}}}" if upper else "")
    if operator in ("\\sum", "\\prod", "\\coprod", "\\bigcup", "\\bigcap"):
        place = ""  # they stand above and below by themselves in display
    return f"{operator}{place if limits else ''}{limits} {_argument(element, 'e')}".strip()


def _delimited(element: etree._Element) -> str:
    left, right = _property(element, "begChr"), _property(element, "endChr")
    separator = _property(element, "sepChr")
    between = {None: "|", "": ""}.get(separator, separator)
    middle = f" {FENCES.get(between or '', COMMANDS.get(between or '', between or ''))} " if between else " "
    inner = middle.join(_children(part).strip() for part in element.iterchildren(f"{M}e"))
    left_fence = FENCES.get("(" if left is None else left)
    right_fence = FENCES.get(")" if right is None else right)
    if left_fence is None or right_fence is None:
        return f"{left or ''}{inner}{right or ''}"
    if left_fence == "(" and right_fence == ")" and _BINOMIAL.match(inner) and inner.count("\\genfrac") == 1:
        return inner.replace("\\genfrac{}{}{0pt}{}", "\\binom")
    if left_fence == "." or right_fence == "." or _TALL.search(inner):
        return joined((f"\\left{left_fence}", inner, f"\\right{right_fence}"))
    return joined((left_fence, inner, right_fence))


def _matrix(element: etree._Element) -> str:
    rows = (
        " & ".join(_children(cell).strip() for cell in row.iterchildren(f"{M}e"))
        for row in element.iterchildren(f"{M}mr")
    )
    body = r" \\ ".join(rows)
    return f"\\begin{{matrix}}{body}\\end{{matrix}}"


def _equations(element: etree._Element) -> str:
    lines = r" \\ ".join(
        _children(line).strip().replace("\\&", "&") for line in element.iterchildren(f"{M}e")
    )
    return f"\\begin{{aligned}}{lines}\\end{{aligned}}" if r" \\ " in lines or "&" in lines else lines


def _function(element: etree._Element) -> str:
    name = _argument(element, "fName")
    if name in FUNCTIONS:
        name = f"\\{name}"
    elif name.isascii() and name.isalpha() and len(name) > 1:
        name = f"\\operatorname{{{name}}}"
    return f"{name} {_argument(element, 'e')}".strip()


def _limit_below(element: etree._Element) -> str:
    return _limit(element, "_", "\\underset")


def _limit_above(element: etree._Element) -> str:
    return _limit(element, "^", "\\overset")


def _limit(element: etree._Element, mark: str, command: str) -> str:
    base, limit = _argument(element, "e"), _argument(element, "lim")
    name = base.removeprefix("\\mathrm{").removesuffix("}").removeprefix("\\")
    if name in FUNCTIONS:
        return f"\\{name}{mark}{{{limit}}}"
    if base.startswith(("\\overbrace", "\\underbrace", "\\sum", "\\prod")):
        return f"{base}{mark}{{{limit}}}"
    return f"{command}{{{limit}}}{{{base}}}"


def _accent(element: etree._Element) -> str:
    sign = _property(element, "chr")
    inner = _argument(element, "e")
    command = ACCENTS.get("\u0302" if sign is None else sign)
    if command is None:
        return inner + (sign or "")
    if len(inner) > 1 and not inner.startswith("\\"):
        command = {"hat": "widehat", "tilde": "widetilde", "bar": "overline", "vec": "overrightarrow"}.get(
            command, command
        )
    return f"\\{command}{{{inner}}}"


def _bar(element: etree._Element) -> str:
    command = "overline" if _property(element, "pos") == "top" else "underline"
    return f"\\{command}{{{_argument(element, 'e')}}}"


def _stretched(element: etree._Element) -> str:
    sign, position = _property(element, "chr"), _property(element, "pos") or "bot"
    sign = "\u23df" if sign is None else sign
    inner = _argument(element, "e")
    command = STRETCHED.get((sign, position))
    if command is not None:
        return f"\\{command}{{{inner}}}"
    mark = COMMANDS.get(sign, sign)
    return f"\\{'overset' if position == 'top' else 'underset'}{{{mark}}}{{{inner}}}" if mark else inner


def _boxed(element: etree._Element) -> str:
    return f"\\boxed{{{_argument(element, 'e')}}}"


def _phantom(element: etree._Element) -> str:
    shown = _property(element, "show")
    inner = _argument(element, "e")
    return f"\\phantom{{{inner}}}" if shown is not None and shown in _OFF else inner


_WRITERS: Final[dict[object, Callable[[etree._Element], str]]] = {
    f"{M}r": _run,
    f"{W}r": _run,
    f"{M}f": _fraction,
    f"{M}sSup": _superscript,
    f"{M}sSub": _subscript,
    f"{M}sSubSup": _both_scripts,
    f"{M}sPre": _scripts_before,
    f"{M}rad": _radical,
    f"{M}nary": _nary,
    f"{M}d": _delimited,
    f"{M}m": _matrix,
    f"{M}eqArr": _equations,
    f"{M}func": _function,
    f"{M}limLow": _limit_below,
    f"{M}limUpp": _limit_above,
    f"{M}acc": _accent,
    f"{M}bar": _bar,
    f"{M}groupChr": _stretched,
    f"{M}borderBox": _boxed,
    f"{M}phant": _phantom,
}
