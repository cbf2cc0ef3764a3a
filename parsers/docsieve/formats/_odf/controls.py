"""Form controls and what is filled in (ODF 1.3 part 3, 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from docsieve.formats._odf.namespaces import FORM, OFFICE, TEXT, XML
from docsieve.model import FormField

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.formats._odf.story import Story

_Kind = Literal["text", "checkbox", "radio", "choice", "button", "signature", "date"]
_KINDS: Final[dict[str, _Kind]] = {
    f"{FORM}text": "text",
    f"{FORM}textarea": "text",
    f"{FORM}formatted-text": "text",
    f"{FORM}number": "text",
    f"{FORM}fixed-text": "text",
    f"{FORM}file": "text",
    f"{FORM}date": "date",
    f"{FORM}time": "date",
    f"{FORM}checkbox": "checkbox",
    f"{FORM}radio": "radio",
    f"{FORM}listbox": "choice",
    f"{FORM}combobox": "choice",
    f"{FORM}button": "button",
}


def controls_of(body: etree._Element) -> dict[str, etree._Element]:
    """Return the controls that a body declares, by their ids."""
    found: dict[str, etree._Element] = {}
    for forms in body.iter(f"{OFFICE}forms"):
        for element in forms.iter(*_KINDS):
            for identity in (element.get(f"{XML}id"), element.get(f"{FORM}id")):
                if identity:
                    found.setdefault(identity, element)
    return found


def form_field(story: Story, identity: str) -> FormField | None:
    """Return the control of that id; None for one without any text, or a password."""
    element = story.reading.controls.get(identity)
    if element is None:
        return None
    kind = _KINDS[element.tag]
    value = element.get(f"{FORM}current-value") or element.get(f"{FORM}value") or ""
    checked = None
    if kind == "choice":
        chosen = [
            option.get(f"{FORM}label", "")
            for option in element
            if option.get(f"{FORM}current-selected") == "true" or option.get(f"{FORM}selected") == "true"
        ]
        value = "; ".join(chosen) or value
    elif kind == "checkbox":
        checked = (element.get(f"{FORM}current-state") or element.get(f"{FORM}state")) == "checked"
    elif kind == "radio":
        state = element.get(f"{FORM}current-selected") or element.get(f"{FORM}selected")
        checked = state == "true"
    if element.tag == f"{FORM}textarea" and not value:
        value = "\n".join("".join(str(text) for text in one.itertext()) for one in element.iter(f"{TEXT}p"))
    label = element.get(f"{FORM}label") or element.get(f"{FORM}title") or None
    name = element.get(f"{FORM}name", "")
    if not (name or value or label):
        return None
    return FormField(
        where=story.where, role="form", name=name, value=value, label=label, kind=kind, checked=checked
    )
