"""What LaTeX commands stand for. Lookup tables only."""

from __future__ import annotations

from typing import Any, Final

HEADINGS: Final = {
    "part": 0,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
    "frametitle": 3,
    "framesubtitle": 4,
}
#: Commands that style their argument.
STYLES: Final[dict[str, dict[str, Any]]] = {
    "textbf": {"bold": True},
    "emph": {"italic": True},
    "textit": {"italic": True},
    "textsl": {"italic": True},
    "underline": {"underline": True},
    "uline": {"underline": True},
    "ul": {"underline": True},
    "texttt": {"code": True},
    "sout": {"strike": True},
    "st": {"strike": True},
    "textsuperscript": {"superscript": True},
    "textsubscript": {"subscript": True},
    "phantom": {"hidden": "invisible"},
    "hphantom": {"hidden": "invisible"},
}
#: Commands that style what follows, to the end of the group.
DECLARATIONS: Final[dict[str, dict[str, Any]]] = {
    "bfseries": {"bold": True},
    "bf": {"bold": True},
    "itshape": {"italic": True},
    "slshape": {"italic": True},
    "it": {"italic": True},
    "sl": {"italic": True},
    "em": {"italic": True},
    "ttfamily": {"code": True},
    "tt": {"code": True},
    "normalfont": {"bold": False, "italic": False, "code": False},
    "mdseries": {"bold": False},
    "upshape": {"italic": False},
}
#: Commands whose arguments, so many in braces, are for the typesetter; a further one is text as any other.
SKIPPED: Final = {
    **dict.fromkeys(
        (
            *("label", "usepackage", "RequirePackage", "pagestyle", "thispagestyle", "pagenumbering"),
            *("vspace", "hspace", "bibliographystyle", "index", "nocite", "hypersetup", "geometry"),
            *("cline", "cmidrule", "selectlanguage", "graphicspath", "colorbox", "parbox", "raisebox"),
            *("scalebox", "rotatebox", "usetheme", "usecolortheme", "sisetup", "lstset", "captionsetup"),
            *("newcounter", "stepcounter", "refstepcounter", "newlength", "tikzset", "usetikzlibrary"),
            *("pgfplotsset", "hyphenation", "foreignlanguage", "fontfamily", "bookmarksetup", "linespread"),
            *("documentclass", "documentstyle", "setmainfont", "setsansfont", "setmonofont", "fancyhf"),
            *(
                "addbibresource",
                "bibliography",
                "printbibliography",
                "theoremstyle",
                "makebox",
                "glsresetall",
            ),
        ),
        1,
    ),
    **dict.fromkeys(
        (
            *("setlength", "addtolength", "setcounter", "addtocounter", "rule", "resizebox", "fontsize"),
            *("fcolorbox", "multirowsetup", "numberwithin", "DeclareMathOperator", "setbeamertemplate"),
            *("setbeamercolor", "newtcolorbox", "addcontentsline", "titlespacing"),
        ),
        2,
    ),
    **dict.fromkeys(("definecolor", "titleformat", "newenvironment", "renewenvironment"), 3),
}
#: Commands that neither show anything nor take an argument.
SILENT: Final = frozenset(
    (
        *("centering", "noindent", "indent", "hline", "toprule", "midrule", "bottomrule", "newpage"),
        *("clearpage", "cleardoublepage", "pagebreak", "smallskip", "medskip", "bigskip", "hfill", "vfill"),
        *(
            "tiny",
            "scriptsize",
            "footnotesize",
            "small",
            "normalsize",
            "large",
            "Large",
            "LARGE",
            "huge",
            "Huge",
        ),
        *("raggedright", "raggedleft", "tableofcontents", "listoffigures", "listoftables", "appendix"),
        *("frontmatter", "mainmatter", "backmatter", "makeatletter", "makeatother", "relax", "protect"),
        *("sffamily", "rmfamily", "rm", "sf", "sc", "scshape", "left", "right", "displaystyle", "null"),
        *("endhead", "endfirsthead", "endfoot", "endlastfoot", "arraybackslash", "makeindex", "printindex"),
        *("nopagebreak", "linebreak", "sloppy", "fussy", "leavevmode", "unskip", "ignorespaces", "strut"),
        *("/", "-", "!", "@", "onecolumn", "twocolumn", "flushbottom", "raggedbottom", "doublespacing"),
        *(
            "singlespacing",
            "onehalfspacing",
            "begingroup",
            "endgroup",
            "pause",
            "and",
            "titlepage",
            "fi",
            "else",
        ),
    )
)
SYMBOLS: Final = {
    **{sign: sign for sign in "&%$#_{}"},
    **dict.fromkeys((",", ";", ":", " ", "\n", "\t", "quad", "qquad", "enspace", "thinspace", "space"), " "),
    "textbackslash": "\\",
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
    "textendash": "–",
    "textemdash": "—",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "o": "ø",
    "O": "Ø",
    "aa": "å",
    "AA": "Å",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
    "j": "ȷ",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "S": "§",
    "P": "¶",
    "textsection": "§",
    "textparagraph": "¶",
    "copyright": "©",
    "textcopyright": "©",
    "textregistered": "®",
    "texttrademark": "™",
    "pounds": "£",
    "textsterling": "£",
    "euro": "€",
    "texteuro": "€",
    "EUR": "€",
    "textdegree": "°",
    "degree": "°",
    "textmu": "µ",
    "textperthousand": "‰",
    "textbullet": "•",
    "textperiodcentered": "·",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "textunderscore": "_",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textdollar": "$",
    "textquotedbl": '"',
    "textquotesingle": "'",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "quotedblbase": "„",
    "glqq": "„",
    "grqq": "“",
    "glq": "‚",
    "grq": "‘",
    "flqq": "«",
    "frqq": "»",
    "guillemotleft": "«",
    "guillemotright": "»",
    "og": "« ",
    "fg": " »",
    "textexclamdown": "¡",
    "textquestiondown": "¿",
    "textonehalf": "½",
    "texttimes": "×",
    "checkmark": "✓",
    "dag": "†",
    "ddag": "‡",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2ε",
    "XeLaTeX": "XeLaTeX",
    "BibTeX": "BibTeX",
    "today": "\\today",
}
#: Accent command -> the combining character.
ACCENTS: Final = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    '"': "\u0308",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "d": "\u0323",
    "b": "\u0331",
    "r": "\u030a",
    "k": "\u0328",
}
MATH: Final = frozenset(
    (
        *("equation", "align", "gather", "multline", "eqnarray", "displaymath", "math", "flalign", "alignat"),
        *("dmath", "subequations", "IEEEeqnarray"),
    )
)
#: Environments whose source is shown to the character.
VERBATIM: Final = frozenset(("verbatim", "Verbatim", "lstlisting", "minted", "alltt", "BVerbatim", "code"))
DRAWINGS: Final = frozenset(("tikzpicture", "pspicture", "picture", "pgfpicture", "asy", "forest"))
LISTS: Final = {"itemize": False, "enumerate": True, "description": False, "compactitem": False}
QUOTES: Final = frozenset(("quote", "quotation", "verse", "displayquote"))
#: Environments of rows and cells -> how many arguments in braces stand before the rows.
TABULARS: Final = {
    "tabular": 1,
    "tabularx": 2,
    "tabulary": 2,
    "longtable": 1,
    "supertabular": 1,
    "xltabular": 2,
    "tblr": 1,
    "longtblr": 1,
    "NiceTabular": 1,
    "array": 1,
}
#: Other environments -> arguments in braces that are for the typesetter.
ARGUMENTS: Final = {
    "minipage": 1,
    "multicols": 1,
    "wrapfigure": 2,
    "adjustbox": 1,
    "thebibliography": 1,
    "spacing": 1,
}
#: What the environment prints above its text.
TITLES: Final = {
    "abstract": "Abstract",
    "thebibliography": "References",
    "theorem": "Theorem",
    "lemma": "Lemma",
    "proof": "Proof",
    "definition": "Definition",
    "corollary": "Corollary",
    "remark": "Remark",
    "example": "Example",
}
#: Colours of paper.
PAPER: Final = frozenset(("white", "background", "bg"))
