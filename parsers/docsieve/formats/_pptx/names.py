"""XML namespaces of presentations beside those all Office formats share, as lxml writes them into tags."""

from __future__ import annotations

from typing import Final

P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
#: Office 2010: sections, media, equations within DrawingML text.
P14: Final = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
A14: Final = "{http://schemas.microsoft.com/office/drawing/2010/main}"
#: Office 2013: threads of comments.
P15: Final = "{http://schemas.microsoft.com/office/powerpoint/2012/main}"
#: Office 365: comments in their present form (MS-PPTX 2.12).
P188: Final = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}"
