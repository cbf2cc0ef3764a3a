"""What a page's head says of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.model import Metadata

if TYPE_CHECKING:
    from lxml import etree

#: meta name or property -> field of `Metadata`; the first one found counts.
_FIELDS: Final = {
    "description": "description",
    "og:description": "description",
    "dc.description": "description",
    "dc.subject": "subject",
    "generator": "application",
    "article:published_time": "created",
    "dc.date": "created",
    "dcterms.created": "created",
    "date": "created",
    "article:modified_time": "modified",
    "dcterms.modified": "modified",
    "last-modified": "modified",
    "content-language": "language",
}
_AUTHORS: Final = frozenset(("author", "dc.creator", "dcterms.creator", "article:author"))


def read_metadata(root: etree._Element) -> Metadata:
    """Read title, author and the like from `head`; the page's language from `html`."""
    found = Metadata()
    title = root.find(".//head/title")
    if title is not None:
        found.title = " ".join("".join(map(str, title.itertext())).split()) or None
    found.language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or None
    for meta in root.iterfind(".//meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("http-equiv") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if not name or not content:
            continue
        if name in _AUTHORS:
            if content not in found.authors:
                found.authors.append(content)
        elif name == "keywords":
            found.keywords = [word.strip() for word in content.split(",") if word.strip()]
        elif name == "og:title":
            found.title = found.title or content
        elif name in _FIELDS and getattr(found, _FIELDS[name]) is None:
            setattr(found, _FIELDS[name], content)
    return found
