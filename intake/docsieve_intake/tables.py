"""The tables, for SQLite and PostgreSQL alike; the full-text index is each database's own."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

import sqlalchemy as sa

METADATA: Final = sa.MetaData()
#: SQLite counts only what it calls INTEGER.
_NUMBER: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

#: A row for each payload ever taken. What was deleted keeps its id, key and hash, so that a sender who tries
#: again does not bring it back.
PAYLOADS: Final = sa.Table(
    "payloads",
    METADATA,
    # Rises with time, so that a list can go on where it stopped.
    sa.Column("number", _NUMBER, sa.Identity(), primary_key=True),
    sa.Column("id", sa.String(36), nullable=False, unique=True),
    sa.Column("sender", sa.String(200), nullable=False),
    sa.Column("idempotency_key", sa.String(128), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("size", sa.BigInteger(), nullable=False),
    sa.Column("media_type", sa.String(100), nullable=False),
    #: ISO 8601, UTC.
    sa.Column("received", sa.String(32), nullable=False),
    sa.Column("format", sa.Text()),
    sa.Column("name", sa.Text()),
    sa.Column("title", sa.Text()),
    sa.Column("page_count", sa.Integer()),
    #: The bytes as received; NULL once deleted.
    sa.Column("body", sa.LargeBinary()),
    sa.Column("deleted", sa.String(32)),
    sa.UniqueConstraint("sender", "idempotency_key"),
    sqlite_autoincrement=True,
)

PASSAGES: Final = sa.Table(
    "passages",
    METADATA,
    sa.Column("number", _NUMBER, sa.Identity(), primary_key=True),
    sa.Column("payload", sa.ForeignKey("payloads.number", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("page", sa.Integer()),
    sa.Column("text", sa.Text(), nullable=False),
)

#: unicode61 and "simple" are alike: words as they stand, case and accents aside (accents in SQLite only).
_INDEX: Final = {
    "sqlite": (
        "CREATE VIRTUAL TABLE IF NOT EXISTS passages_fts USING fts5"
        "(text, content='passages', content_rowid='number', tokenize='unicode61 remove_diacritics 2')",
        "CREATE TRIGGER IF NOT EXISTS passages_added AFTER INSERT ON passages BEGIN"
        " INSERT INTO passages_fts(rowid, text) VALUES (new.number, new.text); END",
        "CREATE TRIGGER IF NOT EXISTS passages_removed AFTER DELETE ON passages BEGIN"
        " INSERT INTO passages_fts(passages_fts, rowid, text) VALUES ('delete', old.number, old.text); END",
    ),
    "postgresql": (
        "CREATE INDEX IF NOT EXISTS passages_fts ON passages USING gin (to_tsvector('simple', text))",
    ),
}


#: What was deleted must not stay readable in the index's pages: overwritten at once where SQLite can (3.42),
#: else merged away by FORGET after each deletion.
_SECURE_DELETE: Final = "INSERT INTO passages_fts(passages_fts, rank) VALUES ('secure-delete', 1)"
_CAN_SECURE_DELETE: Final = sqlite3.sqlite_version_info >= (3, 42)
FORGET: Final = None if _CAN_SECURE_DELETE else "INSERT INTO passages_fts(passages_fts) VALUES ('optimize')"


def create_engine(url: str) -> sa.Engine:
    """Return an engine for a database URL; what is committed on it survives a power cut.

    Raises:
        sqlalchemy.exc.ArgumentError: the URL cannot be read.
    """
    # A connection for each thread that answers requests (Starlette has 40), so that none waits for one.
    engine = sa.create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=40, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions start too late to keep two writers apart: `_begin_sqlite` starts them.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # a commit is on the disk before the sender hears of it
        "busy_timeout=60000",
        "foreign_keys=ON",
        "secure_delete=ON",  # deleted text is overwritten
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    is_reading = connection.get_execution_options().get("is_reading", False)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


def create_tables(engine: sa.Engine) -> None:
    """Make what is not there yet; two processes may do so at once."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(4706229)"))
        METADATA.create_all(connection)
        for statement in _INDEX[engine.dialect.name]:
            connection.exec_driver_sql(statement)
        if engine.dialect.name == "sqlite" and _CAN_SECURE_DELETE:
            connection.exec_driver_sql(_SECURE_DELETE)
