"""Structure trees read out of the bytes of a file are those that pdfium reads, or none."""

from __future__ import annotations

import gc
import random
import struct
import sys
import weakref
import zlib
from pathlib import Path

import docsieve
import pytest
from docsieve.formats._pdf import content_fallback
from docsieve.formats._pdf.cross_references import CrossReferences
from docsieve.formats._pdf.packed_objects import PackedObjects
from docsieve.formats._pdf.page_trees import PageTrees
from docsieve.formats._pdf.pdfium import PdfFile, native

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"
LIMIT = 50_000
MAX_UNPACKED = 1 << 24

Rows = list[content_fallback.Element]

pytestmark = pytest.mark.skipif(native() is None, reason="the extension is not installed")


def both(data: bytes, limit: int = LIMIT) -> list[tuple[Rows | None, Rows | None]]:
    """What the extension reads of each page out of the bytes, and what pdfium tells."""
    found = native()
    assert found is not None
    pairs: list[tuple[Rows | None, Rows | None]] = []
    with PdfFile(data, None) as file:
        trees = PageTrees(file, CrossReferences(data), PackedObjects(data, MAX_UNPACKED))
        begun = trees._begin()
        for index in range(file.page_count):
            with file.page(index) as page:
                own = None if begun is None else found[0].page_tree(begun, index, limit)
                pairs.append((own, content_fallback.tree(file.pdfium, page.handle, limit)))
    return pairs


def stream_of(number: int, entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = b"%d 0 obj\n<<%s/Length %d/Filter/FlateDecode>>\n" % (number, entries, len(packed))
    return head + b"stream\n%s\nendstream\nendobj\n" % packed


def file_of(objects: dict[int, bytes], *, packed: bool = False) -> bytes:
    """Write a file whose catalog is object 1, with a table of references or all but its pages packed."""
    data = bytearray(b"%PDF-1.7\n")
    places: dict[int, tuple[int, int, int]] = {}
    outside = {number: body for number, body in objects.items() if not packed or b"/Type/Page" in body}
    inside = [(number, body) for number, body in objects.items() if number not in outside]
    for number, body in outside.items():
        places[number] = (1, len(data), 0)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = max(objects) + 3
    if not packed:
        start = len(data)
        data += b"xref\n0 %d\n0000000000 65535 f \n" % size
        for number in range(1, size):
            place = places.get(number)
            data += b"%010d 00000 n \n" % place[1] if place else b"0000000000 65535 f \n"
        data += b"trailer\n<</Size %d/Root 1 0 R>>\n" % size
    else:
        head, body = b"", b""
        for index, (number, content) in enumerate(inside):
            places[number] = (2, size - 2, index)
            head += b"%d %d " % (number, len(body))
            body += content + b" "
        places[size - 2] = (1, len(data), 0)
        data += stream_of(size - 2, b"/Type/ObjStm/N %d/First %d" % (len(inside), len(head)), head + body)
        start = len(data)
        places[size - 1] = (1, start, 0)
        rows = b"".join(
            struct.pack(">BIH", kind, where, index)
            for kind, where, index in (places.get(number, (0, 0, 0)) for number in range(size))
        )
        data += stream_of(size - 1, b"/Type/XRef/W[1 4 2]/Size %d/Root 1 0 R" % size, rows)
    return bytes(data + b"startxref\n%d\n%%%%EOF\n" % start)


#: Object 1 is the catalog, 2 the root of the tree, 3 of the pages, 4 and 5 are pages, elements begin at 10.
def tree_of(
    elements: dict[int, bytes], parents: bytes, root: bytes = b"/K 10 0 R", nodes: bytes = b""
) -> dict[int, bytes]:
    """The objects of a file of two pages with these elements and these entries of the tree of parents."""
    return {
        1: b"<</Type/Catalog/Pages 3 0 R/StructTreeRoot 2 0 R/MarkInfo<</Marked true>>>>",
        2: b"<</Type/StructTreeRoot %s/ParentTree<<%s>>/RoleMap<</Kapitel/Sect/Odd#20Name/P>>>>" % (
            root, nodes or b"/Nums[%s]" % parents,
        ),
        3: b"<</Type/Pages/Kids[4 0 R 5 0 R]/Count 2>>",
        4: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 612 792]/StructParents 0>>",
        5: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 612 792]/StructParents 1>>",
        **elements,
    }  # fmt: skip


def random_tree(seed: int) -> dict[int, bytes]:
    """A tree of random elements: most as they should be, some with another parent, some without a page."""
    rng = random.Random(seed)
    count = rng.randint(5, 60)
    kids: dict[int, list[bytes]] = {number: [] for number in range(10, 10 + count)}
    held: dict[int, list[int]] = {0: [], 1: []}
    elements: dict[int, bytes] = {}
    kinds = [b"P", b"Kapitel", b"Odd#20Name", b"Table", b"TR", b"TD", b"TH", b"Span", b"L", b"LI", b"Unknown"]
    parent_of = {number: rng.randrange(max(10, number - 6), number) for number in range(11, 10 + count)}
    for number, parent in parent_of.items():
        kids[parent] += [b"%d 0 R" % number] * rng.choice((0, 1, 1, 1, 1, 1, 1, 2))
    for number, own in kids.items():
        page = rng.randrange(2)
        for _ in range(rng.randrange(4)):
            held[page].append(number)
            own.insert(
                rng.randint(0, len(own)),
                rng.choice(
                    (
                        b"%d" % rng.randrange(50),
                        b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (4 + page, rng.randrange(50)),
                        b"<</Type/MCR/MCID %d>>" % rng.randrange(50),
                        b"<</Type/OBJR/Obj 9 0 R>>",
                        b"null",
                    )
                ),
            )
        entries = [b"/S/%s" % rng.choice(kinds)]
        if number > 10:
            entries.append(
                b"/P %d 0 R" % (parent_of[number] if rng.random() < 0.95 else rng.randrange(10, 10 + count))
            )
        else:
            entries.append(b"/P 2 0 R")
        entries += [b"/Pg %d 0 R" % (4 + page)] * (rng.random() < 0.9)
        entries.append(b"/K[%s]" % b" ".join(own) if len(own) != 1 or rng.random() < 0.5 else b"/K " + own[0])
        if rng.random() < 0.3:
            entries.append(
                rng.choice(
                    (
                        b"/Alt(a \\(b\\) \\303\\\n c)",
                        b"/Alt<FEFF00E9D83DDE00>",
                        b"/ActualText(\xef\xbb\xbf\xc3\xa9)",
                    )
                )
            )
        if rng.random() < 0.3:
            entries.append(
                rng.choice((b"/A<</O/Table/ColSpan 3>>", b"/A[<</O/Layout>><</RowSpan 2.0/ColSpan 1>>0]"))
            )
        rng.shuffle(entries)
        elements[number] = b"<<%s>>" % b"".join(entries)
    parents = b" ".join(
        b"%d[%s]" % (page, b" ".join(b"%d 0 R" % n for n in numbers)) for page, numbers in held.items()
    )
    return tree_of(elements, parents)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("seed", range(20))
def test_random_trees_are_read_as_pdfium_reads_them(seed: int, packed: bool) -> None:
    pairs = both(file_of(random_tree(seed), packed=packed))
    assert any(own for own, _ in pairs)
    for own, told in pairs:
        assert own == told


@pytest.mark.parametrize("name", ["structure_tree.pdf", "tagged_pictures.pdf"])
def test_trees_of_samples_are_read_as_pdfium_reads_them(name: str) -> None:
    for own, told in both((CORPUS / name).read_bytes()):
        assert own
        assert own == told


def test_a_page_without_a_key_has_no_elements() -> None:
    objects = tree_of({10: b"<</S/P/P 2 0 R/Pg 4 0 R/K 0>>"}, b"0[10 0 R]")
    objects[5] = objects[5].replace(b"/StructParents 1", b"")
    assert both(file_of(objects)) == [([(0, "P", [0], "", "", 1, 1)],) * 2, ([], [])]


def test_what_is_more_than_thirty_levels_up_is_as_pdfium_has_it() -> None:
    chain = {
        number: b"<</S/Sect/P %d 0 R/K %d 0 R>>" % (number - 1 if number > 10 else 2, number + 1)
        for number in range(10, 60)
    }
    chain[60] = b"<</S/P/P 59 0 R/Pg 4 0 R/K 0>>"
    for leaf_first in (b"60 0 R 20 0 R", b"20 0 R 45 0 R 60 0 R"):
        for own, told in both(file_of(tree_of(chain, b"0[%s]" % leaf_first))):
            assert own == told


def test_a_tree_of_more_elements_than_allowed_is_left_to_pdfium() -> None:
    elements = {10: b"<</S/P/P 2 0 R/Pg 4 0 R/K[0 1 2 3 4 5 6 7]>>"}
    data = file_of(tree_of(elements, b"0[10 0 R]"))
    assert both(data, limit=5)[0] == (None, None)
    assert both(data, limit=10)[0][0] == [(0, "P", list(range(8)), "", "", 1, 1)]


ODD_TREES = {
    "parents": tree_of({10: b"<</S/P/P 11 0 R/K 0>>", 11: b"<</S/P/P 10 0 R/K 10 0 R>>"}, b"0[10 0 R]"),
    "kids": tree_of({10: b"<</S/P/P 2 0 R/Pg 4 0 R/K[0 10 0 R 10 0 R]>>"}, b"0[10 0 R]"),
    "nesting": tree_of({10: b"<</S/P/P 2 0 R/K " + b"[" * 5000 + b"]" * 5000 + b">>"}, b"0[10 0 R]"),
    "open string": tree_of({10: b"<</S/P/P 2 0 R/Pg 4 0 R/K 0/Alt(a>>"}, b"0[10 0 R]"),
    "numbers out of order": tree_of({10: b"<</S/P/P 2 0 R/Pg 4 0 R/K 0>>"}, b"1[10 0 R] 0[10 0 R]"),
    "no parents": tree_of({10: b"<</S/P/P 2 0 R/Pg 4 0 R/K 0>>"}, b"0 99 0 R"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD_TREES)
def test_an_odd_tree_is_left_to_pdfium_or_read_alike(name: str) -> None:
    for own, told in both(file_of(ODD_TREES[name])):
        assert own is None or own == told


ENDLESS = {
    "round": {20: b"<</Kids[20 0 R]>>"},
    "wide": {number: b"<</Kids[%d 0 R %d 0 R]>>" % (number + 1, number + 1) for number in range(20, 40)},
}


@pytest.mark.parametrize("name", ENDLESS)
def test_parents_that_are_looked_for_without_end_make_a_page_without_tags(name: str) -> None:
    elements = {10: b"<</S/P/P 2 0 R/Pg 4 0 R/K 0>>", 41: b"<</Nums[]>>", **ENDLESS[name]}
    data = file_of(tree_of(elements, b"", nodes=b"/Kids[20 0 R]"))
    document = docsieve.parse(data)  # pdfium alone ends the process, or goes on for hours
    assert len(document.pages) == 2


def test_many_elements_that_share_a_huge_list_are_left_to_pdfium() -> None:
    elements = dict.fromkeys(range(10, 400), b"<</S/P/P 2 0 R/K 9 0 R>>")
    elements[9] = b"[%s]" % (b"(%s)" % (b"x" * 1_000_000))
    everyone = b" ".join(b"%d 0 R" % number for number in range(10, 400))
    data = file_of(tree_of(elements, b"0[%s]" % everyone, root=b"/K[%s]" % everyone))
    assert both(data)[0][0] is None


def test_pages_that_go_round_are_left_to_pdfium() -> None:
    objects = tree_of({10: b"<</S/P/P 2 0 R/Pg 4 0 R/K 0>>"}, b"0[10 0 R]")
    objects[3] = b"<</Type/Pages/Kids[4 0 R 3 0 R]/Count 2>>"
    data = file_of(objects)
    with PdfFile(data, None) as file:
        assert PageTrees(file, CrossReferences(data), PackedObjects(data, MAX_UNPACKED))._begin() is None


def test_objects_that_unpack_to_more_than_allowed_are_left_to_pdfium() -> None:
    data = file_of(random_tree(1), packed=True)
    with PdfFile(data, None) as file:
        assert PageTrees(file, CrossReferences(data), PackedObjects(data, 100))._begin() is None


def test_an_encrypted_or_damaged_file_is_left_to_pdfium() -> None:
    data = file_of(random_tree(1))
    with PdfFile(data, None) as file:
        assert PageTrees(file, None, PackedObjects(data, MAX_UNPACKED))._begin() is None
        assert (
            PageTrees(
                file, CrossReferences(data[: data.rindex(b"xref")]), PackedObjects(data, MAX_UNPACKED)
            )._begin()
            is None
        )


@pytest.mark.parametrize("seed", range(30))
def test_damaged_bytes_never_break_the_reading(seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(file_of(random_tree(seed % 5)))
    found = native()
    assert found is not None
    references = CrossReferences(bytes(data))
    with PdfFile(bytes(data), None) as file:
        for _ in range(50):
            at = rng.randrange(9, len(data) - 20)
            data[at : at + 3] = rng.choice(
                (b"<<<", b">> ", b"[[[", b"](/", b"0 R", b"999", b"\\)(", b"%\xff#")
            )
            file.data = bytes(data)
            begun = found[0].trees(
                file.data, references.found, references.places, references.catalog, 2, lambda number: None
            )
            for index in range(2 if begun is not None else 0):
                rows = found[0].page_tree(begun, index, LIMIT)
                assert rows is None or all(len(row) == 7 for row in rows)


def test_nothing_of_a_file_is_kept_once_it_is_read() -> None:
    data = file_of(random_tree(1), packed=True)
    with PdfFile(data, None) as file:
        trees = PageTrees(file, CrossReferences(data), PackedObjects(data, MAX_UNPACKED))
        with file.page(0) as page:
            assert trees.elements(page, LIMIT)
        before = sys.getrefcount(data)
        gone = weakref.ref(trees)
        gc.disable()  # what goes round in the extension it would not find
        try:
            del trees
            assert gone() is None
        finally:
            gc.enable()
    assert sys.getrefcount(data) < before


def test_pdfium_reads_the_same_document_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (CORPUS / "structure_tree.pdf").read_bytes()
    by_both = docsieve.render(docsieve.parse(data), "json")
    monkeypatch.setattr(PageTrees, "_begin", lambda trees: None)
    assert docsieve.render(docsieve.parse(data), "json") == by_both
