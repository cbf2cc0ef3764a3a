"""Answers the messages of text recognition, one by one; nothing is kept between them."""

from __future__ import annotations

import base64
import zlib
from typing import Final, NamedTuple, assert_never

import msgspec

from docsieve.model import Document
from docsieve.pictures import picture_of
from docsieve.protocol import PROTOCOL_VERSION
from docsieve.recognition.grey_image import draw_grey
from docsieve.recognition.merge import add_recognised
from docsieve.recognition.messages import (
    FrameInfo,
    RecogniseAddRequest,
    RecogniseDraw,
    RecogniseDrawRequest,
    RecognisePicture,
    RecognisePictureRequest,
    RecognitionRequest,
)
from docsieve.recognition.picture import picture_document, picture_frames
from docsieve.renderers import render

_REQUEST_DECODER: Final = msgspec.json.Decoder(RecognitionRequest)
_DOCUMENT_DECODER: Final = msgspec.json.Decoder(Document)


class Recognised(NamedTuple):
    """The document with its recognised pages, still to be rendered as the request wants it."""

    request: RecogniseAddRequest
    document: Document


def answer(request_json: str, data: bytes) -> RecognisePicture | RecogniseDraw | Recognised:
    """Answer a request.

    Raises:
        DocsieveError: it cannot be done.
        msgspec.DecodeError: it is no request of recognition, or the document is none.
    """
    request = _REQUEST_DECODER.decode(request_json)
    if isinstance(request, RecognisePictureRequest):
        return _picture(request, data)
    if isinstance(request, RecogniseDrawRequest):
        image = draw_grey(data, request.page, password=request.password)
        return RecogniseDraw(
            v=PROTOCOL_VERSION,
            id=request.id,
            width=image.width,
            height=image.height,
            pixels=base64.b64encode(zlib.compress(image.pixels, 1)).decode(),
        )
    if isinstance(request, RecogniseAddRequest):
        return Recognised(request, add_recognised(_DOCUMENT_DECODER.decode(data), request.pages))
    assert_never(request)


def _picture(request: RecognisePictureRequest, data: bytes) -> RecognisePicture:
    document = picture_document(data, filename=request.filename)
    picture = picture_of(data)
    return RecognisePicture(
        v=PROTOCOL_VERSION,
        id=request.id,
        document=render(document, "json"),
        media_type=picture.media_type if picture is not None else "",
        frames=[FrameInfo(**frame._asdict()) for frame in picture_frames(data)],
    )
