from __future__ import annotations

import pytest

from pyodide_bundle.failure import BundleError
from pyodide_bundle.pins import Pins, WheelPin
from pyodide_bundle.pruning import (
    keeps_stdlib,
    keeps_wheel_file,
    slim_metadata,
    without_dropped_imports,
    without_shadowed_sources,
)
from pyodide_bundle.wheels import licence_name, licences_of, metadata_of, modules_of, requirements

PINS = Pins(
    "1.0", "3.14.2", "pyemscripten_2026_0_wasm32", "sha512-", {"a": WheelPin("a", "1", "a-1.whl", "0")}, {}
)


def test_requirements_leave_out_extras_and_other_platforms() -> None:
    metadata = (
        "Name: x\nRequires-Dist: Typing_Extensions>=4\nRequires-Dist: pillow; extra == 'image'\n"
        "Requires-Dist: colorama; sys_platform == 'win32'\nRequires-Dist: tomli; python_version < '3.11'\n"
    )
    assert requirements(metadata, PINS) == ("typing-extensions",)


def test_modules_are_named_for_sources_bytecode_and_extensions() -> None:
    compiled = "cpython-314-wasm32-emscripten.so"
    names = ["p/__init__.pyc", "p/a.py", "p/libc.so", "p/data.json", f"p/_opened.{compiled}"]
    files = dict.fromkeys(names, b"") | {f"p/b.{compiled}": b"...PyInit_b..."}
    assert modules_of(files) == ("p", "p.a", "p.b")


def test_a_wheel_without_metadata_is_refused() -> None:
    with pytest.raises(BundleError, match="METADATA"):
        metadata_of({"a.py": b""})


@pytest.mark.parametrize(
    ("metadata", "licence"),
    [
        ("License-Expression: MIT\n", "MIT"),
        ("License: BSD\n and more\n", "BSD"),
        ("Classifier: License :: OSI Approved :: MIT License\n", "MIT License"),
        ("Name: x\n", "see its licence text"),
    ],
)
def test_licence_is_found_where_metadata_states_it(metadata: str, licence: str) -> None:
    assert licence_name(metadata) == licence


def test_licences_are_taken_from_dist_info_only() -> None:
    files = {"x-1.dist-info/licenses/LICENSE": b"l", "x-1.dist-info/METADATA": b"m", "x/licence.py": b"c"}
    assert licences_of(files) == {"x-1.dist-info/licenses/LICENSE": b"l"}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("lxml/etree.cpython-314-wasm32-emscripten.so", True),
        ("lxml/etree.pyx", False),
        ("lxml/objectify.cpython-314-wasm32-emscripten.so", False),
        ("lxml-6.dist-info/METADATA", False),
        ("lxml/tests/test_etree.py", False),
    ],
)
def test_pruning_of_a_wheel(name: str, kept: bool) -> None:
    assert keeps_wheel_file("lxml", name) is kept


def test_pruning_of_the_standard_library() -> None:
    assert keeps_stdlib("json/decoder.py")
    assert not keeps_stdlib("unittest/mock.py")
    assert not keeps_stdlib("pydoc.py")


def test_source_beside_its_compiled_extension_is_dropped() -> None:
    names = {"c/md.py", "c/md.cpython-314-wasm32-emscripten.so", "c/api.py"}
    assert without_shadowed_sources(names) == names - {"c/md.py"}


def test_metadata_keeps_headers_and_drops_the_readme() -> None:
    assert slim_metadata("Name: x\nVersion: 1\n\n# Readme\n\nlong") == "Name: x\nVersion: 1\n"


def test_imports_of_dropped_modules_are_taken_out_and_missed_when_they_change() -> None:
    source = b"import pydoc\nimport re\nimport ssl\n"
    assert without_dropped_imports("python-stdnum", "stdnum/util.py", source) == b"import re\n"
    assert without_dropped_imports("python-stdnum", "stdnum/iban.py", source) == source
    with pytest.raises(BundleError, match="pydoc"):
        without_dropped_imports("python-stdnum", "stdnum/util.py", b"import re\n")
