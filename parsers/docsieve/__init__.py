"""Read the text of documents where they are: in the browser, or anywhere Python runs.

import docsieve

document = docsieve.parse(data, filename="contract.docx")
print(docsieve.render(document, "markdown"))
"""

from __future__ import annotations

import importlib
import typing

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

if typing.TYPE_CHECKING:
    from docsieve.redaction.labels import Labels, Vault
    from docsieve.redaction.model import Custom, Hit, Match, Policy, Rule
    from docsieve.redaction.redact import redact
    from docsieve.redaction.restore import restore
    from docsieve.review.session import ReviewSession

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
    "Custom",
    "DocsieveError",
    "Document",
    "EmptyError",
    "EncryptedError",
    "FormField",
    "Format",
    "Formula",
    "Group",
    "Heading",
    "Hit",
    "Image",
    "InternalError",
    "Labels",
    "LimitExceededError",
    "Limits",
    "ListItem",
    "Locator",
    "Match",
    "Metadata",
    "Note",
    "Options",
    "OutlineEntry",
    "Page",
    "Paragraph",
    "ParseWarning",
    "Policy",
    "RedactionIncompleteError",
    "ReviewSession",
    "Revision",
    "Row",
    "Rule",
    "Span",
    "Table",
    "TextQuality",
    "ThematicBreak",
    "UnsupportedFormatError",
    "Vault",
    "WrongPasswordError",
    "__version__",
    "all_formats",
    "chunk",
    "detect",
    "parse",
    "redact",
    "render",
    "restore",
]

#: Where to find what reading a file does not need: loaded when first used.
_LATER = {
    "Custom": "docsieve.redaction.model",
    "Hit": "docsieve.redaction.model",
    "Labels": "docsieve.redaction.labels",
    "Match": "docsieve.redaction.model",
    "Policy": "docsieve.redaction.model",
    "ReviewSession": "docsieve.review.session",
    "Rule": "docsieve.redaction.model",
    "Vault": "docsieve.redaction.labels",
    "redact": "docsieve.redaction.redact",
    "restore": "docsieve.redaction.restore",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_LATER[name]), name)
