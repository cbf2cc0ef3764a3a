from __future__ import annotations

import pytest
from docsieve.formats._ooxml.omml import to_latex
from lxml import etree

from tests.parsers.formats.docx_builder import DECLARATIONS


def t(text: str, properties: str = "") -> str:
    told = f"<m:rPr>{properties}</m:rPr>" if properties else ""
    return f"<m:r>{told}<m:t>{text}</m:t></m:r>"


def e(content: str, name: str = "e") -> str:
    return f"<m:{name}>{content}</m:{name}>"


def latex(content: str) -> str:
    return to_latex(etree.fromstring(f"<m:oMath {DECLARATIONS}>{content}</m:oMath>"))


MATRIX = "<m:m>" + "".join(f"<m:mr>{e(t(a))}{e(t(b))}</m:mr>" for a, b in ("ab", "cd")) + "</m:m>"
FRACTION = f"<m:f>{e(t('a'), 'num')}{e(t('b'), 'den')}</m:f>"


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (t("αx≤β"), r"\alpha x\leq\beta"),
        (FRACTION, r"\frac{a}{b}"),
        (f'<m:f><m:fPr><m:type m:val="lin"/></m:fPr>{e(t("a"), "num")}{e(t("b"), "den")}</m:f>', "a/b"),
        (f"<m:sSup>{e(t('x'))}{e(t('2'), 'sup')}</m:sSup>", "x^{2}"),
        (f"<m:sSup>{e(t('xy'))}{e(t('2'), 'sup')}</m:sSup>", "{xy}^{2}"),
        (f"<m:sSubSup>{e(t('x'))}{e(t('i'), 'sub')}{e(t('2'), 'sup')}</m:sSubSup>", "x_{i}^{2}"),
        (f"<m:sPre>{e(t('1'), 'sub')}{e(t('2'), 'sup')}{e(t('H'))}</m:sPre>", "{}_{1}^{2}H"),
        (f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>{e(t("x"))}</m:rad>', r"\sqrt{x}"),
        (f"<m:rad>{e(t('3'), 'deg')}{e(t('x'))}</m:rad>", r"\sqrt[3]{x}"),
        (f"<m:nary>{e(t('0'), 'sub')}{e(t('1'), 'sup')}{e(t('xdx'))}</m:nary>", r"\int_{0}^{1} xdx"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∏"/></m:naryPr>{e(t("k"), "sub")}<m:sup/>{e(t("k"))}</m:nary>',
            r"\prod_{k} k",
        ),
        (f"<m:d>{e(t('x'))}</m:d>", "(x)"),
        (f"<m:d>{e(FRACTION)}</m:d>", r"\left(\frac{a}{b}\right)"),
        (
            f'<m:d><m:dPr><m:begChr m:val="{{"/><m:endChr m:val=""/></m:dPr>{e(t("x"))}</m:d>',
            r"\left\{x\right.",
        ),
        (
            f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>{e(MATRIX)}</m:d>',
            r"\left[\begin{matrix}a & b \\ c & d\end{matrix}\right]",
        ),
        (
            "<m:d>"
            + e(f'<m:f><m:fPr><m:type m:val="noBar"/></m:fPr>{e(t("n"), "num")}{e(t("k"), "den")}</m:f>')
            + "</m:d>",
            r"\binom{n}{k}",
        ),
        (f"<m:func>{e(t('sin'), 'fName')}{e(t('x'))}</m:func>", r"\sin x"),
        (f"<m:func>{e(t('foo'), 'fName')}{e(t('x'))}</m:func>", r"\operatorname{foo} x"),
        (
            "<m:func><m:fName><m:limLow><m:e><m:r><m:t>lim</m:t></m:r></m:e><m:lim><m:r><m:t>n→∞</m:t></m:r>"
            "</m:lim></m:limLow></m:fName><m:e><m:r><m:t>x</m:t></m:r></m:e></m:func>",
            r"\lim_{n\rightarrow\infty} x",
        ),
        (f'<m:acc><m:accPr><m:chr m:val="&#x20D7;"/></m:accPr>{e(t("v"))}</m:acc>', r"\vec{v}"),
        (f"<m:acc>{e(t('abc'))}</m:acc>", r"\widehat{abc}"),
        (f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr>{e(t("x"))}</m:bar>', r"\overline{x}"),
        (f"<m:groupChr>{e(t('x'))}</m:groupChr>", r"\underbrace{x}"),
        (f"<m:eqArr>{e(t('a'))}{e(t('b'))}</m:eqArr>", r"\begin{aligned}a \\ b\end{aligned}"),
        (f"<m:borderBox>{e(t('x'))}</m:borderBox>", r"\boxed{x}"),
        (t("50% of_it", "<m:nor/>"), r"\text{50\% of\_it}"),
        (t("R", '<m:scr m:val="double-struck"/>'), r"\mathbb{R}"),
        (t("v", '<m:sty m:val="b"/>'), r"\mathbf{v}"),
        (t("𝑥𝐀ℝ"), r"x\mathbf{A}\mathbb{R}"),
        (t("a{b}$"), r"a\{b\}\$"),
        (f"<m:box>{e(t('x'))}</m:box><m:somethingNew>{e(t('y'))}</m:somethingNew>", "xy"),
    ],
)
def test_office_mathematics_is_written_as_latex(content: str, written: str) -> None:
    assert latex(content) == written
