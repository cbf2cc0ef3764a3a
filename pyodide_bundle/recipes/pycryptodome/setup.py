"""Builds the part of pycryptodome that opens documents; takes the place of setup.py in its unpacked sdist."""

from __future__ import annotations

import os
import re
from pathlib import Path

from setuptools import Extension, find_packages, setup

REVISION = os.environ["DOCSIEVE_REVISION"]
RELEASE = re.search(r"^Version: (.+)$", Path("PKG-INFO").read_text("utf-8"), re.MULTILINE)
assert RELEASE is not None

#: What compiler_opt.py of the sdist finds out by compiling, for wasm32.
MACROS = [
    ("HAVE_STDINT_H", None),
    ("PYCRYPTO_LITTLE_ENDIAN", None),
    ("SYS_BITS", "32"),
    ("HAVE_POSIX_MEMALIGN", None),
]
LIBRARIES = {
    "Crypto.Cipher._ARC4": "ARC4",
    "Crypto.Cipher._raw_aes": "AES",
    "Crypto.Cipher._raw_blowfish": "blowfish",
    "Crypto.Cipher._raw_cbc": "raw_cbc",
    "Crypto.Cipher._raw_cfb": "raw_cfb",
    "Crypto.Cipher._raw_ctr": "raw_ctr",
    "Crypto.Cipher._raw_ecb": "raw_ecb",
    "Crypto.Hash._SHA1": "SHA1",
    "Crypto.Hash._SHA256": "SHA256",
    "Crypto.Hash._ghash_portable": "ghash_portable",
    "Crypto.Protocol._scrypt": "scrypt",
    "Crypto.Util._cpuid_c": "cpuid",
    "Crypto.Util._strxor": "strxor",
}

setup(
    name="pycryptodome",
    # A local version (PEP 440): the release, with parts left out. `pycryptodome==4.4.0` accepts it.
    version=f"{RELEASE[1]}+docsieve{REVISION}",
    description="pycryptodome's ciphers for opening protected documents, built for Pyodide",
    long_description=Path("DOCSIEVE.md").read_text("utf-8"),
    long_description_content_type="text/markdown",
    url="https://www.pycryptodome.org",
    author="Helder Eijs",
    author_email="helderijs@gmail.com",
    license="BSD-2-Clause AND Unlicense",
    license_files=["LICENSE.rst"],
    package_dir={"": "lib"},
    packages=find_packages("lib"),
    ext_modules=[
        Extension(name, sources=[f"src/{source}.c"], include_dirs=["src"], define_macros=MACROS)
        for name, source in LIBRARIES.items()
    ],
    zip_safe=False,
)
