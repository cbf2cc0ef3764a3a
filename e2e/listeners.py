"""Everything that could hear of an escape: sockets elsewhere, the site's storage and channels."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Page

_ANSWER = (
    b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: text/javascript\r\n"
    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
)

#: In a page of the site's origin: what workers can leave for others to find.
_LISTEN = """
() => {
  globalThis.heard = [];
  new BroadcastChannel("out").onmessage = ({ data }) => heard.push(JSON.stringify(data));
  const { Worker } = globalThis;
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => heard.push(JSON.stringify(data)));
    }
  };
}
"""
_GATHER = """
async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    kept.push(name, ...(await (await caches.open(name)).keys()).map(({ url }) => url));
  }
  kept.push(...(await indexedDB.databases()).map(({ name }) => name));
  for await (const name of (await navigator.storage.getDirectory()).keys()) kept.push(name);
  const { held, pending } = await navigator.locks.query();
  kept.push(...[...held, ...pending].map(({ name }) => name), document.cookie, ...heard);
  return kept.join("\\n");
}
"""


@dataclass
class Listeners:
    """Keeps every byte that reaches a port of its own, over TCP and UDP."""

    port: int
    received: bytearray = field(default_factory=bytearray)
    datagrams: int = 0

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def listen_in(self, page: Page) -> None:
        """Hear what is broadcast to, or posted to, a page of the site."""
        page.evaluate(_LISTEN)

    def found_in(self, page: Page) -> bytes:
        """Return what was posted, broadcast, stored or locked in the site's origin."""
        found: str = page.evaluate(_GATHER)
        return found.encode()


@contextmanager
def listening() -> Iterator[Listeners]:
    """Listen on one free port until the block ends."""
    stream = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    stream.bind(("127.0.0.1", 0))
    stream.listen(64)
    heard = Listeners(stream.getsockname()[1])
    packets = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    packets.bind(("127.0.0.1", heard.port))
    for ear in (stream, packets):
        ear.settimeout(0.1)
    ended = threading.Event()
    threads = [
        threading.Thread(target=_accept, args=(stream, heard, ended), daemon=True),
        threading.Thread(target=_collect, args=(packets, heard, ended), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield heard
    finally:
        ended.set()
        for thread in threads:
            thread.join()
        stream.close()
        packets.close()


def _accept(stream: socket.socket, heard: Listeners, ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            connection, _ = stream.accept()
        except TimeoutError:
            continue
        # The connection itself is a sign already.
        heard.received.extend(b"[connection]")
        with connection:
            connection.settimeout(1)
            try:
                heard.received.extend(connection.recv(65536))
                connection.sendall(_ANSWER)
            except OSError:
                continue


def _collect(packets: socket.socket, heard: Listeners, ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            heard.received.extend(packets.recv(65536))
            heard.datagrams += 1
        except TimeoutError:
            continue
