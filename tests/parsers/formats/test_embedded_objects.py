"""Files that other programs embedded, in every format that holds such: documents of their own."""

from __future__ import annotations

import io
from pathlib import Path

import docsieve
import olefile
import pytest
from docsieve import Document, Limits, Options
from docsieve.formats._ole.container import Container
from docsieve.formats._ole.repack import repacked

from tests.corpus.msg.make_samples import message
from tests.corpus.tnef.make_samples import file, tnef
from tests.corpus.xlsx.make_samples import package, part, rels, workbook
from tests.parsers.formats import odf_builder
from tests.parsers.formats.docx_builder import docx, paragraph
from tests.parsers.formats.ole_builder import Tree, ole

CORPUS = Path(__file__).parents[2] / "corpus"
NATIVE = b"\x02\x00note.txt\x00C:\\note.txt\x00\0\0\3\0\x04\0\0\0tmp\0\x0b\0\0\0Bring cups.\0\0"
#: A text file as the packager wraps it, which is one OLE2 file.
WRAPPED = ole({"\x01Ole10Native": len(NATIVE).to_bytes(4, "little") + NATIVE, "\x01CompObj": b"x"})


def tree_of(data: bytes) -> Tree:
    """Return what an OLE2 file holds."""
    found = olefile.OleFileIO(io.BytesIO(data))
    tree: Tree = {}
    for path in found.listdir():
        at = tree
        for step in path[:-1]:
            at = at.setdefault(step, {})  # type: ignore[assignment]
        at[path[-1]] = found.openstream(path).read()
    return tree


def sample(name: str) -> bytes:
    return (CORPUS / name).read_bytes()


def in_docx() -> bytes:
    shown = paragraph(runs='<w:r><w:object><o:OLEObject r:id="rO"/></w:object></w:r>')
    return docx(
        paragraph("host") + shown,
        parts={"word/embeddings/oleObject1.bin": WRAPPED},
        related={"rO": ("oleObject", "embeddings/oleObject1.bin")},
    )


def in_xlsx() -> bytes:
    return package(
        {
            "xl/workbook.xml": workbook('<sheet name="A" sheetId="1" r:id="r1"/>'),
            "xl/_rels/workbook.xml.rels": rels(("r1", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": part("worksheet", "<sheetData/>"),
            "xl/worksheets/_rels/sheet1.xml.rels": rels(("r1", "oleObject", "../embeddings/oleObject1.bin")),
            "xl/embeddings/oleObject1.bin": WRAPPED,
        }
    )


def in_xls() -> bytes:
    tree = tree_of(sample("xls/sheets.xls"))
    return ole(tree | {"MBD0001F2A3": tree_of(WRAPPED), "MBD0001F2A4": tree_of(sample("doc/loan.doc"))})


def in_doc() -> bytes:
    tree = tree_of(sample("doc/loan.doc"))
    pool: Tree = {"_1": tree_of(WRAPPED), "_2": tree_of(sample("xls/sheets.xls"))}
    return ole(tree | {"ObjectPool": pool})


def in_msg() -> bytes:
    attached: Tree = {"__properties_version1.0": bytes(8), "__substg1.0_3701000D": tree_of(WRAPPED)}
    return ole(message({0x0037: "host"}, {"__attach_version1.0_#00000000": attached}))


def in_tnef() -> bytes:
    return tnef(file("object", b"", (0x0D, 0x3701, bytes(16) + WRAPPED)))


def in_rtf() -> bytes:
    def string(text: bytes) -> bytes:
        return (len(text) + 1).to_bytes(4, "little") + text + b"\0"

    packed = b"\1\5\0\0\2\0\0\0" + string(b"Forms.HTML") + bytes(8)
    packed += len(WRAPPED).to_bytes(4, "little") + WRAPPED
    return rb"{\rtf1 host{\object\objemb{\*\objclass X}{\*\objdata " + packed.hex().encode() + b"}}}"


def in_odt() -> bytes:
    shown = '<draw:frame><draw:object-ole xlink:href="./Object 1"/></draw:frame>'
    return odf_builder.odf(odf_builder.p(f"host{shown}"), more={"Object 1": WRAPPED})


HOSTS = {
    "docx": in_docx,
    "xlsx": in_xlsx,
    "xls": in_xls,
    "doc": in_doc,
    "msg": in_msg,
    "tnef": in_tnef,
    "rtf": in_rtf,
    "odt": in_odt,
}


@pytest.mark.parametrize("name", HOSTS)
def test_a_packaged_file_is_read(name: str) -> None:
    document = docsieve.parse(HOSTS[name](), filename=f"host.{name}")
    assert document.format == name
    first = document.attachments[0]
    assert first.name.endswith("note.txt")
    assert first.document is not None
    assert docsieve.render(first.document, "text") == "Bring cups.\n"
    deep = docsieve.parse(HOSTS[name](), options=Options(limits=Limits(max_children_depth=0)))
    assert deep.attachments[0].document is None
    assert "child_too_deep" in {warning.code for warning in deep.warnings}


@pytest.mark.parametrize(("host", "inner"), [("doc", "xls/sheets.xls"), ("xls", "doc/loan.doc")])
def test_a_document_that_lies_open_in_a_storage_reads_as_if_it_were_a_file(host: str, inner: str) -> None:
    child = docsieve.parse(HOSTS[host]()).attachments[1].document
    assert child is not None
    assert same(child, docsieve.parse(sample(inner)))


def same(one: Document, other: Document) -> bool:
    return docsieve.render(one, "text") == docsieve.render(other, "text") and one.pages == other.pages


def test_an_object_that_is_no_document_is_told_of() -> None:
    tree = tree_of(sample("xls/sheets.xls"))
    document = docsieve.parse(ole(tree | {"MBD0001F2A3": {"Equation Native": b"x"}}))
    assert document.attachments == []
    assert "embedded_not_read" in {warning.code for warning in document.warnings}


@pytest.mark.parametrize("size", [0, 1, 63, 64, 4095, 4096, 4097, 5_000_000])
def test_a_storage_is_repacked_to_the_byte(size: int) -> None:
    content = bytes(range(251)) * (size // 251 + 1)
    names = [f"stream {number}" for number in range(40)]
    tree: Tree = {
        "big": content[:size],
        "deep": {"er": {"x": b"deepest"}},
        **{name: name.encode() for name in names},
    }
    held = Container(ole({"outer": tree, "Other": b"not this"}), Limits())
    found = Container(repacked(held, ("outer",), Limits()), Limits())
    assert found.read("big") == content[:size]
    assert found.read("deep", "er", "x") == b"deepest"
    assert [found.read(name) for name in names] == [name.encode() for name in names]
    assert not found.has("Other")
