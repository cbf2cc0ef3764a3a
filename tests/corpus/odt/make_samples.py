# ruff: noqa: E501 - XML is data here
"""Writes the ODT samples: `python -m tests.corpus.odt.make_samples`. The same bytes on every run."""

from __future__ import annotations

from pathlib import Path

from tests.parsers.formats.odf_builder import (
    cell,
    flat,
    h,
    items,
    manifest,
    media_type,
    odf,
    p,
    part,
    row,
    zipped,
)

HERE = Path(__file__).parent
META = (
    "<dc:title>Harbour works</dc:title><meta:initial-creator>Ida Berg</meta:initial-creator>"
    "<dc:creator>Jon Vik</dc:creator><meta:creation-date>2024-05-01T08:00:00</meta:creation-date>"
    "<dc:date>2024-05-02T09:30:00</dc:date><meta:keyword>quay</meta:keyword><meta:keyword>tide</meta:keyword>"
    '<meta:generator>By hand</meta:generator><meta:user-defined meta:name="Project">H-17</meta:user-defined>'
)


def text_style(name: str, properties: str, family: str = "text", more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}"{more}>'
        f"<style:text-properties {properties}/></style:style>"
    )


def number(level: int, form: str, more: str = "") -> str:
    return f'<text:list-level-style-number text:level="{level}" style:num-format="{form}"{more}/>'


def bullet(level: int, sign: str) -> str:
    return f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="{sign}"/>'


AUTOMATIC = (
    text_style("B", 'fo:font-weight="bold"')
    + text_style("I", 'fo:font-style="italic"')
    + text_style("U", 'style:text-underline-style="solid"')
    + text_style("S", 'style:text-line-through-style="solid"')
    + text_style("Up", 'style:text-position="super 58%"')
    + text_style("Down", 'style:text-position="-33% 58%"')
    + text_style("Mono", 'fo:font-family="Courier New"')
    + text_style("Gone", 'text:display="none"')
    + text_style("White", 'fo:color="#ffffff"')
    + text_style("Strong", 'fo:font-weight="bold"', "paragraph", ' style:parent-style-name="Standard"')
    + '<style:style style:name="Land" style:family="paragraph" style:master-page-name="Landscape"/>'
    + '<text:list-style style:name="L1">'
    + number(1, "1", ' style:num-suffix="."')
    + number(2, "a", ' style:num-prefix="(" style:num-suffix=")"')
    + number(3, "i", ' style:num-suffix=")" text:display-levels="3"')
    + '</text:list-style><text:list-style style:name="L2">'
    + bullet(1, "•")
    + bullet(2, "–")
    + '</text:list-style><text:list-style style:name="L3">'
    + number(1, "I", ' style:num-suffix="." text:start-value="4"')
    + "</text:list-style>"
)
STYLES = (
    '<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:language="en" fo:country="GB"/></style:default-style>'
    '<style:style style:name="Standard" style:family="paragraph"/>'
    '<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Preformatted_20_Text" style:display-name="Preformatted Text" style:family="paragraph"/>'
    '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style></office:styles>'
)
MASTERS = (
    '<office:master-styles><style:master-page style:name="Standard">'
    "<style:header><text:p>Harbour works, volume 1</text:p></style:header>"
    '<style:footer><text:p>Page <text:page-number text:select-page="current">1</text:page-number></text:p></style:footer>'
    '</style:master-page><style:master-page style:name="Landscape"><style:header><text:p>Drawings</text:p></style:header>'
    "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer></style:master-page>"
    '<style:master-page style:name="Never"><style:header><text:p>Never shown</text:p></style:header></style:master-page>'
    "</office:master-styles>"
)

STRUCTURE = (
    p("Harbour works", "Title")
    + p("A report", "Subtitle")
    + h(1, "The quay", "Heading")
    + p(
        'Plain, <text:span text:style-name="B">bold</text:span>, <text:span text:style-name="I">italic <text:span text:style-name="B">and bold</text:span></text:span>, '
        '<text:span text:style-name="U">underlined</text:span>, <text:span text:style-name="S">struck</text:span>, x<text:span text:style-name="Up">2</text:span>, '
        'H<text:span text:style-name="Down">2</text:span>O, <text:span text:style-name="Mono">code()</text:span>.'
    )
    + p(
        'A  line\n  with blanks,<text:s text:c="3"/>three more,<text:tab/>a tab<text:line-break/>and a new line.'
    )
    + h(2, "Its length")
    + p('See <text:a xlink:href="https://example.org/quay">the plan</text:a><text:bookmark text:name="b"/>.')
    + h(2, "Its depth")
    + items(
        p("first"),
        p("second") + items(p("inner") + items(p("innermost")), p("inner again")) + p("more of the second"),
        style="L1",
    )
    + p("Between the lists.")
    + items(p("third"), style="L1", more=' text:continue-numbering="true"')
    + items(p("a point") + items(p("a sub-point")), style="L2")
    + items(p("four, in Roman"), style="L3")
    + p("def tide():\n", "Preformatted_20_Text")
    + p('<text:s text:c="4"/>return 3', "Preformatted_20_Text")
    + h(1, "Notes")
    + p(
        'A claim<text:note text:id="f" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        + p("Measured in spring.")
        + '</text:note-body></text:note>, another<text:note text:id="e" text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body>'
        + p("See the archive.")
        + '</text:note-body></text:note>, and a doubt<office:annotation office:name="c1"><dc:creator>Jon Vik</dc:creator><dc:date>2024-05-02T09:00:00</dc:date><text:p>Is this so?</text:p></office:annotation>.<office:annotation-end office:name="c1"/>'
    )
    + p("<text:ruby><text:ruby-base>港</text:ruby-base><text:ruby-text>みなと</text:ruby-text></text:ruby>")
    + '<text:table-of-content text:name="toc"><text:table-of-content-source/><text:index-body><text:index-title text:name="t">'
    + p("Contents")
    + "</text:index-title>"
    + p('<text:a xlink:href="#quay">1 The quay<text:tab/>1</text:a>')
    + "</text:index-body></text:table-of-content>"
    + p("A sheet across.", "Land")
)

TABLES = (
    '<table:table><table:table-column table:number-columns-repeated="3"/><table:table-header-rows>'
    + row(cell(p("Berth")), cell(p("Depth")), cell(p("Tide")))
    + "</table:table-header-rows>"
    + row(
        cell(p("North"), ' table:number-rows-spanned="2"'),
        cell(p("9 m and more"), ' table:number-columns-spanned="2"'),
        "<table:covered-table-cell/>",
    )
    + row("<table:covered-table-cell/>", cell(p("same"), ' table:number-columns-repeated="2"'))
    + row(
        cell("<table:table>" + row(cell(p("in")), cell(p("side"))) + "</table:table>"),
        cell(items(p("listed"), style="L2")),
        cell(""),
    )
    + row(cell(p("kept from view")), more=' table:visibility="collapse"')
    + "</table:table>"
    + p('Table <text:sequence text:name="Table">1</text:sequence>: berths')
)

TRACKED = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:insertion><office:change-info><dc:creator>Ida Berg</dc:creator><dc:date>2024-05-01T10:00:00</dc:date></office:change-info></text:insertion></text:changed-region>'
    '<text:changed-region text:id="c2"><text:deletion><office:change-info><dc:creator>Jon Vik</dc:creator><dc:date>2024-05-01T11:00:00</dc:date></office:change-info>'
    + p("shallow ")
    + '</text:deletion></text:changed-region><text:changed-region text:id="c3"><text:deletion><office:change-info><dc:creator>Jon Vik</dc:creator></office:change-info>'
    + p("A paragraph that went.")
    + p("")
    + "</text:deletion></text:changed-region></text:tracked-changes>"
    + p(
        'A <text:change text:change-id="c2"/><text:change-start text:change-id="c1"/>deep <text:change-end text:change-id="c1"/>harbour.'
    )
    + p('<text:change text:change-id="c3"/>What stayed.')
    + '<text:section text:name="s" text:display="none">'
    + p("A hidden section.")
    + "</text:section>"
    + p(
        'Seen <text:span text:style-name="Gone">unseen</text:span> and <text:span text:style-name="White">white</text:span>.'
    )
    + p('<text:hidden-paragraph text:condition="ooow:TRUE" text:is-hidden="true"/>A hidden paragraph.')
    + p(
        'Said <text:hidden-text text:condition="ooow:TRUE" text:string-value="unsaid" text:is-hidden="true"/>.'
    )
)

FORMULA = (
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><msup><mi>a</mi><mn>2</mn></msup><mo>+</mo>'
    "<mfrac><mi>b</mi><msqrt><mi>α</mi></msqrt></mfrac></mrow><annotation>a^2 + b over sqrt %alpha</annotation></semantics></math>"
)
CHART = part(
    "document-content",
    "<office:body><office:chart><chart:chart><chart:title><text:p>Depth by year</text:p></chart:title><chart:plot-area>"
    "<chart:axis><chart:title><text:p>Year</text:p></chart:title></chart:axis></chart:plot-area><table:table>"
    + "<table:table-header-rows>"
    + row(cell("<text:p/>"), cell("<text:p>Depth</text:p>"))
    + "</table:table-header-rows><table:table-rows>"
    + row(cell("<text:p>2023</text:p>"), cell("<text:p>9.1</text:p>"))
    + "</table:table-rows></table:table></chart:chart></office:chart></office:body>",
)
DRAWN = (
    '<office:forms><form:form><form:text form:id="k1" form:name="Name" form:current-value="Ida"/><form:checkbox form:id="k2" form:name="Agreed" form:label="I agree" form:current-state="checked"/></form:form></office:forms>'
    + p(
        'A picture <draw:frame svg:width="2in" svg:height="1in"><draw:image xlink:href="Pictures/quay.png"/><svg:title>Quay</svg:title><svg:desc>The quay at low tide</svg:desc></draw:frame>.'
    )
    + p(
        "<draw:frame><draw:text-box>"
        + p("A box beside the text.")
        + "</draw:text-box></draw:frame>The text beside the box."
    )
    + p("<draw:g><draw:rect><text:p>In a group</text:p></draw:rect><draw:ellipse/></draw:g>")
    + p(
        'Let <draw:frame><draw:object xlink:href="./Object 1"/><draw:image xlink:href="./ObjectReplacements/Object 1"/></draw:frame> be so.'
    )
    + p(
        '<draw:frame><draw:object xlink:href="./Object 2"/><draw:image xlink:href="./ObjectReplacements/Object 2"/></draw:frame>'
    )
    + p('<draw:frame><draw:object xlink:href="./Object 3"/></draw:frame>')
    + p('<draw:control draw:control="k1"/><draw:control draw:control="k2"/>')
)
INSIDE = part(
    "document-content", f"<office:body><office:text>{p('A document within.')}</office:text></office:body>"
)
ENCRYPTED = (
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="400"><manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="AA==">'
    '<manifest:algorithm manifest:algorithm-name="Blowfish CFB" manifest:initialisation-vector="AAAAAAAAAAA="/></manifest:encryption-data></manifest:file-entry>'
)

SAMPLES = {
    "structure.odt": odf(STRUCTURE, automatic=AUTOMATIC, styles=STYLES + MASTERS, meta=META),
    "tables.ott": odf(TABLES, kind="text-template", automatic=AUTOMATIC, styles=STYLES),
    "tracked_and_hidden.odt": odf(TRACKED, automatic=AUTOMATIC, styles=STYLES),
    "drawn.odt": odf(
        DRAWN,
        entries=f'<manifest:file-entry manifest:full-path="Object 3/" manifest:media-type="{media_type("text")}"/>',
        more={
            "Pictures/quay.png": b"\x89PNG\r\n\x1a\n",
            "Object 1/content.xml": FORMULA,
            "Object 2/content.xml": CHART,
            "Object 3/content.xml": INSIDE,
        },
    ),
    "flat.fodt": flat(STRUCTURE, automatic=AUTOMATIC, styles=STYLES + MASTERS, meta=META),
    "encrypted.odt": zipped(
        {
            "mimetype": media_type("text"),
            "META-INF/manifest.xml": manifest("text", ENCRYPTED),
            "content.xml": b"\x9c\x11\x80",
        }
    ),
}

if __name__ == "__main__":
    for name, data in SAMPLES.items():
        (HERE / name).write_bytes(data)
    (HERE / "encrypted.odt.expected.error").write_text("encrypted\n", encoding="utf-8")
