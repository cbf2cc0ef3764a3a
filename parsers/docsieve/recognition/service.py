"""Answers the messages of text recognition. Between them nothing is kept but a file that was opened."""

from __future__ import annotations

import base64
import zlib
from typing import Any, Final, NamedTuple, assert_never

import msgspec

from docsieve.errors import CorruptError
from docsieve.model import Document
from docsieve.options import Limits, Options
from docsieve.pictures import picture_of
from docsieve.protocol import PROTOCOL_VERSION
from docsieve.recognition.grey_image import GreyImage, draw_grey
from docsieve.recognition.inside import OpenedFile, Target
from docsieve.recognition.merge import add_recognised
from docsieve.recognition.messages import (
    FrameInfo,
    RecogniseAddRequest,
    RecogniseDraw,
    RecogniseDrawRequest,
    RecogniseOpen,
    RecogniseOpenRequest,
    RecognisePicture,
    RecognisePictureRequest,
    RecogniseTake,
    RecogniseTakeRequest,
    RecognitionRequest,
    RecognitionResponse,
    TargetInfo,
)
from docsieve.recognition.picture import picture_document, picture_frames
from docsieve.renderers import render

_REQUEST_DECODER: Final = msgspec.json.Decoder(RecognitionRequest)
_DOCUMENT_DECODER: Final = msgspec.json.Decoder(Document)


class Recognised(NamedTuple):
    """The document with its recognised pages, still to be rendered as the request wants it."""

    request: RecogniseAddRequest
    document: Document


#: The file that this worker holds, if any: it was started for it, and ends with it.
_OPENED: Final[dict[str, OpenedFile]] = {}


def answer(request_json: str, data: bytes) -> RecognitionResponse | Recognised:
    """Answer a request.

    Raises:
        DocsieveError: it cannot be done.
        msgspec.DecodeError: it is no request of recognition, or the document is none.
    """
    request = _REQUEST_DECODER.decode(request_json)
    if isinstance(request, RecognisePictureRequest):
        return _picture(request, data)
    if isinstance(request, RecogniseDrawRequest):
        return _drawn(request.id, draw_grey(data, request.page, password=request.password))
    if isinstance(request, RecogniseOpenRequest):
        return _open(request, data)
    if isinstance(request, RecogniseTakeRequest):
        return _take(request)
    if isinstance(request, RecogniseAddRequest):
        if not data:
            return Recognised(request, _opened().add(request.pages))
        return Recognised(request, add_recognised(_DOCUMENT_DECODER.decode(data), request.pages))
    assert_never(request)


def _open(request: RecogniseOpenRequest, data: bytes) -> RecogniseOpen:
    options = Options(
        password=request.password, limits=request.limits or Limits(), hidden=request.hidden or "include"
    )
    opened = OpenedFile.open(data, filename=request.filename, options=options)
    _OPENED["file"] = opened
    targets = [TargetInfo(**_without_number(target)) for target in opened.targets]
    return RecogniseOpen(v=PROTOCOL_VERSION, id=request.id, targets=targets)


def _without_number(target: Target) -> dict[str, Any]:
    fields = target._asdict()
    del fields["number"]
    return fields


def _take(request: RecogniseTakeRequest) -> RecogniseTake | RecogniseDraw:
    opened = _opened()
    if not 1 <= request.target <= len(opened.targets):
        raise CorruptError("There is no such picture in the file.")
    if opened.targets[request.target - 1].media_type is None:
        return _drawn(request.id, opened.draw(request.target))
    picture = base64.b64encode(opened.picture(request.target)).decode()
    return RecogniseTake(v=PROTOCOL_VERSION, id=request.id, data=picture)


def _opened() -> OpenedFile:
    if "file" not in _OPENED:
        raise CorruptError("No file was opened for text recognition.")
    return _OPENED["file"]


def _drawn(request_id: int, image: GreyImage) -> RecogniseDraw:
    return RecogniseDraw(
        v=PROTOCOL_VERSION,
        id=request_id,
        width=image.width,
        height=image.height,
        pixels=base64.b64encode(zlib.compress(image.pixels, 1)).decode(),
    )


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
