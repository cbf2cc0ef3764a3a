# ruff: noqa: E501 - XML is data here
"""Writes the PPTX samples: `python -m tests.corpus.pptx.make_samples`. The same bytes on every run."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

from tests.parsers.formats.docx_builder import docx, paragraph, zipped
from tests.parsers.formats.docx_builder import relationships as related_parts
from tests.parsers.formats.pptx_builder import (
    Slide,
    frame,
    group,
    line,
    picture,
    pptx,
    run,
    shape,
    title,
    tree,
    xml,
)

HERE = Path(__file__).parent
MICROSOFT = "http://schemas.microsoft.com/office"
ON_SLIDE = 'type="body" idx="1"'


def talk() -> bytes:
    """Titles, lists, reading order, notes, links, footers, a hidden slide, sections."""
    opening = (
        shape(line("The library") + line("by night"), placeholder='type="ctrTitle"')
        + shape(line("Ada Green, librarian"), placeholder='type="subTitle" idx="1"')
        + shape(line("4 May 2026"), placeholder='type="dt" idx="2"')
        + shape(line("Evening talks"), placeholder='type="ftr" idx="3"')
        + shape(
            line("", runs='<a:fld type="slidenum"><a:t>1</a:t></a:fld>'), placeholder='type="sldNum" idx="4"'
        )
    )
    numbers = '<a:buFont typeface="+mj-lt"/><a:buAutoNum type="{}"{}/>'
    lists = (
        shape(
            line("Bring a lamp")
            + line("of any colour", level=1)
            + line("", runs=run("softly lit", 'b="1"') + run(" or not", 'i="1"'), level=1)
            + line("Mind the steps")
            + line("A plain remark", "<a:buNone/>")
            + line("knock", numbers.format("arabicPeriod", ""))
            + line("wait", numbers.format("arabicPeriod", ""))
            + line("as long as needed", numbers.format("alphaLcParenR", ""), level=1)
            + line("enter", numbers.format("arabicPeriod", ""))
            + line("leave", numbers.format("romanUcPeriod", ' startAt="4"'))
            + line()
            + line("", runs=run("à", content='<a:sym typeface="Wingdings"/>') + run(" and out")),
            placeholder='idx="1"',
        )
        + title("What to bring")
        + shape(line("Evening talks"), placeholder='type="ftr" idx="3"')
    )
    order = (
        shape(line("bottom right"), (400, 400, 200, 40))
        + shape(line("top right, a little higher"), (400, 96, 200, 40))
        + shape(line("bottom left"), (50, 404, 200, 40))
        + shape(line("top left"), (50, 100, 200, 40))
        + shape(line("Heading right"), (380, 180, 300, 30))
        + shape(line("Heading left"), (36, 180, 300, 30))
        + shape(line("Column left") + line("goes on"), (36, 210, 300, 150))
        + shape(line("Column right"), (380, 210, 300, 150))
        + title("Where to stand")
        + shape(line("Seen by nobody"), (50, 450, 90, 20), about='hidden="1"')
        + shape(line("Beside the slide"), (800, 100, 90, 20))
        + shape(
            line(
                "", runs=run("Black on black", content='<a:solidFill><a:srgbClr val="101010"/></a:solidFill>')
            ),
            (300, 450, 90, 20),
            look='<a:solidFill><a:srgbClr val="101010"/></a:solidFill>',
        )
    )
    links = title("Further reading") + shape(
        line("", runs=run("the catalogue", content='<a:hlinkClick r:id="rLink"/>'))
        + line(
            "",
            runs=run(
                "back to the start", content='<a:hlinkClick r:id="rJump" action="ppaction://hlinksldjump"/>'
            ),
        ),
        placeholder='idx="1"',
    )
    sections = (
        '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst>'
        '<p14:section name="Before"><p14:sldIdLst><p14:sldId id="256"/><p14:sldId id="257"/></p14:sldIdLst></p14:section>'
        '<p14:section name="After"><p14:sldIdLst><p14:sldId id="258"/><p14:sldId id="259"/><p14:sldId id="260"/>'
        "</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>"
    )
    return pptx(
        Slide(
            opening,
            layout=2,
            notes=shape("", placeholder='type="sldImg"')
            + shape(line("Greet the guests.") + line("Then wait."), placeholder=ON_SLIDE)
            + shape(line("1"), placeholder='type="sldNum" idx="5"'),
        ),
        Slide(lists, notes=shape(line("Show the lamp."), placeholder=ON_SLIDE)),
        Slide(order),
        Slide(
            title("Kept back") + shape(line("Figures of last year"), placeholder='idx="1"'),
            attributes='show="0"',
        ),
        Slide(
            links,
            related={
                "rLink": ("hyperlink", "https://library.example/catalogue"),
                "rJump": ("slide", "slide1.xml"),
            },
        ),
        extra=sections,
    )


CHART = (
    "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Guests an evening</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    '<c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>Adults</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    '<c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>Monday</c:v></c:pt><c:pt idx="1"><c:v>Tuesday</c:v></c:pt></c:strCache></c:strRef></c:cat>'
    '<c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>12</c:v></c:pt><c:pt idx="1"><c:v>31</c:v></c:pt></c:numCache></c:numRef></c:val>'
    "</c:ser></c:barChart></c:plotArea></c:chart>"
)
DIAGRAM = (
    '<dgm:ptLst><dgm:pt modelId="0" type="doc"/>'
    '<dgm:pt modelId="1"><dgm:t><a:p><a:r><a:t>Lend</a:t></a:r></a:p></dgm:t></dgm:pt>'
    '<dgm:pt modelId="2"><dgm:t><a:p><a:r><a:t>Read</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>'
    '<dgm:cxnLst><dgm:cxn srcId="0" destId="1" srcOrd="0"/><dgm:cxn srcId="0" destId="2" srcOrd="1"/></dgm:cxnLst>'
)


def cell(text: str, attributes: str = "") -> str:
    return f"<a:tc {attributes}><a:txBody><a:bodyPr/>{line(text)}</a:txBody></a:tc>"


TABLE = (
    '<a:tbl><a:tblPr firstRow="1"/><a:tblGrid/><a:tr>'
    + cell("Room", 'rowSpan="2"')
    + cell("Open", 'gridSpan="2"')
    + cell("", 'hMerge="1"')
    + "</a:tr><a:tr>"
    + cell("", 'vMerge="1"')
    + cell("from")
    + cell("to")
    + "</a:tr><a:tr>"
    + cell("Reading room")
    + cell("18:00")
    + cell("23:00")
    + "</a:tr></a:tbl>"
)
EQUATION = (
    '<mc:AlternateContent><mc:Choice Requires="a14">'
    + shape(
        "<a:p><a:r><a:t>Light: </a:t></a:r><a14:m><m:oMath><m:sSup><m:e><m:r><m:t>r</m:t></m:r></m:e>"
        "<m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></a14:m></a:p>"
        "<a:p><a14:m><m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r>"
        "</m:den></m:f></m:oMath></m:oMathPara></a14:m></a:p>",
        (36, 400, 300, 60),
    )
    + "</mc:Choice><mc:Fallback>"
    + shape(line("Equation as a picture"), (36, 400, 300, 60))
    + "</mc:Fallback></mc:AlternateContent>"
)


def graphics() -> bytes:
    """Tables, charts, SmartArt, groups, pictures, media, embedded files, equations."""
    figures = (
        title("Figures")
        + frame(TABLE, (36, 100, 300, 120))
        + frame('<c:chart r:id="rChart"/>', (380, 100, 300, 200), 'descr="Bars that grow"')
        + frame('<dgm:relIds r:dm="rData"/>', (36, 300, 300, 80))
        + EQUATION
    )
    embedded = (
        '<mc:AlternateContent><mc:Choice Requires="v"><p:oleObj name="Document" r:id="rDocument" progId="Word.Document.12"/></mc:Choice>'
        '<mc:Fallback><p:oleObj name="Document" r:id="rDocument" progId="Word.Document.12"/></mc:Fallback></mc:AlternateContent>'
    )
    inner = group(
        shape(line("second in the group"), (300, 0, 100, 100))
        + shape(line("first in the group"), (0, 0, 100, 100)),
        (0, 0, 400, 100),
        (0, 0, 400, 100),
    )
    others = (
        title("Everything else")
        + shape(line("below the group"), (36, 250, 200, 30))
        + group(inner, (36, 100, 200, 50), (0, 0, 400, 100), 'descr="Two boxes"')
        + picture("rLamp", (400, 100, 96, 48), 'descr="A lamp on a table"')
        + picture("rLamp", (400, 200, 96, 48), media='<a:videoFile r:link="rFilm"/>')
        + frame(embedded, (36, 320, 100, 60), 'descr="The house rules"')
        + shape(line("turned"), (500, 300, 100, 20), rotation='rot="5400000"')
    )
    return pptx(
        Slide(
            figures,
            related={
                "rChart": ("chart", "../charts/chart1.xml"),
                "rData": ("diagramData", "../diagrams/data1.xml"),
            },
        ),
        Slide(
            others,
            related={
                "rLamp": ("image", "../media/lamp.png"),
                "rFilm": ("video", "../media/film.mp4"),
                "rDocument": ("package", "../embeddings/rules.docx"),
            },
        ),
        parts={
            "ppt/charts/chart1.xml": xml("c:chartSpace", CHART),
            "ppt/diagrams/data1.xml": xml("dgm:dataModel", DIAGRAM),
            "ppt/media/lamp.png": png(),
            "ppt/media/film.mp4": b"\0\0\0\x18ftypmp42",
            "ppt/embeddings/rules.docx": docx(paragraph("No shouting after ten.")),
        },
    )


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def comments() -> bytes:
    """Comments of both kinds, with replies."""
    old = (
        '<p:cm authorId="0" dt="2025-03-01T09:00:00" idx="1"><p:text>Too dark?</p:text></p:cm>'
        '<p:cm authorId="1" dt="2025-03-02T09:00:00" idx="1"><p:text>Not at all.</p:text><p:extLst><p:ext uri="x">'
        '<p15:threadingInfo><p15:parentCm authorId="0" idx="1"/></p15:threadingInfo></p:ext></p:extLst></p:cm>'
    )
    new = (
        '<p188:cm id="{A}" authorId="{U1}" created="2026-02-03T10:00:00.000" status="resolved">'
        '<p188:replyLst><p188:reply id="{B}" authorId="{U2}" created="2026-02-04T10:00:00.000"><p188:txBody>'
        "<a:p><a:r><a:t>Done.</a:t></a:r></a:p></p188:txBody></p188:reply></p188:replyLst>"
        "<p188:txBody><a:p><a:r><a:t>Please name the </a:t></a:r><a:r><a:t>source.</a:t></a:r></a:p></p188:txBody></p188:cm>"
    )
    return pptx(
        Slide(title("Old comments"), related={"rC": ("comments", "../comments/comment1.xml")}),
        Slide(
            title("New comments"),
            related={"rC": (f"{MICROSOFT}/2018/10/relationships/comments", "../comments/modernComment1.xml")},
        ),
        parts={
            "ppt/comments/comment1.xml": xml("p:cmLst", old),
            "ppt/comments/modernComment1.xml": xml("p188:cmLst", new),
            "ppt/commentAuthors.xml": xml(
                "p:cmAuthorLst", '<p:cmAuthor id="0" name="Ben Brown"/><p:cmAuthor id="1" name="Cy Clay"/>'
            ),
            "ppt/authors.xml": xml(
                "p188:authorLst",
                '<p188:author id="{U1}" name="Di Dun"/><p188:author id="{U2}" name="Ed Elm"/>',
            ),
        },
        related={
            "rA": ("commentAuthors", "commentAuthors.xml"),
            "rM": (f"{MICROSOFT}/2018/10/relationships/authors", "authors.xml"),
        },
    )


def changed(data: bytes, changes: dict[str, bytes | None], strict: bool = False) -> bytes:
    """Return a package with parts replaced or, by None, left out; `strict` renames its namespaces."""
    members: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = changes[name] if name in changes else archive.read(name)
            if content is None:
                continue
            if strict:
                for kind in (b"presentationml", b"drawingml", b"officeDocument"):
                    content = content.replace(
                        b"http://schemas.openxmlformats.org/" + kind + b"/2006/",
                        b"http://purl.oclc.org/ooxml/" + kind + b"/",
                    )
            members[name] = content
    return zipped(members)


def damaged() -> bytes:
    """The list of slides is lost, one slide is cut short, one is missing its layout."""
    whole = pptx(
        Slide(title("First")), Slide(title("Second") + shape(line("still here"), (36, 100, 100, 20)))
    )
    slide = xml("p:sld", tree(title("Second") + shape(line("still here"), (36, 100, 100, 20)))).encode()
    return changed(
        whole,
        {
            "ppt/presentation.xml": b"<p:presentation",
            "ppt/slides/slide2.xml": slide[: slide.index(b"still here") + 10],
            "ppt/slides/_rels/slide1.xml.rels": related_parts({}).encode(),
        },
    )


def main() -> None:
    plain = pptx(Slide(title("Plain") + shape(line("one") + line("two", level=1), placeholder='idx="1"')))
    made = {
        "talk.pptx": talk(),
        "graphics.pptx": graphics(),
        "comments.pptx": comments(),
        "strict.pptx": changed(plain, {}, strict=True),
        "damaged.pptx": damaged(),
        "macros.pptm": pptx(
            Slide(title("With a macro")),
            main_type="application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
            parts={"ppt/vbaProject.bin": b"\0"},
            related={"v": (f"{MICROSOFT}/2006/relationships/vbaProject", "vbaProject.bin")},
        ),
    }
    for name, data in made.items():
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    main()
