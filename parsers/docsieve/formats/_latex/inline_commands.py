"""Commands of running text that are more than a style: links, code, colours, pictures, other files."""

from __future__ import annotations

import re
from typing import Final

from docsieve.formats._latex.command_tables import PAPER
from docsieve.formats._latex.environments import EnvironmentReader
from docsieve.model import Image
from docsieve.report import Report

_VERB: Final = re.compile(r"\*?([^\s\w*])([^\n]*?)\1")
_ALT: Final = re.compile(r"alt\s*=\s*\{([^{}]*)\}")


class InlineCommands(EnvironmentReader):
    """The part of `LatexReader` that knows them; each method is named by its command."""

    report: Report

    def _command_verb(self) -> None:
        found = self.source.take(_VERB)
        if found is not None:
            self.builder.add(found[2], code=True)

    def _command_lstinline(self) -> None:
        self.source.option()
        text = self.source.argument()
        if text is None:
            self._command_verb()
        else:
            self.builder.add(text, code=True)

    def _command_enquote(self) -> None:
        if self.source.enter_group():
            self.builder.add("“")
            self.open("}", lambda: self.builder.add("”"))

    def _command_href(self) -> None:
        self.source.option()
        target = (self.source.argument() or "").replace("\\", "")
        if self.source.enter_group():
            self.open("}", link=target or None)

    def _command_url(self) -> None:
        target = (self.source.argument() or "").replace("\\", "")
        self.builder.add(target, link=target)

    _command_nolinkurl = _command_path = _command_url

    def _command_textcolor(self) -> None:
        self.source.option()
        colour = (self.source.argument() or "").strip()
        if self.source.enter_group():
            self.open("}", None, **({"hidden": "same_colour"} if colour in PAPER else {}))

    def _command_color(self) -> None:
        self.source.option()
        if (self.source.argument() or "").strip() in PAPER and not self.in_preamble:
            self.builder.style = {**self.builder.style, "hidden": "same_colour"}

    def _command_includegraphics(self) -> None:
        options, name = self.source.option() or "", self.source.argument() or ""
        alt = _ALT.search(options)
        self.builder.follow(
            Image(
                where=self.builder.where,
                name=name.strip() or None,
                alt=" ".join(alt[1].split()) if alt else "",
            )
        )

    def _command_input(self) -> None:
        self.source.argument()
        self.report.warn(
            "linked_file",
            "The document takes in text from other files, which are not part of it and were not read.",
        )

    _command_include = _command_subfile = _command_import = _command_input
