"""Invitations: the events of an iCalendar part (RFC 5545) as paragraphs."""

from __future__ import annotations

import re
from typing import Final

from docsieve.model import Block, Group, Heading, Locator, Paragraph, Span

_LABELS: Final = {
    "DTSTART": "Begins",
    "DTEND": "Ends",
    "DUE": "Due",
    "LOCATION": "Place",
    "ORGANIZER": "Organiser",
    "ATTENDEE": "Attendee",
    "STATUS": "Status",
    "RRULE": "Repeats",
    "DESCRIPTION": "Description",
}
_COMPONENTS: Final = ("VEVENT", "VTODO", "VJOURNAL")
_DATE: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?\Z")
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_COMMON_NAME: Final = re.compile(r';CN="?([^";:]*)"?', re.IGNORECASE)


def read_calendar(text: str, where: Locator) -> list[Block]:
    """Read every event, to-do and journal entry; each is a group titled by its summary."""
    blocks: list[Block] = []
    inner: list[Block] | None = None
    title = ""
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        name, _, value = line.partition(":")
        field, _, parameters = name.partition(";")
        field = field.upper()
        if field == "BEGIN" and value.upper() in _COMPONENTS:
            inner, title = [], ""
        elif field == "END" and value.upper() in _COMPONENTS and inner is not None:
            if title:
                inner.insert(0, Heading(where=where, level=2, spans=[Span(title)]))
            blocks.append(Group(where=where, blocks=inner))
            inner = None
        elif inner is not None and field == "SUMMARY":
            title = _text(value)
        elif inner is not None and field in _LABELS and value:
            shown = (
                _person(f";{parameters}", value)
                if field in ("ORGANIZER", "ATTENDEE")
                else _date(_text(value))
            )
            inner.append(
                Paragraph(where=where, spans=[Span(f"{_LABELS[field]}:", bold=True), Span(f" {shown}")])
            )
    return blocks


def _text(value: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def _date(value: str) -> str:
    found = _DATE.match(value)
    if found is None:
        return value
    year, month, day, hour, minute, _, zulu = found.groups()
    date = f"{year}-{month}-{day}"
    return f"{date} {hour}:{minute}{' UTC' if zulu else ''}" if hour else date


def _person(parameters: str, value: str) -> str:
    address = re.sub(r"(?i)\Amailto:", "", value)
    name = _COMMON_NAME.search(parameters)
    return f"{name[1]} <{address}>" if name and name[1] != address else address
