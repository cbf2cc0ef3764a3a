"""Reads archives and writes reproducible ones."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import Final

#: The oldest date a ZIP can hold: archives depend on their content alone.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def read_zip(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive by name, folders left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """Write an archive without compression (brotli on the wire does better), sorted by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])
    return buffer.getvalue()


def record(files: Mapping[str, bytes], path: str) -> bytes:
    """Return the RECORD of a wheel (its own path last, without hash), as PyPA specifies it."""
    lines = []
    for name in sorted(files):
        digest = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(files[name])}\n")
    return ("".join(lines) + f"{path},,\n").encode()
