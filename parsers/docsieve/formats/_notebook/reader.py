"""A notebook's JSON -> one section of blocks."""

from __future__ import annotations

import json
from typing import Any, Final

from docsieve.children import read_child
from docsieve.errors import CorruptError, LimitExceededError
from docsieve.format import Source
from docsieve.formats._html.page import read_html
from docsieve.formats._json.syntax import NotJsonError, deepest
from docsieve.formats._notebook.mathematics import read_text_cell
from docsieve.formats._notebook.outputs import decoded, picture, read_output, text_of
from docsieve.formats._outline import outline_of
from docsieve.formats._text.decoding import decode, without_controls
from docsieve.formats._text.markdown_blocks import read_blocks
from docsieve.model import (
    SCHEMA_VERSION,
    Attachment,
    Block,
    CodeBlock,
    Document,
    Heading,
    Hidden,
    Locator,
    Metadata,
    Page,
    Span,
)
from docsieve.report import Report

#: A cell that begins so is in another language than the notebook.
_MAGICS: Final = {
    "bash": "bash",
    "sh": "bash",
    "script": "bash",
    "html": "html",
    "javascript": "javascript",
    "js": "javascript",
    "latex": "latex",
    "markdown": "markdown",
    "perl": "perl",
    "R": "r",
    "ruby": "ruby",
    "sql": "sql",
    "svg": "svg",
    "writefile": "",
}
_LANGUAGES: Final = {
    "ipython": "python",
    "ipython3": "python",
    "ipython2": "python",
    "c++": "cpp",
    "c#": "csharp",
}
#: Tags that take a cell or a part of it out of the published book (Jupyter Book, nbconvert).
_HIDES_ALL: Final = frozenset({"hide-cell", "remove-cell", "hide_cell", "remove_cell"})
_HIDES_INPUT: Final = frozenset({"hide-input", "remove-input", "hide_input", "remove_input"})
_HIDES_OUTPUT: Final = frozenset({"hide-output", "remove-output", "hide_output", "remove_output"})


def read_notebook(source: Source, report: Report) -> Document:
    """Read all cells.

    Raises:
        CorruptError: it is cut off or damaged.
        LimitExceededError: it is nested too deeply or holds too many blocks.
    """
    text, encoding = decode(source, report)
    notebook = _load(text, source)
    reader = _Reader(source, report, _language(notebook))
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        sheets = notebook.get("worksheets")
        cells = [
            cell
            for sheet in (sheets if isinstance(sheets, list) else [])
            if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)
            for cell in sheet["cells"]
        ]
    for cell in cells:
        if isinstance(cell, dict):
            reader.read(cell)
        else:
            report.warn("damaged_cell", "A cell of the notebook is damaged and was left out.", reader.where)
    pages = [Page(number=1, kind="section", blocks=reader.blocks)]
    report.progress(1, 1)
    return Document(
        format="notebook",
        schema_version=SCHEMA_VERSION,
        metadata=_metadata(notebook, reader.language, encoding),
        pages=pages,
        outline=outline_of(pages),
        attachments=reader.attachments,
    )


def _load(text: str, source: Source) -> dict[str, Any]:
    most = source.options.limits.max_depth
    try:
        if deepest(text, most) > most:
            raise LimitExceededError.of("the nesting of its entries", most + 1, most)
        notebook = json.loads(text.lstrip("\ufeff"), strict=False)
    except (NotJsonError, ValueError, RecursionError) as error:
        raise CorruptError(
            "The notebook is damaged or cut off: its JSON cannot be read. Save it again in Jupyter."
        ) from error
    if not isinstance(notebook, dict):
        raise CorruptError("The file is no notebook that can be read.")
    return notebook


def _entry(value: object, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _language(notebook: dict[str, Any]) -> str | None:
    for names in (("language_info", "name"), ("kernelspec", "language"), ("kernel_info", "name")):
        found = text_of(_entry(notebook, "metadata", *names)).strip().lower()
        if found:
            return _LANGUAGES.get(found, found)
    return None


def _metadata(notebook: dict[str, Any], language: str | None, encoding: str) -> Metadata:
    found = notebook.get("metadata")
    declared = found if isinstance(found, dict) else {}
    authors = declared.get("authors") or declared.get("author")
    names = [
        text_of(_entry(author, "name") or author)
        for author in (authors if isinstance(authors, list) else [authors])
    ]
    custom = {"encoding": encoding}
    if language:
        custom["programming_language"] = language
    kernel = text_of(_entry(declared, "kernelspec", "display_name")).strip()
    if kernel:
        custom["kernel"] = without_controls(kernel)
    title = text_of(declared.get("title") or declared.get("name")).strip()
    natural = text_of(_entry(declared, "language") or _entry(declared, "lang")).strip()
    return Metadata(
        title=without_controls(title) or None,
        authors=[without_controls(name).strip() for name in names if name.strip()],
        language=without_controls(natural) or None,
        created=text_of(declared.get("date")).strip() or None,
        custom=custom,
    )


class _Reader:
    """Reads cell after cell into `blocks`."""

    def __init__(self, source: Source, report: Report, language: str | None) -> None:
        self.blocks: list[Block] = []
        self.attachments: list[Attachment] = []
        self.language = language
        self.where = Locator(page=1)
        self._source = source
        self._limits = source.options.limits
        self._report = report

    def read(self, cell: dict[str, Any]) -> None:
        """Read one cell with its outputs."""
        kind = cell.get("cell_type")
        text = without_controls(text_of(cell.get("source", cell.get("input"))))
        metadata = cell.get("metadata")
        tags = _entry(metadata, "tags")
        words = {tag for tag in tags if isinstance(tag, str)} if isinstance(tags, list) else set[str]()
        folded = _entry(metadata, "jupyter")
        hides_source = bool(words & (_HIDES_ALL | _HIDES_INPUT)) or _entry(folded, "source_hidden") is True
        if kind == "code":
            self._add(self._code(text, cell), hides_source)
            hides_output = (
                bool(words & (_HIDES_ALL | _HIDES_OUTPUT))
                or _entry(folded, "outputs_hidden") is True
                or True in (_entry(metadata, "collapsed"), cell.get("collapsed"))
            )
            outputs = cell.get("outputs")
            for output in outputs if isinstance(outputs, list) else []:
                if isinstance(output, dict):
                    drawing = text_of(_entry(output, "data", "image/svg+xml") or output.get("svg"))
                    if "<text" in drawing:
                        self._read_child("output.svg", drawing, "image/svg+xml")
                    self._add(read_output(output, self.where, self._limits, self._report), hides_output)
        elif kind == "heading":
            level = cell.get("level")
            level = level if isinstance(level, int) and 1 <= level <= 9 else 1
            spans = [Span(" ".join(text.split()))]
            self._add(
                [Heading(where=self.where, level=level, spans=spans)] if text.strip() else [], hides_source
            )
        elif kind == "raw":
            self._add(self._raw(text, metadata), hides_source)
        else:
            self._add(read_text_cell(text, self._limits, self.where), hides_source)
        self._read_attachments(cell.get("attachments"), hides_source)

    def _code(self, text: str, cell: dict[str, Any]) -> list[Block]:
        if not text.strip():
            return []
        language = self.language or text_of(cell.get("language")).lower() or None
        magic = text.lstrip().partition("\n")[0].split()[:1]
        if magic and magic[0].startswith("%%"):
            language = _MAGICS.get(magic[0][2:], language) or None
        return [CodeBlock(where=self.where, text=text.strip("\n"), language=language)]

    def _raw(self, text: str, metadata: object) -> list[Block]:
        """Read a raw cell, which goes to a converter as it is."""
        declared = text_of(
            _entry(metadata, "format") or _entry(metadata, "raw_mimetype") or _entry(metadata, "mimetype")
        )
        if not text.strip():
            return []
        if declared == "text/html":
            blocks, _ = read_html(text, self.where, self._limits, self._report)
            return blocks
        if declared == "text/markdown":
            return read_blocks(text, self._limits, self.where)
        language = {"text/latex": "latex", "text/x-python": "python"}.get(declared)
        if text.startswith("---\n"):
            language = "yaml"
        return [CodeBlock(where=self.where, text=text.strip("\n"), language=language)]

    def _read_attachments(self, attachments: object, is_hidden: bool) -> None:
        if not isinstance(attachments, dict):
            return
        for name, forms in attachments.items():
            for media_type, content in forms.items() if isinstance(forms, dict) else ():
                shown_name = without_controls(name)
                text = text_of(content)
                if media_type.startswith("image/"):
                    self._add([picture(text, media_type, shown_name, shown_name, self.where)], is_hidden)
                    if "svg" not in media_type:
                        continue
                self._read_child(shown_name, text, media_type)

    def _read_child(self, name: str, text: str, media_type: str) -> None:
        data = decoded(text, media_type)
        if data:
            media_type = without_controls(media_type)
            self.attachments.append(
                read_child(self._source, name, data, self._report, media_type=media_type, where=self.where)
            )

    def _add(self, blocks: list[Block], is_hidden: bool) -> None:
        if len(self.blocks) + len(blocks) > self._limits.max_blocks:
            raise LimitExceededError.of(
                "the number of blocks", len(self.blocks) + len(blocks), self._limits.max_blocks
            )
        hidden: Hidden = "vanish"
        for block in blocks:
            if is_hidden and block.hidden is None:
                block.hidden = hidden
        self.blocks.extend(blocks)
