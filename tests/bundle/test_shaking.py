from __future__ import annotations

from pyodide_bundle.shaking import shaken, words_of

BINDINGS = b'''
"""Generated."""
import ctypes
from ctypes import *

_libs = {}

def load(name):
    return ctypes.CDLL(name)

_libs["pdf"] = load("pdf")

class struct_Box (Structure):
    __slots__ = ("left",)

struct_Box._fields_ = (("left", c_float),)

Box = struct_Box

class struct_Other (Structure):
    pass

Get_Box = _libs["pdf"]["Get_Box"]
Get_Box.argtypes = (POINTER(Box), c_int)
Get_Box.restype = c_int

Get_Other = _libs["pdf"]["Get_Other"]
Get_Other.argtypes = (POINTER(struct_Other),)

KIND = 3
'''


def declared_in(source: bytes) -> set[str]:
    return {
        name
        for name in ("struct_Box", "struct_Other", "Get_Box", "Get_Other", "KIND", "load")
        if f"{name} =" in source.decode() or f"{name}(" in source.decode()
    }


def test_a_used_declaration_stays_whole_with_all_it_needs() -> None:
    kept = shaken(BINDINGS, frozenset({"Get_Box"}))
    assert declared_in(kept) == {"struct_Box", "Get_Box", "load"}
    lines = kept.decode().splitlines()
    for line in ("Box = struct_Box", "Get_Box.argtypes = (POINTER(Box), c_int)", "Get_Box.restype = c_int"):
        assert line in lines
    assert "struct_Box._fields_ = (('left', c_float),)" in lines


def test_what_declares_nothing_stays() -> None:
    kept = shaken(BINDINGS, frozenset()).decode()
    assert "from ctypes import *" in kept
    assert "_libs['pdf'] = load('pdf')" in kept
    assert "Get_Box" not in kept


def test_words_are_found_in_sources_and_in_libraries() -> None:
    words = words_of([b"pdfium.Get_Box(handle)", b"\0\x01Get_Other\0KIND\xff"])
    assert {"Get_Box", "Get_Other", "KIND"} <= words
