"""What HTML elements mean for us: which break a line, which style a span, which are never shown."""

from __future__ import annotations

import re
from typing import Final

from docsieve.model import Hidden

#: Never shown by a browser, scripts and styles first of all.
SKIPPED: Final = frozenset(
    {
        "script",
        "style",
        "template",
        "head",
        "link",
        "meta",
        "base",
        "param",
        "source",
        "track",
        "col",
        "colgroup",
        "datalist",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "area",
        "map",
    }
)

#: Begin and end a block.
BLOCKS: Final = frozenset(
    {
        "address",
        "article",
        "aside",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "html",
        "legend",
        "main",
        "menu",
        "nav",
        "noscript",
        "option",
        "optgroup",
        "p",
        "search",
        "section",
        "select",
        "summary",
        "textarea",
        "title",
        "ul",
        "ol",
        "li",
    }
)

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}

#: Element -> the `Span` field it sets.
SPAN_STYLES: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "cite": "italic",
    "dfn": "italic",
    "var": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "sup": "superscript",
    "sub": "subscript",
}

_DECLARATION: Final = re.compile(r"\s*([a-z-]+)\s*:\s*([^;!]*)")


#: Nobody reads letters of one point; less than that is written to be unseen.
_TINY: Final = re.compile(r"(0+(\.0*)?|\.0+)(px|pt|em|rem|%)?|0*1(\.0*)?(px|pt)|0*\.\d+(px|pt)")
_COLOURS: Final = {"white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0)}


def css_of(style: str) -> dict[str, str]:
    """Read a `style` attribute; the last declaration of a property counts."""
    return {name: value.strip() for name, value in _DECLARATION.findall(style.lower())}


def hidden_by(attributes: dict[str, str], css: dict[str, str]) -> Hidden | None:
    """Tell whether and why an element is not shown by its own attributes."""
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return "vanish"
    if not css:
        return None
    if css.get("display") == "none" or css.get("visibility") in ("hidden", "collapse"):
        return "vanish"
    if css.get("mso-hide") == "all":
        return "vanish"
    if _TINY.fullmatch(css.get("font-size", "")):
        return "tiny"
    if re.fullmatch(r"0(\.0+)?%?", css.get("opacity", "")):
        return "invisible"
    colour = css.get("color")
    background = css.get("background-color") or css.get("background")
    if colour and background and _plain_colour(colour) == _plain_colour(background):
        return "same_colour"
    return None


def _plain_colour(value: str) -> tuple[int, ...] | str:
    """Return a colour's red, green and blue, in whichever of the usual ways it is written."""
    value = value.strip()
    if value in _COLOURS:
        return _COLOURS[value]
    if match := re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", value):
        digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        return tuple(bytes.fromhex(digits))
    if match := re.fullmatch(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)", value):
        return tuple(int(number) for number in match.groups())
    return value


def css_span_styles(css: dict[str, str]) -> dict[str, bool]:
    """Return the `Span` fields that a style attribute sets or clears."""
    found: dict[str, bool] = {}
    weight = css.get("font-weight")
    if weight:
        found["bold"] = weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
    slant = css.get("font-style")
    if slant:
        found["italic"] = slant in ("italic", "oblique")
    decoration = css.get("text-decoration") or css.get("text-decoration-line")
    if decoration:
        found["underline"] = "underline" in decoration
        found["strike"] = "line-through" in decoration
    align = css.get("vertical-align")
    if align in ("super", "sub"):
        found["superscript" if align == "super" else "subscript"] = True
    return found
