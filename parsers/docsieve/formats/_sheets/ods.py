"""An OpenDocument spreadsheet: sheets, names, properties and what is drawn on them (ODF 1.3 part 3, 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docsieve.errors import CorruptError
from docsieve.format import Source
from docsieve.formats._odf.context import Reading
from docsieve.formats._odf.controls import controls_of
from docsieve.formats._odf.master_pages import MasterPages
from docsieve.formats._odf.namespaces import STYLE, TABLE
from docsieve.formats._odf.package import OdfPackage
from docsieve.formats._odf.story import Story
from docsieve.formats._odf.styles import StyleSheet
from docsieve.formats._odf.text_document import style_sheets
from docsieve.formats._sheets.ods_formula import plain_formula
from docsieve.formats._sheets.ods_sheet import OdsSheetReader
from docsieve.formats._sheets.sheet_draft import SheetDraft
from docsieve.formats._sheets.workbook import add_names, is_wanted
from docsieve.model import SCHEMA_VERSION, Document, Page
from docsieve.report import Report

if TYPE_CHECKING:
    from lxml import etree


def read_ods(source: Source, name: str, report: Report) -> Document:
    """Read every sheet in the order of the tabs.

    Raises:
        CorruptError: there is no spreadsheet in it.
        EncryptedError: it needs a password.
        LimitExceededError: a limit was crossed.
    """
    package = OdfPackage(source, report, "spreadsheet")
    body = package.body("spreadsheet")
    if body is None:
        raise CorruptError("The file is an OpenDocument package, but it holds no spreadsheet.")
    common, styles = style_sheets(package)
    reading = Reading(package, styles, report, source)
    reading.controls = controls_of(body)
    pages: list[Page] = []
    masters: list[str | None] = []
    tables = body.findall(f"{TABLE}table")
    for number, table in enumerate(tables, start=1):
        if not is_wanted(number, source):
            continue
        draft = SheetDraft(number, table.get(f"{TABLE}name", ""), source.options.limits, report)
        if styles.property("table", table.get(f"{TABLE}style-name"), "table", f"{TABLE}display") == "false":
            draft.hidden = "sheet"
        story = Story(reading, draft.where, styles)
        OdsSheetReader(draft, story, report).read(table)
        page = draft.finish()
        page.blocks += reading.notes
        reading.notes = []
        pages.append(page)
        report.page(page, len(tables))
        masters.append(_master_page(styles, table))
        table.clear()  # the tree is several times the size of what is read from it
        report.progress(number, len(tables))
    if pages:
        MasterPages(reading, common).add_to(pages, masters)
    metadata = package.metadata()
    add_names(metadata, _names(body))
    if any(part.startswith(("Basic/", "Scripts/")) for part in package.names):
        report.warn("macros_not_read", "The document holds macros. They were neither run nor read.")
    return Document(
        format=name,
        schema_version=SCHEMA_VERSION,
        metadata=metadata,
        pages=pages or [Page(number=1, kind="sheet")],
        attachments=reading.attachments,
    )


def _master_page(styles: StyleSheet, table: etree._Element) -> str | None:
    for element in styles.chain("table", table.get(f"{TABLE}style-name")):
        if element.get(f"{STYLE}master-page-name"):
            return element.get(f"{STYLE}master-page-name")
    return None


def _names(body: etree._Element) -> dict[str, str]:
    names: dict[str, str] = {}
    for element in body.iter(f"{TABLE}named-range", f"{TABLE}named-expression"):
        meaning = element.get(f"{TABLE}cell-range-address") or element.get(f"{TABLE}expression", "")
        if element.get(f"{TABLE}name") and meaning:
            names[element.get(f"{TABLE}name", "")] = plain_formula(meaning)
    for element in body.iter(f"{TABLE}database-range"):
        name, area = element.get(f"{TABLE}name", ""), element.get(f"{TABLE}target-range-address", "")
        if name and area and not name.startswith("__Anonymous"):
            names[name] = area
    return names
