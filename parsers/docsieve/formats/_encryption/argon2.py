"""Argon2id (RFC 9106), the reference implementation in the wheel of argon2-cffi-bindings."""

from __future__ import annotations

import ctypes
import importlib.util
from pathlib import Path
from typing import Any, Final

from docsieve.wheels_on_demand import WheelsNeededError

_PACKAGE: Final = "_argon2_cffi_bindings"
_WHEEL: Final = "argon2-cffi-bindings"
_ID: Final = 2
_VERSION: Final = 0x13


def argon2id(
    password: bytes, salt: bytes, size: int, *, rounds: int, memory: int, lanes: int
) -> bytes | None:
    """Derive a key of `size` bytes; None where the parameters are none that Argon2 knows.

    Args:
        password: what the key is derived from.
        salt: at least 8 bytes.
        size: bytes wanted.
        rounds: passes over the memory.
        memory: in KiB.
        lanes: how many strands the memory is filled in.

    Raises:
        WheelsNeededError: the wheel is not installed.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise WheelsNeededError((_WHEEL,))
    function: Any
    out: Any
    try:
        bindings: Any = importlib.import_module(_PACKAGE)
        function, nothing = bindings.lib.argon2_hash, bindings.ffi.NULL
        out = bindings.ffi.new("uint8_t[]", size)
    except ImportError:
        # There is no cffi for Pyodide, but the library inside can be called without it.
        (library, *_) = sorted(Path(spec.origin).parent.glob("_ffi*.so"))
        function, nothing = ctypes.CDLL(str(library)).argon2_hash, None
        out = ctypes.create_string_buffer(size)
    failed = function(
        rounds, memory, lanes, password, len(password), salt, len(salt), out, size, nothing, 0, _ID, _VERSION
    )
    return None if failed else bytes(out)
