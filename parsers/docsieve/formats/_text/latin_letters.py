"""Which windows code page a text in Latin letters is in, by the letters its language would have."""

from __future__ import annotations

from typing import Final

#: Code pages in order of preference, with the letters beyond ASCII of each language that is written in them.
_ALPHABETS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        "cp1252",
        (
            "äöüß",  # German
            "àâæçéèêëîïôœùûüÿ",  # French
            "áéíñóúüºª",  # Spanish
            "áâãàçéêíóôõúüºª",  # Portuguese
            "àèéìíîòóùú",  # Italian
            "åäöæøé",  # Danish, Norwegian, Swedish, Finnish
            "éëïóöüèêá",  # Dutch
            "áðéíóúýþæö",  # Icelandic
            "àçèéíïòóúü",  # Catalan
        ),
    ),
    (
        "cp1250",
        (
            "ąćęłńóśźż",  # Polish
            "áčďéěíňóřšťúůýž",  # Czech
            "áäčďéíĺľňóôŕšťúýž",  # Slovak
            "áéíóöőúüű",  # Hungarian
            "čćđšž",  # Croatian, Slovene, Bosnian
            "ăâîşţ",  # Romanian
        ),
    ),
    ("cp1254", ("çğıöşüâîûi̇",)),  # Turkish
)
_ENOUGH: Final = 0.9


def code_page_of(data: bytes) -> str | None:
    """Return the code page in which nearly all letters belong to one language; None where none fits."""
    best, best_share = None, _ENOUGH
    for code_page, alphabets in _ALPHABETS:
        letters = [letter for letter in data.decode(code_page, "replace").lower() if letter > "\x7f"]
        letters = [letter for letter in letters if letter.isalpha() or letter == "\ufffd"]
        if not letters:
            continue
        share = max(sum(map(alphabet.count, letters)) for alphabet in alphabets) / len(letters)
        if share > best_share:
            best, best_share = code_page, share
    return best
