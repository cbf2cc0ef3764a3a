# ruff: noqa: E501 - XML is data here
"""Writes the DOCX samples: `python -m tests.corpus.docx.make_samples`. The same bytes on every run."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import docx as python_docx
from docx.enum.text import WD_BREAK

from tests.parsers.formats.docx_builder import (
    cell,
    docx,
    level,
    numbered,
    paragraph,
    relationships,
    row,
    run,
    table,
    text_box,
    xml,
    zipped,
)

HERE = Path(__file__).parent
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "(%2)")
    + level(2, "lowerRoman", "%3)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf0b7", font="Symbol")
    + level(1, "bullet", "o", font="Courier New")
    + level(2, "bullet", "\uf0a7", font="Wingdings")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "upperRoman", "Article %1.", more='<w:pStyle w:val="Heading1"/>')
    + level(1, "decimal", "%1.%2", more='<w:isLgl/><w:pStyle w:val="Heading2"/>')
    + "</w:abstractNum>"
    + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(3))
    + '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
    "</w:lvlOverride></w:num>"
)
STYLES = "".join(
    f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
    for kind, key, name, more in (
        ("paragraph", "Heading1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'),
        ("paragraph", "Heading2", "heading 2", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'),
        ("paragraph", "Title", "Title", ""),
        ("paragraph", "Quote", "Quote", "<w:rPr><w:i/></w:rPr>"),
        ("paragraph", "Code", "Source Code", ""),
        ("paragraph", "Caption", "caption", ""),
        ("character", "Hidden", "Hidden", "<w:rPr><w:vanish/></w:rPr>"),
    )
)


def styled(text: str, style: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def lists_and_headings() -> bytes:
    body = (
        styled("Terms of the loan", "Title")
        + styled("The parties", "Heading1")
        + paragraph("Two persons agree.")
        + styled("The lender", "Heading2")
        + numbered("gives the book", 1)
        + numbered("in good order", 1, 1)
        + numbered("with all pages", 1, 2)
        + numbered("and its cover", 1, 2)
        + numbered("on the first day", 1, 1)
        + numbered("waits a month", 1)
        + styled("The borrower", "Heading2")
        + numbered("reads it", 2)
        + numbered("by daylight", 2, 1)
        + numbered("not in the bath", 2, 2)
        + numbered("returns it", 2)
        + styled("The end", "Heading1")
        + numbered("starts at seven", 4)
        + numbered("goes on at eight", 4)
        + styled("Neither a borrower nor a lender be.", "Quote")
        + styled("def lend(book):", "Code")
        + styled("    return book", "Code")
    )
    return docx(body, styles=STYLES, numbering=NUMBERING)


def tables() -> bytes:
    inner = table(row(cell("inner 1"), cell("inner 2")))
    body = (
        paragraph("A table with merged cells:")
        + table(
            row(cell("Name"), cell("Reading", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
            row(cell("Ann", '<w:vMerge w:val="restart"/>'), cell("Emma"), cell("1815")),
            row(cell("", "<w:vMerge/>"), cell("Persuasion"), cell("1817")),
            row(cell("Bob"), cell("Ulysses | part", '<w:gridSpan w:val="2"/>')),
        )
        + styled("Table 1: Who reads what", "Caption")
        + table(
            row(cell("plain"), cell(blocks=paragraph("above") + inner + paragraph("below"))),
            row(cell("late"), cell("cell"), properties='<w:gridBefore w:val="1"/>'),
        )
    )
    return docx(body, styles=STYLES)


def notes_and_comments() -> bytes:
    def call(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    def note(kind: str, number: int, text: str) -> str:
        mark = f"<w:r><w:{kind}Ref/></w:r>"
        return f'<w:{kind} w:id="{number}">{paragraph(runs=mark + run(" " + text))}</w:{kind}>'

    def comment(number: int, author: str, para_id: str, text: str) -> str:
        content = paragraph(runs=run(text)).replace("<w:p>", f'<w:p w14:paraId="{para_id}">')
        return (
            f'<w:comment w:id="{number}" w:author="{author}" w:date="2026-03-0{number + 1}T10:00:00Z">'
            f"{content}</w:comment>"
        )

    rule = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    body = (
        paragraph("Rain fell", runs=call("footnote", 2) + run(" all day") + call("footnote", 3) + run("."))
        + paragraph("Nobody minded.", runs=call("comment", 0) + call("comment", 1) + call("endnote", 2))
        + '<w:sectPr><w:headerReference w:type="default" r:id="h"/><w:headerReference w:type="first" r:id="f"/>'
        '<w:headerReference w:type="even" r:id="e"/><w:footerReference w:type="default" r:id="b"/><w:titlePg/>'
        "</w:sectPr>"
    )
    threads = (
        '<w15:commentEx w15:paraId="0000000A" w15:done="1"/>'
        '<w15:commentEx w15:paraId="0000000B" w15:paraIdParent="0000000A" w15:done="0"/>'
    )
    parts: dict[str, str | bytes] = {
        "word/header1.xml": xml("w:hdr", paragraph("A diary of weather")),
        "word/header2.xml": xml("w:hdr", paragraph("First page of the diary")),
        "word/header3.xml": xml("w:hdr", paragraph("Never shown: no even pages")),
        "word/footer1.xml": xml("w:ftr", paragraph("Kept by the harbour master")),
        "word/commentsExtended.xml": xml("w15:commentsEx", threads),
    }
    related = {
        "h": ("header", "header1.xml"),
        "f": ("header", "header2.xml"),
        "e": ("header", "header3.xml"),
        "b": ("footer", "footer1.xml"),
        "x": (
            "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
            "commentsExtended.xml",
        ),
    }
    return docx(
        body,
        parts=parts,
        related=related,
        footnotes=rule
        + note("footnote", 2, "Cats and dogs.")
        + note("footnote", 3, "From six to nine.")
        + note("footnote", 4, "Called by nothing."),
        endnotes=note("endnote", 2, "Save the baker."),
        comments=comment(0, "Ann", "0000000A", "Nobody at all?") + comment(1, "Bob", "0000000B", "Nobody."),
    )


def tracked_changes() -> bytes:
    who = 'w:author="Ann" w:date="2026-05-01T09:00:00Z"'
    body = (
        paragraph(
            runs=run("The price is ")
            + f'<w:del w:id="1" {who}><w:r><w:delText>ten</w:delText></w:r></w:del>'
            + f'<w:ins w:id="2" {who}>{run("twelve")}</w:ins>'
            + run(" pounds.")
        )
        + paragraph(runs=f'<w:moveFrom w:id="3" {who}>{run("Moved away.")}</w:moveFrom>')
        + paragraph(runs=f'<w:moveTo w:id="4" {who}>{run("Moved here.")}</w:moveTo>')
        + paragraph("One and", f'<w:rPr><w:del w:id="5" {who}/></w:rPr>')
        + paragraph(" two are one.")
        + paragraph("Seen", runs=run(" and unseen", '<w:rStyle w:val="Hidden"/>') + run("."))
        + table(
            row(cell("stays")),
            row(
                cell(
                    blocks=paragraph(
                        runs=f'<w:del w:id="6" {who}><w:r><w:delText>row gone</w:delText></w:r></w:del>'
                    )
                ),
                properties=f'<w:del w:id="7" {who}/>',
            ),
        )
    )
    return docx(body, styles=STYLES)


def drawings() -> bytes:
    chart = (
        "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Rain a month</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        "<c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>Millimetres</c:v></c:pt>"
        "</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>May</c:v></c:pt>"
        "<c:pt idx='1'><c:v>June</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache>"
        "<c:pt idx='0'><c:v>41</c:v></c:pt><c:pt idx='1'><c:v>63</c:v></c:pt></c:numCache></c:numRef></c:val>"
        "</c:ser></c:barChart></c:plotArea></c:chart>"
    )
    points = "".join(
        f'<dgm:pt modelId="{n}" type="{kind}"><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>'
        for n, (kind, text) in enumerate([("doc", ""), ("node", "Water"), ("node", "Rain"), ("node", "Snow")])
    )
    links = "".join(
        f'<dgm:cxn modelId="c{n}" srcId="{source}" destId="{target}" srcOrd="{order}"/>'
        for n, (source, target, order) in enumerate([(0, 1, 0), (1, 3, 1), (1, 2, 0)])
    )
    diagram = f"<dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst>"

    def graphic(inner: str, alt: str = "") -> str:
        return (
            f'<w:r><w:drawing><wp:inline><wp:extent cx="1905000" cy="952500"/><wp:docPr id="1" name="n" descr="{alt}"/>'
            f"<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    picture = '<pic:pic><pic:blipFill><a:blip r:embed="p"/></pic:blipFill></pic:pic>'
    body = (
        paragraph("A box stands here.", runs=text_box(paragraph("Boxed words") + paragraph("in two lines")))
        + paragraph("A picture:", runs=graphic(picture, "A lighthouse at dusk"))
        + paragraph(runs=graphic('<c:chart r:id="c"/>'))
        + paragraph(runs=graphic('<dgm:relIds r:dm="d"/>'))
        + paragraph(runs='<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>')
        + paragraph(runs='<w:r><w:object><o:OLEObject ProgID="Word.Document.12" r:id="o"/></w:object></w:r>')
    )
    return docx(
        body,
        parts={
            "word/charts/chart1.xml": xml("c:chartSpace", chart),
            "word/diagrams/data1.xml": xml("dgm:dataModel", diagram),
            "word/media/image1.png": b"\x89PNG\r\n\x1a\n",
            "word/embeddings/inner.docx": docx(paragraph("A document within a document.")),
        },
        related={
            "c": ("chart", "charts/chart1.xml"),
            "d": ("diagramData", "diagrams/data1.xml"),
            "p": ("image", "media/image1.png"),
            "o": ("package", "embeddings/inner.docx"),
        },
    )


def equations() -> bytes:
    def t(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:num>{t('a+b')}</m:num><m:den>{t('2')}</m:den></m:f>"
    square = f"<m:sSup><m:e>{t('c')}</m:e><m:sup>{t('2')}</m:sup></m:sSup>"
    total = (
        f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{t("i=1")}</m:sub><m:sup>{t("n")}</m:sup>'
        f"<m:e>{square}</m:e></m:nary>"
    )
    root = f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{t("α≤β")}</m:e></m:rad>'
    body = paragraph(
        "Inline ", runs=f"<m:oMath>{square}{t('=')}{fraction}</m:oMath>" + run(" stands.")
    ) + paragraph(runs=f"<m:oMathPara><m:oMath>{total}{t('=')}{root}</m:oMath></m:oMathPara>")
    return docx(body)


def fields_and_controls() -> bytes:
    def field(instruction: str, result: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    def check_box(sign: str) -> str:
        return f"<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>{run(sign)}</w:sdtContent></w:sdt>"

    body = (
        paragraph("Page ", runs=field(" PAGE ", run("3")) + run(" of ") + field(" NUMPAGES ", run("9")))
        + paragraph(runs=field(' HYPERLINK "https://example.org/" ', run("a linked field")))
        + paragraph(runs=check_box("☒") + run(" tea") + check_box("☐") + run(" coffee"))
        + paragraph(runs='<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" done"))
        + f"<w:sdt><w:sdtContent>{paragraph('Inside a control.')}</w:sdtContent></w:sdt>"
    )
    return docx(body)


def strict() -> bytes:
    """Return the tables again with the namespaces of the Strict standard."""
    members: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(tables())) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            for part in ("wordprocessingml/2006/main", "officeDocument/2006/relationships"):
                family, _, rest = part.split("/")
                text = text.replace(
                    f"http://schemas.openxmlformats.org/{part}", f"http://purl.oclc.org/ooxml/{family}/{rest}"
                )
            members[name] = text
    return zipped(members)


def flat() -> bytes:
    """Return a document as one XML file."""
    main = xml("w:document", f"<w:body>{paragraph('All in one file.')}</w:body>").partition("?>")[2]
    rels = relationships({"rId1": ("officeDocument", "word/document.xml")})
    namespace = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
        f'<pkg:package xmlns:pkg="{namespace}"><pkg:part pkg:name="/_rels/.rels"><pkg:xmlData>{rels}</pkg:xmlData>'
        '</pkg:part><pkg:part pkg:name="/word/document.xml" pkg:contentType="application/xml">'
        f"<pkg:xmlData>{main}</pkg:xmlData></pkg:part></pkg:package>"
    ).encode()


def made_by_python_docx() -> bytes:
    """Return what an independent writer makes of headings, lists, a table and properties."""
    document = python_docx.Document()
    document.core_properties.title = "Written by another program"
    document.core_properties.author = "Ann; Bob"
    document.core_properties.keywords = "one, two"
    for moment in ("created", "modified"):
        setattr(document.core_properties, moment, __import__("datetime").datetime(2026, 1, 2, 3, 4, 5))
    document.add_heading("The top", 0)
    document.add_heading("A heading", 1)
    document.add_paragraph("First entry", style="List Bullet")
    document.add_paragraph("Numbered entry", style="List Number")
    document.add_paragraph("Said by somebody", style="Intense Quote")
    grid = document.add_table(rows=2, cols=2, style="Light Grid Accent 1")
    for number, grid_cell in enumerate(grid._cells):
        grid_cell.text = f"cell {number}"
    document.add_paragraph("before").add_run().add_break(WD_BREAK.PAGE)
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist() if "thumbnail" not in name})


def damaged_part() -> bytes:
    """Return a document whose styles are cut off, which has no content types, and a link to nothing."""
    with zipfile.ZipFile(io.BytesIO(lists_and_headings())) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    del members["[Content_Types].xml"]
    styles = members["word/styles.xml"]
    members["word/styles.xml"] = styles[: len(styles) * 2 // 3]
    return zipped(members)


def protected() -> bytes:
    """Return the shell of an encrypted package: an OLE2 file with the two streams that tell (MS-CFB 2)."""

    def entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
        encoded = (name + "\0").encode("utf-16-le")
        return (
            encoded.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, right, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * 4 * 108
    fat = struct.pack("<III", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE).ljust(512, b"\xff")
    folder = entry("Root Entry", 5, 1, 0xFFFFFFFF, 0xFFFFFFFE, 0)
    folder += entry("EncryptionInfo", 2, 0xFFFFFFFF, 2, 2, 512)
    folder += entry("EncryptedPackage", 2, 0xFFFFFFFF, 0xFFFFFFFF, 2, 512) + bytes(128)
    return header + fat + folder + bytes(512)


def main() -> None:
    """Write them all."""
    made = {
        "lists_and_headings.docx": lists_and_headings(),
        "tables.docx": tables(),
        "notes_and_comments.docx": notes_and_comments(),
        "tracked_changes.docx": tracked_changes(),
        "drawings.docx": drawings(),
        "equations.docx": equations(),
        "fields_and_controls.docx": fields_and_controls(),
        "strict.docx": strict(),
        "flat.xml": flat(),
        "python_docx.docx": made_by_python_docx(),
        "damaged_part.docx": damaged_part(),
        "macros.docm": docx(
            paragraph("Comes with a macro."),
            main_type="application/vnd.ms-word.document.macroEnabled.main+xml",
            parts={"word/vbaProject.bin": b"\0"},
            related={
                "v": ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")
            },
        ),
    }
    for name, data in made.items():
        (HERE / name).write_bytes(data)
    protected_folder = HERE.parent / "encrypted_office"
    protected_folder.mkdir(exist_ok=True)
    (protected_folder / "protected.docx").write_bytes(protected())
    (protected_folder / "protected.docx.expected.error").write_text("corrupt\n")


if __name__ == "__main__":
    main()
