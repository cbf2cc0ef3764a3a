"""Files embedded in an OLE2 document, each in a storage of its own ([MS-OLEDS] 2.3)."""

from __future__ import annotations

import re
from typing import Final

from docsieve.children import read_child
from docsieve.errors import LimitExceededError
from docsieve.format import Source
from docsieve.formats._ole.container import Container
from docsieve.formats._ole.object_file import contents_of
from docsieve.formats._ole.repack import repacked
from docsieve.model import Attachment, Locator
from docsieve.report import Report

#: Main streams of documents that lie open in the storage, without a file around them.
_OPEN: Final = {
    "WordDocument": ".doc",
    "Workbook": ".xls",
    "Book": ".xls",
    "PowerPoint Document": ".ppt",
    "__properties_version1.0": ".msg",
}
#: Where Excel keeps an object: "MBD" and its number.
_IN_WORKBOOK: Final = re.compile(r"MBD[0-9A-F]{8}", re.IGNORECASE)
#: A control of a form: no document.
_CONTROLS: Final = ("\x03OCXNAME", "\x03OCXDATA")


def read_embedded(container: Container, source: Source, report: Report) -> list[Attachment]:
    """Read what is embedded in a Word document or an Excel workbook."""
    found: list[Attachment] = []
    limit = source.options.limits.max_members
    for path in container.paths:
        is_object = len(path) == 2 and path[0].lower() == "objectpool"
        if not is_object and not (len(path) == 1 and _IN_WORKBOOK.fullmatch(path[0])):
            continue
        if len(found) >= limit:
            report.warn("child_over_limit", "There are more embedded files than the limits allow.")
            break
        attachment = read_storage(container, path, f"embedded-{len(found) + 1}", source, report)
        if attachment is not None:
            found.append(attachment)
    return found


def read_storage(
    container: Container,
    path: tuple[str, ...],
    name: str,
    source: Source,
    report: Report,
    *,
    where: Locator | None = None,
) -> Attachment | None:
    """Read the object in a storage as a document of its own; None, with a warning, where it is none."""
    try:
        file = contents_of(container, *path)
        if file is not None:
            return read_child(source, file.name or name, file.data, report, where=where)
        for stream, extension in _OPEN.items():
            if container.has(*path, stream):
                data = repacked(container, path, source.options.limits)
                return read_child(source, f"{name}{extension}", data, report, where=where)
    except LimitExceededError:
        report.warn("child_over_limit", "An embedded file is larger than the limits allow.", where)
        return None
    if not any(container.has(*path, stream) for stream in _CONTROLS):
        report.warn(
            "embedded_not_read",
            "The file holds an object of another program; what the page shows of it is a picture, "
            "and the object itself cannot be read.",
            where,
        )
    return None
