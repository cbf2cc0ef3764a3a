"""Files embedded in an OLE2 document: packages in storages of their own ([MS-OLEDS] 2.3)."""

from __future__ import annotations

from docsieve.children import read_child
from docsieve.format import Source
from docsieve.formats._ole.container import Container
from docsieve.formats._ole.object_file import unwrap_native
from docsieve.model import Attachment
from docsieve.report import Report

_PACKAGE = "Package"
_NATIVE = "\x01Ole10Native"
#: Main streams of documents that are stored open, without a file around them.
_OPEN = {"worddocument": "Word document", "workbook": "Excel workbook", "book": "Excel workbook"}


def read_embedded(container: Container, source: Source, report: Report) -> list[Attachment]:
    """Read what is embedded in the pool of objects; name what cannot be read."""
    found: list[Attachment] = []
    limit = source.options.limits.max_members
    for path in container.paths:
        if len(path) < 2 or path[0].lower() not in ("objectpool", "mbd"):
            continue
        if len(found) >= limit:
            report.warn("child_over_limit", "There are more embedded files than the limits allow.")
            break
        name = path[-1]
        if name == _PACKAGE:
            data = container.read(*path)
            found.append(read_child(source, f"embedded-{len(found) + 1}", data, report))
        elif name == _NATIVE:
            file_name, data = unwrap_native(container.read(*path))
            if data:
                shown = file_name or f"embedded-{len(found) + 1}"
                found.append(read_child(source, shown, data, report))
        elif len(path) == 3 and name.lower() in _OPEN:
            found.append(Attachment(name=f"embedded-{len(found) + 1} ({_OPEN[name.lower()]})"))
            report.warn(
                "embedded_not_read",
                "A document embedded in this one cannot be read; it is listed without text.",
            )
    return found
