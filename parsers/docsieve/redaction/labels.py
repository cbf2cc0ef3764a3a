"""Numbers for values, one for a value in all documents of a set, and the vault that turns labels back."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import msgspec

from docsieve.redaction.model import Kind, Operator

#: Raised on every change that an older reader of vaults could trip over.
VAULT_VERSION: Final = 1

#: A label as it is written, or as Markdown escapes it.
LABEL: Final = re.compile(r"\\?\[([A-Z][A-Z_]*)-(\d{1,9}|[0-9a-f]{12})\\?\]")
_MASK: Final = "■"
#: Hex digits of a keyed hash: 48 bits, one chance in a million that any two of 20,000 values share one.
_HASH_DIGITS: Final = 12


class VaultEntry(msgspec.Struct, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """What a label stands for: the text as it was found first, and the value that equal texts share."""

    kind: Kind
    text: str
    value: str = ""


class Vault(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Values by label: `{"[EMAIL-1]": ...}`. It holds what was redacted: it stays where the documents are."""

    version: int = VAULT_VERSION
    labels: dict[str, VaultEntry] = {}
    #: Hex key of the keyed hashes, so that later documents of the set get the same.
    key: str | None = None

    def to_json(self) -> str:
        """Return it as JSON text, to be kept on the client."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Vault:
        """Read it back.

        Raises:
            msgspec.DecodeError: it is no vault of this version.
        """
        found = msgspec.json.decode(text, type=cls)
        if found.version != VAULT_VERSION:
            raise msgspec.ValidationError(f"a vault of version {found.version}, not {VAULT_VERSION}")
        return found


class Labels:
    """Which number a value has among the values of its kind. One for a set of documents."""

    def __init__(self, vault: Vault | None = None) -> None:
        """Begin a set, or go on with the one that a vault was made of."""
        self._numbers: dict[Kind, dict[str, int]] = defaultdict(dict)
        self._highest: dict[Kind, int] = {}
        self._texts: dict[tuple[Kind, str], str] = {}
        self._taken: dict[str, set[int]] = defaultdict(set)
        self._key = bytes.fromhex(vault.key) if vault is not None and vault.key else secrets.token_bytes(32)
        for label, entry in vault.labels.items() if vault is not None else ():
            found = LABEL.fullmatch(label)
            if found is not None and found[2].isdigit() and len(found[2]) < _HASH_DIGITS:
                number = int(found[2])
                self._numbers[entry.kind][entry.value or entry.text] = number
                self._highest[entry.kind] = max(number, self._highest.get(entry.kind, 0))
            self._texts[entry.kind, entry.value or entry.text] = entry.text

    def reserve(self, texts: Iterable[str]) -> None:
        """Never give out a label that a document already has in its text."""
        for text in texts:
            if "[" in text:
                for found in LABEL.finditer(text):
                    if found[2].isdigit():
                        self._taken[found[1]].add(int(found[2]))

    def number(self, kind: Kind, value: str, text: str) -> int:
        """Return the number of a value; `text` is kept for the vault where the value is new."""
        numbers = self._numbers[kind]
        known = numbers.get(value)
        if known is None:
            known = self._highest.get(kind, 0) + 1
            taken = self._taken.get(kind.upper(), ())
            while known in taken:
                known += 1
            numbers[value] = self._highest[kind] = known
        self._texts.setdefault((kind, value), text)
        return known

    def values(self) -> list[tuple[Kind, str]]:
        """Return every value that has a number."""
        return [(kind, value) for kind, numbers in self._numbers.items() for value in numbers]

    def knows(self, kind: Kind, value: str) -> bool:
        """Tell whether a value has a number."""
        return value in self._numbers.get(kind, ())

    def forget(self, kind: Kind, values: Iterable[str]) -> None:
        """Give numbers back, as if the values had never been seen."""
        for value in values:
            self._numbers[kind].pop(value, None)
            self._texts.pop((kind, value), None)
        self._highest[kind] = max(self._numbers[kind].values(), default=0)

    def label(self, kind: Kind, value: str) -> str:
        """Return the label of a value that has a number."""
        return f"[{kind.upper()}-{self._numbers[kind][value]}]"

    def replacement(self, operator: Operator, kind: Kind, value: str, text: str) -> str:
        """Return what stands in place of a text."""
        if operator == "label":
            return self.label(kind, value)
        if operator == "hash":
            digest = hmac.new(self._key, f"{kind}\0{value}".encode("utf-8", "replace"), hashlib.sha256)
            return f"[{kind.upper()}-{digest.hexdigest()[:_HASH_DIGITS]}]"
        return _MASK * len(text) if operator == "mask" else ""

    def vault(self, used: Iterable[tuple[Kind, str, Operator]]) -> Vault:
        """Return the vault for the values that were replaced by labels or hashes."""
        entries: dict[str, VaultEntry] = {}
        has_hash = False
        for kind, value, operator in used:
            if operator in ("label", "hash"):
                has_hash = has_hash or operator == "hash"
                text = self._texts.get((kind, value), value)
                entry = VaultEntry(kind=kind, text=text, value="" if value == text else value)
                entries[self.replacement(operator, kind, value, text)] = entry
        return Vault(labels=dict(sorted(entries.items())), key=self._key.hex() if has_hash else None)
