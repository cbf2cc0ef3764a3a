"""Fields of a form as pdfium tells of them: what parsers/pdfglyphs/widgets.c does, through ctypes."""

from __future__ import annotations

import ctypes
from typing import Any, Final, NamedTuple

from docsieve.formats._pdf.pdfium import Handle, utf16

#: The kind of annotation that shows a field, and kinds of fields, as pdfium counts them.
WIDGET: Final = 20
MARKS: Final = (2, 3)
CHOICES: Final = (4, 5)
_KINDS: Final = range(1, 8)


class Widget(NamedTuple):
    """A field at one place of a page."""

    kind: int
    flags: int
    is_on_a_layer: bool
    #: Left, bottom, right, top in the page's space.
    box: tuple[float, float, float, float]
    name: str
    label: str
    #: Of what is no mark.
    value: str
    #: What a mark stands for, how it looks, and whether it is set.
    exported: str
    state: str
    is_checked: bool
    #: The value where it is written as a number.
    number: float | None
    has_face: bool


def widgets(pdfium: Any, page: Handle, form: Handle, most: int) -> list[Widget | None]:
    """Tell of the first `most` annotations of a page: None for what is no field, and for choices."""
    found: list[Widget | None] = []
    for index in range(most):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        widget = None
        if annotation:
            if pdfium.FPDFAnnot_GetSubtype(annotation) == WIDGET:
                widget = widget_of(pdfium, form, annotation)
            pdfium.FPDFPage_CloseAnnot(annotation)
        found.append(widget if widget is not None and widget.kind not in CHOICES else None)
    return found


def widget_of(pdfium: Any, form: Handle, annotation: Handle) -> Widget | None:
    """Tell of one field; None where the form does not list it."""
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind not in _KINDS:
        return None
    is_mark = kind in MARKS
    box, number = pdfium.FS_RECTF(), ctypes.c_float(0.0)
    pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box))
    is_number = not is_mark and pdfium.FPDFAnnot_GetNumberValue(annotation, b"V\x00", ctypes.byref(number))
    return Widget(
        kind,
        pdfium.FPDFAnnot_GetFlags(annotation),
        bool(pdfium.FPDFAnnot_HasKey(annotation, b"OC\x00")),
        (box.left, box.bottom, box.right, box.top),
        utf16(pdfium.FPDFAnnot_GetFormFieldName, form, annotation),
        utf16(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, annotation),
        utf16(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation),
        utf16(pdfium.FPDFAnnot_GetFormFieldExportValue, form, annotation) if is_mark else "",
        utf16(pdfium.FPDFAnnot_GetStringValue, annotation, b"AS\x00") if is_mark else "",
        is_mark and bool(pdfium.FPDFAnnot_IsChecked(form, annotation)),
        number.value if is_number else None,
        bool(pdfium.FPDFAnnot_HasKey(annotation, b"AP\x00")),
    )
