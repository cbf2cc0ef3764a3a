"""LaTeX source -> blocks: one walk over its tokens, groups on a stack of our own, macros within bounds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final

from docsieve.errors import LimitExceededError
from docsieve.formats._latex.block_builder import BlockBuilder, Group
from docsieve.formats._latex.command_tables import (
    ACCENTS,
    DECLARATIONS,
    HEADINGS,
    SILENT,
    SKIPPED,
    STYLES,
    SYMBOLS,
)
from docsieve.formats._latex.inline_commands import InlineCommands
from docsieve.formats._latex.source_cursor import Macro, SourceCursor
from docsieve.model import Block, Formula, Heading, Locator, Metadata, Note, Paragraph, Role, Span
from docsieve.options import Limits
from docsieve.report import Report

_SIGNS: Final = {
    "~": "\u00a0",
    "--": "–",
    "---": "—",
    "``": "“",
    "''": "”",
    "`": "‘",
    "'": "’",
    ",,": "„",
    "-": "-",
}
_ACCENTED: Final = re.compile(r"\s*(?:\{\s*\\?([A-Za-z]?)\s*\}|\\([ij])(?![A-Za-z])\s*|([^\W\d_]))")
_NAME: Final = re.compile(r"\s*\{?\s*\\([A-Za-z@]+|.)\s*\}?")
_PARAMETERS: Final = re.compile(r"[^{\\\n]*")
_NOTES: Final[dict[str, Role]] = {
    "footnote": "footnote",
    "footnotetext": "footnote",
    "thanks": "footnote",
    "endnote": "endnote",
    "marginpar": "footnote",
    "todo": "comment",
}
_KEYS: Final = frozenset(("ref", "eqref", "pageref", "autoref", "cref", "Cref", "nameref", "vref", "gls"))
_DEFINITIONS: Final = frozenset(("newcommand", "renewcommand", "providecommand", "DeclareRobustCommand"))


class LatexReader(InlineCommands):
    """Reads one document; see `read`."""

    def __init__(self, text: str, where: Locator, limits: Limits, report: Report) -> None:
        self.source = SourceCursor(text)
        self.builder = BlockBuilder(where, limits)
        self.metadata = Metadata()
        self.report = report
        self._groups: list[Group] = []
        self.in_preamble = "\\begin{document}" in text
        self.has_chapters = re.search(r"\\chapter\b", text) is not None
        self._comments: list[str] = []
        self._front: dict[str, str] = {}
        self._notes = 0
        self._unknown = 0
        self.is_over = False
        self.prepare()

    def read(self) -> list[Block]:
        """Read all of it.

        Raises:
            LimitExceededError: more blocks or cells than allowed, or groups nested too deeply.
        """
        while not self.is_over:
            kind, text = self.source.token()
            if kind == "end":
                break
            if kind == "comment":
                self._comment(text)
                continue
            if kind != "space":
                self._end_comment(text if kind == "par" else "")
            self._token(kind, text)
        self._end_comment("")
        while self._groups:
            self._close(self._groups[-1].end)
        self.builder.flush()
        if self.source.is_cut:
            self.report.warn(
                "macros_not_expanded",
                "The document defines commands that unfold without end; they were left.",
            )
        if self._unknown:
            self.report.warn(
                "unknown_commands",
                f"{self._unknown} uses of LaTeX commands that are not known were left out; "
                "the text they are given is kept.",
            )
        self._declare()
        return self.builder.blocks

    # ── tokens ──────────────────────────────────────────────────────────────────────────────────────────

    def _token(self, kind: str, text: str) -> None:
        if kind == "command":
            self._command(text)
        elif kind == "open":
            self.open("}")
        elif kind == "close":
            if self._groups and self._groups[-1].end == "}":
                self._close("}")
        elif self.in_preamble:
            return
        elif kind == "par":
            self.builder.flush()
        elif kind == "space":
            self.builder.add(" ")
        elif kind == "math":
            self._mathematics(text)
        elif kind == "cell":
            self.end_cell()
        else:
            self.builder.add(_SIGNS[text] if kind == "sign" else text)

    def open(self, end: str, finish: Callable[[], None] | None = None, **style: Any) -> None:
        """Open a group that ends with a brace or with the end of an environment."""
        if len(self._groups) >= self.builder.limits.max_depth:
            raise LimitExceededError.of(
                "the nesting of its groups", len(self._groups) + 1, self.builder.limits.max_depth
            )
        self._groups.append(Group(end, self.builder.style, finish))
        if style:
            self.builder.style = {**self.builder.style, **style}

    def close_environment(self, name: str) -> None:
        """Close an environment and what was left open inside it."""
        if any(group.end == name for group in self._groups):
            while self._groups[-1].end != name:
                self._close(self._groups[-1].end)
            self._close(name)

    def _close(self, end: str) -> None:
        group = self._groups.pop()
        assert group.end == end
        if group.finish is not None:
            group.finish()
        self.builder.style = group.style

    def _mathematics(self, sign: str) -> None:
        if sign == "$$":
            self.formula(self.source.until("$$"))
            return
        latex = self.source.inline_mathematics()
        if latex is None:
            self.builder.add("$")
        else:
            self.inline_formula(latex)

    def inline_formula(self, latex: str) -> None:
        """Add mathematics to the paragraph."""
        latex = " ".join(latex.split())
        if latex:
            self.builder.add(latex, math=True)

    def formula(self, latex: str) -> None:
        """Add mathematics on a line of its own."""
        self.builder.flush()
        latex = re.sub(r"(?<!\\)%[^\n]*", self._keep_comment, latex)
        latex = re.sub(r"\\label\s*\{[^{}]*\}", "", latex)
        latex = "\n".join(line for line in latex.strip().split("\n") if line.strip())
        if latex:
            self.builder.emit(Formula(where=self.builder.where, latex=latex))

    # ── comments: no reader of the typeset document sees them ────────────────────────────────────────────

    def _comment(self, text: str) -> None:
        self._comments.append(text[1:].strip("% \t\n"))

    def _keep_comment(self, found: re.Match[str]) -> str:
        self._comments.append(found[0].strip("% \t\n"))
        return ""

    def _end_comment(self, after: str) -> None:
        if not self._comments:
            return
        self.unseen("\n".join(self._comments))
        self._comments = []

    def unseen(self, text: str) -> None:
        """Keep text that the typeset document does not show, flagged."""
        text = text.strip("\n ")
        if any(map(str.isalnum, text)):
            note = Paragraph(
                where=self.builder.where, role="comment", hidden="vanish", spans=[Span(text, hidden=None)]
            )
            self.builder.follow(note)

    # ── commands ────────────────────────────────────────────────────────────────────────────────────────

    def _command(self, name: str) -> None:
        bare = name.rstrip("*") or name
        if len(name) > 1 or name.isalpha():
            self.source.skip_space()
        handler = getattr(self, f"_command_{bare}", None) if bare.isidentifier() else None
        if bare in _DEFINITIONS:
            self._define()
        elif bare in self.source.macros:
            self.source.expand(self.source.macros[bare])
        elif handler is not None:
            handler()
        elif bare in ("title", "author", "date", "subtitle", "institute"):
            self.source.option()
            self._front[bare] = self.source.argument() or ""
        elif bare in SKIPPED:
            self._skip(bare)
        elif self.in_preamble:
            while self.source.option() is not None or self.source.argument() is not None:
                pass
        elif bare in SILENT:
            if bare in ("hline", "midrule"):
                self.rule()
            self.source.option()
        else:
            self._text_command(bare)

    def _text_command(self, name: str) -> None:
        if name in HEADINGS:
            self._heading(name)
        elif name in STYLES:
            if self.source.enter_group():
                self.open("}", **STYLES[name])
        elif name in DECLARATIONS:
            self.builder.style = {**self.builder.style, **DECLARATIONS[name]}
        elif name in ACCENTS and (accented := self.source.take(_ACCENTED)) is not None:
            letter = accented[1] or accented[2] or accented[3] or " "
            self.builder.add(unicodedata.normalize("NFC", letter + ACCENTS[name]))
        elif name in SYMBOLS:
            self.builder.add(SYMBOLS[name])
            if self.source.is_next("{}"):
                self.source.argument()
        elif name in ("(", "["):
            source = self.source.until("\\)" if name == "(" else "\\]")
            if name == "(":
                self.inline_formula(source)
            else:
                self.formula(source)
        elif name in _NOTES:
            self._note(_NOTES[name])
        elif (
            name in _KEYS
            or name.lower().endswith("cite")
            or name.startswith(("cite", "parencite", "textcite"))
        ):
            options = (self.source.option(), self.source.option())
            details = [found.replace("~", " ") for found in options if found]
            key = self.source.argument()
            if key:
                self.builder.add("[" + ", ".join([" ".join(key.split()), *details]) + "]")
        elif name == "\\":
            self.source.option()
            self.end_line()
        else:
            self._unknown += 1
            option = self.source.option()
            if option is not None and "=" not in option and " " in option.strip():
                self.builder.add(f"[{option}]")

    def _skip(self, name: str) -> None:
        self.source.option()
        if name in ("documentclass", "documentstyle"):
            self.metadata.custom["class"] = (self.source.argument() or "").strip()
            return
        for _ in range(SKIPPED[name]):
            self.source.argument()
            self.source.option()

    def _define(self) -> None:
        name = self.source.take(_NAME)
        count, default = self.source.option(), self.source.option()
        body = self.source.argument()
        if name is not None and body is not None:
            arguments = int(count) if count and count.isdigit() and len(count) == 1 else 0
            self.source.macros[name[1]] = Macro(arguments, default, body)

    def _command_def(self) -> None:
        name, parameters = self.source.take(_NAME), self.source.take(_PARAMETERS)
        body = self.source.argument()
        if name is not None and body is not None:
            self.source.macros[name[1]] = Macro(parameters[0].count("#") if parameters else 0, None, body)

    def _command_newtheorem(self) -> None:
        name = self.source.argument()
        self.source.option()
        title = self.source.argument()
        self.source.option()
        if name and title:
            self.titles[name] = title

    def _command_iffalse(self) -> None:
        self.unseen(self.source.until("\\fi"))

    def _command_par(self) -> None:
        self.builder.flush()

    def _command_newline(self) -> None:
        self.builder.add("\n")

    def _command_item(self) -> None:
        label = self.source.option()
        self.start_item(label)

    def _command_caption(self) -> None:
        self.source.option()
        if self.source.enter_group():
            self.start_part("caption")
            self.open("}", self.end_part)

    def _command_maketitle(self) -> None:
        self.builder.flush()
        parts = [
            f"\\docsievefront{{{name}}}{{{text}}}"
            for name in ("title", "subtitle", "author", "institute", "date")
            if (text := re.sub(r"\s*\\and\b\s*", ", ", self._front.get(name, ""))).strip()
        ]
        self.source.put_back("".join(parts))

    def _command_begin(self) -> None:
        name = (self.source.argument() or "").strip()
        self.begin(name)

    def _command_end(self) -> None:
        name = (self.source.argument() or "").strip()
        if name == "document":
            self.is_over = True
            rest = self.source.until("\0")
            self.builder.flush()
            self.unseen(rest)
        else:
            self.close_environment(name)

    def _heading(self, name: str) -> None:
        self.source.option()
        self.builder.flush()
        level = HEADINGS[name] if self.has_chapters else HEADINGS[name] - 1
        if self.source.enter_group():
            self.open("}", lambda: self.builder.heading(max(level, 1)))

    def _note(self, role: Role) -> None:
        self.source.option()
        if not self.source.enter_group():
            return
        self._notes += 1
        label = str(self._notes)
        note = f"footnote-{label}"
        self.builder.add("", superscript=True, note=note)
        self.builder.open_frame()

        def finish() -> None:
            inner = self.builder.close_frame()
            self.builder.follow(Note(where=self.builder.where, role=role, id=note, label=label, blocks=inner))

        self.open("}", finish)
        self.builder.style = {}

    def _declare(self) -> None:
        """Read the title and the authors once more, as plain text, for the metadata."""
        for name, text in self._front.items():
            shown = plain_text(text)
            if name == "title":
                self.metadata.title = shown or None
            elif name == "author":
                parts = re.split(r"\\and\b|\\AND\b|\\And\b", text)
                self.metadata.authors = [
                    author for part in parts if (author := plain_text(part).split("\n")[0])
                ]
            elif name == "date" and shown and "\\" not in shown:
                self.metadata.created = shown


def plain_text(source: str) -> str:
    """Return what a short piece of source shows, without notes."""
    reader = LatexReader(source, Locator(page=1), Limits(), Report())
    texts = [
        "".join(span.text for span in block.spans)
        for block in reader.read()
        if isinstance(block, Paragraph | Heading) and block.hidden is None
    ]
    return "\n".join(text.strip() for text in texts).strip()
