"""Writes PDF samples of what stands beside the text of pages, the same bytes on every run."""

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


def portfolio() -> None:
    """A cover and three files in folders, two of them with a description."""
    pdf = Pdf()
    pdf.page(text(50, 540, 10, "Open this with a newer program."))
    names = ""
    for key, name, said in (
        ("<1>spring.txt", "spring.txt", "/Desc (Of the first voyage)"),
        ("<2>autumn.txt", "autumn.txt", ""),
        ("crew.txt", "crew.txt", "/Desc (All who sailed)"),
    ):
        content = pdf.stream(f"What {name} tells.\n".encode(), b" /Type /EmbeddedFile")
        entries = f"/UF ({name}) /F ({name}) {said} /EF << /F {content} 0 R >>"
        filed = pdf.add(f"<< /Type /Filespec {entries} >>".encode())
        names += f"({key}) {filed} 0 R "
    year = pdf.add(b"<< /Type /Folder /ID 2 /Name (1890) >>")
    letters = pdf.add(f"<< /Type /Folder /ID 1 /Name (Letters) /Child {year} 0 R >>".encode())
    top = pdf.add(f"<< /Type /Folder /ID 0 /Name (top) /Child {letters} 0 R >>".encode())
    pdf.catalog = (
        f"/Names << /EmbeddedFiles << /Names [{names}] >> >> "
        f"/Collection << /Type /Collection /View /D /Folders {top} 0 R >>"
    ).encode()
    pdf.write("portfolio.pdf")


def annotation_layers() -> None:
    """Comments and a field on layers that are on and off, and a comment with two answers."""
    pdf = Pdf()
    on = pdf.add(b"<< /Type /OCG /Name (Kept) >>")
    off = pdf.add(b"<< /Type /OCG /Name (Put away) >>")
    member = f"<< /Type /OCMD /OCGs [{on} 0 R {off} 0 R] /P /AllOn >>"
    unless = f"<< /Type /OCMD /VE [/And {on} 0 R [/Not {off} 0 R]] >>"
    comments: list[int] = []

    def comment(said: str, rest: str) -> int:
        top = 500 - 30 * len(comments)
        place = f"/Rect [50 {top} 70 {top + 20}]"
        note = f"<< /Type /Annot /Subtype /Text {place} /Contents ({said}) {rest} >>"
        comments.append(pdf.add(note.encode()))
        return comments[-1]

    comment("On a layer that is on", f"/OC {on} 0 R")
    comment("On a layer that is off", f"/OC {off} 0 R")
    comment("Where both are on", f"/OC {member}")
    comment("Where the other is off", f"/OC {unless}")
    asked = comment("Who was the pilot?", "/T (Anna) /M (D:20240102030405Z)")
    comment("Olga was.", f"/T (Berta) /M (D:20240103) /IRT {asked} 0 R")
    comment("It was not Olga.", f"/T (Clara) /CreationDate (D:20240104) /IRT {asked} 0 R")
    marked = pdf.add(b"<< /Type /Annot /Subtype /Highlight /Rect [50 530 200 550] >>")
    comments.append(marked)
    comment("About what is marked", f"/IRT {marked} 0 R")
    field = pdf.add(
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (Berth) /V (Seven) /Rect [200 500 300 520]/OC %d 0 R >>"
        % off
    )
    listed = " ".join(f"{each} 0 R" for each in (*comments, field))
    pdf.page(text(50, 540, 10, "The harbour in winter"), f"/Annots [{listed}]")
    pdf.catalog = (
        f"/OCProperties << /OCGs [{on} 0 R {off} 0 R] /D << /OFF [{off} 0 R] >> >> "
        f"/AcroForm << /Fields [{field} 0 R] >>"
    ).encode()
    pdf.write("annotation_layers.pdf")


PARTS = (xfa_form, portfolio, annotation_layers)


def main() -> None:
    """Write all samples."""
    for make in PARTS:
        make()


if __name__ == "__main__":
    main()
