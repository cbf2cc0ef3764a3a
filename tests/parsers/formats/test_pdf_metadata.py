"""What PDFs say of themselves in XMP, links to other files, fields without a form."""

from __future__ import annotations

import io

import docsieve
import pypdf
import pytest
from docsieve import FormField, Locator, Paragraph
from docsieve.formats._pdf import links as links_of_pages

from tests.corpus.pdf.make_samples import Pdf, text
from tests.parsers.formats.test_pdf_broken import packed

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF>"""
AROUND = '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/">{}</x:xmpmeta><?xpacket end="w"?>'


def with_packets(packet: str, other: str = "", *, packed: bool = False) -> bytes:
    """A file with the packet of the catalog, and behind it another."""
    pdf = Pdf()
    pdf.page(text(50, 540, 10, "Text"))
    number = pdf.stream(packet.encode(), b" /Type /Metadata /Subtype /XML", packed=packed)
    pdf.stream(other.encode(), b" /Type /Metadata /Subtype /XML")
    pdf.catalog = b"/Metadata %d 0 R" % number
    return pdf.file()


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("around", [AROUND, "{}"])
def test_the_title_is_taken_from_the_packet_that_the_catalog_names(around: str, packed: bool) -> None:
    data = with_packets(
        around.format(RDF.format("The title")), AROUND.format(RDF.format("A picture")), packed=packed
    )
    assert docsieve.parse(data).metadata.title == "The title"


@pytest.mark.parametrize("packet", ["", "<x:xmpmeta", AROUND.format("<rdf:RDF></rdf:RDF>"), "\0" * 50])
def test_broken_packets_are_passed_over(packet: str) -> None:
    assert docsieve.parse(with_packets(packet)).metadata.title is None


def test_a_packet_that_unpacks_to_too_much_is_not_read() -> None:
    data = with_packets(AROUND.format(" " * (2 << 20) + RDF.format("Too late")), packed=True)
    assert len(data) < 10_000
    assert docsieve.parse(data).metadata.title is None


SUBJECTS = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 pdf:Keywords="tides; ships, cranes">{}</rdf:Description></rdf:RDF>"""
BAG = "<dc:subject><rdf:Bag><rdf:li>Quays, old ones</rdf:li><rdf:li>Locks</rdf:li></rdf:Bag></dc:subject>"


@pytest.mark.parametrize(
    ("subjects", "keywords"),
    [("", ["tides", "ships", "cranes"]), (BAG, ["Quays, old ones", "Locks"])],
)
def test_keywords_are_taken_from_the_packet(subjects: str, keywords: list[str]) -> None:
    data = with_packets(AROUND.format(SUBJECTS.format(subjects)))
    assert docsieve.parse(data).metadata.keywords == keywords


def titled() -> bytes:
    """A file that only a compressed packet tells the title of."""
    return with_packets(AROUND.format(RDF.format("The title")), packed=True)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
@pytest.mark.parametrize("password", ["", "open"])
def test_the_title_is_taken_from_an_encrypted_packet(algorithm: str, password: str) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(titled()))
    writer.metadata = None
    writer.encrypt(password, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    assert b"The title" not in out.getvalue()
    options = docsieve.Options(password=password or None)
    assert docsieve.parse(out.getvalue(), options=options).metadata.title == "The title"


def test_the_title_is_taken_from_a_packed_packet_where_the_catalog_is_packed_too() -> None:
    data = with_packets(
        AROUND.format(RDF.format("The title").replace("rdf:about", 'dc:format="application/pdf" rdf:about')),
        packed=True,
    )
    made = packed(data)
    assert b"/Catalog" not in made
    assert docsieve.parse(made).metadata.title == "The title"


def with_links(*actions: str) -> docsieve.Document:
    """A page with a line of text under a link for each action."""
    pdf = Pdf()
    links = [
        pdf.add(
            b"<< /Type /Annot /Subtype /Link /Rect [50 %d 200 %d] /A << %s >> >>"
            % (535 - 30 * n, 550 - 30 * n, action.encode())
        )
        for n, action in enumerate(actions)
    ]
    pdf.page(
        "".join(text(50, 540 - 30 * n, 10, f"Line {n} of links") for n in range(len(actions))),
        f"/Annots [{' '.join(f'{link} 0 R' for link in links)}]",
    )
    return docsieve.parse(pdf.file())


def targets(document: docsieve.Document) -> list[str | None]:
    blocks = document.pages[0].blocks
    return [span.link for block in blocks if isinstance(block, Paragraph) for span in block.spans]


def test_links_to_other_files_keep_their_target() -> None:
    document = with_links("/S /GoToR /F (../other.pdf) /D [0 /Fit]", "/S /Named /N /NextPage")
    assert targets(document) == ["../other.pdf", None]
    assert document.warnings == []


def test_links_that_start_something_are_refused_and_told() -> None:
    document = with_links("/S /Launch /F (notes.txt)", "/S /URI /URI (https://example.com)")
    assert targets(document) == [None, "https://example.com"]
    assert [(each.code, each.message, each.where) for each in document.warnings] == [
        (
            "links_refused",
            "A link of this file would start a program or open a file; where to was left out.",
            Locator(page=1),
        )
    ]
    both = with_links("/S /Launch /F (notes.txt)", "/S /Launch /Win << /F (cmd.exe) /P (/c dir) >>")
    assert both.warnings[0].message.startswith("2 links of this file")
    assert "cmd" not in docsieve.render(both, "json")


def test_a_page_with_more_links_than_are_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links_of_pages, "_MAX_LINKS", 2)
    document = with_links(*(f"/S /URI /URI (https://example.com/{n})" for n in range(4)))
    assert [each.code for each in document.warnings] == ["link_limit"]


def test_values_written_as_numbers_and_choices_named_otherwise_are_read() -> None:
    pdf = Pdf()
    widget = b"<< /Type /Annot /Subtype /Widget "
    fields = [
        pdf.add(widget + b"/FT /Tx /T (Price) /V 32.98 /Rect [90 530 200 550] >>"),
        pdf.add(
            widget + b"/FT /Ch /Ff 131072 /T (Month) /V (April) /I [2] /Opt [(January) (February) (March) "
            b"(April)] /Rect [90 500 200 520] >>"
        ),
    ]
    pdf.page(text(50, 540, 10, "Name"), f"/Annots [{' '.join(f'{field} 0 R' for field in fields)}]")
    pdf.catalog = b"/AcroForm << /Fields [%d 0 R %d 0 R] >>" % tuple(fields)
    blocks = docsieve.parse(pdf.file()).pages[0].blocks
    assert [b.value for b in blocks if isinstance(b, FormField)] == ["32.98", "April"]


def test_a_field_that_its_form_does_not_list_is_read() -> None:
    pdf = Pdf()
    fields = [
        pdf.add(b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (Name) /V (Berta) /Rect [90 530 200 550] >>"),
        pdf.add(b"<< /Type /Annot /Subtype /Widget /FT /Btn /T (Agrees) /AS /Yes /Rect [90 500 99 509] >>"),
        pdf.add(b"<< /Type /Annot /Subtype /Widget /FT /Btn /T (Objects) /AS /Off /Rect [90 470 99 479] >>"),
    ]
    listed = pdf.add(
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (City) /V (Bonn) /Rect [90 440 200 460] >>"
    )
    pdf.page(text(50, 540, 10, "Name"), f"/Annots [{' '.join(f'{each} 0 R' for each in (*fields, listed))}]")
    pdf.catalog = b"/AcroForm << /Fields [%d 0 R] >>" % listed
    blocks = docsieve.parse(pdf.file()).pages[0].blocks
    assert [(b.name, b.value, b.checked) for b in blocks if isinstance(b, FormField)] == [
        ("Name", "Berta", None),
        ("Agrees", "Yes", True),
        ("Objects", "", False),
        ("City", "Bonn", None),
    ]


def test_fields_without_a_form_are_read() -> None:
    pdf = Pdf()
    field = pdf.add(b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (Name) /V (Berta) /Rect [90 530 200 550]>>")
    pdf.page(text(50, 540, 10, "Name"), f"/Annots [{field} 0 R]")
    blocks = docsieve.parse(pdf.file()).pages[0].blocks
    assert [(b.name, b.value) for b in blocks if isinstance(b, FormField)] == [("Name", "Berta")]
