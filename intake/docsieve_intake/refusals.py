"""Why a request is refused: a status, a stable code, a sentence. Never its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import JSONResponse


# Not frozen: whoever handles an exception sets its traceback.
@dataclass(eq=False)
class Refusal(Exception):
    """Raised anywhere while answering; becomes `{"code": ..., "message": ...}`."""

    status: int
    code: str
    message: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> JSONResponse:
        """Return the answer."""
        body = {"code": self.code, "message": self.message}
        return JSONResponse(body, self.status, headers=dict(self.headers))


def unauthorized() -> Refusal:
    """No token, or one that is not known."""
    message = "This takes a token: send it as `Authorization: Bearer ...`."
    return Refusal(401, "unauthorized", message, {"WWW-Authenticate": "Bearer"})


def forbidden(scope: str) -> Refusal:
    """The token is known, but may not do this."""
    return Refusal(403, "forbidden", f"This token may not do that: it lacks the scope `{scope}`.")


def not_found() -> Refusal:
    """There is no such payload, or none any more."""
    return Refusal(404, "not_found", "There is nothing with this id.")


def too_large(limit: int) -> Refusal:
    """The body is larger than allowed."""
    return Refusal(413, "too_large", f"The payload is larger than the {limit:,} bytes that are taken here.")


def wrong_type(expected: str) -> Refusal:
    """The body says of itself that it is something else, a file for one."""
    return Refusal(415, "wrong_type", f"Only payloads of Docsieve are taken here: {expected}.")


def not_a_payload(code: str, message: str) -> Refusal:
    """The body says that it is a payload, and is not."""
    return Refusal(422, code, message)


def bad_request(code: str, message: str) -> Refusal:
    """A header or parameter is missing or cannot be."""
    return Refusal(400, code, message)


def key_reused() -> Refusal:
    """The idempotency key came before, with another body."""
    message = "This idempotency key was used for another payload. Each payload needs a key of its own."
    return Refusal(409, "key_reused", message)


def deleted() -> Refusal:
    """The payload with this key was stored once and deleted since."""
    return Refusal(410, "deleted", "This payload was received once and has been deleted since.")


def too_many(seconds: int) -> Refusal:
    """The rate limit is reached."""
    message = "That is too much at a time. Try again a little later."
    return Refusal(429, "too_many", message, {"Retry-After": str(max(1, seconds))})


def busy() -> Refusal:
    """All places for uploads are taken."""
    return Refusal(503, "busy", "Too many uploads at this moment. Try again shortly.", {"Retry-After": "2"})
