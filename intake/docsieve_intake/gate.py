"""Who may do what, and how often."""

from __future__ import annotations

import time
from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from docsieve_intake.refusals import forbidden, too_many, unauthorized
from docsieve_intake.settings import Scope, Settings, SettingsError

#: The sender that pages of the same origin are, where they need no token.
SAME_ORIGIN: Final = "same-origin"


class Gate:
    """Lets requests in by their token. Counts in memory: behind several processes each has its own count."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        try:
            self._rate = parse(settings.rate)
            self._rate_of_failures = parse(settings.rate_of_failures)
        except ValueError as error:
            raise SettingsError('A rate is written as "100/minute".') from error
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def let_in(self, request: Request, scope: Scope) -> str:
        """Return the name of the sender.

        Raises:
            Refusal: no token where one is needed, one that may not do this, or too many requests.
        """
        name = self._name(request, scope)
        self._count(self._rate, name)
        return name

    def _name(self, request: Request, scope: Scope) -> str:
        kind, _, presented = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and presented:
            for token in self._settings.tokens:
                if token.matches(presented.strip()):
                    if scope not in token.scopes:
                        raise forbidden(scope)
                    return token.name
        elif scope == "send" and self._settings.same_origin_sends and _is_same_origin(request):
            return SAME_ORIGIN
        address = request.client.host if request.client else "unknown"
        self._count(self._rate_of_failures, f"failures of {address}")
        raise unauthorized()

    def _count(self, rate: RateLimitItem, who: str) -> None:
        if not self._limiter.hit(rate, who):
            window = self._limiter.get_window_stats(rate, who)
            raise too_many(int(window.reset_time - time.time()) + 1)


def _is_same_origin(request: Request) -> bool:
    """Tell whether a browser says that a page of this origin asks: scripts of other sites cannot forge it."""
    return request.headers.get("sec-fetch-site") == "same-origin"
