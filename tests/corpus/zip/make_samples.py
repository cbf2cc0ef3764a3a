"""Writes sample.zip here and sample.tar.gz in ../tar: the same bytes every time."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

_HERE = Path(__file__).parent
MEMBERS = {
    "reports/harbour.txt": b"The harbour opens in March.\n",
    "fees.csv": b"length,fee\n8,4\n12,6\n",
    "__MACOSX/._fees.csv": b"\x00\x05\x16\x07",
    "data.bin": bytes(range(64)),
}


def main() -> None:
    """Write both samples."""
    with zipfile.ZipFile(_HERE / "sample.zip", "w") as archive:
        for name, data in MEMBERS.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, data in MEMBERS.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    (_HERE.parent / "tar" / "sample.tar.gz").write_bytes(gzip.compress(packed.getvalue(), mtime=0))


if __name__ == "__main__":
    main()
