"""Runs in Pyodide last of all before its memory is kept, when the archive is there that workers will have."""

import gc
import importlib.util
import random
import sys
import zipimport

# The archive's table of contents is part of the snapshot: of the archive that is served.
for finder in sys.path_importer_cache.values():
    if isinstance(finder, zipimport.zipimporter):
        finder.invalidate_caches()
importlib.util.find_spec("no_module_of_this_name")

# The same snapshot from the same inputs; the worker draws a fresh seed when it starts.
random.seed(0)
gc.collect()
