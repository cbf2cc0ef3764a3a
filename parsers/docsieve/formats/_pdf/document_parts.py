"""What a PDF says of itself beside its pages: metadata, outline, labels, attachments, signatures."""

from __future__ import annotations

import re
from typing import Final

from docsieve.formats._pdf.pdfium import Handle, PdfFile, utf16
from docsieve.model import Metadata, OutlineEntry
from docsieve.options import Options

_DATE: Final = re.compile(
    r"^(?:D:)?(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2}))?)?)?)?)?"
    r"(?:([Zz])|([+-])(\d{2})'?(\d{2})?'?)?"
)
#: By the number of the bit, 1 the lowest.
_PERMISSIONS: Final = {
    3: "printing",
    4: "changing",
    5: "copying",
    6: "commenting",
    9: "filling in forms",
    10: "reading aloud",
    11: "assembling",
    12: "printing in high quality",
}
#: Entries of an outline, at most; some files link them in circles.
_MAX_ENTRIES: Final = 50_000
#: Pages that pdfium may go through to find those that it names: all of them for one that is not there.
_MAX_LOOKUPS: Final = 2_000_000


def iso_date(text: str) -> str | None:
    """Turn a PDF date (ISO 32000-1, 7.9.4) into ISO 8601, as precise as it is."""
    found = _DATE.match(text.strip())
    if not found:
        return None
    year, month, day, hour, minute, second, utc, sign, zone_hour, zone_minute = found.groups()
    date = "-".join(part for part in (year, month, day) if part)
    if hour is None:
        return date
    date += f"T{hour}:{minute or '00'}" + (f":{second}" if second else "")
    if utc:
        return date + "Z"
    return f"{date}{sign}{zone_hour}:{zone_minute or '00'}" if sign else date


def split_keywords(text: str) -> list[str]:
    """Return the keywords of a list that commas or semicolons part."""
    return [part.strip() for part in re.split("[,;]", text) if part.strip()]


def read_metadata(file: PdfFile) -> Metadata:
    """Read the Info dictionary (ISO 32000-1, 14.3.3) and the language."""
    pdfium = file.pdfium

    def entry(name: str) -> str | None:
        return utf16(pdfium.FPDF_GetMetaText, file.handle, name.encode() + b"\x00").strip() or None

    author, keywords = entry("Author"), entry("Keywords")
    created, modified = entry("CreationDate"), entry("ModDate")
    return Metadata(
        title=entry("Title"),
        authors=[part.strip() for part in author.split(";") if part.strip()] if author else [],
        subject=entry("Subject"),
        keywords=split_keywords(keywords or ""),
        language=utf16(pdfium.FPDFCatalog_GetLanguage, file.handle).strip() or None,
        created=iso_date(created) if created else None,
        modified=iso_date(modified) if modified else None,
        application=entry("Creator"),
        producer=entry("Producer"),
    )


def denied_permissions(file: PdfFile) -> list[str]:
    """List what its author asks readers of an encrypted file not to do (ISO 32000-1, table 22)."""
    pdfium = file.pdfium
    if pdfium.FPDF_GetSecurityHandlerRevision(file.handle) < 0:
        return []
    allowed = pdfium.FPDF_GetDocUserPermissions(file.handle)
    return [name for bit, name in _PERMISSIONS.items() if not allowed & 1 << bit - 1]


def read_outline(file: PdfFile, max_depth: int) -> list[OutlineEntry]:
    """Read the bookmarks (ISO 32000-1, 12.3.3); circles and too deep nesting end where they are met."""
    pdfium = file.pdfium
    left, lookups = _MAX_ENTRIES, _MAX_LOOKUPS

    def level(parent: Handle, depth: int) -> list[OutlineEntry]:
        nonlocal left, lookups
        entries: list[OutlineEntry] = []
        mark = pdfium.FPDFBookmark_GetFirstChild(file.handle, parent)
        while mark and left > 0:
            left -= 1
            title = " ".join(utf16(pdfium.FPDFBookmark_GetTitle, mark).split())
            children = level(mark, depth + 1) if depth < max_depth else []
            number = _page_of(file, mark) if lookups > 0 else None
            lookups -= number // 10 if number else file.page_count
            entries.append(OutlineEntry(title, number, children))
            mark = pdfium.FPDFBookmark_GetNextSibling(file.handle, mark)
        return entries

    return level(None, 0)


def _page_of(file: PdfFile, mark: Handle) -> int | None:
    pdfium = file.pdfium
    target = pdfium.FPDFBookmark_GetDest(file.handle, mark)
    if not target:
        action = pdfium.FPDFBookmark_GetAction(mark)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_GOTO:
            return None
        target = pdfium.FPDFAction_GetDest(file.handle, action)
    number = pdfium.FPDFDest_GetDestPageIndex(file.handle, target) if target else -1
    return number + 1 if number >= 0 else None


def selected_pages(options: Options, count: int) -> list[int]:
    """Return the 0-based numbers of the pages to read."""
    if options.pages is None:
        return list(range(count))
    wanted: set[int] = set()
    for first, last in options.pages:
        wanted.update(range(max(first, 1) - 1, min(last, count)))
    return sorted(wanted)
