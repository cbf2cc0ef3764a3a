"""Builds the part of lxml that reads documents; takes the place of setup.py in its unpacked sdist."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import versioninfo  # of the sdist
from Cython.Build import cythonize
from Cython.Compiler import Options
from setuptools import Extension, setup

versioninfo.create_version_h()
# Docstrings are 20 kB of the compressed module.
Options.docstrings = False


def xml2_config(option: str) -> list[str]:
    """Ask the libxml2 that was built for this."""
    return subprocess.check_output([os.environ["WITH_XML2_CONFIG"], option], text=True).split()


etree = Extension(
    "lxml.etree",
    sources=["src/lxml/etree.pyx"],
    include_dirs=["src", "src/lxml/includes"],
    extra_compile_args=["-w", *xml2_config("--cflags")],
    extra_link_args=xml2_config("--libs"),
    define_macros=[
        ("CYTHON_CLINE_IN_TRACEBACK", "0"),
        # Compressed within the module they would be compressed twice on the wire, and inflated at each start.
        ("CYTHON_COMPRESS_STRINGS", "0"),
    ],
)

setup(
    name="lxml",
    # A local version (PEP 440): lxml's release, with parts left out. `lxml==6.1.3` accepts it.
    version=f"{versioninfo.version()}+docsieve{os.environ['DOCSIEVE_REVISION']}",
    description="lxml's XML and HTML parsers, built for Pyodide without XSLT and schemas",
    long_description=Path("DOCSIEVE.md").read_text(),
    long_description_content_type="text/markdown",
    url="https://lxml.de/",
    author="lxml dev team",
    author_email="lxml@lxml.de",
    license="BSD-3-Clause AND MIT AND PSF-2.0 AND HPND",
    license_files=["LICENSE.txt", "LICENSES.txt", "LICENSE-*.txt"],
    package_dir={"": "src"},
    packages=["lxml", "lxml.html"],
    ext_modules=cythonize(
        [etree],
        include_path=["src", "src/lxml/includes"],
        compiler_directives={"binding": True},
        quiet=True,
    ),
    zip_safe=False,
)
