"""Writes the Word 97 samples: `python -m tests.corpus.doc.make_samples`. The same bytes on every run."""

from __future__ import annotations

from pathlib import Path

from tests.parsers.formats.doc_builder import BOLD, DELETED, IN_TABLE, VANISH, P, doc, plain, row_end

HERE = Path(__file__).parent

TERMS = '\x13 HYPERLINK "https://example.org/terms" \x14the terms\x15'
BODY = [
    plain("Terms of the loan", 3),
    plain("The parties", 1),
    P([("Two persons ", b""), ("agree", BOLD), (" on this.", b""), ("\x02", b""), ("\x05", b"")]),
    plain("The lender", 2),
    P([(f"See {TERMS}. ", b""), ("Not shown.", VANISH)]),
    P([("Kept. ", b""), ("Struck out.", DELETED), (" 𐌲𐌿𐍄 – čeština", b"")]),
    plain("Both columns", properties=IN_TABLE, mark="\x07"),
    plain("", properties=IN_TABLE, mark="\x07"),
    plain("", properties=row_end([0, 2000, 4000], [1, 2]), mark="\x07"),
    plain("Left", properties=IN_TABLE, mark="\x07"),
    plain("Right", properties=IN_TABLE, mark="\x07"),
    plain("", properties=row_end([0, 2000, 4000]), mark="\x07"),
    plain("After the table."),
]


def main() -> None:
    """Write all samples."""
    sample = doc(
        BODY,
        footnotes=[[plain("\x02 A person may be a company.")]],
        headers={1: [plain("Loan, draft 3")], 3: [plain("Page \x13 PAGE \x147\x15")]},
        comments=[("Berta Beispiel", [plain("\x05Both of them?")])],
        title="Loan",
    )
    (HERE / "loan.doc").write_bytes(sample)


if __name__ == "__main__":
    main()
