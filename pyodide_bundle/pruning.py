"""Which files of the standard library and of wheels the browser never needs."""

from __future__ import annotations

from typing import Final

from pyodide_bundle.failure import BundleError

#: Top-level modules and packages of the standard library that have no use in a worker: development tools,
#: servers and clients of network protocols, terminals, other processes, databases.
DROPPED_STDLIB: Final = frozenset(
    """
    __hello__ __phello__ _aix_support _android_support _apple_support _ios_support _osx_support _pyrepl
    _py_abc _pyio antigravity bdb cProfile cmd code compileall curses dbm distutils doctest ensurepip
    filecmp fileinput ftplib getpass idlelib imaplib lib2to3 mailbox modulefinder multiprocessing netrc
    optparse pdb pickletools poplib profile pstats pty py_compile pyclbr pydoc pydoc_data rlcompleter
    sched smtplib socketserver sqlite3 ssl _ssl symtable tabnanny test this timeit tkinter trace tty
    turtle turtledemo unittest venv wave webbrowser wsgiref xmlrpc zipapp
    """.split()  # noqa: SIM905 - reads better than a list of eighty strings
)

#: Folders inside wheels that hold no code of the library itself.
_DROPPED_FOLDERS: Final = frozenset({"tests", "test", "testing", "include", "includes", "docs", "examples"})
#: Type stubs, C and Cython sources, other sources and build leftovers.
_DROPPED_SUFFIXES: Final = (
    ".pyi",
    ".pxi",
    ".pxd",
    ".pyx",
    ".h",
    ".c",
    ".cpp",
    ".rst",
    ".md",
    ".typed",
    ".pth",
)

#: Per distribution, files (or folders, with a slash at the end) that reading documents never touches.
_DROPPED_FILES: Final[dict[str, tuple[str, ...]]] = {
    "charset-normalizer": ("charset_normalizer/cli/", "charset_normalizer/__main__.py"),
    "lxml": (
        "lxml/ElementInclude.py",
        "lxml/builder",
        "lxml/cssselect.py",
        "lxml/doctestcompare.py",
        "lxml/html/",
        "lxml/isoschematron/",
        "lxml/objectify",
        "lxml/pyclasslookup.py",
        "lxml/sax",
        "lxml/usedoctest.py",
    ),
    "markdown-it-py": ("markdown_it/cli/", "markdown_it/port.yaml"),
    # A version for Python 2, an alias of an older name, and its manual.
    "olefile": (
        "OleFileIO_PL.py",
        "olefile/olefile2",
        "olefile/olefile.html",
        "olefile/README",
        "olefile/doc/",
    ),
    # Where a number is from, who runs it, its time zone, short numbers: we only ask whether it is one.
    "phonenumbers": (
        "phonenumbers/carrier",
        "phonenumbers/geo",
        "phonenumbers/prefix.py",
        "phonenumbers/shortdata/region_",
        "phonenumbers/timezone.py",
        "phonenumbers/tzdata/",
    ),
    # Tables of numbers that are nobody's: makers of network cards, mobile networks, books, banks.
    "python-stdnum": (
        "stdnum/at/postleitzahl.dat",
        "stdnum/be/banks.dat",
        "stdnum/cfi",
        "stdnum/cz/banks.dat",
        "stdnum/eu/nace20.dat",
        "stdnum/eu/nace21.dat",
        "stdnum/gs1_",
        "stdnum/imsi.dat",
        "stdnum/isbn.dat",
        "stdnum/isil.dat",
        "stdnum/nz/banks.dat",
        "stdnum/oui.dat",
    ),
    # Its own interface: the reader calls the functions of the library.
    "pypdfium2": ("pypdfium2/", "pypdfium2_cfg/", "pypdfium2_cli/"),
    "docsieve": ("docsieve/__main__.py",),
}


#: Imports of what the bundle has not, for functions that the browser never calls: stdnum's command line and
#: its clients of web services.
_DROPPED_IMPORTS: Final[dict[str, dict[str, tuple[bytes, ...]]]] = {
    "python-stdnum": {"stdnum/util.py": (b"import pydoc\n", b"import ssl\n")}
}


#: Sources that are generated declarations: those that docsieve does not use are left out.
SHAKEN: Final[dict[str, tuple[str, ...]]] = {"pypdfium2": ("pypdfium2_raw/bindings.py",)}


def keeps_stdlib(name: str) -> bool:
    """Tell whether a member of the standard library's archive goes into the bundle."""
    top = name.partition("/")[0].removesuffix(".py")
    return name.endswith(".py") and top not in DROPPED_STDLIB and top != "site-packages"


def keeps_wheel_file(distribution: str, name: str) -> bool:
    """Tell whether a member of a wheel goes into the bundle; `dist-info` is written anew."""
    folders = name.split("/")[:-1]
    if any(folder in _DROPPED_FOLDERS for folder in folders) or name.endswith(_DROPPED_SUFFIXES):
        return False
    if any(name.startswith(start) for start in _DROPPED_FILES.get(distribution, ())):
        return False
    return ".dist-info/" not in name


def changes_to(distribution: str) -> str:
    """Say what the bundle changed in a distribution's own sources; empty where it only left files out.

    Licences such as the LGPL ask for this, and for the way to the source.
    """
    changes = [
        f"{name} without the lines {', '.join(repr(line.decode().strip()) for line in lines)}"
        for name, lines in _DROPPED_IMPORTS.get(distribution, {}).items()
    ]
    changes += [f"{name} without the declarations that are not used" for name in SHAKEN.get(distribution, ())]
    return "; ".join(changes)


def without_dropped_imports(distribution: str, name: str, source: bytes) -> bytes:
    """Take imports of dropped modules out of a source.

    Raises:
        BundleError: the source has no such line (any more).
    """
    for line in _DROPPED_IMPORTS.get(distribution, {}).get(name, ()):
        if source.count(line) != 1:
            raise BundleError(
                f"{name} of {distribution} does not have the line {line.decode().strip()!r} once."
            )
        source = source.replace(line, b"")
    return source


def without_shadowed_sources(names: set[str]) -> set[str]:
    """Drop the `.py` twin of a compiled extension module: Python imports the extension."""
    compiled = {name.partition(".")[0] for name in names if name.endswith(".so") and ".cpython-" in name}
    return {name for name in names if not (name.endswith(".py") and name.removesuffix(".py") in compiled)}


def slim_metadata(metadata: str) -> str:
    """Keep the headers of METADATA (for `importlib.metadata`), drop the readme behind them."""
    return metadata.partition("\n\n")[0] + "\n"
