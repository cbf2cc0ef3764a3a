"""Text recognised from pictures of pages (OCR), put into a Document: pure data in, pure data out.

What recognises is not here: in the browser Tesseract in a worker of its own, natively what the caller has.

    document = docsieve.parse(data)
    for number in pages_to_recognise(document.pages):
        image = draw_grey(data, number)
        ...                                    # words with boxes in pixels of that image
    document = add_recognised(document, recognised)
"""

from __future__ import annotations

from docsieve.recognition.grey_image import GreyImage, draw_grey
from docsieve.recognition.inside import OpenedFile, Target
from docsieve.recognition.merge import add_recognised
from docsieve.recognition.picture import PictureFrame, picture_document, picture_frames
from docsieve.recognition.words import RecognisedPage, Word
from docsieve.scans import pages_to_recognise

__all__ = [
    "GreyImage",
    "OpenedFile",
    "PictureFrame",
    "RecognisedPage",
    "Target",
    "Word",
    "add_recognised",
    "draw_grey",
    "pages_to_recognise",
    "picture_document",
    "picture_frames",
]
