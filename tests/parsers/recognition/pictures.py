"""Builds files that show pictures: of noise, since a picture of one colour packs to next to nothing."""

from __future__ import annotations

import random
import struct
import zlib

from tests.parsers.formats.docx_builder import docx, paragraph, relationships, xml, zipped
from tests.parsers.formats.odf_builder import odf, p
from tests.parsers.formats.pptx_builder import Slide, picture, pptx

_EMU_AN_INCH = 914_400
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def noise_png(width: int, height: int) -> bytes:
    """Return a grey PNG of so many pixels."""
    noise = random.Random(width).randbytes(width)
    rows = b"".join(b"\0" + noise[row % width :] + noise[: row % width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def docx_with(
    *pictures: bytes, times: int = 1, inches_wide: float | None = None, in_header: bool = False
) -> bytes:
    """Return a Word file that shows each picture `times` times, at 96 dots to the inch by default."""
    shown, related = "", {}
    parts: dict[str, str | bytes] = {}
    for number, data in enumerate(pictures, 1):
        width, height = struct.unpack_from(">II", data, 16)
        wide = inches_wide or width / 96
        extent = f'cx="{round(wide * _EMU_AN_INCH)}" cy="{round(wide * height / width * _EMU_AN_INCH)}"'
        drawing = (
            f"<w:r><w:drawing><wp:inline><wp:extent {extent}/><a:graphic><a:graphicData><pic:pic>"
            f'<pic:blipFill><a:blip r:embed="rPicture{number}"/></pic:blipFill></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        shown += times * paragraph(runs=drawing)
        related[f"rPicture{number}"] = ("image", f"media/image{number}.png")
        parts[f"word/media/image{number}.png"] = data
    text = paragraph("As we wrote:") + paragraph("Yours faithfully")
    if in_header:
        parts["word/header1.xml"] = xml("w:hdr", shown)
        parts["word/_rels/header1.xml.rels"] = relationships(related)
        section = '<w:sectPr><w:headerReference w:type="default" r:id="rHeader"/></w:sectPr>'
        return docx(text + section, parts=parts, related={"rHeader": ("header", "header1.xml")})
    return docx(text + shown + paragraph("The end"), parts=parts, related=related)


def pptx_with(data: bytes) -> bytes:
    """Return a presentation with a picture of 600 by 450 points, 72 points from the left and the top."""
    slide = Slide(
        picture("rPicture", (72, 72, 600, 450)), related={"rPicture": ("image", "../media/image1.png")}
    )
    return pptx(slide, parts={"ppt/media/image1.png": data})


def odt_with(data: bytes) -> bytes:
    """Return an OpenDocument text with a picture."""
    shown = '<draw:image xlink:href="Pictures/letter.png"/>'
    frame = f'<draw:frame svg:width="16cm" svg:height="12cm">{shown}</draw:frame>'
    entry = '<manifest:file-entry manifest:full-path="Pictures/letter.png" manifest:media-type="image/png"/>'
    return odf(p("As we wrote:") + p(frame), entries=entry, more={"Pictures/letter.png": data})


def xlsx_with(data: bytes) -> bytes:
    """Return a workbook of one sheet with a picture over it."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sheet.main+xml"/></Types>'
    )
    spaces = f'xmlns="{_SPREADSHEET}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    shown = '<xdr:pic><xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic>'
    drawing = f"<xdr:oneCellAnchor>{shown}</xdr:oneCellAnchor>"
    return zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relationships({"rId1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": (
                f'<workbook {spaces}><sheets><sheet name="Letter" sheetId="1" r:id="rId1"/></sheets>'
                "</workbook>"
            ),
            "xl/_rels/workbook.xml.rels": relationships({"rId1": ("worksheet", "worksheets/sheet1.xml")}),
            "xl/worksheets/sheet1.xml": (
                f'<worksheet {spaces}><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
                '<drawing r:id="rId1"/></worksheet>'
            ),
            "xl/worksheets/_rels/sheet1.xml.rels": relationships(
                {"rId1": ("drawing", "../drawings/drawing1.xml")}
            ),
            "xl/drawings/drawing1.xml": xml("xdr:wsDr", drawing, f'xmlns:xdr="{_DRAWING}"'),
            "xl/drawings/_rels/drawing1.xml.rels": relationships({"rId1": ("image", "../media/image1.png")}),
            "xl/media/image1.png": data,
        }
    )
