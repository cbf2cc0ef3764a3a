"""Whether text that is declared to stand for painted glyphs (`ActualText`) is that in another form."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from enum import Enum, auto
from typing import Final

from docsieve.formats._pdf.scripts import is_rtl_text
from docsieve.formats._pdf.text_strings import text_of

#: Letters that a glyph without characters of its own may stand for at the most.
_MOST_LETTERS: Final = 24
#: Of scripts whose letters are joined or change places, texts are held against each other by whole lines.
_SHAPED: Final = re.compile("[\u0590-\u109f\u1780-\u17ff\u1a00-\u1aaf\ufb1d-\ufdff\ufe70-\ufefc]")
#: How much of such a line must be the same letters.
_ALIKE: Final = 0.7
#: Letters that make one shape.
_LETTERS_OF_CLUSTER: Final = 4
_LEADER: Final = re.compile("[ .\u00b7\u2024-\u2026_\u2010-\u2015-]{2,}")

#: What nobody sees, and what only marks or reorders text: dropped. Joiners matter to some scripts.
_UNSEEN: Final = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
HYPHENS: Final = "-\u2010\u2011\u00ad"
#: Stands for a hyphen that is seen only because a line ends there.
SOFT_HYPHEN: Final = "\u00ad"
#: In text that is written leftwards one opens where the other is seen.
_BRACKETS: Final = "()[]{}<>\u00ab\u00bb\u2039\u203a"
_MIRRORED: Final = str.maketrans(_BRACKETS, ")(][}{><\u00bb\u00ab\u203a\u2039")
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe63\uff0d"
#: Signs that are written one for the other, of Arabic also letters; what has no shape of its own.
_ONE_FORM: Final = (
    dict.fromkeys(map(ord, _DASHES), "-")
    | dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u00b4`"), "'")
    | dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033"), '"')
    | {0x301C: "~", 0x223C: "~"}
    | {0x2044: "/", 0x2215: "/", 0x2022: "\u00b7", 0x22C5: "\u00b7", 0x2219: "\u00b7"}
    | {0x06CC: "\u064a", 0x0649: "\u064a", 0x06A9: "\u0643", 0x06BE: "\u0647", 0x06C1: "\u0647"}
    | dict.fromkeys(
        (
            0x0640,
            *range(0x0300, 0x0370),
            *range(0x064B, 0x0656),
            0x0670,
            0x200C,
            0x200D,
            *range(0xFE00, 0xFE10),
        )
    )
)
#: A hyphen within a word, with which a line may end.
_WITHIN_WORD: Final = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
#: What a font that gives no characters leaves: codes, private use.
_NO_CHARACTER: Final = re.compile("[\0-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_WORD: Final = re.compile(r"[A-Za-z]{4}")


class Verdict(Enum):
    """What declared text is to the painted."""

    #: The same letters, or those of glyphs that have none.
    FORM = auto()
    #: The only known text of glyphs, whose codes would be other words.
    UNCHECKED = auto()
    #: Other text.
    OTHER = auto()


class Decision(Enum):
    """What is to be read where some text is declared to stand for what is painted."""

    KEEP = auto()
    KEEP_OTHER = auto()
    REPLACE = auto()
    REPLACE_UNCHECKED = auto()
    #: The painted hyphen is none of the word's own.
    SOFT_HYPHEN = auto()
    LEAVE_OUT = auto()
    #: Of shaped scripts: the declared text, or what the other passages of its line tell.
    SHAPED = auto()
    BY_LINE = auto()


@functools.lru_cache(maxsize=4096)
def declared(string: bytes) -> str:
    """Return the text of a string as it can be read, white space as single spaces."""
    return as_read(text_of(string))


def as_read(text: str) -> str:
    """Return text without what nobody sees, white space as single spaces."""
    found = " ".join(_UNSEEN.sub("", text).split())
    return (" " if text[:1].isspace() else "") + found + (" " if text[-1:].isspace() else "") if found else ""


def form(text: str) -> str:
    """Return what text has in common with others that look alike: neither case, spaces nor ligatures."""
    found = unicodedata.normalize("NFKD", text).casefold().translate(_ONE_FORM)
    return _WITHIN_WORD.sub("", "".join(found.split()))


def is_shaped(text: str) -> bool:
    """Tell whether text is of a script whose letters are joined or change places."""
    return not text.isascii() and _SHAPED.search(text) is not None


def is_leftwards(text: str) -> bool:
    """Tell whether some of text is written from right to left."""
    return not text.isascii() and any(map(is_rtl_text, text))


@functools.lru_cache(maxsize=4096)
def judge(painted: str, wanted: str, unmapped: int) -> Verdict:
    """Hold declared text against what is painted, `unmapped` characters of which are mere codes."""
    wanted_form = form(wanted)
    if form(painted) == wanted_form:
        return Verdict.FORM
    glyphs = len(painted) - painted.count(" ")
    codes = len(_NO_CHARACTER.findall(painted))
    unknown = max(codes, min(unmapped, glyphs))
    if not unknown:
        return Verdict.OTHER
    known = Counter(form(_NO_CHARACTER.sub("", painted))) if unknown < glyphs else Counter()
    missing = (known - Counter(wanted_form)).total()
    if missing > unknown - codes or len(wanted_form) > known.total() + _MOST_LETTERS * unknown:
        return Verdict.OTHER
    return Verdict.UNCHECKED if _WORD.search(painted) else Verdict.FORM


@functools.lru_cache(maxsize=4096)
def decide(painted: str, string: bytes, unmapped: int) -> tuple[Decision, str]:
    """Tell what is to be read for what is painted, and the declared text (`string` as the file has it)."""
    wanted = declared(string)
    if not wanted or wanted == painted:
        if painted in HYPHENS and SOFT_HYPHEN in text_of(string):
            return Decision.SOFT_HYPHEN, wanted
        return Decision.LEAVE_OUT if not wanted and is_leader(painted) else Decision.KEEP, wanted
    if painted in HYPHENS and wanted in HYPHENS and painted != SOFT_HYPHEN:
        return Decision.KEEP, wanted
    if painted in _BRACKETS and painted.translate(_MIRRORED) == wanted:
        return Decision.KEEP, wanted
    verdict = judge(painted, wanted, unmapped)
    if is_shaped(wanted) or is_shaped(painted):
        return Decision.BY_LINE if verdict is Verdict.OTHER else Decision.SHAPED, wanted
    if verdict is Verdict.OTHER:
        return Decision.KEEP_OTHER, wanted
    return Decision.REPLACE if verdict is Verdict.FORM else Decision.REPLACE_UNCHECKED, wanted


def are_alike(painted: str, wanted: str) -> bool:
    """Tell whether two lines of a shaped script are of the same letters, in whatever order."""
    known, unknown = _NO_CHARACTER.subn("", painted)
    first, second = Counter(form(known)), Counter(form(wanted))
    alike = (first & second).total()
    guessed = min(_LETTERS_OF_CLUSTER * unknown, second.total() - alike)
    return alike + guessed >= _ALIKE * max(first.total(), second.total(), 1)


def is_cluster(painted: str, wanted: str) -> bool:
    """Tell whether both are a few letters of shaped scripts: few fonts tell which they join into a glyph."""
    first, second = form(painted), form(wanted)
    return max(len(first), len(second)) <= _LETTERS_OF_CLUSTER and all(map(is_shaped, second))


def is_leader(text: str) -> bool:
    """Tell whether text is but dots or dashes that lead the eye over a gap."""
    return _LEADER.fullmatch(text) is not None


def holds_all(painted: str, wanted: str) -> bool:
    """Tell whether all painted letters and figures are in declared text: a formula may be written out."""
    first = Counter(filter(str.isalnum, form(painted)))
    return not first - Counter(filter(str.isalnum, form(wanted)))
