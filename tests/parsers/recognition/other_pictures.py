"""Builds files of formats that hold pictures within their own text or streams."""

from __future__ import annotations

import base64
import struct
import zipfile
from io import BytesIO

from tests.corpus.ppt.make_samples import atom, holder, listed, properties, slide
from tests.parsers.formats.doc_builder import P as Paragraph
from tests.parsers.formats.doc_builder import doc, plain, prl
from tests.parsers.formats.ole_builder import ole

_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def html_with(data: bytes) -> bytes:
    """Return a page that holds a picture in its text."""
    address = f"data:image/png;base64,{base64.b64encode(data).decode()}"
    return f"<html><body><p>As we wrote:</p><img src='{address}'><p>The end</p></body></html>".encode()


def epub_with(data: bytes, *, as_drawing: bool = False) -> bytes:
    """Return a book of one page that shows a picture, as it is or in a drawing."""
    shown = '<img src="../images/a%20b.png"/>'
    if as_drawing:
        shown = (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
            '<image xlink:href="../images/a b.png"/></svg>'
        )
    spaces = 'xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"'
    root = '<rootfile full-path="book/p.opf" media-type="application/oebps-package+xml"/>'
    container = f"<container {spaces}><rootfiles>{root}</rootfiles></container>"
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>'
        '<item id="t" href="text/t.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="t"/></spine></package>'
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("book/p.opf", package)
        archive.writestr(
            "book/text/t.xhtml",
            f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>As we wrote:</p>{shown}</body></html>',
        )
        archive.writestr("book/images/a b.png", data)
    return out.getvalue()


def rtf_with(data: bytes, *, raw: bool = False) -> bytes:
    """Return a text with a picture in hexadecimal digits, or raw."""
    head = rb"{\*\picprop\shplid1025{\sp{\sn shapeType}{\sv 75}}}\picwgoal12000\pichgoal9000\pngblip"
    held = rb"\bin%d " % len(data) + data
    if not raw:
        digits = data.hex().encode()
        lines = (digits[at : at + 128] for at in range(0, len(digits), 128))
        held = rb"\bliptag-7{\*\blipuid 0123456789abcdef0123456789abcdef}" + b"\r\n" + b"\r\n".join(lines)
    return rb"{\rtf1\ansi As we wrote:\par {\pict" + head + held + rb"}\par The end\par}"


def fodt_with(data: bytes) -> bytes:
    """Return a flat OpenDocument text with a picture."""
    held = f"<office:binary-data>{base64.encodebytes(data).decode()}</office:binary-data>"
    frame = f'<draw:frame svg:width="16cm" svg:height="12cm"><draw:image>{held}</draw:image></draw:frame>'
    spaces = " ".join(
        f'xmlns:{name}="{_ODF}:{place}:1.0"'
        for name, place in (
            ("office", "office"),
            ("draw", "drawing"),
            ("text", "text"),
            ("svg", "svg-compatible"),
        )
    )
    kind = 'office:mimetype="application/vnd.oasis.opendocument.text"'
    body = f"<office:body><office:text><text:p>As we wrote:{frame}</text:p></office:text></office:body>"
    return f'<?xml version="1.0"?><office:document {spaces} {kind}>{body}</office:document>'.encode()


def _blip(data: bytes) -> bytes:
    return atom(0xF01E, bytes(17) + data, 0x6E0)


def _entry(data: bytes, delayed_at: int = 0, inside: bytes = b"") -> bytes:
    size = len(_blip(data))
    return atom(0xF007, bytes(20) + struct.pack("<III4x", size, 1, delayed_at) + inside, 6)


def _picture_shape(identifier: int, *parts: bytes) -> bytes:
    return holder(
        0xF004, atom(0xF00A, struct.pack("<II", identifier, 0)), properties((0x4104, 1, b"")), *parts
    )


def ppt_with(data: bytes) -> bytes:
    """Return a presentation with a picture of 800 by 600 pixels; its bytes stand in a stream of their own."""
    drawings = holder(0x040B, holder(0xF000, holder(0xF001, _entry(data, delayed_at=12))))
    document = holder(0x03E8, drawings, holder(0x0FF0, listed(2, 256)))
    anchor = atom(0xF010, struct.pack("<4h", 10, 10, 10 + 6 * 800, 10 + 6 * 600))
    parts = [document, slide(_picture_shape(1026, anchor))]
    offsets, stream = [], b""
    for part in parts:
        offsets.append(len(stream))
        stream += part
    directory = len(stream)
    stream += atom(0x1772, struct.pack("<3I", 2 << 20 | 1, *offsets))
    edit = len(stream)
    stream += atom(0x0FF5, struct.pack("<IIIIIIHH", 256, 0, 0, directory, 1, 3, 1, 0))
    user = atom(0x0FF6, struct.pack("<III8xI", 20, 0xE391C05F, edit, 8))
    return ole(
        {"PowerPoint Document": stream, "Current User": user, "Pictures": bytes(12) + _blip(data)},
    )


def xls_with(data: bytes) -> bytes:
    """Return a workbook with a picture over its only sheet."""

    def record(kind: int, content: bytes) -> bytes:
        pieces = [content[at : at + 8000] for at in range(0, max(len(content), 1), 8000)]
        kinds = [kind, *[0x003C] * (len(pieces) - 1)]
        return b"".join(
            struct.pack("<HH", each, len(piece)) + piece for each, piece in zip(kinds, pieces, strict=True)
        )

    name = b"Letter"
    group = record(0x00EB, holder(0xF000, holder(0xF001, _entry(data, inside=_blip(data)))))
    begin, end = record(0x0809, struct.pack("<HH12x", 0x0600, 5)), record(0x000A, b"")
    listed_at = len(begin) + len(group) + 4 + 8 + len(name) + len(end)
    sheet = record(0x0085, struct.pack("<IBBBB", listed_at, 0, 0, len(name), 0) + name)
    drawing = holder(0xF002, holder(0xF003, _picture_shape(1026)))
    cells = record(0x0203, struct.pack("<HHHd", 0, 0, 0, 1.0))
    head = record(0x0809, struct.pack("<HH12x", 0x0600, 16))
    return ole({"Workbook": begin + group + sheet + end + head + cells + record(0x00EC, drawing) + end})


def doc_with(data: bytes, *, floating: bool = False) -> bytes:
    """Return a Word file with a picture in a line, or beside the lines."""
    if floating:
        group = holder(0xF000, holder(0xF001, _entry(data, inside=_blip(data))))
        drawing = b"\0" + holder(0xF002, holder(0xF003, _picture_shape(1026)))
        place = struct.pack("<I4i", 1026, 0, 0, 15 * 800, 15 * 600) + bytes(6)
        anchors = struct.pack("<2I", 0, 14) + place
        sign = prl(0x0855, b"\1")
        body = [Paragraph([("\x08", sign), ("As we wrote:", b"")])]
        return doc(body, more_tables={40: anchors, 50: group + drawing})
    head = struct.pack("<IHH20xHHHH", 0, 68, 0x64, 15 * 800, 15 * 600, 1000, 1000).ljust(68, b"\0")
    inside = _picture_shape(1026) + _entry(data, inside=_blip(data))
    picture = struct.pack("<I", len(head) + len(inside)) + head[4:] + inside
    run = ("\x01", prl(0x6A03, struct.pack("<I", 16)) + prl(0x0855, b"\1"))
    body = [plain("As we wrote:"), Paragraph([run]), plain("The end")]
    return doc(body, more={"Data": bytes(16) + picture})
