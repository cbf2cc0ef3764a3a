"""Objects embedded in a document: formulas, charts, documents, OLE files (ODF 1.3 part 3, 10.4.6)."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from typing import TYPE_CHECKING, Final

from docsieve.formats._mathml import to_latex
from docsieve.formats._odf.charts import chart_group
from docsieve.formats._odf.namespaces import CHART, MATH, OFFICE, XLINK
from docsieve.model import Block, Formula

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.formats._odf.story import Story

_EXTENSIONS: Final = {"text": ".odt", "spreadsheet": ".ods", "presentation": ".odp", "graphics": ".odg"}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def embedded_blocks(story: Story, element: etree._Element) -> list[Block]:
    """Return what a `draw:object` or `draw:object-ole` shows; documents are listed as attachments."""
    for child in element:
        if child.tag == f"{OFFICE}binary-data":
            _attach_binary(story, child)
            return []
        if child.tag in (f"{MATH}math", f"{OFFICE}document"):
            return nested_object_blocks(story, child)
    package = story.reading.package
    name = package.part_name(element.get(f"{XLINK}href", ""))
    if name is None or package.is_flat:
        return []
    if f"{name}/content.xml" in package:
        root = package.xml(f"{name}/content.xml")
        if root is None:
            return []
        blocks = nested_object_blocks(story, root)
        if not blocks and _kind_of(root) in _EXTENSIONS:
            _attach_folder(story, name, _EXTENSIONS[_kind_of(root)])
        return blocks
    if name in package:
        data = package.read(name)
        if data is not None:
            _attach(story, name, data, package.media_type(name))
    else:
        story.reading.report.warn("object_missing", "An embedded object is not in the file.", story.where)
    return []


def nested_object_blocks(story: Story, root: etree._Element) -> list[Block]:
    """Return the formula or the chart that an object's content is; nothing for other kinds."""
    if root.tag == f"{MATH}math":
        latex = to_latex(root)
        return [Formula(where=story.where, latex=latex)] if latex else []
    chart = root.find(f"{OFFICE}body/{OFFICE}chart/{CHART}chart")
    if chart is not None:
        group = chart_group(chart, story.where, story.reading)
        return [] if group is None else [group]
    formula = root.find(f"{OFFICE}body/{OFFICE}formula/{MATH}math")
    return [] if formula is None else nested_object_blocks(story, formula)


def _kind_of(root: etree._Element) -> str:
    body = root.find(f"{OFFICE}body")
    first = None if body is None or not len(body) else body[0]
    name = "" if first is None else first.tag.rpartition("}")[2]
    return "graphics" if name == "drawing" else name


def _attach(story: Story, name: str, data: bytes, media_type: str) -> None:
    from docsieve.formats._ole.object_file import read_object  # noqa: PLC0415 - hardly ever needed

    reading = story.reading
    child = read_object(
        reading.source, name, data, reading.report, media_type=media_type or None, where=story.where
    )
    reading.attachments.append(child)


def _attach_binary(story: Story, element: etree._Element) -> None:
    try:
        data = base64.b64decode(element.text or "")
    except (binascii.Error, ValueError):
        story.reading.report.warn("object_damaged", "An embedded object is damaged.", story.where)
        return
    _attach(story, f"Object {len(story.reading.attachments) + 1}", data, "")


def _attach_folder(story: Story, folder: str, extension: str) -> None:
    """Read a document kept in a folder of the package, put into a package of its own."""
    package = story.reading.package
    media_type = package.media_type(folder)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _EPOCH), media_type)
        for name in package.names:
            if name.startswith(f"{folder}/"):
                data = package.read(name)
                if data is not None:
                    archive.writestr(zipfile.ZipInfo(name.removeprefix(f"{folder}/"), _EPOCH), data)
    _attach(story, f"{folder}{extension}", packed.getvalue(), media_type)
