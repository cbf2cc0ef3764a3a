# ruff: noqa: E501 - XML is data here
"""Writes the ODP samples: `python -m tests.corpus.odp.make_samples`. The same bytes on every run."""

from __future__ import annotations

from pathlib import Path

from tests.parsers.formats.odf_builder import cell, flat, items, odf, p, row

HERE = Path(__file__).parent
AUTOMATIC = (
    '<style:style style:name="dpHidden" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Plain" style:family="paragraph"><style:paragraph-properties text:enable-numbering="false"/></style:style>'
    '<style:style style:name="pr1" style:family="presentation"><style:graphic-properties><text:list-style>'
    '<text:list-level-style-bullet text:level="1" text:bullet-char="●"/><text:list-level-style-bullet text:level="2" text:bullet-char="–"/>'
    "</text:list-style></style:graphic-properties></style:style>"
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>'
)
LAYOUT = (
    '<office:automatic-styles><style:page-layout style:name="PM1"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout></office:automatic-styles>'
    '<office:master-styles><draw:layer-set><draw:layer draw:name="layout"/><draw:layer draw:name="unseen" draw:display="none"/></draw:layer-set>'
    '<style:master-page style:name="Default" style:page-layout-name="PM1"/></office:master-styles>'
)


def frame(x: float, y: float, inner: str, more: str = "", width: float = 10, height: float = 3) -> str:
    return f'<draw:frame svg:x="{x}cm" svg:y="{y}cm" svg:width="{width}cm" svg:height="{height}cm"{more}>{inner}</draw:frame>'


def box(*paragraphs: str) -> str:
    return f"<draw:text-box>{''.join(paragraphs)}</draw:text-box>"


def slide(name: str, inner: str, more: str = "") -> str:
    return f'<draw:page draw:name="{name}" draw:master-page-name="Default"{more}>{inner}</draw:page>'


NOTES = (
    "<presentation:notes>"
    '<draw:page-thumbnail presentation:class="page"/>'
    + frame(2, 12, box(p("Say good morning first.")), ' presentation:class="notes"')
    + "</presentation:notes>"
)
SLIDES = (
    '<presentation:footer-decl presentation:name="ftr1">Harbour board</presentation:footer-decl>'
    + slide(
        "Opening",
        frame(15, 8, box(p("Right column")))
        + frame(2, 8, box(p("Left column")))
        + frame(2, 4, box(p("A line by line"), p("account")), ' presentation:class="subtitle"', 24)
        + frame(
            2,
            1,
            box(p('<text:span text:style-name="T1">The harbour in 2024</text:span>')),
            ' presentation:class="title"',
            24,
        )
        + "<office:annotation><dc:creator>Jon Vik</dc:creator><dc:date>2024-05-02T09:00:00</dc:date><text:p>Too long?</text:p></office:annotation>"
        + NOTES,
        ' presentation:use-footer-name="ftr1"',
    )
    + slide(
        "Points",
        frame(2, 1, box(p("Points")), ' presentation:class="title"', 24)
        + frame(
            2,
            5,
            box(
                items(p("outer") + items(p("inner"))),
                items(p("numbered"), p("numbered on"), p("no number", "Plain"), style="L1"),
            ),
            ' presentation:class="outline" presentation:style-name="pr1"',
            24,
            6,
        )
        + '<draw:g><draw:custom-shape svg:x="15cm" svg:y="15cm" svg:width="4cm" svg:height="1cm"><text:p>second in the group</text:p></draw:custom-shape>'
        '<draw:rect svg:x="3cm" svg:y="15cm" svg:width="4cm" svg:height="1cm"><text:p>first in the group</text:p></draw:rect></draw:g>'
        + frame(2, 17, "<svg:title>Quay</svg:title><svg:desc>The quay at low tide</svg:desc>")
        + frame(2, 18, box(p("on an unseen layer")), ' draw:layer="unseen"')
        + frame(40, 18, box(p("beside the slide"))),
    )
    + slide(
        "Numbers",
        frame(2, 1, box(p("Numbers")), ' presentation:class="title"', 24)
        + frame(
            2,
            5,
            f'<table:table table:use-first-row-styles="true">{row(cell(p("Berth")), cell(p("Depth")))}{row(cell(p("North")), cell(p("9")))}</table:table>',
        ),
        ' draw:style-name="dpHidden"',
    )
)
SAMPLES = {
    "slides.odp": odf(
        SLIDES, kind="presentation", automatic=AUTOMATIC, styles=LAYOUT, meta="<dc:title>Harbour</dc:title>"
    ),
    "flat.fodp": flat(SLIDES, kind="presentation", automatic=AUTOMATIC),
}

if __name__ == "__main__":
    for name, data in SAMPLES.items():
        (HERE / name).write_bytes(data)
