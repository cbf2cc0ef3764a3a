"""A real intake: its own process, its own port, spoken to over HTTP."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

from docsieve.payload import (
    PAYLOAD_MEDIA_TYPE,
    PAYLOAD_VERSION,
    Payload,
    PayloadDocument,
    PayloadPage,
    encode,
)
from docsieve_intake.settings import Token

SENDER, SENDER_SECRET = Token.new("web", ["send"])
READER, READER_SECRET = Token.new("reader", ["read", "delete"])


def payload(text: str = "Hello.", *, markdown: str | None = None, name: str | None = None) -> bytes:
    """Return the bytes of a payload of one page."""
    document = PayloadDocument(
        format="plain_text",
        name=name,
        page_count=1,
        pages=[PayloadPage(number=1, text=text, markdown=markdown)],
    )
    return encode(Payload(payload_version=PAYLOAD_VERSION, document=document, parsers={"docsieve": "0"}))


def _fields(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@dataclass(frozen=True)
class Reply:
    """An answer; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Return the body, read as JSON."""
        return json.loads(self.body)


class RunningIntake:
    """An intake that can be asked, killed and started again on the same database."""

    def __init__(self, database: str, folder: Path, **settings: str) -> None:
        self._environment = {
            **os.environ,
            "DOCSIEVE_INTAKE_DATABASE": database,
            "DOCSIEVE_INTAKE_TOKENS": f"{SENDER.line()};{READER.line()}",
            "DOCSIEVE_INTAKE_RATE": "100000/minute",
            **{f"DOCSIEVE_INTAKE_{name.upper()}": value for name, value in settings.items()},
        }
        self._log = folder / "intake.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.start()

    def start(self) -> None:
        """Start the process and wait until it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "docsieve_intake", "serve", "--port", str(self.port)],
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        for _ in range(300):
            try:
                if self.ask("GET", "/healthz").status == 200:
                    return
            except OSError:
                if self._process.poll() is not None:
                    break
            time.sleep(0.1)
        raise AssertionError(f"the intake did not start: {self._log.read_text()[-2000:]}")

    def kill(self) -> None:
        """End the process as a power cut would."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def log(self) -> str:
        """Return all that it printed."""
        return self._log.read_text("utf-8", "replace")

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        timeout: float = 60,
    ) -> Reply:
        """Ask and return the answer, whatever its status."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data=body, headers=dict(headers or {}), method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return Reply(answer.status, _fields(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            return Reply(error.code, _fields(error.headers), error.read())

    def read(self, path: str, method: str = "GET") -> Reply:
        """Ask as the reader."""
        return self.ask(method, path, headers={"Authorization": f"Bearer {READER_SECRET}"})

    def send(self, body: bytes, key: str, **headers: str) -> Reply:
        """Send a payload as the sender; `content_type="..."` replaces a header."""
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        given = {
            "Authorization": f"Bearer {SENDER_SECRET}",
            "Content-Type": PAYLOAD_MEDIA_TYPE,
            "Content-Digest": f"sha-256=:{digest}:",
            "Idempotency-Key": key,
            **{name.replace("_", "-").title(): value for name, value in headers.items()},
        }
        return self.ask("POST", "/v1/payloads", body, {name: value for name, value in given.items() if value})
