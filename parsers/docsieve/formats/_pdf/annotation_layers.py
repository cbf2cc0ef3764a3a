"""Annotations on layers (optional content, ISO 32000-1, 8.11) that are off: pdfium shows and reads them all.

Which layer an annotation is on, pdfium does not tell: pypdf does, for the few files with such annotations.
"""

from __future__ import annotations

from typing import Any, Final

from docsieve.formats._pdf.layers_off import LayersOff
from docsieve.formats._pdf.objects import entries, entry, open_objects
from docsieve.formats._pdf.pdfium import PdfFile

_MAX_DEPTH: Final = 20
#: Parts of an expression that are looked at; some name the same ones again and again.
_MAX_PARTS: Final = 1000


class AnnotationLayers:
    """Which annotations of a document are on layers that are off in its default configuration."""

    def __init__(self, file: PdfFile, password: str | None, layers_off: LayersOff) -> None:
        """Remember the file; it is opened once the first annotation on a layer is met."""
        self._file = file
        self._password = password
        self._layers_off = layers_off
        self._reader: Any | None = None
        self._is_open = False
        self._off: set[int] = set()
        self._on: set[int] = set()
        self._all_off = False
        self._left = 0

    def hides(self, page: int, index: int) -> bool:
        """Tell whether an annotation of a page is on a layer that is off; both are counted from 0."""
        if not self._is_open:
            self._open()
        if self._reader is None:
            return False
        try:
            annotations = entries(self._reader.pages[page], "/Annots")
        except Exception as error:  # of many kinds on damaged files
            if isinstance(error, MemoryError):
                raise
            return False
        annotation = annotations[index] if index < len(annotations) else None
        layer = entry(annotation, "/OC")
        self._left = _MAX_PARTS
        return layer is not None and not self._is_shown(layer, 0)

    def _open(self) -> None:
        self._is_open = True
        if self._layers_off.are_all_on:
            return
        self._reader = open_objects(self._file.data, self._password)
        if self._reader is not None:
            default = entry(entry(entry(self._reader.trailer, "/Root"), "/OCProperties"), "/D")
            self._all_off = entry(default, "/BaseState") == "/OFF"
            self._off = {_number(layer) for layer in entries(default, "/OFF")}
            self._on = {_number(layer) for layer in entries(default, "/ON")}

    def _is_shown(self, layer: Any, depth: int) -> bool:
        if entry(layer, "/Type") != "/OCMD":
            number = _number(layer)
            return number in self._on if self._all_off else number not in self._off
        expression = entry(layer, "/VE")
        if isinstance(expression, list):
            return self._holds(expression, depth)
        groups = entries(layer, "/OCGs") or [entry(layer, "/OCGs")]
        shown = [self._is_shown(group, depth) for group in groups if isinstance(group, dict)]
        if not shown:
            return True
        policies = {"/AllOn": all(shown), "/AnyOff": not all(shown), "/AllOff": not any(shown)}
        return policies.get(str(entry(layer, "/P")), any(shown))

    def _holds(self, expression: list[Any], depth: int) -> bool:
        """Work out a visibility expression (8.11.2.2)."""
        self._left -= 1
        if depth > _MAX_DEPTH or self._left < 0 or not expression:
            return True
        parts = [part.get_object() for part in expression[1:]]
        held = [
            self._holds(part, depth + 1) if isinstance(part, list) else self._is_shown(part, depth + 1)
            for part in parts
        ]
        operator = str(expression[0])
        if operator == "/Not":
            return not all(held)
        return any(held) if operator == "/Or" else all(held)


def _number(layer: Any) -> int:
    reference = getattr(layer, "indirect_reference", None)
    return reference.idnum if reference is not None else -1
