"""Writes the PDF sample that is an XFA form, the same bytes on every run."""

from __future__ import annotations

from tests.corpus.pdf.make_samples import Pdf, text

_TEMPLATE = """<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform name="berth">
<pageSet><pageArea name="sheet"><contentArea/>
<draw><value><text>Port authority, form 7</text></value></draw></pageArea></pageSet>
<draw name="title"><value><text>Request for a berth</text></value></draw>
<draw name="note"><value><exData contentType="text/html"><body xmlns="http://www.w3.org/1999/xhtml">
<p>Fill in <b>all</b> of it.</p><p>The tide does not wait.</p></body></exData></value></draw>
<subform name="ship"><field name="name"><caption><value><text>Name of the ship</text></value></caption>
<ui><textEdit/></ui></field>
<field name="kind"><caption><value><text>Kind</text></value></caption><ui><choiceList/></ui>
<items><text>Sailing ship</text><text>Steamer</text></items>
<items save="1"><text>01</text><text>02</text></items></field>
<field name="pilot"><caption><value><text>Pilot wanted</text></value></caption><ui><checkButton/></ui>
<items><integer>1</integer><integer>0</integer></items></field></subform>
<exclGroup name="side"><field name="port"><caption><value><text>Port side</text></value></caption>
<ui><checkButton/></ui><items><text>P</text></items></field>
<field name="board"><caption><value><text>Starboard side</text></value></caption>
<ui><checkButton/></ui><items><text>S</text></items></field></exclGroup>
<subform name="stop"><occur max="-1"/>
<field name="day"><caption><value><text>Day</text></value></caption><ui><dateTimeEdit/></ui></field>
<field name="hours"><caption><value><text>Hours</text></value></caption></field></subform>
<field name="print"><ui><button/></ui></field>
<field name="state" presence="hidden"><ui><textEdit/></ui></field>
<draw presence="hidden"><value><text>Only shown when something is missing</text></value></draw>
</subform></template>"""

_DATASETS = """<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/">
<lists><kind code="01">Sailing ship</kind></lists>
<xfa:data><berth><ship><name>Anna & Clara</name><kind>02</kind><pilot>1</pilot></ship><side>S</side>
<stop><day>2024-05-01</day><hours>6</hours></stop><stop><day>2024-05-09</day><hours>12</hours></stop>
<agent>Olga Berg</agent></berth></xfa:data></xfa:datasets>"""


def xfa_form() -> None:
    """A form that is only made when it is opened; its page asks to wait."""
    pdf = Pdf()
    pdf.page(text(50, 540, 10, "Please wait..."))
    template = pdf.stream(_TEMPLATE.encode(), packed=True)
    datasets = pdf.stream(_DATASETS.encode(), packed=True)
    pdf.catalog = (
        f"/NeedsRendering true /AcroForm << /Fields [] "
        f"/XFA [(template) {template} 0 R (datasets) {datasets} 0 R] >>"
    ).encode()
    pdf.write("xfa_form.pdf")


PARTS = (xfa_form,)


def main() -> None:
    """Write all samples."""
    for make in PARTS:
        make()


if __name__ == "__main__":
    main()
