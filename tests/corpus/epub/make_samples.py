"""Writes sample.epub: run it after a change here. The result is the same bytes every time."""

from __future__ import annotations

import zipfile
from pathlib import Path

_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>{title}</title></head><body>{body}</body></html>
"""

MEMBERS = {
    "META-INF/container.xml": """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
""",
    "OEBPS/book.opf": """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:x:1</dc:identifier>
<dc:title>Tides</dc:title><dc:creator>Ada Quay</dc:creator><dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-02T03:04:05Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="two" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="gone" href="text/gone.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="one"/><itemref idref="two"/><itemref idref="gone"/></spine></package>
""",
    "OEBPS/nav.xhtml": _PAGE.format(
        title="Contents",
        body='<nav epub:type="toc"><ol><li><a href="text/one.xhtml">Ebb</a>'
        '<ol><li><a href="text/one.xhtml#s">Springs</a></li></ol></li>'
        '<li><a href="text/two%20b.xhtml">Flow</a></li></ol></nav>',
    ),
    "OEBPS/text/one.xhtml": _PAGE.format(
        title="Ebb",
        body="<h1>Ebb</h1><p>The water goes out<a epub:type='noteref' href='#n1'>1</a>.</p>"
        "<h2 id='s'>Springs</h2><ul><li>new moon</li><li>full moon</li></ul>"
        "<aside epub:type='footnote' id='n1'><p>Twice a day.</p></aside>",
    ),
    "OEBPS/text/two b.xhtml": _PAGE.format(title="Flow", body="<h1>Flow</h1><p>And comes back.</p>"),
}


def main() -> None:
    """Write the sample beside this file."""
    path = Path(__file__).with_name("sample.epub")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        for name, text in MEMBERS.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
