"""Pages as scanners, copiers and telephones leave them, made of pages whose text is known."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from docsieve.recognition import GreyImage
from playwright.sync_api import Page

from benchmarks.recognition.pictures import Case, png

_SCRIPT: Final = (Path(__file__).parent / "degrade.js").read_text("utf-8")


@dataclass(frozen=True)
class Fault:
    """What is done to a page, in the order of the fields."""

    name: str
    #: Degrees, clockwise.
    angle: float = 0.0
    #: Of 300 dots to the inch.
    scale: float = 1.0
    #: Radius in pixels.
    blur: float = 0.0
    #: Grey of what was black and what was white.
    ink: int = 0
    paper: int = 255
    #: How much light is left in the far corner, and behind the edge of a shadow.
    corner: float = 1.0
    shadow: float = 1.0
    #: Standard deviation of the grain, and the share of pixels that are specks.
    grain: float = 0.0
    specks: float = 0.0
    #: Quality as JPEG, 0 to 1; 1 is not at all.
    jpeg: float = 1.0


FAULTS: Final = (
    Fault("askew 1", angle=1.0),
    Fault("askew -3", angle=-3.0),
    Fault("grainy", ink=30, paper=235, grain=30, specks=0.004),
    Fault("faded", ink=150, paper=205, grain=5, blur=0.7),
    Fault("unevenly lit", ink=25, corner=0.35, shadow=0.55, grain=4, blur=0.6),
    Fault("pressed", scale=0.5, jpeg=0.15),
    Fault(
        "photographed", angle=1.4, scale=0.7, ink=45, paper=230, corner=0.45, shadow=0.7, grain=7, jpeg=0.5
    ),
)


def degraded(cases: Iterable[Case], page: Page) -> Iterator[Case]:
    """Yield each page with each fault; the browser page does the drawing."""
    for case in cases:
        for fault in FAULTS:
            image = degrade(case.images[0], fault, page)
            name = f"{Path(case.name).stem} {fault.name}.png"
            yield dataclasses.replace(
                case, name=name, kind=f"page, {fault.name}", picture=png(image), images=(image,)
            )


def degrade(image: GreyImage, fault: Fault, page: Page) -> GreyImage:
    """Do to a page what the fault says."""
    picture = base64.b64encode(png(image)).decode()
    made = page.evaluate(_SCRIPT, {"picture": picture, "fault": asdict(fault)})
    return GreyImage(made["width"], made["height"], base64.b64decode(made["pixels"]))
