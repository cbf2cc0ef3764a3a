"""Where payloads are kept: one transaction stores one payload with its index, or nothing at all."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from docsieve_intake.checking import Checked
from docsieve_intake.refusals import deleted, key_reused
from docsieve_intake.tables import FORGET, PASSAGES, PAYLOADS, create_engine, create_tables

#: What a list tells of a payload.
_LISTED: Final = (
    PAYLOADS.c.id,
    PAYLOADS.c.sender,
    PAYLOADS.c.received,
    PAYLOADS.c.sha256,
    PAYLOADS.c.size,
    PAYLOADS.c.media_type,
    PAYLOADS.c.format,
    PAYLOADS.c.name,
    PAYLOADS.c.title,
    PAYLOADS.c.page_count,
)

_EXPORTED: Final = (
    PAYLOADS.c.number,
    PAYLOADS.c.id,
    PAYLOADS.c.body,
    PAYLOADS.c.media_type,
    PAYLOADS.c.sha256,
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What the sender is told."""

    id: str
    received: str
    sha256: str
    #: True where it had been stored before, by the same key.
    duplicate: bool


@dataclass(frozen=True, slots=True)
class Body:
    """A payload as it was received."""

    data: bytes
    media_type: str
    sha256: str


class Store:
    """The payloads of one database."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url)
        if self._engine.dialect.name not in {"sqlite", "postgresql"}:
            raise ValueError("The intake keeps payloads in SQLite or PostgreSQL.")
        create_tables(self._engine)
        self._reading = self._engine.execution_options(is_reading=True)
        # SQLite has one writer at a time and wakes waiting ones by chance; in turns none waits for ever.
        is_sqlite = self._engine.dialect.name == "sqlite"
        self._writing = threading.Lock() if is_sqlite else contextlib.nullcontext()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def add(self, body: bytes, about: Checked, *, sender: str, key: str) -> Stored:
        """Store a payload once. When this returns it is on the disk.

        Raises:
            Refusal: the key came before with another body, or its payload was deleted.
        """
        digest = hashlib.sha256(body).hexdigest()
        if (known := self._known(sender, key, digest)) is not None:
            return known
        stored = Stored(str(uuid.uuid4()), _now(), digest, duplicate=False)
        row = {
            "id": stored.id,
            "sender": sender,
            "idempotency_key": key,
            "sha256": digest,
            "size": len(body),
            "media_type": about.media_type,
            "received": stored.received,
            "format": about.format,
            "name": about.name,
            "title": about.title,
            "page_count": about.page_count,
            "body": body,
        }
        try:
            with self._writing, self._engine.begin() as connection:
                number = connection.execute(
                    sa.insert(PAYLOADS).returning(PAYLOADS.c.number), row
                ).scalar_one()
                if about.passages:
                    connection.execute(
                        sa.insert(PASSAGES),
                        [
                            {"payload": number, "page": passage.page, "text": passage.text}
                            for passage in about.passages
                        ],
                    )
        except IntegrityError:
            # The same payload came twice at the same moment, and the other was first.
            if (known := self._known(sender, key, digest)) is None:
                raise
            return known
        return stored

    def _known(self, sender: str, key: str, digest: str) -> Stored | None:
        wanted = sa.select(PAYLOADS.c.id, PAYLOADS.c.received, PAYLOADS.c.sha256, PAYLOADS.c.deleted).where(
            PAYLOADS.c.sender == sender, PAYLOADS.c.idempotency_key == key
        )
        with self._reading.connect() as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            return None
        if row.sha256 != digest:
            raise key_reused()
        if row.deleted is not None:
            raise deleted()
        return Stored(row.id, row.received, row.sha256, duplicate=True)

    def body(self, payload_id: str) -> Body | None:
        """Return a payload as it was received, or None where there is none."""
        wanted = sa.select(PAYLOADS.c.body, PAYLOADS.c.media_type, PAYLOADS.c.sha256).where(
            PAYLOADS.c.id == payload_id, PAYLOADS.c.deleted.is_(None)
        )
        with self._reading.connect() as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else Body(bytes(row.body), row.media_type, row.sha256)

    def listed(self, *, limit: int, before: str | None = None) -> tuple[list[dict[str, Any]], str | None]:
        """Return payloads, the newest first, and the next page's `before`, or None where there is none."""
        wanted = (
            sa.select(PAYLOADS.c.number, *_LISTED)
            .where(PAYLOADS.c.deleted.is_(None))
            .order_by(PAYLOADS.c.number.desc())
            .limit(limit + 1)
        )
        if before is not None:
            mark = sa.select(PAYLOADS.c.number).where(PAYLOADS.c.id == before).scalar_subquery()
            wanted = wanted.where(PAYLOADS.c.number < mark)
        with self._reading.connect() as connection:
            rows = connection.execute(wanted).mappings().all()
        entries = [{name: row[name] for name in row if name != "number"} for row in rows[:limit]]
        return entries, (entries[-1]["id"] if len(rows) > limit else None)

    def found(self, query: str, *, limit: int) -> list[dict[str, Any]]:
        """Return the passages that hold all words of a query, the best first: payload, page, a snippet.

        In snippets U+0002 and U+0003 stand before and after each word found: no markup, so nothing to escape.
        """
        words = [word for word in query.split() if any(map(str.isalnum, word))]
        if not words:
            return []
        is_sqlite = self._engine.dialect.name == "sqlite"
        # Quoted, a word is a word and no operator, in both.
        match = " ".join('"{}"'.format(word.replace('"', '""')) for word in words) if is_sqlite else query
        statement = _SEARCH_SQLITE if is_sqlite else _SEARCH_POSTGRESQL
        with self._reading.connect() as connection:
            rows = connection.execute(sa.text(statement), {"query": match, "limit": limit}).mappings().all()
        return [dict(row) for row in rows]

    def delete(self, payload_id: str) -> bool:
        """Delete a payload's text for good; tell whether there was one."""
        gone = (
            sa.update(PAYLOADS)
            .where(PAYLOADS.c.id == payload_id, PAYLOADS.c.deleted.is_(None))
            .values(body=None, name=None, title=None, deleted=_now())
            .returning(PAYLOADS.c.number)
        )
        with self._writing, self._engine.begin() as connection:
            number = connection.execute(gone).scalar_one_or_none()
            if number is None:
                return False
            connection.execute(sa.delete(PASSAGES).where(PASSAGES.c.payload == number))
            if FORGET is not None and self._engine.dialect.name == "sqlite":
                connection.exec_driver_sql(FORGET)
        if self._engine.dialect.name == "sqlite":
            # The write-ahead log may still hold the text: empty it, outside of any transaction.
            raw = self._engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()
        return True

    def all_bodies(self) -> Iterator[tuple[str, Body]]:
        """Walk all payloads, the oldest first, holding one at a time."""
        number = 0
        while True:
            wanted = (
                sa.select(*_EXPORTED)
                .where(PAYLOADS.c.number > number, PAYLOADS.c.deleted.is_(None))
                .order_by(PAYLOADS.c.number)
                .limit(1)
            )
            with self._reading.connect() as connection:
                row = connection.execute(wanted).one_or_none()
            if row is None:
                return
            number = row.number
            yield row.id, Body(bytes(row.body), row.media_type, row.sha256)


_SEARCH_SQLITE: Final = """
    SELECT payloads.id AS id, passages.page AS page,
           snippet(passages_fts, 0, char(2), char(3), '…', 24) AS snippet
    FROM passages_fts
    JOIN passages ON passages.number = passages_fts.rowid
    JOIN payloads ON payloads.number = passages.payload
    WHERE passages_fts MATCH :query AND payloads.deleted IS NULL
    ORDER BY passages_fts.rank, passages.number LIMIT :limit
"""
_SEARCH_POSTGRESQL: Final = """
    SELECT payloads.id AS id, passages.page AS page,
           ts_headline('simple', passages.text, query,
                       'StartSel=' || chr(2) || ', StopSel=' || chr(3) || ', MaxWords=24, MinWords=8')
               AS snippet
    FROM passages
    JOIN payloads ON payloads.number = passages.payload,
         plainto_tsquery('simple', :query) AS query
    WHERE to_tsvector('simple', passages.text) @@ query AND payloads.deleted IS NULL
    ORDER BY ts_rank(to_tsvector('simple', passages.text), query) DESC, passages.number LIMIT :limit
"""


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
