"""The streams of a Word document in clear, whether it is protected or not ([MS-DOC] 2.2.6)."""

from __future__ import annotations

from typing import Final

from docsieve.formats._doc.fib import Fib, read_fib
from docsieve.formats._encryption.answers import unsupported
from docsieve.formats._encryption.rc4 import BlockKeys, decrypt_blocks, unlocked
from docsieve.formats._ole.container import Container
from docsieve.options import Options

_MAIN: Final = "WordDocument"
_WHAT: Final = "Word document"
#: The start of the main stream is never encrypted (2.2.6.2).
_PLAIN: Final = 68
_BLOCK: Final = 512


class Streams:
    """Reads streams and decrypts them where need be."""

    def __init__(self, container: Container, options: Options) -> None:
        """Find out whether the document is protected, and open it.

        Raises:
            CorruptError: no Word document, or damaged in what everything depends on.
            EncryptedError: it needs a password.
            UnsupportedFormatError: protected in a way that is not known here, or too old.
            WrongPasswordError: the password is another one.
        """
        self._container = container
        self._keys: BlockKeys | None = None
        #: Bytes at the start of the table stream that tell how the document is encrypted.
        self._described = 0
        self.main = container.read(_MAIN)
        #: Where everything is.
        self.fib: Fib = read_fib(self.main)
        if not self.fib.encrypted:
            return
        if self.fib.obfuscated or not self.fib.is_word_97:
            raise unsupported(_WHAT, "the XOR obfuscation of early versions of Word")
        self._described = int.from_bytes(self.main[14:18], "little")
        info = container.read(self.fib.table_stream)[: self._described]
        self._keys = unlocked(info, _WHAT, options)
        self.main = self.main[:_PLAIN] + decrypt_blocks(self._keys, self.main, _BLOCK)[_PLAIN:]
        self.fib = read_fib(self.main)

    def read(self, name: str) -> bytes:
        """Return a stream in clear; empty where it is missing or damaged."""
        if name == _MAIN:
            return self.main
        data = self._container.read(name)
        if self._keys is None:
            return data
        kept = self._described if name == self.fib.table_stream else 0
        return data[:kept] + decrypt_blocks(self._keys, data, _BLOCK)[kept:]
