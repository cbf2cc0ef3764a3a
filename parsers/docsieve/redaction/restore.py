"""Labels turned back into values: the answer to a redacted text, made readable where the vault is."""

from __future__ import annotations

from docsieve.redaction.labels import LABEL, Vault


def restore(text: str, vault: Vault) -> str:
    """Return a text with the values of a vault in place of their labels; labels it does not have stay.

    Values are put in once: a value that looks like a label is not looked up again. Labels as Markdown escapes
    them (`\\[EMAIL-1\\]`) are known too.
    """
    return restore_counted(text, vault)[0]


def restore_counted(text: str, vault: Vault) -> tuple[str, int]:
    """Return the same, and how many labels were turned back."""
    parts: list[str] = []
    at = 0
    count = 0
    for found in LABEL.finditer(text):
        entry = vault.labels.get(f"[{found[1]}-{found[2]}]")
        if entry is not None:
            parts += (text[at : found.start()], entry.text)
            at = found.end()
            count += 1
    parts.append(text[at:])
    return "".join(parts), count
