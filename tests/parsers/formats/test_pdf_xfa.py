"""Forms that are made when they are opened: what they say and what is filled in is there all the same."""

from __future__ import annotations

from pathlib import Path

import docsieve
from docsieve import Document, FormField, Paragraph

from tests.corpus.pdf.make_samples import Pdf, text

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"
DATA = "<x:data xmlns:x='urn:x'><form><name>Anna</name></form></x:data>"
TEMPLATE = """<template><subform name="form"><field name="name">
<caption><value><text>Name</text></value></caption></field></subform></template>"""


def form(xfa: str, fields: str = "[]", *, opened: bool = True, page: str = "Please wait...") -> bytes:
    """A form whose XFA is one stream."""
    pdf = Pdf()
    pdf.page(text(50, 540, 10, page))
    stream = pdf.stream(xfa.encode())
    needs = "true" if opened else "false"
    pdf.catalog = f"/NeedsRendering {needs} /AcroForm << /Fields {fields} /XFA {stream} 0 R >>".encode()
    return pdf.file()


def fields(document: Document) -> list[tuple[str, str, str | None]]:
    return [
        (block.name, block.value, block.label)
        for page in document.pages
        for block in page.blocks
        if isinstance(block, FormField)
    ]


def codes(document: Document) -> list[str]:
    return [warning.code for warning in document.warnings]


def test_a_form_is_read_in_the_order_of_its_template_with_the_values_of_its_data() -> None:
    document = docsieve.parse((CORPUS / "xfa_form.pdf").read_bytes())
    assert "xfa_form" in codes(document)
    assert fields(document)[:2] == [("name", "Anna & Clara", "Name of the ship"), ("kind", "Steamer", "Kind")]
    assert ("agent", "Olga Berg", None) in fields(document)  # no field shows it
    assert not any(value == "Sailing ship" for _, value, _ in fields(document))  # a list beside the data
    hidden = [
        block
        for block in document.pages[0].blocks
        if isinstance(block, Paragraph) and block.hidden is not None
    ]
    assert [block.spans[0].text for block in hidden] == ["Only shown when something is missing"]


def test_a_form_in_one_stream_is_read() -> None:
    document = docsieve.parse(form(f"<xdp xmlns='urn:xdp'>{TEMPLATE}<datasets>{DATA}</datasets></xdp>"))
    assert fields(document) == [("name", "Anna", "Name")]


def test_values_are_read_where_the_template_is_broken() -> None:
    document = docsieve.parse(form(f"<datasets>{DATA}</datasets>"))
    assert fields(document) == [("name", "Anna", None)]
    assert codes(docsieve.parse(form(TEMPLATE[:-9]))) == []


def test_a_form_with_fields_on_its_pages_is_read_from_them() -> None:
    pdf = Pdf()
    field = pdf.add(
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Berta) /Rect [50 500 200 520] >>"
    )
    pdf.page(text(50, 540, 10, "Name"), f"/Annots [{field} 0 R]")
    stream = pdf.stream(f"<xdp>{TEMPLATE}<datasets>{DATA}</datasets></xdp>".encode())
    pdf.catalog = f"/AcroForm << /Fields [{field} 0 R] /XFA {stream} 0 R >>".encode()
    document = docsieve.parse(pdf.file())
    assert fields(document) == [("name", "Berta", None)]
    assert codes(document) == []


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + TEMPLATE.replace("<text>Name", "<text>&a;")
    assert fields(docsieve.parse(form(bomb))) == []


def test_deep_nesting_ends_somewhere() -> None:
    deep = "<template>" + "<subform name='a'>" * 5000 + "</subform>" * 5000 + "</template>"
    assert fields(docsieve.parse(form(deep))) == []
