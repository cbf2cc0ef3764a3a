"""Builds small DOCX packages from snippets of XML, the same bytes on every run."""

from __future__ import annotations

import io
import zipfile

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
DECLARATIONS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def xml(root: str, content: str, attributes: str = "") -> str:
    """Return a part with all namespaces declared on its root."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {DECLARATIONS} {attributes}>{content}</{root}>'


def paragraph(text: str = "", properties: str = "", runs: str = "") -> str:
    """Return a `w:p`; `properties` go into its `w:pPr`, `runs` behind the text."""
    told = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{told}{run(text) if text else ''}{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a `w:r`."""
    told = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, num_id: int, level: int = 0) -> str:
    """Return a paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>')


def table(*rows: str, properties: str = "") -> str:
    """Return a `w:tbl` of rows made by `row`."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """Return a `w:tr` of cells made by `cell`."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(text: str = "", properties: str = "", blocks: str = "") -> str:
    """Return a `w:tc`."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks or paragraph(text)}</w:tc>"


def level(
    index: int, number_format: str, text: str, *, start: int = 1, more: str = "", font: str = ""
) -> str:
    """Return a `w:lvl`."""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/>{fonts}</w:lvl>'
    )


def text_box(content: str) -> str:
    """Return a run with a text box as Word writes it: the same text twice, for new and old readers."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def relationships(related: dict[str, tuple[str, str]], folder: str = "") -> str:
    """Return a relationships part from ids to (kind or full type, target); targets with ":" are external."""
    entries = []
    for identifier, (kind, target) in related.items():
        kind_url = kind if ":" in kind else f"{RELATIONSHIP}/{kind}"
        mode = ' TargetMode="External"' if ":" in target else ""
        entries.append(f'<Relationship Id="{identifier}" Type="{kind_url}" Target="{target}"{mode}/>')
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{"".join(entries)}</Relationships>'


def content_types(main_type: str = MAIN_TYPE) -> str:
    """Return the content types part."""
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="html" ContentType="text/html"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
    )


#: Parts of the usual names, related to the document by what they are.
_USUAL = {
    "styles": "w:styles",
    "numbering": "w:numbering",
    "settings": "w:settings",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "comments": "w:comments",
}


def docx(
    body: str,
    *,
    parts: dict[str, str | bytes] | None = None,
    related: dict[str, tuple[str, str]] | None = None,
    main_type: str = MAIN_TYPE,
    **usual: str,
) -> bytes:
    """Return a DOCX.

    Args:
        body: content of `w:body`.
        parts: further parts by full name.
        related: relationships of the document by id, as `relationships` takes them.
        main_type: content type of the document.
        usual: content of `styles`, `numbering`, `settings`, `footnotes`, `endnotes` or `comments`.
    """
    related = dict(related or {})
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(main_type),
        "_rels/.rels": relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": xml("w:document", f"<w:body>{body}</w:body>"),
    }
    for name, content in usual.items():
        members[f"word/{name}.xml"] = xml(_USUAL[name], content)
        related[f"usual_{name}"] = (name, f"{name}.xml")
    members["word/_rels/document.xml.rels"] = relationships(related)
    members.update(parts or {})
    return zipped(members)


def zipped(members: dict[str, str | bytes]) -> bytes:
    """Return a ZIP of the members, dated 1980 so that it never changes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()
