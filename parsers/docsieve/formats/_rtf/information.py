r"""What the document says of itself (RTF 1.9.1, "Information Group")."""

from __future__ import annotations

import locale
from typing import TYPE_CHECKING, Final

from docsieve.formats._rtf.sink import Capture, Sink
from docsieve.model import Metadata

if TYPE_CHECKING:
    from docsieve.formats._rtf.interpreter import Interpreter

_TEXTS: Final = {
    b"title": "title", b"subject": "subject", b"author": "author", b"keywords": "keywords",
    b"operator": "last_modified_by", b"doccomm": "description", b"manager": "manager", b"company": "company",
    b"category": "category", b"hlinkbase": "hlinkbase",
}  # fmt: skip
_DATES: Final = {b"creatim": "created", b"revtim": "modified"}
_DATE_PARTS: Final = (b"yr", b"mo", b"dy", b"hr", b"min", b"sec")


class Information(Sink):
    r"""`\info`."""

    def __init__(self, metadata: Metadata) -> None:
        self._metadata = metadata

    def control(self, reader: Interpreter, word: bytes, number: int | None) -> bool:
        """Take an entry."""
        if word in _TEXTS:
            name = _TEXTS[word]
            reader.state.sink = Capture(lambda text: self._take(name, " ".join(text.split())))
        elif word in _DATES:
            reader.state.sink = _Date(self._metadata, _DATES[word])
        elif word in (b"comment", b"printim", b"buptim", b"template"):
            reader.skip_group()
        else:
            return False
        return True

    def _take(self, name: str, text: str) -> None:
        if not text:
            return
        if name == "author":
            self._metadata.authors = [part.strip() for part in text.split(";") if part.strip()]
        elif name == "keywords":
            self._metadata.keywords = [
                part.strip() for part in text.replace(";", ",").split(",") if part.strip()
            ]
        elif name in ("manager", "company", "category", "hlinkbase"):
            self._metadata.custom[name] = text
        else:
            setattr(self._metadata, name, text)


class _Date(Sink):
    def __init__(self, metadata: Metadata, name: str) -> None:
        self._metadata = metadata
        self._name = name
        self._parts: dict[bytes, int] = {}

    def control(self, reader: Interpreter, word: bytes, number: int | None) -> bool:
        if word not in _DATE_PARTS:
            return False
        self._parts[word] = number or 0
        return True

    def close(self, reader: Interpreter) -> None:
        year, month, day, hour, minute, second = (self._parts.get(part, 0) for part in _DATE_PARTS)
        if 0 < year < 10_000 and 1 <= month <= 12 and 1 <= day <= 31:
            shown = f"{year:04d}-{month:02d}-{day:02d}"
            if (
                0 <= hour < 24
                and 0 <= minute < 60
                and 0 <= second < 60
                and {b"hr", b"min"} & set(self._parts)
            ):
                shown += f"T{hour:02d}:{minute:02d}:{second:02d}"
            setattr(self._metadata, self._name, shown)


class UserProperties(Sink):
    r"""`\*\userprops`: pairs of `\propname` and `\staticval`."""

    def __init__(self, metadata: Metadata) -> None:
        self._metadata = metadata
        self._name = ""

    def control(self, reader: Interpreter, word: bytes, number: int | None) -> bool:
        """Take a name or a value."""
        if word == b"propname":
            reader.state.sink = Capture(self._take_name)
        elif word == b"staticval":
            reader.state.sink = Capture(self._take_value)
        elif word == b"linkval":
            reader.skip_group()
        else:
            return False
        return True

    def _take_name(self, text: str) -> None:
        self._name = text.strip()

    def _take_value(self, text: str) -> None:
        if self._name and text.strip():
            self._metadata.custom[self._name] = text.strip()


class RevisionTable(Sink):
    r"""`\*\revtbl`: the authors of tracked changes, one a group."""

    def __init__(self) -> None:
        self.authors: list[str] = []
        self._pending = ""

    def text(self, reader: Interpreter, text: str) -> None:
        """Take names, each ended by a semicolon."""
        *names, self._pending = (self._pending + text).split(";")
        self.authors += [name.strip() for name in names]


def begin_generator(reader: Interpreter, number: int | None) -> None:
    r"""`\*\generator`."""

    def take(text: str) -> None:
        reader.metadata.application = text.strip().removesuffix(";").strip() or None

    reader.state.sink = Capture(take)


def language(number: int | None) -> str | None:
    """Return a language id as a language tag; None for an unknown one."""
    name = locale.windows_locale.get(number or 0)
    return name.replace("_", "-") if name else None
