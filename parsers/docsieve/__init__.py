"""Read the text of documents where they are: in the browser, or anywhere Python runs.

import docsieve

document = docsieve.parse(data, filename="contract.docx")
print(docsieve.render(document, "markdown"))
"""

from __future__ import annotations

from docsieve._version import __version__
from docsieve.chunking import Chunk, chunk
from docsieve.errors import (
    BadExpressionError,
    CorruptError,
    DocsieveError,
    EmptyError,
    EncryptedError,
    InternalError,
    LimitExceededError,
    RedactionIncompleteError,
    UnsupportedFormatError,
    WrongPasswordError,
)
from docsieve.format import Confidence, Format
from docsieve.geometry import BBox
from docsieve.model import (
    SCHEMA_VERSION,
    Attachment,
    Block,
    Cell,
    CodeBlock,
    Document,
    FormField,
    Formula,
    Group,
    Heading,
    Image,
    ListItem,
    Locator,
    Metadata,
    Note,
    OutlineEntry,
    Page,
    Paragraph,
    ParseWarning,
    Revision,
    Row,
    Span,
    Table,
    TextQuality,
    ThematicBreak,
)
from docsieve.options import Limits, Options
from docsieve.pipeline import parse
from docsieve.registry import all_formats, detect
from docsieve.renderers import render

__all__ = [
    "SCHEMA_VERSION",
    "Attachment",
    "BBox",
    "BadExpressionError",
    "Block",
    "Cell",
    "Chunk",
    "CodeBlock",
    "Confidence",
    "CorruptError",
    "DocsieveError",
    "Document",
    "EmptyError",
    "EncryptedError",
    "FormField",
    "Format",
    "Formula",
    "Group",
    "Heading",
    "Image",
    "InternalError",
    "LimitExceededError",
    "Limits",
    "ListItem",
    "Locator",
    "Metadata",
    "Note",
    "Options",
    "OutlineEntry",
    "Page",
    "Paragraph",
    "ParseWarning",
    "RedactionIncompleteError",
    "Revision",
    "Row",
    "Span",
    "Table",
    "TextQuality",
    "ThematicBreak",
    "UnsupportedFormatError",
    "WrongPasswordError",
    "__version__",
    "all_formats",
    "chunk",
    "detect",
    "parse",
    "render",
]
