"""Fields: instructions are never shown, results always (RTF 1.9.1, "Fields")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docsieve.formats._docx.fields import hyperlink_target, shown_by_instruction
from docsieve.formats._rtf.sink import Capture, Sink

if TYPE_CHECKING:
    from docsieve.formats._rtf.interpreter import Interpreter

_CHECK_BOX = 1
_DROP_DOWN = 2
_UNCHANGED = 25


class Field:
    """A field that is being read."""

    def __init__(self) -> None:
        self.instruction = ""
        self.has_result = False
        self.form: FormData | None = None

    def close(self, reader: Interpreter) -> None:
        """Write what a field without a result shows."""
        if self.form is not None and self.form.shown is not None:
            reader.write(self.form.shown)
        elif not self.has_result:
            reader.write(shown_by_instruction(self.instruction))

    def instruct(self, text: str) -> None:
        """Take the instruction."""
        self.instruction += text


class FormData(Sink):
    r"""`\formfield`: a check box, drop-down list or text field."""

    def __init__(self) -> None:
        self._kind = 0
        self._choice: int | None = None
        self._default = 0
        self._choices: list[str] = []

    def control(self, reader: Interpreter, word: bytes, number: int | None) -> bool:
        """Take a property of the form field."""
        if word == b"fftype":
            self._kind = number or 0
        elif word == b"ffres":
            self._choice = None if number == _UNCHANGED else number
        elif word == b"ffdefres":
            self._default = number or 0
        elif word == b"ffl":
            reader.state.sink = Capture(self._choices.append)
        else:
            return False
        return True

    @property
    def shown(self) -> str | None:
        """Return what it shows in place of the field's result; None for text fields."""
        choice = self._default if self._choice is None else self._choice
        if self._kind == _CHECK_BOX:
            return "☒" if choice else "☐"
        if self._kind == _DROP_DOWN:
            return self._choices[choice] if 0 <= choice < len(self._choices) else ""
        return None


def begin_field(reader: Interpreter, number: int | None) -> None:
    r"""`\field`."""
    reader.state.field = Field()


def begin_instruction(reader: Interpreter, number: int | None) -> None:
    r"""`\fldinst`."""
    field = reader.state.field
    if field is None:
        reader.skip_group()
    else:
        reader.state.sink = Capture(field.instruct)


def begin_result(reader: Interpreter, number: int | None) -> None:
    r"""`\fldrslt`: its text is shown, as a link where the instruction names one."""
    state = reader.state
    field = state.field
    if field is None:
        return
    if field.form is not None and field.form.shown is not None:
        reader.skip_group()
        return
    field.has_result = True
    link = hyperlink_target(field.instruction)
    if link:
        state.link, state.look = link, None


def begin_form_data(reader: Interpreter, number: int | None) -> None:
    r"""`\*\formfield`, inside the instruction."""
    field = reader.state.field
    if field is None:
        reader.skip_group()
    else:
        field.form = FormData()
        reader.state.sink = field.form
