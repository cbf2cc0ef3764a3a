"""What a text object gives its characters, and where each of them is, in the page's own space (glyphs.c)."""

from __future__ import annotations

from typing import NamedTuple


class Style(NamedTuple):
    object: int
    #: Of text that its matrix makes italic: how far up leads onwards.
    slant: float
    size: float
    ux: float
    uy: float
    axis: int
    rgba: int
    font: int
    mode: int


class Place(NamedTuple):
    x: float
    y: float
    l: float  # noqa: E741 - as in C
    b: float
    r: float
    t: float


def along(s: Style, p: Place) -> tuple[float, float]:
    if s.axis == 0:
        return p.l, p.r
    if s.axis == 1:
        return p.b, p.t
    if s.axis == 2:
        return -p.r, -p.l
    if s.axis == 3:
        return -p.t, -p.b
    start = p.x * s.ux + p.y * s.uy
    return start, start


def across(s: Style, p: Place) -> float:
    if s.axis == 0:
        return p.y
    if s.axis == 1:
        return -p.x
    if s.axis == 2:
        return -p.y
    if s.axis == 3:
        return p.x
    return p.y * s.ux - p.x * s.uy


def straightened(s: Style, p: Place) -> Place:
    """Return a letter's place without what its box gains where a matrix slants the em that it holds."""
    if s.axis == 0:
        return p._replace(l=p.l - s.slant * (p.b - p.y), r=p.r - s.slant * (p.t - p.y))
    if s.axis == 1:
        return p._replace(b=p.b - s.slant * (p.x - p.r), t=p.t - s.slant * (p.x - p.l))
    if s.axis == 2:
        return p._replace(r=p.r + s.slant * (p.y - p.t), l=p.l + s.slant * (p.y - p.b))
    return p._replace(t=p.t + s.slant * (p.l - p.x), b=p.b + s.slant * (p.r - p.x))
