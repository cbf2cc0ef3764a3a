"""Builds small PPTX packages from snippets of XML, the same bytes on every run."""

from __future__ import annotations

from tests.parsers.formats.docx_builder import relationships, zipped

NAMESPACES = {
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "p15": "http://schemas.microsoft.com/office/powerpoint/2012/main",
    "p188": "http://schemas.microsoft.com/office/powerpoint/2018/8/main",
}
DECLARATIONS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
POINT = 12_700

Place = tuple[int, int, int, int]

#: A master with bullets on the first two levels, and a text of its own at the bottom.
MASTER_STYLES = (
    "<p:txStyles><p:titleStyle><a:lvl1pPr><a:buNone/></a:lvl1pPr></p:titleStyle><p:bodyStyle>"
    '<a:lvl1pPr marL="342900" indent="-342900"><a:buFont typeface="Arial"/><a:buChar char="•"/></a:lvl1pPr>'
    '<a:lvl2pPr marL="742950"><a:buFont typeface="Wingdings"/><a:buChar char="&#xA7;"/></a:lvl2pPr>'
    "</p:bodyStyle><p:otherStyle/></p:txStyles>"
)


def xml(root: str, content: str, attributes: str = "") -> str:
    """Return a part with all namespaces declared on its root."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {DECLARATIONS} {attributes}>{content}</{root}>'


def place(box: Place | None, tag: str = "a:xfrm", more: str = "", attributes: str = "") -> str:
    """Return an `a:xfrm`; left, top, width and height are in points."""
    if box is None:
        return ""
    x, y, width, height = (value * POINT for value in box)
    return f'<{tag} {attributes}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>{more}</{tag}>'


def line(text: str = "", properties: str = "", level: int = 0, runs: str = "") -> str:
    """Return an `a:p`; `properties` go into its `a:pPr`, `runs` behind the text."""
    told = f"<a:r><a:t>{text}</a:t></a:r>" if text else ""
    return f'<a:p><a:pPr lvl="{level}">{properties}</a:pPr>{told}{runs}</a:p>'


def run(text: str, attributes: str = "", content: str = "") -> str:
    """Return an `a:r`."""
    return f"<a:r><a:rPr {attributes}>{content}</a:rPr><a:t>{text}</a:t></a:r>"


def shape(
    lines: str,
    box: Place | None = None,
    *,
    placeholder: str | None = None,
    about: str = "",
    click: str = "",
    look: str = "",
    list_style: str = "",
    rotation: str = "",
) -> str:
    """Return a `p:sp`; `placeholder` are the attributes of its `p:ph`, `about` those of its `p:cNvPr`."""
    ph = "" if placeholder is None else f"<p:ph {placeholder}/>"
    text = f"<p:txBody><a:bodyPr/><a:lstStyle>{list_style}</a:lstStyle>{lines}</p:txBody>" if lines else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Shape" {about}>{click}</p:cNvPr><p:cNvSpPr/>'
        f"<p:nvPr>{ph}</p:nvPr></p:nvSpPr>"
        f"<p:spPr>{place(box, attributes=rotation)}{look}</p:spPr>{text}</p:sp>"
    )


def title(text: str, kind: str = "title") -> str:
    """Return a title placeholder without a place of its own."""
    return shape(line(text), placeholder=f'type="{kind}"')


def group(content: str, box: Place, child: Place, about: str = "", attributes: str = "") -> str:
    """Return a `p:grpSp` that maps the box `child` to `box`."""
    x, y, width, height = (value * POINT for value in child)
    inner = f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/>'
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="3" name="Group" {about}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr>{place(box, more=inner, attributes=attributes)}</p:grpSpPr>{content}</p:grpSp>"
    )


def frame(data: str, box: Place, about: str = "") -> str:
    """Return a `p:graphicFrame` with `data` in its `a:graphicData`."""
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="Frame" {about}/><p:cNvGraphicFramePr/>'
        f"<p:nvPr/></p:nvGraphicFramePr>{place(box, 'p:xfrm')}"
        f"<a:graphic><a:graphicData>{data}</a:graphicData></a:graphic></p:graphicFrame>"
    )


def picture(relationship: str, box: Place, about: str = "", media: str = "") -> str:
    """Return a `p:pic`; `media` goes into its `p:nvPr`."""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="5" name="Picture" {about}/><p:cNvPicPr/><p:nvPr>{media}</p:nvPr>'
        f'</p:nvPicPr><p:blipFill><a:blip r:embed="{relationship}"/></p:blipFill>'
        f"<p:spPr>{place(box)}</p:spPr></p:pic>"
    )


def tree(content: str) -> str:
    """Return a `p:cSld` with its shape tree."""
    return (
        '<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr/>{content}</p:spTree></p:cSld>"
    )


MASTER = xml(
    "p:sldMaster",
    tree(
        shape(line("Prompt for a title"), (36, 20, 648, 60), placeholder='type="title"')
        + shape(line("Prompt for text"), (36, 100, 648, 350), placeholder='type="body" idx="1"')
        + shape(line("Prompt"), (36, 500, 150, 30), placeholder='type="dt" idx="2"')
        + shape(line("Prompt"), (250, 500, 200, 30), placeholder='type="ftr" idx="3"')
        + shape(line("Prompt"), (550, 500, 134, 30), placeholder='type="sldNum" idx="4"')
        + shape(line("Library of Lower Saxford"), (36, 520, 300, 20))
    )
    + MASTER_STYLES,
)
LAYOUT = xml(
    "p:sldLayout",
    tree(
        shape(line("Prompt"), placeholder='type="title"')
        + shape(line("Prompt"), placeholder='idx="1"')
        + shape(line("Prompt"), (380, 100, 300, 350), placeholder='idx="2"')
    ),
)
SUBTITLE_LAYOUT = xml(
    "p:sldLayout",
    tree(
        shape(line("Prompt"), (36, 150, 648, 100), placeholder='type="ctrTitle"')
        + shape(
            line("Prompt"),
            (36, 260, 648, 100),
            placeholder='type="subTitle" idx="1"',
            list_style='<a:lvl1pPr marL="0" indent="0"><a:buNone/></a:lvl1pPr>',
        )
    ),
)


class Slide:
    """A slide to be built: its shapes, notes, relationships by id, and attributes of its root."""

    def __init__(
        self,
        content: str,
        *,
        notes: str = "",
        related: dict[str, tuple[str, str]] | None = None,
        attributes: str = "",
        layout: int = 1,
    ) -> None:
        self.content = content
        self.notes = notes
        self.related = related or {}
        self.attributes = attributes
        self.layout = layout


def pptx(
    *slides: Slide,
    parts: dict[str, str | bytes] | None = None,
    related: dict[str, tuple[str, str]] | None = None,
    extra: str = "",
    attributes: str = "",
    main_type: str = MAIN_TYPE,
) -> bytes:
    """Return a PPTX with a master and two layouts (1 title and text, 2 title slide).

    Args:
        slides: in order; their parts are `ppt/slides/slide1.xml` and so on, their ids 256 and so on.
        parts: further parts by full name.
        related: further relationships of the presentation by id.
        extra: goes into `p:presentation` behind the sizes.
        attributes: of `p:presentation`.
        main_type: content type of the presentation.
    """
    numbers = range(1, len(slides) + 1)
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rSlide{n}"/>' for n in numbers)
    presentation = f'<p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="{720 * POINT}" cy="{540 * POINT}"/>{extra}'
    slide_relations = {f"rSlide{n}": ("slide", f"slides/slide{n}.xml") for n in numbers}
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            '<Default Extension="mp4" ContentType="video/mp4"/>'
            f'<Override PartName="/ppt/presentation.xml" ContentType="{main_type}"/></Types>'
        ),
        "_rels/.rels": relationships(
            {
                "rId1": ("officeDocument", "ppt/presentation.xml"),
                "rId2": (
                    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                    "docProps/core.xml",
                ),
            }
        ),
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Evening talk</dc:title>'
            "<dc:creator>Ada Green</dc:creator></cp:coreProperties>"
        ),
        "ppt/presentation.xml": xml("p:presentation", presentation, attributes),
        "ppt/_rels/presentation.xml.rels": relationships({**slide_relations, **(related or {})}),
        "ppt/slideMasters/slideMaster1.xml": MASTER,
        "ppt/slideLayouts/slideLayout1.xml": LAYOUT,
        "ppt/slideLayouts/slideLayout2.xml": SUBTITLE_LAYOUT,
    }
    for n in (1, 2):
        members[f"ppt/slideLayouts/_rels/slideLayout{n}.xml.rels"] = relationships(
            {"rId1": ("slideMaster", "../slideMasters/slideMaster1.xml")}
        )
    for number, slide in enumerate(slides, 1):
        own = {"rLayout": ("slideLayout", f"../slideLayouts/slideLayout{slide.layout}.xml"), **slide.related}
        if slide.notes:
            own["rNotes"] = ("notesSlide", f"../notesSlides/notesSlide{number}.xml")
            members[f"ppt/notesSlides/notesSlide{number}.xml"] = xml("p:notes", tree(slide.notes))
        members[f"ppt/slides/slide{number}.xml"] = xml("p:sld", tree(slide.content), slide.attributes)
        members[f"ppt/slides/_rels/slide{number}.xml.rels"] = relationships(own)
    members.update(parts or {})
    return zipped(members)
