"""Code of a test's own inside the sealed worker, by the browser's debugger."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import CDPSession, Page

#: How often to look for an answer, and for how long, in ms.
_STEP, _PATIENCE = 20, 30_000


class WorkerInspector:
    """Evaluates in the newest worker of a page.

    Playwright's own `worker.evaluate` compiles text inside the worker, where no text becomes code; the
    debugger needs nothing of the worker's realm.
    """

    def __init__(self, page: Page) -> None:
        """Attach to the page's workers, those to come included."""
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._targets: list[str] = []
        self._answers: dict[int, dict[str, Any]] = {}
        self._last = 0
        self._session.on("Target.attachedToTarget", lambda event: self._targets.append(event["sessionId"]))
        self._session.on("Target.detachedFromTarget", lambda event: self._targets.remove(event["sessionId"]))
        self._session.on("Target.receivedMessageFromTarget", self._on_message)
        self._session.send(
            "Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        )

    def evaluate(self, expression: str) -> Any:
        """Return what an expression gives, awaited, as JSON; `{"thrown": text}` where it throws."""
        self._wait(lambda: bool(self._targets))
        self._last += 1
        number = self._last
        params = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        message = json.dumps({"id": number, "method": "Runtime.evaluate", "params": params})
        self._session.send("Target.sendMessageToTarget", {"sessionId": self._targets[-1], "message": message})
        self._wait(lambda: number in self._answers)
        answer = self._answers.pop(number)["result"]
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            return {"thrown": details.get("exception", {}).get("description", details["text"])}
        return answer["result"].get("value")

    def _on_message(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message

    def _wait(self, is_done: Any) -> None:
        for _ in range(_PATIENCE // _STEP):
            if is_done():
                return
            self._page.wait_for_timeout(_STEP)
        raise AssertionError("the worker did not answer the debugger")
