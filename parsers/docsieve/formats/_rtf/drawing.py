"""Pictures and shapes: their alternative text (RTF 1.9.1, "Pictures", "Word 97 through Word 2007 RTF")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.formats._rtf.picture_bytes import offer_picture
from docsieve.formats._rtf.sink import Capture, Sink
from docsieve.model import Image

if TYPE_CHECKING:
    from docsieve.formats._rtf.interpreter import Interpreter

_MEDIA_TYPES: Final = {
    b"pngblip": "image/png", b"jpegblip": "image/jpeg", b"emfblip": "image/emf", b"wmetafile": "image/wmf",
    b"dibitmap": "image/bmp", b"wbitmap": "image/bmp", b"macpict": "image/x-pict",
}  # fmt: skip
_TWIPS_A_PIXEL: Final = 15


class Shape(Sink):
    r"""`\shpinst`: its properties, in pairs of `\sn` and `\sv`. Its text goes to stories of its own."""

    def __init__(self, reader: Interpreter) -> None:
        self._story = reader.state.story
        self.image: Image | None = None
        self._name = ""
        self._alt = ""
        self._title = ""

    def control(self, reader: Interpreter, word: bytes, number: int | None) -> bool:
        """Take a property."""
        if word == b"sn":
            reader.state.sink = Capture(self._take_name)
        elif word == b"sv":
            if self._name in ("wzDescription", "wzName", "gtextUNICODE", "pib"):
                reader.state.sink = self if self._name == "pib" else Capture(self._take_value)
            else:
                reader.skip_group()
        else:
            return False
        return True

    def _take_name(self, text: str) -> None:
        self._name = text.strip()

    def _take_value(self, text: str) -> None:
        if self._name == "wzDescription":
            self._alt = text.strip()
        elif self._name == "gtextUNICODE":
            self._title = text.strip()  # WordArt: the text is drawn

    def close(self, reader: Interpreter) -> None:
        """Anchor the picture, or the shape where it says what it shows."""
        alt = self._alt or self._title
        image = self.image
        if image is None and alt:
            image = Image(where=self._story.where)
        if image is not None:
            image.alt = alt or image.alt
            reader.count_block()
            self._story.anchored.append(image)


class Picture(Shape):
    r"""`\pict`: the kind of the picture and its size; its bytes are passed over."""

    def __init__(self, reader: Interpreter, shape: Shape | None) -> None:
        super().__init__(reader)
        self._shape = shape
        self._start = reader.position
        self.image = Image(where=self._story.where)

    def control(self, reader: Interpreter, word: bytes, number: int | None) -> bool:
        """Take a property."""
        if self.image is not None and word in _MEDIA_TYPES:
            self.image.media_type = _MEDIA_TYPES[word]
        elif self.image is not None and number and number > 0 and word in (b"picwgoal", b"pichgoal"):
            name = "width" if word == b"picwgoal" else "height"
            setattr(self.image, name, max(round(number / _TWIPS_A_PIXEL), 1))
        else:
            return super().control(reader, word, number)
        return True

    def close(self, reader: Interpreter) -> None:
        """Give the picture to the shape it fills, or anchor it."""
        if self.image is not None:
            offer_picture(reader.source, self.image, self._start)
        if self._shape is not None:
            self._shape.image = self.image
        else:
            super().close(reader)


def begin_picture(reader: Interpreter, number: int | None) -> None:
    r"""`\pict`."""
    sink = reader.state.sink
    reader.state.sink = Picture(reader, sink if type(sink) is Shape else None)


def begin_shape(reader: Interpreter, number: int | None) -> None:
    r"""`\shpinst` and `\do`."""
    reader.state.sink = Shape(reader)
