"""The one door for XML: no DTD is obeyed, no entity expanded, nothing fetched, depth and text bounded.

libxml2 itself refuses elements nested deeper than 256 and text nodes above 10 MB as long as `huge_tree` stays
off (`xmlParserMaxDepth`, `XML_MAX_TEXT_LENGTH`); those limits keep its C stack safe in the browser too.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from docsieve.errors import CorruptError, LimitExceededError
from docsieve.options import Limits

if TYPE_CHECKING:
    from lxml import etree

#: Nothing is tried twice (`(?>...)*+`): a part without a declaration is not searched to its end for one.
_PROLOG: Final = re.compile(
    rb"\A(?>\s|<\?.*?\?>|<!--.*?-->|\xef\xbb\xbf|\xff\xfe|\xfe\xff)*+<!DOCTYPE", re.DOTALL
)
_INTERNAL_ENTITY: Final = re.compile(rb"<!ENTITY\s+(?:%\s*)?[^\s\"'<>]+\s+[\"']")
#: How far a document type declaration is looked for and into; it stands before the first element.
_PROLOG_BYTES: Final = 64 * 1024


class DamagedXmlError(CorruptError):
    """The part is not well-formed. `read_xml(..., recover=True)` may still get something out of it."""


def read_xml(data: bytes, part: str, limits: Limits, *, recover: bool = False) -> etree._Element:
    """Parse one part and return its root element, without comments and processing instructions.

    Entities that a document type declaration brings along are dropped, never expanded and never fetched.

    Args:
        data: the part's bytes, in any encoding XML allows.
        part: its name, for messages.
        limits: `max_member_bytes` bounds the input.
        recover: take what can be read of damaged XML.

    Raises:
        LimitExceededError: too large, nested too deeply, or declaring entities of its own (as bombs do).
        DamagedXmlError: not well-formed.
    """
    from lxml import etree

    has_doctype = _checked_prolog(data, part, limits)
    parser = _new_parser(recover=True) if recover else _strict_parser()
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _explained(error, part) from None
    except (ValueError, LookupError) as error:
        raise DamagedXmlError(f"The part {part!r} is not readable XML.") from error
    if root is None:
        raise DamagedXmlError(f"The part {part!r} holds no XML.")
    if recover and any(_is_limit(entry.message) for entry in parser.error_log):
        raise _too_deep(part)
    if has_doctype:
        etree.strip_tags(root, etree.Entity)
    return root


def _new_parser(*, recover: bool) -> etree.XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


@functools.cache
def _strict_parser() -> etree.XMLParser:
    """Return the parser of all whole parts: making one costs more than reading a small part."""
    return _new_parser(recover=False)


def iterate_xml(data: bytes, part: str, limits: Limits, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Parse one large part piece by piece, under the rules of `read_xml`.

    Args:
        data: the part's bytes, in any encoding XML allows.
        part: its name, for messages.
        limits: `max_member_bytes` bounds the input.
        tags: which elements are wanted; `{*}name` stands for any namespace. They must not nest.

    Yields:
        Each such element once it is complete. It is emptied when the next one is asked for.

    Raises:
        LimitExceededError: too large, nested too deeply, or declaring entities of its own (as bombs do).
        DamagedXmlError: not well-formed; what stood before the damage has been yielded.
    """
    from lxml import etree

    _checked_prolog(data, part, limits)
    events = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=tags,
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in events:
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise _explained(error, part) from None
    except (ValueError, LookupError) as error:
        raise DamagedXmlError(f"The part {part!r} is not readable XML.") from error


def _checked_prolog(data: bytes, part: str, limits: Limits) -> bool:
    """Refuse what is too large or declares entities; tell whether there is a document type declaration."""
    if len(data) > limits.max_member_bytes:
        raise LimitExceededError.of("the size of one XML part", len(data), limits.max_member_bytes, "bytes")
    head = data[:_PROLOG_BYTES].replace(b"\0", b"")  # UTF-16 looks like ASCII without its zero bytes
    has_doctype = _PROLOG.match(head) is not None
    if has_doctype and _INTERNAL_ENTITY.search(head):
        raise LimitExceededError(
            f"The part {part!r} declares XML entities of its own, as entity bombs do and documents of this "
            "kind never may. It was not read."
        )
    return has_doctype


def _is_limit(message: str) -> bool:
    lowered = message.lower()
    return any(sign in lowered for sign in ("excessive depth", "huge", "amplification", "entity loop"))


def _too_deep(part: str) -> LimitExceededError:
    return LimitExceededError(
        f"The part {part!r} is nested too deeply or holds too long a text to be read safely. It was not read."
    )


def _explained(error: etree.XMLSyntaxError, part: str) -> LimitExceededError | DamagedXmlError:
    if _is_limit(str(error)):
        return _too_deep(part)
    line, column = error.position
    return DamagedXmlError(f"The part {part!r} is damaged XML (line {line}, column {column}).")
