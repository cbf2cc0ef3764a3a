# ruff: noqa: E501 - XML is data here
"""Writes the XLSX samples: `python -m tests.corpus.xlsx.make_samples`. The same bytes on every run."""

from __future__ import annotations

from pathlib import Path

from tests.parsers.formats.docx_builder import zipped

HERE = Path(__file__).parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DRAWING_NS = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    f'xmlns:r="{REL}"'
)


def part(root: str, content: str) -> str:
    """Return a SpreadsheetML part."""
    return f'{HEAD}<{root} xmlns="{MAIN}" xmlns:r="{REL}">{content}</{root}>'


def rels(*entries: tuple[str, str, str]) -> str:
    """Return relationships of (id, last word of the type, target); a target with "://" is external."""
    lines = "".join(
        f'<Relationship Id="{key}" Type="{kind if "://" in kind else f"{REL}/{kind}"}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in target else ''}/>"
        for key, kind, target in entries
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def workbook(sheets: str, more: str = "", before: str = "") -> str:
    """Return the workbook part."""
    return part("workbook", f"{before}<sheets>{sheets}</sheets>{more}")


def package(
    members: dict[str, str | bytes], main_type: str = "openxmlformats-officedocument.spreadsheetml.sheet"
) -> bytes:
    """Return a workbook file around its parts."""
    types = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.{main_type}.main+xml"/></Types>'
    )
    return zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": rels(("r1", "officeDocument", "xl/workbook.xml")),
            **members,
        }
    )


def number(address: str, value: object, style: int = 0) -> str:
    """Return a cell that holds a number."""
    return f'<c r="{address}" s="{style}"><v>{value}</v></c>'


def text(address: str, value: str) -> str:
    """Return a cell that holds its own text."""
    return f'<c r="{address}" t="inlineStr"><is><t>{value}</t></is></c>'


CODES = (
    "yyyy\\-mm\\-dd",
    "[$-407]dddd, d\\. mmmm yyyy",
    '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
    "[h]:mm:ss",
    ";;;",
    '[>=1000000]0.0,,"M";[>=1000]0.0,"k";0',
    '"Customer "@',
    "[$€-2] #,##0.00",
)
BUILT_IN = (0, 9, 10, 11, 12, 14, 20, 22, 37, 49)


def styles() -> str:
    """Return styles: 0 to 9 are `BUILT_IN`, 10 and on are `CODES`."""
    codes = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode="{code.replace(chr(34), "&quot;").replace(">", "&gt;")}"/>'
        for at, code in enumerate(CODES)
    )
    ids = (*BUILT_IN, *range(164, 164 + len(CODES)))
    cells = "".join(f'<xf numFmtId="{key}" fontId="0" fillId="0" borderId="0"/>' for key in ids)
    return part("styleSheet", f"<numFmts>{codes}</numFmts><cellXfs>{cells}</cellXfs>")


def formats() -> bytes:
    """Cells of all kinds as a person sees them; dates from 1900."""
    shown = (
        ("General", number("B2", "0.30000000000000004")),
        ("Whole", number("B3", "1234567890123456")),
        ("Percent", number("B4", "0.256", 1)),
        ("Percent 2", number("B5", "-0.0156", 2)),
        ("Scientific", number("B6", "123456", 3)),
        ("Fraction", number("B7", "3.25", 4)),
        ("Date", number("B8", "44197", 5)),
        ("Time", number("B9", "0.75", 6)),
        ("Date and time", number("B10", "44197.75", 7)),
        ("Negative", number("B11", "-1234", 8)),
        ("Own date", number("B12", "60", 10)),
        ("German date", number("B13", "44197", 11)),
        ("Accounting", number("B14", "-1234.5", 12)),
        ("Elapsed", number("B15", "1.5", 13)),
        ("Shown as nothing", number("B16", "4711", 14)),
        ("Condition", number("B17", "2500000", 15)),
        ("Text format", '<c r="B18" s="16" t="s"><v>0</v></c>'),
        ("Euro", number("B19", "9.5", 17)),
        ("Boolean", '<c r="B20" t="b"><v>1</v></c>'),
        ("Error", '<c r="B21" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
        ("ISO date", '<c r="B22" t="d" s="10"><v>2021-01-01T00:00:00</v></c>'),
        ("Rich text", '<c r="B23" t="s"><v>1</v></c>'),
        ("Escaped", text("B24", "line_x000A_break _x005F_x0041_")),
        ("Formula", '<c r="B25" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>'),
        ("Shared", '<c r="B26"><f t="shared" ref="B26:B27" si="0">A$1+B2*2</f><v>7</v></c>'),
        ("Shared, moved", '<c r="B27"><f t="shared" si="0"/><v>8</v></c>'),
        ("Never calculated", '<c r="B28"><f>SUM(B2:B3)</f></c>'),
        ("Text in a date cell", '<c r="B29" s="5" t="str"><v>n/a</v></c>'),
    )
    rows = f'<row r="1">{text("A1", "What")}{text("B1", "Value")}</row>' + "".join(
        f'<row r="{at}">{text(f"A{at}", name)}{cell}</row>' for at, (name, cell) in enumerate(shown, start=2)
    )
    strings = (
        "<si><t>Smith</t></si><si><r><rPr><b/></rPr><t>bold </t></r><r><t>and plain</t></r>"
        '<rPh sb="0" eb="1"><t>guide</t></rPh></si>'
    )
    return package(
        {
            "xl/workbook.xml": workbook('<sheet name="Formats" sheetId="1" r:id="r1"/>'),
            "xl/_rels/workbook.xml.rels": rels(
                ("r1", "worksheet", "worksheets/sheet1.xml"),
                ("r2", "styles", "styles.xml"),
                ("r3", "sharedStrings", "sharedStrings.xml"),
            ),
            "xl/styles.xml": styles(),
            "xl/sharedStrings.xml": part("sst", strings),
            "xl/worksheets/sheet1.xml": part("worksheet", f"<sheetData>{rows}</sheetData>"),
        }
    )


CHART = (
    f"{HEAD}<c:chartSpace {DRAWING_NS}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sales by region</a:t></a:r></a:p>"
    "</c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>2024</c:v>"
    "</c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>North</c:v></c:pt>"
    "<c:pt idx='1'><c:v>South</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache>"
    "<c:pt idx='0'><c:v>5</c:v></c:pt><c:pt idx='1'><c:v>8</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"
    "</c:barChart></c:plotArea></c:chart></c:chartSpace>"
)
DRAWING = (
    f"{HEAD}<xdr:wsDr {DRAWING_NS}><xdr:twoCellAnchor><xdr:sp><xdr:nvSpPr><xdr:cNvPr id='1' name='TextBox 1'/></xdr:nvSpPr>"
    "<xdr:txBody><a:p><a:r><a:t>Read </a:t></a:r><a:r><a:t>this first</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
    "<xdr:twoCellAnchor><xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id='2' name='Chart 1'/></xdr:nvGraphicFramePr>"
    "<a:graphic><a:graphicData><c:chart r:id='r1'/></a:graphicData></a:graphic></xdr:graphicFrame></xdr:twoCellAnchor>"
    "<xdr:twoCellAnchor><xdr:pic><xdr:nvPicPr><xdr:cNvPr id='3' name='Picture 1' descr='The company logo'/></xdr:nvPicPr>"
    "<xdr:blipFill><a:blip r:embed='r2'/></xdr:blipFill></xdr:pic></xdr:twoCellAnchor></xdr:wsDr>"
)
THREADED = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
THREADS_NS = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'


def structure() -> bytes:
    """Merged cells, hidden things, comments, links, names, a chart, a text box, print headers."""
    first = part(
        "worksheet",
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" state="frozen"/></sheetView></sheetViews>'
        '<cols><col min="3" max="3" width="9" hidden="1"/></cols><sheetData>'
        f'<row r="1">{text("A1", "Report 2024")}{number("B1", 99)}</row>'
        f'<row r="3">{text("A3", "Region")}{text("B3", "Sales")}{text("C3", "Margin")}{text("E3", "Site")}</row>'
        f'<row r="4">{text("A4", "North")}{number("B4", 5)}{number("C4", 0.1)}{text("E4", "our page")}</row>'
        f'<row r="5" hidden="1">{text("A5", "Hidden row")}{number("B5", 6)}</row>'
        f'<row r="6">{text("A6", "South")}{number("B6", 8)}<c r="C6"/>{text("E6", "see notes")}</row></sheetData>'
        '<mergeCells count="2"><mergeCell ref="A1:C2"/><mergeCell ref="A20:XFD1048576"/></mergeCells>'
        '<hyperlinks><hyperlink ref="E4" r:id="r3"/><hyperlink ref="E6" location="Notes!A1"/></hyperlinks>'
        "<headerFooter><oddHeader>&amp;L&amp;&quot;Arial,Bold&quot;Confidential&amp;C&amp;A&amp;RPage &amp;P of &amp;N</oddHeader>"
        "<oddFooter>&amp;CR&amp;&amp;D department</oddFooter></headerFooter>"
        '<drawing r:id="r1"/><tableParts count="1"><tablePart r:id="r5"/></tableParts>',
    )
    notes = part("worksheet", f"<sheetData><row>{text('A1', 'Only for the board')}</row></sheetData>")
    comments = (
        "<authors><author>Ann</author><author>tc={1}</author></authors><commentList>"
        '<comment ref="B4" authorId="0"><text><r><t>Ann:</t></r><r><t>&#10;Checked twice.</t></r></text></comment>'
        '<comment ref="A9" authorId="0"><text><t>On an empty cell</t></text></comment>'
        '<comment ref="B6" authorId="1"><text><t>[Threaded comment] Your version of Excel...</t></text></comment>'
        "</commentList>"
    )
    threads = (
        f"{HEAD}<ThreadedComments {THREADS_NS}>"
        '<threadedComment ref="B6" dT="2024-05-01T10:00:00.00" personId="p1" id="1"><text>Is this final?</text></threadedComment>'
        '<threadedComment ref="B6" dT="2024-05-02T11:00:00.00" personId="p2" id="2" parentId="1"><text>Yes.</text></threadedComment>'
        "</ThreadedComments>"
    )
    persons = f'{HEAD}<personList {THREADS_NS}><person displayName="Bea Brown" id="p1"/><person displayName="Carl" id="p2"/></personList>'
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Yearly report</dc:title><dc:creator>Ann</dc:creator></cp:coreProperties>'
    )
    return package(
        {
            "docProps/core.xml": core,
            "xl/workbook.xml": workbook(
                '<sheet name="Sales &amp; more" sheetId="1" r:id="r1"/><sheet name="Notes" sheetId="2" state="veryHidden" r:id="r2"/>',
                "<definedNames><definedName name='Regions'>'Sales &amp; more'!$A$4:$A$6</definedName>"
                "<definedName name='_xlnm.Print_Area' localSheetId='0'>A1:C6</definedName></definedNames>",
            ),
            "xl/_rels/workbook.xml.rels": rels(
                ("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "worksheet", "/xl/worksheets/sheet2.xml")
            ),
            "xl/worksheets/sheet1.xml": first,
            "xl/worksheets/_rels/sheet1.xml.rels": rels(
                ("r1", "drawing", "../drawings/drawing1.xml"),
                ("r2", "comments", "../comments1.xml"),
                ("r3", "hyperlink", "https://example.org/page"),
                ("r4", THREADED, "../threadedComments/threadedComment1.xml"),
                ("r5", "table", "../tables/table1.xml"),
            ),
            "xl/worksheets/sheet2.xml": notes,
            "xl/comments1.xml": part("comments", comments),
            "xl/threadedComments/threadedComment1.xml": threads,
            "xl/persons/person.xml": persons,
            "xl/tables/table1.xml": f'{HEAD}<table xmlns="{MAIN}" id="1" name="T" displayName="SalesTable" ref="A3:C6"/>',
            "xl/drawings/drawing1.xml": DRAWING,
            "xl/drawings/_rels/drawing1.xml.rels": rels(
                ("r1", "chart", "../charts/chart1.xml"), ("r2", "image", "../media/logo.png")
            ),
            "xl/charts/chart1.xml": CHART,
            "xl/media/logo.png": b"\x89PNG\r\n\x1a\n",
        }
    )


def macros_1904() -> bytes:
    """A macro workbook whose dates count from 1904, cut off in the middle of a sheet."""
    rows = (
        f'<row r="1">{number("A1", 0, 10)}{number("B1", 1.5, 13)}</row><row r="3">{number("C3", 42735, 10)}</row>'
        f'<row r="4">{text("A4", "Ümläut &lt;tag&gt;")}</row><row r="5"><c r="A5"><v>lost'
    )
    sheet = f'{HEAD}<x:worksheet xmlns:x="{MAIN}"><x:sheetData>' + rows.replace("</", "</x:").replace(
        "<", "<x:"
    ).replace("<x:/x:", "</x:")
    return package(
        {
            "xl/workbook.xml": workbook(
                '<sheet name="Macro" sheetId="1" r:id="r1"/><sheet name="Gone" sheetId="2" r:id="r9"/>',
                before='<workbookPr date1904="1"/>',
            ),
            "xl/_rels/workbook.xml.rels": rels(
                ("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "styles.xml")
            ),
            "xl/styles.xml": styles(),
            "xl/worksheets/sheet1.xml": sheet,
        },
        "ms-excel.sheet.macroEnabled",
    )


def strict() -> bytes:
    """The Strict form: other namespaces and relationship types."""
    data = {
        "xl/workbook.xml": workbook('<sheet name="Strict" sheetId="1" r:id="r1"/>'),
        "xl/_rels/workbook.xml.rels": rels(
            ("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "styles.xml")
        ),
        "xl/styles.xml": styles(),
        "xl/worksheets/sheet1.xml": part(
            "worksheet",
            f'<sheetData><row r="1">{text("A1", "Strictly")}<c r="B1" t="d" s="5"><v>2024-02-29</v></c></row></sheetData>',
        ),
    }
    return package(
        {
            name: content.replace(
                "schemas.openxmlformats.org/spreadsheetml/2006", "purl.oclc.org/ooxml/spreadsheetml"
            ).replace("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument")
            for name, content in data.items()
        }
    )


def main() -> None:
    """Write all samples."""
    for name, data in (
        ("formats.xlsx", formats()),
        ("structure.xlsx", structure()),
        ("macros_1904.xlsm", macros_1904()),
        ("strict.xlsx", strict()),
    ):
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    main()
