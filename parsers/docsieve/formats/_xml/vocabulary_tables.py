"""What element names mean in the vocabularies that documents are written in: DocBook, JATS, TEI, DITA."""

from __future__ import annotations

from typing import Any, Final

SECTIONS: Final = frozenset(
    (
        *("section", "sect1", "sect2", "sect3", "sect4", "sect5", "simplesect", "sec", "chapter", "part"),
        *("appendix", "preface", "div", "div1", "div2", "div3", "div4", "abstract", "bibliography", "topic"),
        *("ref-list", "ack", "glossary", "refsect1", "refsect2"),
    )
)
TITLES: Final = frozenset(
    ("title", "head", "subtitle", "bridgehead", "article-title", "h1", "h2", "h3", "h4", "h5", "h6")
)
PARAGRAPHS: Final = frozenset(("p", "para", "simpara", "ab", "l", "shortdesc"))
LISTS: Final = frozenset(
    ("itemizedlist", "orderedlist", "list", "ul", "ol", "simplelist", "procedure", "steps", "variablelist")
)
ORDERED: Final = frozenset(
    ("orderedlist", "ol", "procedure", "steps", "order", "ordered", "arabic", "numbered")
)
ITEMS: Final = frozenset(("listitem", "item", "li", "list-item", "member", "step", "varlistentry"))
CODE: Final = frozenset(("programlisting", "screen", "literallayout", "pre", "codeblock", "verbatim", "eg"))
TABLES: Final = frozenset(("table", "informaltable", "table-wrap", "simpletable"))
ROWS: Final = frozenset(("row", "tr", "strow", "sthead"))
CELLS: Final = frozenset(("entry", "td", "th", "cell", "stentry"))
NOTES: Final = frozenset(("footnote", "fn"))
QUOTES: Final = frozenset(("blockquote", "disp-quote", "epigraph"))
PICTURES: Final = frozenset(("graphic", "inline-graphic", "imagedata", "image", "media"))
BLOCKS: Final = SECTIONS | TITLES | PARAGRAPHS | LISTS | ITEMS | CODE | TABLES | QUOTES | ROWS | CELLS
STYLES: Final[dict[str, dict[str, Any]]] = {
    name: {style: True}
    for style, names in (
        ("bold", ("b", "bold", "strong")),
        ("italic", ("i", "italic", "emphasis", "em", "emph", "foreign", "citetitle")),
        (
            "code",
            ("code", "literal", "tt", "monospace", "command", "filename", "codeph", "option", "varname"),
        ),
        ("superscript", ("sup", "superscript")),
        ("subscript", ("sub", "subscript")),
        ("strike", ("strike", "del")),
        ("underline", ("u", "underline")),
    )
    for name in names
}
