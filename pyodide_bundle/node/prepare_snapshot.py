"""Runs in Pyodide before its memory is kept: imports what reading documents will import anyway."""

import importlib
import json
import pkgutil

MODULES = """
abc annotationlib array ast atexit base64 binascii bisect bz2 calendar codecs collections collections.abc
concurrent.futures contextlib contextvars copy copyreg csv ctypes ctypes.util dataclasses datetime decimal
difflib email email.message email.parser email.policy email.utils encodings.ascii encodings.cp1252
encodings.idna encodings.latin_1 encodings.utf_16 encodings.utf_16_be encodings.utf_16_le
encodings.utf_8_sig enum errno fractions functools gzip hashlib heapq hmac html html.entities html.parser
importlib.metadata importlib.resources importlib.util inspect io ipaddress itertools json json.decoder
json.encoder keyword linecache locale logging lzma math mimetypes numbers operator os pathlib pkgutil
platform posixpath pprint queue quopri random re secrets shutil stat statistics string stringprep struct
subprocess tempfile textwrap threading time traceback types typing unicodedata urllib.parse urllib.request
uuid warnings weakref xml.dom.minidom xml.etree.ElementTree xml.parsers.expat xml.sax xml.sax.saxutils
zipfile zipimport zlib
"""

#: Of wheels that every worker starts with.
WHEELS = "_docsieve_sheetrows lxml.etree olefile"

#: The command line, what writes schemas and tables, and redaction, which is loaded with the first review.
NOT_OF_READING = (
    "docsieve.commands",
    "docsieve.formats_table",
    "docsieve.redaction",
    "docsieve.review",
    "docsieve.schema",
)

for name in MODULES.split():
    importlib.import_module(name)
importlib.invalidate_caches()
bridge = importlib.import_module("docsieve.bridge")
# Imports what finds and describes formats, which every worker is asked for first.
bridge.handle(json.dumps({"type": "formats", "v": bridge.PROTOCOL_VERSION, "id": 0}))

for name in WHEELS.split():
    importlib.import_module(name)

# Readers need other wheels when they read, not when they are imported: those come with a format's first file.
docsieve = importlib.import_module("docsieve")
for module in pkgutil.walk_packages(docsieve.__path__, "docsieve."):
    if not module.name.startswith(NOT_OF_READING):
        importlib.import_module(module.name)
