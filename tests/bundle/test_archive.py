from __future__ import annotations

import io
import zipfile

from pyodide_bundle.archive import read_zip, record, write_zip


def test_archive_depends_on_names_and_content_alone() -> None:
    files = {"b/two.txt": b"2", "a.txt": b"1"}
    assert write_zip(files) == write_zip(dict(reversed(files.items())))


def test_members_are_stored_so_that_the_transport_compresses() -> None:
    with zipfile.ZipFile(io.BytesIO(write_zip({"a": b"x" * 999}))) as archive:
        assert [info.compress_type for info in archive.infolist()] == [zipfile.ZIP_STORED]


def test_what_was_written_is_read_back() -> None:
    files = {"pkg/__init__.pyc": bytes(range(256)), "pkg/data": b""}
    assert read_zip(write_zip(files)) == files


def test_record_lists_every_file_and_itself_without_hash() -> None:
    lines = record({"a.py": b"abc"}, "x.dist-info/RECORD").decode().splitlines()
    assert lines == ["a.py,sha256=ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0,3", "x.dist-info/RECORD,,"]
