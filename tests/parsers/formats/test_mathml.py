"""MathML as LaTeX."""

from __future__ import annotations

import pytest
from docsieve.formats._mathml import to_latex
from docsieve.options import Limits
from docsieve.xml_reader import read_xml


@pytest.mark.parametrize(
    ("inner", "latex"),
    [
        ("<mfrac><mn>1</mn><mi>x</mi></mfrac>", r"\frac{1}{x}"),
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x^{2}"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_{i}^{2}"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
        ("<mi>α</mi><mi>b</mi>", r"\alpha b"),
        ("<mi>sin</mi><mi>x</mi>", r"\sin x"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>", r"\sum_{i}^{n}"),
        ('<mover accent="true"><mi>x</mi><mo>^</mo></mover>', r"\hat{x}"),
        ("<mrow><mo>(</mo><mfrac><mi>a</mi><mi>b</mi></mfrac><mo>)</mo></mrow>", r"\left(\frac{a}{b}\right)"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a,b)"),
        (
            "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd></mtr></mtable>",
            r"\begin{matrix}1 & 0 \\ 0\end{matrix}",
        ),
        ("<mtext>50% of</mtext>", r"\text{50\% of}"),
        ('<semantics><mi>y</mi><annotation encoding="application/x-tex">z</annotation></semantics>', "z"),
        ('<semantics><mi>y</mi><annotation encoding="StarMath 5.0">z</annotation></semantics>', "y"),
        ("<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>", "{}_{6}^{14}C"),
        ("<mfrac/>", r"\frac{}{}"),
    ],
)
def test_mathematics_reads_as_latex(inner: str, latex: str) -> None:
    source = f'<math xmlns="http://www.w3.org/1998/Math/MathML">{inner}</math>'
    assert to_latex(read_xml(source.encode(), "formula", Limits())) == latex
