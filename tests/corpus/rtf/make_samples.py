# ruff: noqa: E501 - RTF is data here
r"""Writes the RTF samples: `python tests/corpus/rtf/make_samples.py`. The same bytes on every run."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent

HEAD = rb"""{\rtf1\ansi\ansicpg1252\deff0\deflang2057\uc1
{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fmodern\fcharset0 Courier New;}
{\f2\fnil\fcharset2 Symbol;}{\f3\fnil\fcharset204 Times New Roman Cyr;}{\f4\fnil\fcharset128 MS Mincho;}
{\f5\fnil\fcharset238{\*\falt x}Times New Roman CE;}}
{\colortbl;\red255\green0\blue0;}
{\stylesheet{\s0 Normal;}{\s1\sbasedon0\outlinelevel0 heading 1;}{\s2\sbasedon0 heading 2;}
{\s3 Titel;}{\s4\outlinelevel2 Kapitel;}{\*\cs10 Default Paragraph Font;}{\s5 toc 1;}}
{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc0\levelstartat3{\leveltext\'02\'00.;}{\levelnumbers\'01;}}
{\listlevel\levelnfc4\levelstartat1{\leveltext\'03(\'01);}{\levelnumbers\'02;}}\listid7}
{\list{\listlevel\levelnfc23{\leveltext\'01\u-3913 ?;}{\levelnumbers;}\f2}\listid8}}
{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}{\listoverride\listid8\ls2}}
{\*\revtbl{Unknown;}{Ada Byron;}}
{\*\generator Docsieve samples;}
{\info{\title A sample \'96 with caf\'e9}{\author Ada Byron; Charles B}{\keywords one, two}{\doccomm About it}
{\creatim\yr2026\mo3\dy4\hr5\min6}{\company Analytical}}
{\*\userprops{\propname Reference}\proptype30{\staticval A-17}}
"""

TEXT = rb"""{\header\pard Top of page\par}{\footer\pard Page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}
{\headerf\pard Never shown\par}
\pard\plain\s1\b First {\i heading}\par
\pard\plain\s2 Second\par
\pard\plain\s4 Third by its outline level\par
\pard\plain Plain, {\b bold}, {\i italic\i0 , not}, {\ul underlined}, {\strike struck}, x{\super 2}, H{\sub 2}O,
 {\f1 code}.\line Next line\tab after a tab \emdash \ldblquote quoted\rdblquote  5\~km co\-op \{braces\} back\\slash\par
{\f3\'cf\'f0\'e8\'e2\'e5\'f2} {\f4\'93\'fa\'96\{} {\f5 \'e8esk\'fd} \u1055\'3f\u1088?\u1080\'3f \u-10179 ?\u-8704 ?
 {\uc0\u8364}{\uc2\u26085\'93\'fa\u26412\'96\'7b}{\upr{ANSI}{\*\ud{\u937 ?mega}}}{\f2 a\'b7}\par
Visible {\v hidden words}, {\*\unknown never shown}a {\field{\*\fldinst{HYPERLINK "https://example.org/a b"}}{\fldrslt link}}
, {\revised\revauth1\revdttm-2040987264 inserted}, {\deleted\revauthdel1\revdttmdel-2040987264 deleted}.\par
"""

LISTS = rb"""\pard\ls1\ilvl0{\listtext\pard\plain 3.\tab}Third\par
\pard\ls1\ilvl1{\listtext (a)\tab}Below third\par
\pard\ls2\ilvl0{\listtext\f2 \'b7\tab}With a bullet\par
\pard{\pntext\f2\'B7\tab}{\*\pn\pnlvlblt\pnf2{\pntxtb\'B7}}An old bullet\par
\pard
\sect\sectd\pard Counted by the reader:\par
\pard\ls1\ilvl0 Three\par Four\par\ilvl1 Four a\par
\pard\par
"""

NOTES = rb"""\aftnnrlc\pard A fact{\super\chftn{\footnote\pard\plain{\super\chftn} The {\i source}.\par}} and
 another{\chftn{\footnote\ftnalt\pard\plain{\chftn} At the end.}}, starred*{\footnote * By a star.},
 {\*\atnid AB}{\*\atnauthor Ada Byron}\chatn{\*\annotation{\*\atndate -2040987264}\pard\plain Is this so?}.\par
{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv A box}}{\shptxt\pard In the box\par}}{\shprslt{\*\do{\dptxbxtext In the box\par}}}}
Beside a picture {\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv A red dot}}}\pngblip\picwgoal150\pichgoal150 89504e47}}
{\nonshppict{\pict\wmetafile8 0100}}.{\pict\jpegblip\bin5 }}{{\ }\par
{\object\objemb{\*\objclass Equation.3}{\*\objdata 0105000002000000}{\result E = m}}\par
"""

TABLES = rb"""\trowd\trhdr\cellx1000\cellx2000\cellx3000\pard\intbl A\cell B\cell C\cell\row
\trowd\clvmgf\cellx1000\cellx3010\pard\intbl Tall\cell Wide {\b bold}\cell\row
\trowd\clvmrg\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl\cell Merged\cell\cell\row
\trowd\cellx1000\cellx3000
\pard\intbl Outside\par second\cell
\pard\intbl\itap2 in 1\nestcell{\nonesttables\par}in 2\nestcell
{\*\nesttableprops\trowd\cellx400\cellx900\nestrow}{\nonesttables\par}\pard\intbl after\cell\row
\pard After the table\par
"""


def main() -> None:
    """Write them all."""
    (HERE / "text.rtf").write_bytes(HEAD + TEXT + b"}")
    (HERE / "lists.rtf").write_bytes(HEAD + LISTS + b"}")
    (HERE / "notes_and_objects.rtf").write_bytes(HEAD + NOTES + b"}")
    (HERE / "tables.rtf").write_bytes(HEAD + TABLES + b"}")
    (HERE / "unbalanced.rtf").write_bytes(rb"{\rtf1\ansi First\par}}} Second\par{\b Third\par{" + b"\0")
    (HERE / "no_text.rtf").write_bytes(rb"{\rtf1\ansi{\fonttbl\f0 Arial;}\pard\par}")


if __name__ == "__main__":
    main()
