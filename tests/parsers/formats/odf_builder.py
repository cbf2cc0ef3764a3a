"""Small OpenDocument files for tests, written by hand."""

from __future__ import annotations

import io
import zipfile

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "office": f"{_ODF}:office:1.0",
        "text": f"{_ODF}:text:1.0",
        "table": f"{_ODF}:table:1.0",
        "draw": f"{_ODF}:drawing:1.0",
        "style": f"{_ODF}:style:1.0",
        "fo": f"{_ODF}:xsl-fo-compatible:1.0",
        "svg": f"{_ODF}:svg-compatible:1.0",
        "form": f"{_ODF}:form:1.0",
        "chart": f"{_ODF}:chart:1.0",
        "meta": f"{_ODF}:meta:1.0",
        "presentation": f"{_ODF}:presentation:1.0",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "math": "http://www.w3.org/1998/Math/MathML",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def media_type(kind: str) -> str:
    return f"application/vnd.oasis.opendocument.{kind}"


def part(root: str, inner: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:{root} {NAMESPACES} office:version="1.3">'
        f"{inner}</office:{root}>"
    )


def manifest(kind: str, entries: str = "") -> str:
    return (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type(kind)}"/>'
        f"{entries}</manifest:manifest>"
    )


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Pack parts, the media type first and stored; the same bytes on every run."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return packed.getvalue()


def odf(
    body: str,
    *,
    kind: str = "text",
    automatic: str = "",
    styles: str = "",
    meta: str = "",
    entries: str = "",
    more: dict[str, str | bytes] | None = None,
) -> bytes:
    """A package; `body` is what stands in `office:text` or `office:presentation`."""
    holder = "presentation" if kind.startswith("presentation") else "text"
    content = f"<office:body><office:{holder}>{body}</office:{holder}></office:body>"
    return zipped(
        {
            "mimetype": media_type(kind),
            "META-INF/manifest.xml": manifest(kind, entries),
            "content.xml": part(
                "document-content", f"<office:automatic-styles>{automatic}</office:automatic-styles>{content}"
            ),
            "styles.xml": part("document-styles", styles),
            "meta.xml": part("document-meta", f"<office:meta>{meta}</office:meta>"),
            **(more or {}),
        }
    )


def flat(body: str, *, kind: str = "text", automatic: str = "", styles: str = "", meta: str = "") -> bytes:
    """One flat XML file."""
    holder = "presentation" if kind.startswith("presentation") else "text"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:version="1.3" '
        f'office:mimetype="{media_type(kind)}"><office:meta>{meta}</office:meta>{styles}'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{holder}>{body}</office:{holder}></office:body></office:document>\n"
    ).encode()


def p(inner: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def h(level: int, inner: str, style: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f'<text:h text:outline-level="{level}"{named}>{inner}</text:h>'


def items(*entries: str, style: str = "", more: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    inner = "".join(f"<text:list-item>{entry}</text:list-item>" for entry in entries)
    return f"<text:list{named}{more}>{inner}</text:list>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def cell(inner: str, more: str = "") -> str:
    return f"<table:table-cell{more}>{inner}</table:table-cell>"
