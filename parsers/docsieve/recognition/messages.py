"""Messages of text recognition between page and worker; what recognises is another worker, without Python.

Apart from `docsieve.protocol`, so that reading a file loads none of it; `docsieve.bridge` knows them by their
type, which starts with "recognise_".
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from docsieve.model import HiddenChoice
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


class RecogniseAddRequest(msgspec.Struct, tag="recognise_add", tag_field="type", kw_only=True):
    """Put recognised words into the document whose JSON text comes beside it. Answered by `Result`."""

    v: int
    id: int
    pages: list[RecognisedPage]
    outputs: list[Output] = msgspec.field(default_factory=list)
    #: For the output "chunks".
    chunking: ChunkOptions | None = None
    hidden: HiddenChoice | None = None


RecognitionRequest: TypeAlias = RecognisePictureRequest | RecogniseDrawRequest | RecogniseAddRequest


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


RecognitionResponse: TypeAlias = RecognisePicture | RecogniseDraw
