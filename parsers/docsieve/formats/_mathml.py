"""MathML as LaTeX (MathML 3, presentation): for ODF's formulas and for HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.omml import joined
from docsieve.formats._ooxml.omml_tables import ACCENTS, COMMANDS, FENCES, FUNCTIONS

if TYPE_CHECKING:
    from lxml import etree

_SPECIAL: Final = re.compile(r"([%#&_{}$])")
_SIMPLE: Final = re.compile(r"(?:[^\\{}]|\\[A-Za-z]+|\\[A-Za-z]+\{[^{}]*\})\Z")
_TALL: Final = re.compile(r"\\(?:[dt]?frac|sum|prod|coprod|i*int|oint|begin|under|over|sqrt|left|stackrel)")
_VARIANTS: Final = {
    "normal": "mathrm",
    "bold": "mathbf",
    "bold-italic": "boldsymbol",
    "double-struck": "mathbb",
    "script": "mathcal",
    "bold-script": "mathcal",
    "fraktur": "mathfrak",
    "sans-serif": "mathsf",
    "monospace": "mathtt",
}
#: Accents as MathML writes them to the combining characters that `ACCENTS` knows.
_ABOVE: Final = {
    "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0304", "‾": "\u0304", "―": "\u0304",
    "→": "\u20d7", "⃗": "\u20d7", "˙": "\u0307", ".": "\u0307", "¨": "\u0308", "ˇ": "\u030c", "˘": "\u0306",
    "´": "\u0301", "`": "\u0300", "˚": "\u030a",
}  # fmt: skip
_STRETCHED: Final = {"⏞": "\\overbrace", "⏟": "\\underbrace", "⏠": "\\overbrace", "_": "\\underline"}
_WIDE: Final = {"hat": "widehat", "tilde": "widetilde", "bar": "overline", "vec": "overrightarrow"}
_LIMITS: Final = (
    "\\sum",
    "\\prod",
    "\\coprod",
    "\\bigcup",
    "\\bigcap",
    "\\lim",
    "\\max",
    "\\min",
    "\\sup",
    "\\inf",
)
_OPENING: Final = frozenset("([{⟨⌈⌊〈")
_CLOSING: Final = frozenset(")]}⟩⌉⌋〉")


def to_latex(element: etree._Element) -> str:
    """Return the mathematics of a `math` element (or any part of one) as LaTeX, without dollar signs."""
    return " ".join(_one(element).split())


def _name(element: etree._Element) -> str:
    tag: object = element.tag  # no string where it is a comment
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _one(element: etree._Element) -> str:
    write = _WRITERS.get(_name(element))
    return _row(element) if write is None else write(element)


def _row(element: etree._Element) -> str:
    """Write children side by side; fences around something tall grow with it."""
    children = [child for child in element if _name(child)]
    parts = [_one(child) for child in children]
    if len(children) > 2 and _is_fence(children[0], _OPENING) and _is_fence(children[-1], _CLOSING):
        inner = joined(parts[1:-1])
        left, right = FENCES.get(_text(children[0])), FENCES.get(_text(children[-1]))
        if left and right and _TALL.search(inner):
            return joined((f"\\left{left}", inner, f"\\right{right}"))
    return joined(parts) if parts else _characters(_text(element))


def _is_fence(element: etree._Element, signs: frozenset[str]) -> bool:
    return _name(element) == "mo" and _text(element) in signs


def _text(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


def _characters(text: str) -> str:
    return joined(COMMANDS.get(character, character) for character in text)


def _identifier(element: etree._Element) -> str:
    text = _text(element)
    if text in FUNCTIONS:
        return f"\\{text}"
    written = _characters(text)
    variant = _VARIANTS.get(element.get("mathvariant", ""))
    if variant == "mathrm" and len(text) == 1:
        return written
    if variant is not None and text:
        return f"\\{variant}{{{written}}}"
    return f"\\mathrm{{{text}}}" if len(text) > 1 and text.isascii() and text.isalpha() else written


def _number(element: etree._Element) -> str:
    return _characters(_text(element))


def _operator(element: etree._Element) -> str:
    text = _text(element)
    if text in FUNCTIONS:
        return f"\\{text}"
    if len(text) > 1 and text.isascii() and text.isalpha():
        return f"\\operatorname{{{text}}}"
    return _characters(text)


def _words(element: etree._Element) -> str:
    text = _text(element)
    escaped = _SPECIAL.sub(r"\\\1", text.replace("\\", "\\backslash "))
    return f"\\text{{{escaped}}}" if text else ""


def _space(element: etree._Element) -> str:
    return "\\\\ " if element.get("linebreak") == "newline" else "\\ "


def _parts(element: etree._Element, number: int) -> list[str]:
    """Write the first children as arguments; missing ones are empty."""
    written = [_one(child).strip() for child in element if _name(child)]
    return (written + [""] * number)[: max(number, 0)]


def _base(text: str) -> str:
    return text if _SIMPLE.match(text) else f"{{{text}}}"


def _fraction(element: etree._Element) -> str:
    above, below = _parts(element, 2)
    if element.get("linethickness", "") in ("0", "0pt", "0px"):
        return f"\\genfrac{{}}{{}}{{0pt}}{{}}{{{above}}}{{{below}}}"
    if element.get("bevelled") == "true":
        return f"{{{above}}}/{{{below}}}"
    return f"\\frac{{{above}}}{{{below}}}"


def _square_root(element: etree._Element) -> str:
    return f"\\sqrt{{{_row(element).strip()}}}"


def _root(element: etree._Element) -> str:
    inner, degree = _parts(element, 2)
    return f"\\sqrt[{degree}]{{{inner}}}"


def _subscript(element: etree._Element) -> str:
    base, below = _parts(element, 2)
    return f"{_base(base)}_{{{below}}}"


def _superscript(element: etree._Element) -> str:
    base, above = _parts(element, 2)
    return f"{_base(base)}^{{{above}}}"


def _both_scripts(element: etree._Element) -> str:
    base, below, above = _parts(element, 3)
    return f"{_base(base)}_{{{below}}}^{{{above}}}"


def _under(element: etree._Element) -> str:
    base, below = _parts(element, 2)
    return _limited(base, below, "", _second(element))


def _over(element: etree._Element) -> str:
    base, above = _parts(element, 2)
    return _limited(base, "", above, _second(element))


def _under_over(element: etree._Element) -> str:
    base, below, above = _parts(element, 3)
    return _limited(base, below, above, "")


def _second(element: etree._Element) -> str:
    children = [child for child in element if _name(child)]
    return _text(children[1]) if len(children) > 1 else ""


def _limited(base: str, below: str, above: str, sign: str) -> str:
    """Write what stands above and below: an accent, a brace, limits, or something set there."""
    if sign in _STRETCHED:
        return f"{_STRETCHED[sign]}{{{base}}}"
    accent = ACCENTS.get(_ABOVE.get(sign, sign)) if above else None
    if accent is not None:
        if len(base) > 1 and not base.startswith("\\"):
            accent = _WIDE.get(accent, accent)
        return f"\\{accent}{{{base}}}"
    if sign in ("¯", "‾", "―", "_", "\u0332", "\u0304") and below:
        return f"\\underline{{{base}}}"
    scripts = (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    if base in _LIMITS or base.startswith(("\\overbrace", "\\underbrace")):
        return base + scripts
    if base.startswith(("\\int", "\\iint", "\\iiint", "\\oint", "\\operatorname")):
        return f"{base}\\limits{scripts}" if not base.startswith("\\operatorname") else base + scripts
    if below:
        base = f"\\underset{{{below}}}{{{base}}}"
    return f"\\overset{{{above}}}{{{base}}}" if above else base


def _scripts_around(element: etree._Element) -> str:
    """Write `mmultiscripts`: pairs behind the base, then behind `mprescripts` those before it."""
    children = [child for child in element if _name(child)]
    base = _base(_one(children[0]).strip()) if children else ""
    before, after = "", ""
    is_before = False
    pair: list[str] = []
    for child in children[1:]:
        if _name(child) == "mprescripts":
            is_before, pair = True, []
            continue
        pair.append("" if _name(child) == "none" else _one(child).strip())
        if len(pair) == 2:
            scripts = (f"_{{{pair[0]}}}" if pair[0] else "") + (f"^{{{pair[1]}}}" if pair[1] else "")
            before, after, pair = (
                (before + scripts, after, []) if is_before else (before, after + scripts, [])
            )
    return f"{{}}{before}{base}{after}" if before else f"{base}{after}"


def _table(element: etree._Element) -> str:
    rows = []
    for row in element:
        cells = [_one(cell).strip() for cell in row if _name(cell)]
        if _name(row) == "mlabeledtr":
            cells = cells[1:]
        if _name(row) in ("mtr", "mlabeledtr"):
            rows.append(" & ".join(cells))
    body = " \\\\ ".join(rows)
    return f"\\begin{{matrix}}{body}\\end{{matrix}}"


def _fenced(element: etree._Element) -> str:
    left, right = element.get("open", "("), element.get("close", ")")
    separators = "".join(element.get("separators", ",").split())
    parts = [_one(child).strip() for child in element if _name(child)]
    inner = parts[0] if parts else ""
    for index, part in enumerate(parts[1:]):
        between = separators[min(index, len(separators) - 1)] if separators else " "
        inner = joined((inner, COMMANDS.get(between, between), part))
    left_fence, right_fence = FENCES.get(left.strip(), left), FENCES.get(right.strip(), right)
    if "." in (left_fence, right_fence) or _TALL.search(inner):
        return joined((f"\\left{left_fence or '.'}", inner, f"\\right{right_fence or '.'}"))
    return joined((left_fence, inner, right_fence))


def _enclosed(element: etree._Element) -> str:
    inner, notation = _row(element).strip(), element.get("notation", "longdiv")
    if notation == "radical":
        return f"\\sqrt{{{inner}}}"
    if "box" in notation:
        return f"\\boxed{{{inner}}}"
    return f"\\cancel{{{inner}}}" if "strike" in notation else inner


def _semantics(element: etree._Element) -> str:
    """Take LaTeX where the formula brings it along, else what it shows."""
    for child in element:
        if _name(child) == "annotation" and child.get("encoding", "").lower() in ("application/x-tex", "tex"):
            return _text(child)
    shown = next((child for child in element if _name(child) not in ("annotation", "annotation-xml")), None)
    return "" if shown is None else _one(shown)


def _nothing(element: etree._Element) -> str:
    return ""


_WRITERS: Final[dict[str, Callable[[etree._Element], str]]] = {
    "mi": _identifier,
    "mn": _number,
    "mo": _operator,
    "mtext": _words,
    "ms": _words,
    "mspace": _space,
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "msub": _subscript,
    "msup": _superscript,
    "msubsup": _both_scripts,
    "munder": _under,
    "mover": _over,
    "munderover": _under_over,
    "mmultiscripts": _scripts_around,
    "mtable": _table,
    "mfenced": _fenced,
    "menclose": _enclosed,
    "semantics": _semantics,
    "annotation": _nothing,
    "annotation-xml": _nothing,
    "mphantom": _nothing,
    "none": _nothing,
    "mprescripts": _nothing,
}
