"""A letter with what must not leave."""

from __future__ import annotations

MAIL = "anna.schmidt@example.com"
IBAN = "DE89 3704 0044 0532 0130 00"
LETTER = f"Dear Ms Schmidt,\n\nwrite to {MAIL} about Bluebird.\nIBAN {IBAN}.\nAgain: {MAIL}."
