"""Pages are drawn as they are, in their shape, and no larger than allowed."""

from __future__ import annotations

import base64
import zlib
from pathlib import Path

import pytest
from docsieve.errors import CorruptError, EncryptedError
from docsieve.review.page_image import draw_page

from e2e.made_files import pdf_of_lines, write_pdf

PDF = pdf_of_lines([["First"], ["A" * 40]])


def _pixels(data: bytes, number: int, width: int) -> tuple[int, int, bytes]:
    image = draw_page(data, number, width)
    return image.width, image.height, zlib.decompress(base64.b64decode(image.pixels))


def test_a_page_is_drawn_in_its_shape_with_black_text_on_white() -> None:
    width, height, pixels = _pixels(PDF, 2, 306)
    assert (width, height) == (306, 396)
    assert len(pixels) == 306 * 396 * 4
    assert set(pixels[3::4]) == {255}
    assert pixels[:3] == b"\xff\xff\xff"
    # The line of text stands 72 points from the top and the left, and nothing below.
    row = (36 - 3) * 306 * 4
    assert min(pixels[row : row + 306 * 4]) < 200
    assert min(pixels[60 * 306 * 4 :]) == 255


def test_size_is_bounded() -> None:
    width, height, pixels = _pixels(PDF, 1, 1_000_000)
    assert width * height <= 4_000_000
    assert len(pixels) == 4 * width * height
    assert _pixels(PDF, 1, -5)[:2] == (1, 1)


@pytest.mark.parametrize("number", [0, 3, -1])
def test_pages_that_are_not_there(number: int) -> None:
    with pytest.raises(CorruptError):
        draw_page(PDF, number, 100)


def test_what_is_no_pdf_or_locked(tmp_path: Path) -> None:
    with pytest.raises(CorruptError):
        draw_page(b"no file at all", 1, 100)
    locked = write_pdf(tmp_path / "locked.pdf", password="secret")
    with pytest.raises(EncryptedError):
        draw_page(locked.read_bytes(), 1, 100)
