"""Checks of the shipped lxml, which test_in_pyodide.mjs runs: it reads, it refuses, Pyodide goes on."""

from __future__ import annotations

import base64
import contextlib
import copy
import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import lxml
import lxml.html
import pytest
from lxml import etree

#: libxml2 2.15 stops here unless told `huge_tree`, and then at 2048.
DEPTH_LIMIT, HUGE_DEPTH_LIMIT = 256, 2048

ARCHIVE = zipfile.ZipFile("/lxml.whl")
(INFO,) = {name.partition("/")[0] for name in ARCHIVE.namelist() if ".dist-info/" in name}


def nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


class TestTheWheel:
    def test_record_lists_every_file_with_its_hash(self) -> None:
        rows = csv.reader(io.StringIO(ARCHIVE.read(f"{INFO}/RECORD").decode()))
        listed = {name: (digest, size) for name, digest, size in rows}
        assert set(listed) == set(ARCHIVE.namelist())
        for name, (digest, size) in listed.items():
            if name == f"{INFO}/RECORD":
                continue
            data = ARCHIVE.read(name)
            expected = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            assert (digest, size) == (f"sha256={expected}", str(len(data))), name

    def test_metadata_tells_that_it_is_not_lxml_as_released(self) -> None:
        metadata = ARCHIVE.read(f"{INFO}/METADATA").decode()
        assert re.search(rf"(?m)^Version: {lxml.__version__}\+docsieve\d+$", metadata)
        assert "Made by Docsieve" in metadata

    def test_licences_of_what_is_linked_in_are_there(self) -> None:
        licences = "".join(ARCHIVE.read(name).decode() for name in ARCHIVE.namelist() if "/licenses/" in name)
        for holder in ("Infrae", "Daniel Veillard", "Fredrik Lundh"):
            assert holder in licences

    def test_only_etree_is_compiled(self) -> None:
        compiled = [name for name in ARCHIVE.namelist() if name.endswith(".so")]
        assert compiled == ["lxml/etree.cpython-314-wasm32-emscripten.so"]

    def test_what_is_left_out_is_really_absent(self) -> None:
        assert etree.LIBXSLT_VERSION == (0, 0, 0)
        for name in ("XSLT", "RelaxNG", "Schematron", "XSLTAccessControl"):
            assert not hasattr(etree, name), name
        assert {"html", "iconv", "regexp", "xpath"} >= etree.LIBXML_FEATURES
        with pytest.raises(NotImplementedError):
            etree.XMLSchema(etree.XML("<a/>"))

    def test_every_name_that_etree_promises_exists(self) -> None:
        for name in etree.__all__:
            assert hasattr(etree, name), name


class TestReading:
    def test_docx_is_created_saved_and_read_again(self) -> None:
        document = docx.Document()
        document.add_heading("Über die Wolken 雲", level=1)
        document.add_paragraph("Erstens", style="List Bullet").add_run(" fett").bold = True
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "a & b < c"
        document.sections[0].header.paragraphs[0].text = "Kopf"
        saved = io.BytesIO()
        document.save(saved)

        again = docx.Document(io.BytesIO(saved.getvalue()))
        assert [one.text for one in again.paragraphs] == ["Über die Wolken 雲", "Erstens fett"]
        assert again.paragraphs[0].style.name == "Heading 1"
        assert [run.bold for run in again.paragraphs[1].runs] == [None, True]
        assert [cell.text for cell in again.tables[0].rows[0].cells] == ["a & b < c"] * 2
        assert again.sections[0].header.paragraphs[0].text == "Kopf"

    def test_xpath_with_namespaces_and_regular_expressions(self) -> None:
        root = etree.XML('<w:p xmlns:w="urn:w"><w:t w:n="1">x1</w:t><w:t>y</w:t></w:p>')
        spaces = {"w": "urn:w", "re": "http://exslt.org/regular-expressions"}
        assert root.xpath("w:t[@w:n]/text()", namespaces=spaces) == ["x1"]
        assert root.xpath("count(w:t[re:test(., '^[a-z]$')])", namespaces=spaces) == 1.0
        assert [one.text for one in root.findall("w:t", spaces)] == ["x1", "y"]

    def test_incremental_parsers(self) -> None:
        data = b"<r>" + b"<i>1</i>" * 1000 + b"</r>"
        assert sum(1 for _ in etree.iterparse(io.BytesIO(data), tag="i")) == 1000
        parser = etree.XMLPullParser(events=("end",), tag="i")
        for start in range(0, len(data), 7):
            parser.feed(data[start : start + 7])
        assert sum(1 for _ in parser.read_events()) == 1000

    def test_broken_markup_is_recovered_on_demand(self) -> None:
        root = etree.fromstring(b"<a><b>kept</a>", etree.XMLParser(recover=True))
        assert root.findtext("b") == "kept"

    def test_html(self) -> None:
        page = "<!doctype html><title>T</title><p>a&eacute;<b>b</b><table><tr><td>1<td>2</table>"
        root = lxml.html.document_fromstring(page)
        assert root.findtext(".//title") == "T"
        assert root.text_content().split() == ["Taéb12"]
        assert [cell.text for cell in root.iter("td")] == ["1", "2"]

    def test_encodings_are_read(self) -> None:
        samples = {
            "utf-16": "ä雲",
            "iso-8859-2": "ő",
            "windows-1252": "€",
            "shift_jis": "雲",
            "gb18030": "云",
            "koi8-r": "Ж",
        }
        for encoding, text in samples.items():
            data = f'<?xml version="1.0" encoding="{encoding}"?><a>{text}</a>'.encode(encoding)
            assert etree.fromstring(data).text == text, encoding

    def test_a_character_that_the_target_lacks_is_written_as_a_reference(self) -> None:
        root = etree.XML("<a>x€雲y</a>")
        for encoding in ("ascii", "iso-8859-1", "windows-1251", "koi8-r"):
            written = etree.tostring(root, encoding=encoding)
            assert etree.fromstring(written).text == "x€雲y", encoding

    def test_serialising(self) -> None:
        root = etree.XML('<b z="1" a="2"><c/>t</b>')
        assert etree.tostring(root, method="c14n") == b'<b a="2" z="1"><c></c>t</b>'
        assert etree.tostring(root, method="text") == b"t"


class TestRefusing:
    """Each ends in an exception of lxml's, and Pyodide goes on."""

    @pytest.fixture(autouse=True)
    def _alive_afterwards(self) -> Iterator[None]:
        yield
        assert etree.fromstring(b"<a>alive</a>").text == "alive"

    def refused(self, data: bytes, parser: etree.XMLParser | None = None) -> str:
        with pytest.raises(etree.XMLSyntaxError) as caught:
            etree.fromstring(data, parser)
        return str(caught.value)

    def test_malformed(self) -> None:
        for data in (
            b"",
            b"<a",
            b"<a></b>",
            b"<a>&undefined;</a>",
            b"<a b='1' b='2'/>",
            b"\xff\xfe<",
            b"<a>\x00</a>",
        ):
            self.refused(data)

    def test_truncated_anywhere(self) -> None:
        text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x">]><a b="ü">&e;<![CDATA[c]]><!--d--></a>'
        data = text.encode()
        for end in range(len(data)):
            self.refused(data[:end])

    def test_entity_bombs(self) -> None:
        laughs = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
        bomb = f'<!DOCTYPE a [<!ENTITY e0 "lol">{laughs}]><a>&e11;</a>'.encode()
        quadratic = b'<!DOCTYPE a [<!ENTITY e "' + b"x" * 100_000 + b'">]><a>' + b"&e;" * 10_000 + b"</a>"
        circular = b'<!DOCTYPE a [<!ENTITY e "&f;"><!ENTITY f "&e;">]><a>&e;</a>'
        for data in (bomb, quadratic, circular):
            self.refused(data)
            self.refused(data, etree.XMLParser(resolve_entities=True))

    def test_external_entities_are_not_read(self) -> None:
        Path("/secret.txt").write_text("top secret")
        data = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///secret.txt">]><a>&e;</a>'
        for parser in (None, etree.XMLParser(resolve_entities=False)):
            try:
                found = etree.tostring(etree.fromstring(data, parser), method="text")
            except etree.XMLSyntaxError:
                continue
            assert b"secret" not in found
        parameter = b'<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///secret.txt"> %p;]><a/>'
        assert "secret" not in self.refused(parameter)

    def test_nesting(self) -> None:
        assert etree.fromstring(nested(DEPTH_LIMIT - 1)).tag == "a"
        assert "depth" in self.refused(nested(DEPTH_LIMIT + 1))
        assert "depth" in self.refused(nested(100_000))
        assert "depth" in self.refused(nested(100_000), etree.XMLParser(huge_tree=True))

    def test_the_deepest_tree_that_is_let_through_can_be_used(self) -> None:
        root = etree.fromstring(nested(HUGE_DEPTH_LIMIT - 1), etree.XMLParser(huge_tree=True))
        for method in ("xml", "html", "text", "c14n"):
            etree.tostring(root, method=method)
        assert root.xpath("count(//a)") == HUGE_DEPTH_LIMIT - 1
        assert sum(1 for _ in copy.deepcopy(root).iter()) == HUGE_DEPTH_LIMIT - 1

    def test_nesting_in_html(self) -> None:
        parser = etree.HTMLParser()
        root = etree.fromstring(b"<div>" * 100_000 + b"x", parser)
        # It recovers with what it had: whoever calls must look here, or text is lost silently.
        assert "depth" in parser.error_log.last_error.message
        assert sum(1 for _ in root.iter()) <= HUGE_DEPTH_LIMIT
        etree.tostring(root, method="html")

    def test_huge_text_and_names(self) -> None:
        self.refused(b"<a>" + b"x" * 10_500_000 + b"</a>", etree.XMLParser(strip_cdata=False))
        self.refused(b"<" + b"n" * 60_000 + b"/>")
        self.refused(b'<a b="' + b"x" * 10_500_000 + b'"/>')

    def test_xpath_nesting(self) -> None:
        for expression in (
            "(" * 50_000 + "1" + ")" * 50_000,
            "a[" * 50_000 + "1" + "]" * 50_000,
            "-" * 50_000 + "1",
        ):
            with contextlib.suppress(etree.XPathError):
                etree.XML("<a/>").xpath(expression)

    def test_dtd_content_models(self) -> None:
        model = "(" * 5_000 + "a" + ")" * 5_000
        data = f"<!DOCTYPE a [<!ELEMENT a {model}>]><a/>".encode()
        self.refused(data, etree.XMLParser(dtd_validation=True))
