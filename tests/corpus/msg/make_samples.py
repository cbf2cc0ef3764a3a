"""Writes the Outlook samples: `python -m tests.corpus.msg.make_samples`. The same bytes on every run."""

from __future__ import annotations

import struct
from pathlib import Path

from tests.parsers.formats.ole_builder import Tree, ole

HERE = Path(__file__).parent
SENT = 133_500_000_000_000_000


def message(texts: dict[int, str], more: Tree, header: int = 32) -> Tree:
    """Return the storage of a message: its texts by tag, sent on a day of January 2024."""
    rows = struct.pack("<HHIQ", 0x40, 0x0039, 6, SENT) + struct.pack("<HHIQ", 3, 0x3FDE, 6, 65001)
    tree: Tree = {"__properties_version1.0": bytes(header) + rows}
    for tag, text in texts.items():
        tree[f"__substg1.0_{tag:04X}001F"] = text.encode("utf-16-le")
    return tree | more


def recipient(name: str, address: str, kind: int) -> Tree:
    """Return the storage of a recipient: 1 for To, 2 for Cc."""
    return {
        "__properties_version1.0": bytes(8) + struct.pack("<HHIQ", 3, 0x0C15, 6, kind),
        "__substg1.0_3001001F": name.encode("utf-16-le"),
        "__substg1.0_39FE001F": address.encode("utf-16-le"),
    }


def main() -> None:
    """Write all samples."""
    inner = message({0x0037: "Earlier", 0x0042: "Dora Dahl", 0x1000: "The message before."}, {}, 24)
    html = "<p>The <b>terms</b> are attached.</p><ul><li>Grüße</li></ul>".encode()
    rtf = rb"{\rtf1\ansi\ansicpg1252\fromhtml1{\*\htmltag64 <p>}"
    rtf += rb"\htmlrtf {\b \htmlrtf0 Caf\'e9\htmlrtf }\htmlrtf0}"
    offer = message(
        {
            **{0x0037: "Terms of the loan", 0x0042: "Anna Arp", 0x5D02: "anna@example.org"},
            **{0x1000: "The terms are attached.\r\nGrüße", 0x1035: "<1@example.org>"},
        },
        {
            "__substg1.0_10130102": html,
            "__recip_version1.0_#00000000": recipient("Ben Berg", "ben@example.org", 1),
            "__recip_version1.0_#00000001": recipient("Cleo", "cleo@example.org", 2),
            "__attach_version1.0_#00000000": {
                "__properties_version1.0": bytes(8),
                "__substg1.0_3707001F": "terms.txt".encode("utf-16-le"),
                "__substg1.0_37010102": b"Pay back in May.\n",
            },
            "__attach_version1.0_#00000001": {
                "__properties_version1.0": bytes(8),
                "__substg1.0_3001001F": "Earlier".encode("utf-16-le"),
                "__substg1.0_3701000D": inner,
            },
        },
    )
    (HERE / "offer.msg").write_bytes(ole(offer))
    packed = struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf
    (HERE / "rtf_only.msg").write_bytes(ole(message({0x0037: "RTF"}, {"__substg1.0_10090102": packed})))


if __name__ == "__main__":
    main()
