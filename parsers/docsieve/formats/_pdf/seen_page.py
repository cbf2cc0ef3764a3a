"""What pdfium tells of a page, kept until Python makes drafts of it: the page itself is closed by then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from docsieve.formats._pdf.actual_texts import with_actual_texts
from docsieve.formats._pdf.annotations import NO_ANNOTATIONS, PageAnnotations
from docsieve.formats._pdf.drafts import DraftPage
from docsieve.formats._pdf.frame import Frame
from docsieve.formats._pdf.glyphs import RECORD, Glyphs, Shapes, Told, glyphs_of
from docsieve.formats._pdf.links import LinkArea
from docsieve.model import Hidden, Page

_NO_FRAME: Final = Frame(0.0, 0.0, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
_NO_GLYPHS: Final = Glyphs("", b"", b"", [], 0, 0)
_NO_SHAPES: Final = Shapes(b"")


@dataclass(slots=True)
class SeenPage:
    """A page on its way to its drafts."""

    page: Page
    index: int
    frame: Frame = _NO_FRAME
    #: Its text as it was told, until it is gone over.
    told: Told | None = None
    _glyphs: Glyphs = _NO_GLYPHS
    #: Its glyphs cut where layers begin and end; None where there are none.
    cut: Glyphs | None = None
    shapes: Shapes = _NO_SHAPES
    areas: list[LinkArea] = field(default_factory=list)
    #: Why some segments are not seen, by their index.
    unseen: dict[int, Hidden] = field(default_factory=dict)
    annotations: PageAnnotations = NO_ANNOTATIONS
    #: Where it could not be read, or had to be gone through while it was open.
    drafts: DraftPage | None = None

    @property
    def glyphs(self) -> Glyphs:
        """Its text, gone over when first wanted: that is quicker where pdfium does not come in between."""
        if self.told is not None:
            self._glyphs, self.told = with_actual_texts(glyphs_of(self.told)), None
        return self._glyphs

    @property
    def most_drafts(self) -> int:
        """How many drafts it may become at the most: there is a segment, a shape or an annotation in each."""
        if self.drafts is not None:
            return len(self.drafts.drafts)
        annotations = self.annotations
        parts = len(annotations.fields) + len(annotations.boxes) + len(annotations.notes)
        records = (self.told or self.cut or self._glyphs).records
        return len(records) // RECORD + len(self.shapes) + parts
