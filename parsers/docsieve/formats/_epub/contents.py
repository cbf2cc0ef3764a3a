"""The table of contents: EPUB 3's navigation document (section 7) or EPUB 2's NCX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docsieve.errors import DocsieveError
from docsieve.formats._epub.package import Package, local_name, resolve
from docsieve.model import OutlineEntry
from docsieve.options import Limits
from docsieve.xml_reader import read_xml
from docsieve.zip_directory import ZipDirectory

if TYPE_CHECKING:
    from lxml import etree


def read_outline(
    package: Package, archive: ZipDirectory, pages: dict[str, int], limits: Limits
) -> list[OutlineEntry]:
    """Read the table of contents; empty where there is none or it cannot be read.

    Args:
        package: the package document.
        archive: the book.
        pages: part name -> page number.
        limits: `max_depth` bounds the nesting.
    """
    nav = package.entry_with("nav")
    ncx = package.entries.get(package.toc_id or "") or next(
        (entry for entry in package.entries.values() if entry.media_type == "application/x-dtbncx+xml"), None
    )
    for entry, read in ((nav, _from_nav), (ncx, _from_ncx)):
        if entry is None or entry.part not in archive:
            continue
        try:
            root = read_xml(archive.read(entry.part), entry.part, limits, recover=True)
        except DocsieveError:
            continue
        found = read(root, entry.part, pages, limits.max_depth)
        if found:
            return found
    return []


def _entry(label: str, part: str, href: str | None, pages: dict[str, int]) -> OutlineEntry:
    page = pages.get(resolve(part, href)[0]) if href else None
    return OutlineEntry(title=" ".join(label.split()), page=page)


def _from_nav(root: etree._Element, part: str, pages: dict[str, int], depth: int) -> list[OutlineEntry]:
    for nav in root.iter("{*}nav"):
        kind = " ".join(str(value) for key, value in nav.attrib.items() if str(key).endswith("type"))
        if "toc" in kind.split() or nav.get("role") == "doc-toc":
            for top in nav.iterchildren("{*}ol"):
                return _nav_list(top, part, pages, depth)
    return []


def _nav_list(ol: etree._Element, part: str, pages: dict[str, int], depth: int) -> list[OutlineEntry]:
    found: list[OutlineEntry] = []
    for li in ol.iterchildren("{*}li"):
        entry = OutlineEntry(title="")
        for child in li.iterchildren("{*}*"):
            if local_name(child) in ("a", "span") and not entry.title:
                entry = _entry("".join(map(str, child.itertext())), part, child.get("href"), pages)
            elif local_name(child) == "ol" and depth > 1:
                entry.children = _nav_list(child, part, pages, depth - 1)
        if entry.title or entry.children:
            found.append(entry)
    return found


def _from_ncx(root: etree._Element, part: str, pages: dict[str, int], depth: int) -> list[OutlineEntry]:
    top = root.find("{*}navMap")
    return [] if top is None else _nav_points(top, part, pages, depth)


def _nav_points(parent: etree._Element, part: str, pages: dict[str, int], depth: int) -> list[OutlineEntry]:
    found: list[OutlineEntry] = []
    for point in parent.iterchildren("{*}navPoint"):
        label = point.find("{*}navLabel/{*}text")
        content = point.find("{*}content")
        text = "".join(map(str, label.itertext())) if label is not None else ""
        entry = _entry(text, part, content.get("src") if content is not None else None, pages)
        if depth > 1:
            entry.children = _nav_points(point, part, pages, depth - 1)
        if entry.title or entry.children:
            found.append(entry)
    return found
