# ruff: noqa: E501 - XML is data here
"""Writes the ODS samples: `python -m tests.corpus.ods.make_samples`. The same bytes on every run."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = ("office", "table", "text", "draw", "style", "meta", "manifest")
URIS = {"draw": "drawing"}
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{URIS.get(name, name)}:1.0"' for name in NAMES
) + (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)
STYLES = (
    '<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)
SHEETS = (
    '<table:table table:name="Data" table:style-name="ta1"><table:table-column table:number-columns-repeated="2"/>'
    '<table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="16381"/>'
    "<table:shapes><draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></table:shapes>"
    '<table:table-header-rows><table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="1"><text:p>Both</text:p></table:table-cell>'
    '<table:covered-table-cell office:value-type="string"><text:p>under it</text:p></table:covered-table-cell>'
    '<table:table-cell office:value-type="string"><text:p>Hidden column</text:p></table:table-cell></table:table-row></table:table-header-rows>'
    '<table:table-row><table:table-cell office:value-type="date" office:date-value="2024-02-29"><text:p>29. Feb 24</text:p></table:table-cell>'
    '<table:table-cell office:value-type="percentage" office:value="0.256"><text:p>25,6 %</text:p></table:table-cell>'
    '<table:table-cell office:value-type="currency" office:value="9.5" office:currency="EUR"/></table:table-row>'
    '<table:table-row table:visibility="filter"><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>'
    '<table:table-cell table:formula="of:=SUM([.A1:.B2];[$Other.C3])&amp;&quot;[.A1]&quot;" office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell></table:table-row>'
    '<table:table-row><table:table-cell office:value-type="string"><office:annotation><dc:creator>Ann</dc:creator><dc:date>2024-05-01T10:00:00</dc:date><text:p>Look here</text:p></office:annotation>'
    '<text:p>two<text:s text:c="2"/>spaces</text:p><text:p>and <text:a xlink:href="https://example.org/">a link</text:a></text:p></table:table-cell></table:table-row>'
    '<table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>again</text:p></table:table-cell></table:table-row>'
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    '<table:table-row><table:table-cell table:number-columns-repeated="5"/><table:table-cell office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell></table:table-row></table:table>'
    '<table:table table:name="Secret" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>hidden sheet</text:p></table:table-cell></table:table-row></table:table>'
    '<table:named-expressions><table:named-range table:name="Prices" table:cell-range-address="$Data.$A$1:.$B$2"/></table:named-expressions>'
)
META = (
    "<office:meta><dc:title>Prices</dc:title><meta:initial-creator>Ann</meta:initial-creator></office:meta>"
)


def document(root: str, content: str, attributes: str = "") -> str:
    """Return a part with all namespaces declared."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<office:{root} {NAMESPACES} office:version="1.3" {attributes}>{content}</office:{root}>'


def package(sheets: str, encryption: str = "") -> bytes:
    """Return a package; the member `mimetype` first and stored, as ODF 1.3 part 2, 3.3 wants it."""
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest {NAMESPACES}>'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{encryption}</manifest:file-entry></manifest:manifest>'
    )
    body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in (
            ("mimetype", TYPE),
            ("content.xml", document("document-content", STYLES + body)),
            ("meta.xml", document("document-meta", META)),
            ("META-INF/manifest.xml", manifest),
        ):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def main() -> None:
    """Write all samples."""
    (HERE / "sheets.ods").write_bytes(package(SHEETS))
    (HERE / "encrypted.ods").write_bytes(package("", '<manifest:encryption-data manifest:checksum="x"/>'))
    flat = document(
        "document",
        f"{META}<office:body><office:spreadsheet>"
        '<table:table table:name="Flat"><table:table-row><table:table-cell office:value-type="string"><text:p>One</text:p></table:table-cell>'
        '<table:table-cell office:value-type="time" office:time-value="PT36H00M00S"><text:p>36:00:00</text:p></table:table-cell></table:table-row></table:table>'
        "</office:spreadsheet></office:body>",
        f'office:mimetype="{TYPE}"',
    )
    (HERE / "flat.fods").write_bytes(flat.encode())


if __name__ == "__main__":
    main()
