"""What a format is: one frozen value in one file of `docsieve.formats`."""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from docsieve.model import Attachment, Document, Image
from docsieve.options import Options
from docsieve.report import Report
from docsieve.zip_directory import ZipDirectory, looks_like_zip

#: How much of the file `Source.head` shows: enough for a PDF header behind 1,024 bytes of junk (ISO 32000-1,
#: Annex H, implementation note 13) and for the first elements of a text format.
HEAD_BYTES = 4096


class Confidence(enum.IntEnum):
    """How sure a sniff is. Two formats CERTAIN of one file is a bug, not a matter of priority."""

    NO = 0
    #: Nothing speaks against it; the file name may break the tie (plain text against CSV).
    POSSIBLE = 1
    #: The content looks like it, short of a signature.
    LIKELY = 2
    #: The content has the format's signature.
    CERTAIN = 3


#: Returns the bytes of a picture; None, with a warning, where they are missing or damaged.
PictureReader: TypeAlias = Callable[[], bytes | None]


class PicturesFound:
    """Pictures inside a file, and scanned files, noticed while it was read: see `pictures_inside`."""

    def __init__(self) -> None:
        #: Set by who wants the pictures themselves afterwards.
        self.is_kept = False
        self.seen: set[tuple[object, ...]] = set()
        self._by_id: dict[int, tuple[object, PictureReader | None]] = {}
        self._drawn: set[int] = set()

    def add(self, holder: Image | Attachment, read: PictureReader, *, is_drawn: bool = False) -> None:
        """Note one; `is_drawn` where what reads it returns the PDF on a page of which it stands."""
        self._by_id[id(holder)] = (holder, read if self.is_kept else None)
        if is_drawn:
            self._drawn.add(id(holder))

    def is_drawn(self, holder: object) -> bool:
        """Tell whether a picture is to be drawn, for its own bytes are not at hand."""
        return id(holder) in self._drawn

    def reader_of(self, holder: object) -> PictureReader | None:
        """Return what reads it, where pictures are kept."""
        return self._by_id[id(holder)][1] if id(holder) in self._by_id else None

    def __contains__(self, holder: object) -> bool:
        return id(holder) in self._by_id

    def __len__(self) -> int:
        return len(self._by_id)


@dataclass
class Budget:
    """What a file and all files inside it have used up so far, together."""

    bytes_read: int = 0
    children: int = 0
    pictures: PicturesFound = field(default_factory=PicturesFound)


@dataclass(frozen=True)
class Source:
    """The bytes to read, with what several formats need to know of them worked out once."""

    data: bytes
    filename: str | None = None
    options: Options = field(default_factory=Options)
    #: 0 for the file a person chose, 1 for one inside it, and so on.
    depth: int = 0
    budget: Budget = field(default_factory=Budget)
    #: The file this one was found in.
    parent: Source | None = None

    @functools.cached_property
    def head(self) -> bytes:
        """The first `HEAD_BYTES` bytes."""
        return self.data[:HEAD_BYTES]

    @functools.cached_property
    def suffix(self) -> str:
        """The file name's extension in lower case with its dot, or an empty string."""
        name = (self.filename or "").replace("\\", "/").rpartition("/")[2]
        stem, dot, extension = name.rpartition(".")
        return f".{extension.lower()}" if dot and stem else ""

    @functools.cached_property
    def zip(self) -> ZipDirectory | None:
        """The ZIP directory, checked against the limits; None where this is no readable ZIP.

        Raises:
            LimitExceededError: the archive is a bomb by its own declaration.
        """
        if not looks_like_zip(self.data):
            return None
        return ZipDirectory.open(self.data, self.options.limits)


@dataclass(frozen=True, kw_only=True)
class Format:
    """All there is to know of a format; `docsieve.registry` finds it, the bundle and the page read it."""

    #: Stable name: `Document.format`, CLI, protocol.
    name: str
    #: As shown to a person.
    title: str
    #: Lower case with dot, the usual one first.
    extensions: tuple[str, ...]
    #: The usual one first.
    media_types: tuple[str, ...]
    #: Distribution names of the wheels that `parse` imports (not docsieve's own core, msgspec).
    wheels: tuple[str, ...] = ()
    #: Wheels that only some of its files need, imported through `docsieve.wheels_on_demand.require`.
    wheels_on_demand: tuple[str, ...] = ()
    #: One line for the table of formats: what comes out.
    yields: str
    #: What most of its files begin with, where no other format's do: it is asked first about such a file.
    begins: bytes = b""
    #: Looks at `source.head`, `source.zip`; cheap, never raises on bad content, imports nothing heavy.
    sniff: Callable[[Source], Confidence]
    #: Reads it all. May raise only `DocsieveError`; whatever else escapes becomes `InternalError`.
    parse: Callable[[Source, Report], Document]
