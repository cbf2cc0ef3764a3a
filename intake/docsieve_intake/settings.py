"""What whoever runs the intake may choose, and every limit on what a sender may make it do."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

#: send: deliver payloads. read: list, search, fetch, export. delete: delete. A token that lies in a web page
#: can be read by everybody who opens the page, so it should be able to send and nothing else.
Scope: TypeAlias = Literal["send", "read", "delete"]

MIB: Final = 1024 * 1024
_PREFIX: Final = "DOCSIEVE_INTAKE_"


class SettingsError(Exception):
    """A setting cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token that is let in. Only its SHA-256 is kept: whoever reads the settings cannot use it."""

    name: str
    sha256: str
    scopes: frozenset[Scope]

    def matches(self, presented: str) -> bool:
        """Compare in constant time."""
        return hmac.compare_digest(hashlib.sha256(presented.encode()).hexdigest(), self.sha256)

    @classmethod
    def new(cls, name: str, scopes: Iterable[Scope]) -> tuple[Token, str]:
        """Make a token: what goes into the settings, and the secret that is shown once."""
        secret = f"dsi_{secrets.token_urlsafe(32)}"
        digest = hashlib.sha256(secret.encode()).hexdigest()
        return cls(name=name, sha256=digest, scopes=frozenset(scopes)), secret

    @classmethod
    def parsed(cls, line: str) -> Token:
        """Read "name:scope,scope:sha256", as `docsieve-intake token` prints it.

        Raises:
            SettingsError: it is written otherwise.
        """
        name, _, rest = line.strip().partition(":")
        scopes, _, digest = rest.partition(":")
        wanted = frozenset(scope.strip() for scope in scopes.split(","))
        if not name or not wanted <= set(get_args(Scope)) or len(digest) != 64:
            raise SettingsError(
                "A token in DOCSIEVE_INTAKE_TOKENS is not written as name:send,read,delete:sha256. "
                "`docsieve-intake token NAME` prints such a line."
            )
        return cls(name=name, sha256=digest.lower(), scopes=wanted)  # type: ignore[arg-type]  # checked above

    def line(self) -> str:
        """Return it as `parsed` reads it."""
        return f"{self.name}:{','.join(sorted(self.scopes))}:{self.sha256}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the intake runs. In the environment: DOCSIEVE_INTAKE_ and the name of the field in capitals."""

    #: SQLAlchemy URL: "sqlite:///intake.db", "postgresql+psycopg://user@host/name".
    database: str = "sqlite:///docsieve-intake.db"
    tokens: tuple[Token, ...] = ()
    #: Pages of the same origin may send without a token: for the page that is served beside the intake.
    same_origin_sends: bool = False
    #: Origins whose pages may call the intake from a browser; none by default.
    cors_origins: tuple[str, ...] = ()
    #: Bytes of one payload.
    max_bytes: int = 64 * MIB
    #: Bodies that are received at one time; more wait for a place or get 503.
    max_uploads_at_once: int = 256
    #: Requests of one token (or address, where no token is needed), as `limits` writes them.
    rate: str = "1200/minute"
    #: Failed authentications of one address.
    rate_of_failures: str = "30/minute"
    #: Entries of one page of a list.
    max_listed: int = 200

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read every setting that is set.

        Raises:
            SettingsError: one is not understood, or there is no token and nobody could send.
        """
        chosen: dict[str, object] = {}
        for name in cls.__dataclass_fields__:
            if (text := environment.get(_PREFIX + name.upper())) is not None:
                chosen[name] = _parsed(name, text)
        return cls(**chosen)  # type: ignore[arg-type]  # by name, each of its own type


def _parsed(name: str, text: str) -> object:
    if name == "tokens":
        return tuple(Token.parsed(line) for line in text.replace("\n", ";").split(";") if line.strip())
    if name == "cors_origins":
        return tuple(origin.strip() for origin in text.split(",") if origin.strip())
    if name in {"database", "rate", "rate_of_failures"}:
        return text
    if name == "same_origin_sends":
        return text.strip().lower() in {"1", "true", "yes"}
    try:
        return int(text)
    except ValueError as error:
        raise SettingsError(f"{_PREFIX}{name.upper()} must be a whole number.") from error
