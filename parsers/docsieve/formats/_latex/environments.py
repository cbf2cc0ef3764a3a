"""What stands between \\begin and \\end: lists, tables, quotations, mathematics, code."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from docsieve.errors import LimitExceededError
from docsieve.formats._latex.block_builder import BlockBuilder, OpenList
from docsieve.formats._latex.command_tables import (
    ARGUMENTS,
    DRAWINGS,
    LISTS,
    MATH,
    QUOTES,
    TABULARS,
    TITLES,
    VERBATIM,
)
from docsieve.formats._latex.source_cursor import SourceCursor
from docsieve.formats._latex.tabular import TabularBuilder
from docsieve.model import Block, CodeBlock, Group, Heading, Paragraph, Role, Span

_LANGUAGE: Final = re.compile(r"language\s*=\s*\{?\s*(?:\[[^\]]*\]\s*)?([\w+#-]+)", re.IGNORECASE)
#: Aligned mathematics needs its environment to be shown.
_ALIGNED: Final = {"align": "aligned", "flalign": "aligned", "alignat": "alignedat", "gather": "gathered"}


class EnvironmentReader:
    """The part of `LatexReader` that knows environments."""

    source: SourceCursor
    builder: BlockBuilder
    in_preamble: bool

    def open(self, end: str, finish: Callable[[], None] | None = None, **style: Any) -> None:
        """Open a group; `LatexReader` does."""
        raise NotImplementedError

    def formula(self, latex: str) -> None:
        """Add mathematics on a line of its own; `LatexReader` does."""
        raise NotImplementedError

    def inline_formula(self, latex: str) -> None:
        """Add mathematics to the paragraph; `LatexReader` does."""
        raise NotImplementedError

    def unseen(self, text: str) -> None:
        """Keep text that is not shown; `LatexReader` does."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Make the state."""
        #: Environment -> what it prints above its text.
        self.titles = dict(TITLES)
        self._tables: list[TabularBuilder] = []
        self._roles: list[Role] = []
        self._cells = 0

    def begin(self, name: str) -> None:
        """Begin an environment; its name is known, its arguments come next."""
        bare = name.rstrip("*")
        if bare == "document":
            self.in_preamble = False
            self.builder.flush()
        elif bare in MATH:
            self._display(name, bare)
        elif bare in VERBATIM:
            self._verbatim(name, bare)
        elif bare in DRAWINGS:
            end = f"\\end{{{name}}}"
            text = f"\\begin{{{name}}}{self.source.until(end)}{end}"
            self.builder.flush()
            self.builder.emit(
                CodeBlock(where=self.builder.where, role="diagram", text=text, language="latex")
            )
        elif bare == "comment":
            self.unseen(self.source.until(f"\\end{{{name}}}"))
        elif self.in_preamble:
            self.open(name)
        elif bare in LISTS:
            self.source.option()
            self.builder.flush()
            self.builder.lists.append(OpenList(ordered=LISTS[bare]))
            self.open(name, self._end_list)
        elif bare in QUOTES:
            self.builder.flush()
            self.builder.open_frame()
            self.open(name, self._end_quote)
        elif bare in TABULARS:
            self._begin_table(name, bare)
        else:
            self._begin_other(name, bare)

    def _begin_other(self, name: str, bare: str) -> None:
        option = self.source.option()
        for _ in range(ARGUMENTS.get(bare, 0)):
            self.source.argument()
            self.source.option()
        self.builder.flush()
        if bare == "frame" and (title := self.source.argument()) is not None:
            self.source.put_back(f"\\frametitle{{{title}}}")
        if bare in self.titles:
            title = self.titles[bare]
            if bare in ("abstract", "thebibliography"):
                where = self.builder.where
                self.builder.emit(Heading(where=where, level=2, spans=[Span(title)]))
            else:
                self.builder.add(f"{title} ({option})." if option else f"{title}.", bold=True)
                self.builder.add(" ")
        if bare == "thebibliography":
            self.builder.lists.append(OpenList(ordered=True))
            self.open(name, self._end_list)
        else:
            self.open(name, self.builder.flush)

    def _end_list(self) -> None:
        self.builder.flush()
        if self.builder.lists:
            self.builder.lists.pop()

    def start_item(self, label: str | None) -> None:
        """Begin an entry; in a list of terms its label is the term."""
        lists = self.builder.lists
        if label is None or (lists and lists[-1].ordered):
            self.builder.start_item(label)
            return
        self.builder.start_item(None)
        self.source.put_back(f"\\textbf{{{label}}} ")

    def _end_quote(self) -> None:
        inner = self.builder.close_frame()
        if inner:
            self.builder.emit(Group(where=self.builder.where, role="quote", blocks=inner))
        self.builder.flush()

    def _display(self, name: str, bare: str) -> None:
        latex = self.source.until(f"\\end{{{name}}}")
        if bare == "math":
            self.inline_formula(latex)
            return
        if bare in _ALIGNED and ("&" in latex or "\\\\" in latex):
            inner = _ALIGNED[bare]
            latex = f"\\begin{{{inner}}}\n{latex.strip()}\n\\end{{{inner}}}"
        self.formula(latex)

    def _verbatim(self, name: str, bare: str) -> None:
        options = self.source.option() or ""
        found = _LANGUAGE.search(options)
        language = found[1].lower() if found else None
        if bare == "minted":
            language = (self.source.argument() or "").strip() or None
        text = self.source.until(f"\\end{{{name}}}").strip("\n")
        self.builder.flush()
        if text.strip():
            self.builder.emit(CodeBlock(where=self.builder.where, text=text, language=language))

    # ── captions and tables ─────────────────────────────────────────────────────────────────────────────

    def start_part(self, role: Role) -> None:
        """Begin a paragraph with a role of its own."""
        self.builder.flush()
        self._roles.append(self.builder.role)
        self.builder.role = role

    def end_part(self) -> None:
        """End it."""
        self.builder.flush()
        self.builder.role = self._roles.pop() if self._roles else "body"

    def _begin_table(self, name: str, bare: str) -> None:
        self.source.option()
        for _ in range(TABULARS[bare]):
            self.source.argument()
            self.source.option()
        self.builder.flush()
        self._tables.append(TabularBuilder())
        self.builder.open_frame()
        self.open(name, self._end_table)

    def end_cell(self) -> None:
        """End a cell at "&"; a stray one is text."""
        if not self._tables:
            self.builder.add("&")
            return
        blocks = self.builder.close_frame()
        self._count_cell(blocks)
        self._tables[-1].end_cell(blocks)
        self.builder.open_frame()

    def _count_cell(self, blocks: list[Block]) -> None:
        self._cells += bool(blocks)
        if self._cells > self.builder.limits.max_cells:
            raise LimitExceededError.of("the number of cells", self._cells, self.builder.limits.max_cells)

    def end_line(self) -> None:
        """End a row of a table, or a line of a paragraph."""
        if not self._tables:
            self.builder.add("\n")
            return
        self.end_cell()
        self._tables[-1].end_row()

    def rule(self) -> None:
        """Take note of a rule across a table."""
        if self._tables:
            self._tables[-1].rule()

    def _end_table(self) -> None:
        blocks = self.builder.close_frame()
        self._count_cell(blocks)
        table = self._tables.pop()
        table.end_cell(blocks)
        built = table.table(self.builder.where)
        if built is not None:
            self.builder.emit(built)
        self.builder.flush()

    def _command_multicolumn(self) -> None:
        count = (self.source.argument() or "").strip()
        self.source.argument()
        if self._tables and count.isdecimal():
            self._tables[-1].col_span = int(count[:4])

    def _command_multirow(self) -> None:
        self.source.option()
        count = (self.source.argument() or "").strip()
        self.source.option()
        self.source.argument()
        self.source.option()
        if self._tables and count.isdecimal():
            self._tables[-1].row_span = int(count[:4])

    def _command_tabularnewline(self) -> None:
        self.end_line()

    def _command_bibitem(self) -> None:
        label = self.source.option()
        self.source.argument()
        lists = self.builder.lists
        number = lists[-1].number + 1 if lists else 1
        self.start_item(f"[{label or number}]")

    def _command_docsievefront(self) -> None:
        """Show a part of the title page; `\\maketitle` writes this command."""
        name = self.source.argument() or ""
        self.builder.flush()
        if not self.source.enter_group():
            return
        if name == "title":
            self.open("}", lambda: self.builder.heading(1, "title"))
        elif name == "subtitle":
            self.open("}", lambda: self._add_paragraph("subtitle"))
        else:
            self.open("}", lambda: self._add_paragraph("body"))

    def _add_paragraph(self, role: Role) -> None:
        spans = self.builder.spans()
        if spans:
            self.builder.emit(Paragraph(where=self.builder.where, role=role, spans=spans))
