"""Writes the tagged PDF samples, the same bytes on every run."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.corpus.pdf.make_layouts import LEFT, RIGHT
from tests.corpus.pdf.make_samples import Pdf, text


@dataclass
class Tag:
    """An element of the structure tree; its kids are elements and ids of marked content of its page."""

    kind: str
    kids: list[Tag | int] = field(default_factory=list)
    #: Entries of its dictionary, as PDF.
    entries: str = ""
    page: int = 0


def tag(kind: str, *kids: Tag | int, entries: str = "", page: int = 0) -> Tag:
    """Make an element; `page` says which of the file's pages its ids are on."""
    return Tag(kind, list(kids), entries, page)


def marked(content: int, painted: str, kind: str = "P") -> str:
    """Operators within marked content of that id."""
    return f"/{kind} << /MCID {content} >> BDC\n{painted}EMC\n"


def artifact(painted: str, kind: str = "") -> str:
    """Operators that the tree does not hold."""
    return f"/Artifact << /Type /Pagination {kind} >> BDC\n{painted}EMC\n"


class TaggedPdf(Pdf):
    """A file with a structure tree."""

    def tagged_page(self, content: str, resources: bytes = b"") -> None:
        """Add a page whose marked content the tree may hold."""
        self.page(content, f"/StructParents {len(self.pages)}", resources)

    def write_tree(self, root: Tag, *, believed: bool = True, roles: str = "") -> None:
        """Add the tree; `believed` is what the catalog says of it."""
        parents: list[dict[int, int]] = [{} for _ in self.pages]
        tree = self.add(b"")
        top = self._element(root, tree, parents)
        nums = " ".join(
            f"{i} [{' '.join(f'{found.get(k, top)} 0 R' for k in range(max(found, default=-1) + 1))}]"
            for i, found in enumerate(parents)
        )
        self.objects[tree - 1] = (
            f"<< /Type /StructTreeRoot /K {top} 0 R /ParentTree << /Nums [{nums}] >> {roles} >>".encode()
        )
        marks = "<< /Marked true >>" if believed else "<< /Marked false >>"
        self.catalog = f"/StructTreeRoot {tree} 0 R /MarkInfo {marks}".encode()

    def _element(self, element: Tag, parent: int, parents: list[dict[int, int]]) -> int:
        number = self.add(b"")
        kids = []
        for kid in element.kids:
            if isinstance(kid, Tag):
                kids.append(f"{self._element(kid, number, parents)} 0 R")
            else:
                parents[element.page][kid] = number
                kids.append(str(kid))
        self.objects[number - 1] = (
            f"<< /Type /StructElem /S /{element.kind} /P {parent} 0 R /Pg {self.pages[element.page]} 0 R "
            f"/K [{' '.join(kids)}] {element.entries} >>"
        ).encode()
        return number


def column(x: float, y: float, lines: tuple[str, ...], first: int) -> list[str]:
    """Lines of a column, each in marked content of its own, from `first` on."""
    return [marked(first + i, text(x, y - 12 * i, 9, line)) for i, line in enumerate(lines)]


TABLE = (
    (50, 300, "Light"), (150, 300, "Lamps in use"), (150, 286, "1870"), (250, 286, "1890"),
    (50, 272, "Mole"), (150, 272, "two"), (250, 272, "nine"), (50, 258, "Reef"), (250, 258, "one"),
)  # fmt: skip


def structure_tree() -> None:
    """One page of everything that tags tell, painted in another order than it is read; and its end."""
    pdf = TaggedPdf()
    # The columns are painted row by row, and the title last.
    sides = zip(column(50, 500, LEFT, 10), column(230, 500, RIGHT, 20), strict=True)
    body = [line for pair in sides for line in pair]
    cells = [marked(30 + i, text(x, y, 9, words), "TD") for i, (x, y, words) in enumerate(TABLE)]
    first = (
        artifact(text(50, 575, 7, "The harbour press, a quarterly"), "/Subtype /Header")
        + "".join(body)
        + marked(2, text(50, 405, 9, "In order of age:"))
        + marked(3, text(50, 390, 9, "a."), "Lbl")
        + marked(4, text(65, 390, 9, "the light on the mole,"), "LBody")
        + marked(5, text(65, 376, 9, "o"), "Lbl")
        + marked(6, text(80, 376, 9, "with its bell,"), "LBody")
        + marked(7, text(50, 362, 9, "b."), "Lbl")
        + marked(8, text(65, 362, 9, "the light on the reef."), "LBody")
        + marked(9, text(50, 320, 9, "What the lights burn"), "Caption")
        + "".join(cells)
        + marked(
            40, text(50, 235, 9, "No keeper sleeps before the fog has gone, and no fog goes"), "BlockQuote"
        )
        + marked(41, text(50, 223, 9, "before the keeper sleeps."), "BlockQuote")
        + marked(42, text(50, 200, 9, "if fog:", "F4"), "Code")
        + marked(43, text(70, 188, 9, "ring(bell)", "F4"), "Code")
        + marked(44, "0.5 g 300 180 80 40 re f 0 g\n", "Figure")
        + marked(45, text(50, 160, 9, "The rule is old"))
        + marked(46, text(107, 163, 6, "1"), "Reference")
        + marked(47, text(114, 160, 9, "and the light-"))
        + marked(48, text(50, 148, 9, "house older."))
        + marked(49, text(50, 50, 7, "1"), "Lbl")
        + marked(50, text(56, 50, 7, "It was painted on the wall of the first tower."), "Note")
        + marked(0, text(50, 540, 9, "The keepers of the light"), "H1")
        + artifact(text(200, 20, 7, "Page 1"), "/Subtype /Footer")
    )
    pdf.tagged_page(first)
    second = (
        artifact(text(50, 575, 7, "The harbour press, a quarterly"), "/Subtype /Header")
        + marked(1, text(50, 500, 9, "The second light is not lit any more, and nobody has asked for it."))
        + marked(0, text(50, 520, 9, "The reef"), "H2")
        + artifact(text(200, 20, 7, "Page 2"), "/Subtype /Footer")
    )
    pdf.tagged_page(second)
    columns = tag("P", *range(10, 16)), tag("P", *range(20, 26))
    inner = tag("L", tag("LI", tag("Lbl", 5), tag("LBody", 6)))
    entries = tag(
        "L",
        tag("LI", tag("Lbl", 3), tag("LBody", tag("P", 4), inner)),
        tag("LI", tag("Lbl", 7), tag("LBody", 8)),
    )
    spans = "/A << /O /Table /%s 2 >>"
    table = tag(
        "Table",
        tag("Caption", 9),
        tag("TR", tag("TH", 30, entries=spans % "RowSpan"), tag("TH", 31, entries=spans % "ColSpan")),
        tag("TR", tag("TH", 32), tag("TH", 33)),
        tag("TR", tag("TH", 34), tag("TD", 35), tag("TD", 36)),
        tag("TR", tag("TH", 37), tag("TD"), tag("TD", 38)),
    )
    note = tag("Note", tag("Lbl", 49), 50)
    broken = tag("Span", 47, 48, entries="/ActualText (and the lighthouse older.)")
    root = tag(
        "Document",
        tag("Title_of_the_house", 0),
        *columns,
        tag("P", 2),
        entries,
        table,
        tag("BlockQuote", tag("P", 40, 41)),
        tag("Code", 42, 43),
        tag("Figure", 44, entries="/Alt (A grey wall, seen from the sea)"),
        tag("P", 45, tag("Reference", 46), note, broken),
        tag("H2", 0, page=1),
        tag("P", 1, page=1),
    )
    pdf.write_tree(root, roles="/RoleMap << /Title_of_the_house /H1 >>")
    pdf.write("structure_tree.pdf")


def lines_of(first: int, y: float, words: tuple[str, ...]) -> str:
    """Lines below each other, each in marked content of its own."""
    return "".join(column(50, y, words, first))


def nonsense(*, believed: bool) -> bytes:
    """Pages whose tags are not to be believed: half left out, backwards, lines as paragraphs, one lump."""
    pdf = TaggedPdf()
    page = lines_of(0, 500, LEFT) + lines_of(10, 400, RIGHT) + lines_of(20, 300, LEFT)
    # Paragraphs that only their first lines tell apart.
    long = "".join(
        column(62, 560 - 72 * i, LEFT[:1], 10 * i)[0] + lines_of(10 * i + 1, 548 - 72 * i, LEFT[1:])
        for i in range(6)
    )
    for content in (page, page, page, long):
        pdf.tagged_page(content)
    everything = (*range(6), *range(10, 16), *range(20, 26))
    lump = tuple(10 * i + k for i in range(6) for k in range(6))
    root = tag(
        "Document",
        tag("P", *range(6)),
        *(tag("P", content, page=1) for content in reversed(everything)),
        *(tag("P", content, page=2) for content in everything),
        tag("P", *lump, page=3),
    )
    pdf.write_tree(root, believed=believed)
    return pdf.file()


STRUCTURES = (structure_tree,)


def main() -> None:
    """Write all samples."""
    for make in STRUCTURES:
        make()


if __name__ == "__main__":
    main()
