"""Messages of text recognition between page and worker; what recognises is another worker, without Python.

Apart from `docsieve.protocol`, so that reading a file loads none of it; `docsieve.bridge` knows them by their
type, which starts with "recognise_".
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from docsieve.model import HiddenChoice
from docsieve.options import Limits
from docsieve.protocol import ChunkOptions, Output
from docsieve.recognition.words import RecognisedPage


class RecognisePictureRequest(msgspec.Struct, tag="recognise_picture", tag_field="type", kw_only=True):
    """What is in the picture file whose bytes come beside it? Answered by `RecognisePicture`."""

    v: int
    id: int
    filename: str | None = None


class RecogniseDrawRequest(msgspec.Struct, tag="recognise_draw", tag_field="type", kw_only=True):
    """Draw a page of the PDF whose bytes come beside it, for recognition. Answered by `RecogniseDraw`."""

    v: int
    id: int
    #: As the file counts, from 1.
    page: int
    password: str | None = None


class RecogniseOpenRequest(msgspec.Struct, tag="recognise_open", tag_field="type", kw_only=True):
    """What in the file whose bytes come beside it may show text? Answered by `RecogniseOpen`.

    The worker keeps the file.
    """

    v: int
    id: int
    filename: str | None = None
    password: str | None = None
    limits: Limits | None = None
    hidden: HiddenChoice | None = None


class RecogniseTakeRequest(msgspec.Struct, tag="recognise_take", tag_field="type", kw_only=True):
    """Give a target of the file that was opened. Answered by `RecogniseTake`, a page by `RecogniseDraw`."""

    v: int
    id: int
    target: int


class RecogniseAddRequest(msgspec.Struct, tag="recognise_add", tag_field="type", kw_only=True):
    """Put recognised words into the document whose JSON text comes beside it. Answered by `Result`.

    Without that text they are for the file that was opened, by the numbers of its targets.
    """

    v: int
    id: int
    pages: list[RecognisedPage]
    outputs: list[Output] = msgspec.field(default_factory=list)
    #: For the output "chunks".
    chunking: ChunkOptions | None = None
    hidden: HiddenChoice | None = None


RecognitionRequest: TypeAlias = (
    RecognisePictureRequest
    | RecogniseDrawRequest
    | RecogniseOpenRequest
    | RecogniseTakeRequest
    | RecogniseAddRequest
)


class FrameInfo(msgspec.Struct, omit_defaults=True, kw_only=True):
    """One picture of a file, in pixels."""

    width: int
    height: int
    #: Where a TIFF file has the directory of this picture.
    offset: int | None = None


class RecognisePicture(msgspec.Struct, tag="recognise_picture", tag_field="type", kw_only=True):
    """Answer to `RecognisePictureRequest`."""

    v: int
    id: int
    #: JSON text of a Document whose pages are all to be recognised, a page for each frame.
    document: str
    media_type: str
    frames: list[FrameInfo]


class RecogniseDraw(msgspec.Struct, tag="recognise_draw", tag_field="type", kw_only=True):
    """Answer to `RecogniseDrawRequest`."""

    v: int
    id: int
    width: int
    height: int
    #: Width times height bytes, 0 for black, deflated (zlib), in base64.
    pixels: str


class TargetInfo(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Something inside a file that may show text: a picture, or a page that is to be drawn."""

    #: None for a page.
    media_type: str | None = None
    #: Of a picture, in pixels.
    width: int = 0
    height: int = 0
    #: Where a TIFF file has the directory of this picture.
    offset: int | None = None


class RecogniseOpen(msgspec.Struct, tag="recognise_open", tag_field="type", kw_only=True):
    """Answer to `RecogniseOpenRequest`: the first target is number 1."""

    v: int
    id: int
    targets: list[TargetInfo]


class RecogniseTake(msgspec.Struct, tag="recognise_take", tag_field="type", kw_only=True):
    """Answer to `RecogniseTakeRequest` for a picture."""

    v: int
    id: int
    #: The picture file, in base64.
    data: str


RecognitionResponse: TypeAlias = RecognisePicture | RecogniseDraw | RecogniseOpen | RecogniseTake
