"""Control words by kind, for those that there are many of (RTF 1.9.1, appendix B)."""

from __future__ import annotations

from typing import Final

#: Control words that stand for a character.
CHARACTERS: Final = {
    **{b"tab": "\t", b"line": "\n", b"lbr": "\n", b"softline": "", b"emdash": "—", b"endash": "–"},
    **{b"emspace": "\u2003", b"enspace": "\u2002", b"qmspace": "\u2005", b"bullet": "•", b"lquote": "‘"},
    **{b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"zwbo": "\u200b", b"zwnbo": "\u2060"},
    **{b"zwj": "\u200d", b"zwnj": "\u200c", b"ltrmark": "\u200e", b"rtlmark": "\u200f"},
}
#: The same for control symbols.
SYMBOLS: Final = {b"~": "\xa0", b"-": "", b"_": "\u2011", b"\t": "\t"}
#: Kinds of underlining.
UNDERLINES: Final = (
    b"ul", b"uld", b"uldash", b"uldashd", b"uldashdd", b"uldb", b"ulhwave", b"ulldash", b"ulth",
    b"ulthd", b"ulthdash", b"ulthdashd", b"ulthdashdd", b"ulthldash", b"ululdbwave", b"ulw", b"ulwave",
)  # fmt: skip
#: Groups that say how mathematics is set.
MATH_PROPERTIES: Final = (
    b"maccPr", b"margPr", b"mbarPr", b"mborderBoxPr", b"mboxPr", b"mctrlPr", b"mdPr", b"meqArrPr",
    b"mfPr", b"mfuncPr", b"mgroupChrPr", b"mlimLowPr", b"mlimUppPr", b"mmPr", b"mmcPr", b"mnaryPr",
    b"moMathParaPr", b"mphantPr", b"mrPr", b"mradPr", b"msPrePr", b"msSubPr", b"msSubSupPr", b"msSupPr",
    b"mmathPr",
)  # fmt: skip
#: Destinations that hold nothing a reader sees, most of them written without `*`.
SKIPPED: Final = (
    b"filetbl", b"xe", b"tc", b"tcn", b"rxe", b"private", b"ftnsep", b"ftnsepc", b"ftncn",
    b"aftnsep", b"aftnsepc", b"aftncn", b"bkmkstart", b"bkmkend", b"latentstyles", b"rsidtbl",
    b"pgdsctbl", b"themedata", b"colorschememapping", b"datastore", b"xmlnstbl", b"objalias",
    b"objsect", b"objname", b"pnseclvl", b"template", b"fldtype", b"objtime",
)  # fmt: skip
