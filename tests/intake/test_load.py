"""200 uploads of 1 MB at once, the process killed in the middle: nothing is lost, nothing stored twice."""

from __future__ import annotations

import hashlib
import random
import string
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.intake.running import RunningIntake, payload

UPLOADS = 200
_LETTERS = random.Random(4).choices(string.ascii_lowercase + "    \n", k=1_000_000)


def _body(number: int) -> bytes:
    return payload(f"upload{number} " + "".join(_LETTERS[number:] + _LETTERS[:number]))


def test_killed_under_load(folder: Path) -> None:
    intake = RunningIntake(f"sqlite:///{folder}/intake.db", folder)
    acknowledged: dict[int, str] = {}
    answered = threading.Semaphore(0)
    crashed = threading.Event()
    failed_first: set[int] = set()

    def upload(number: int) -> None:
        body, key = _body(number), f"key-of-upload-{number:04}"
        # As the page does it: the same key with every try, until there is an answer.
        for _ in range(200):
            try:
                answer = intake.send(body, key)
            except OSError:
                failed_first.add(number)
                time.sleep(0.2)
                continue
            assert answer.status in {200, 201}, answer.body
            assert answer.json["sha256"] == hashlib.sha256(body).hexdigest()
            acknowledged[number] = answer.json["id"]
            answered.release()
            return
        raise AssertionError(f"upload {number} never came through")

    def kill_in_the_middle() -> None:
        for _ in range(UPLOADS // 4):
            answered.acquire()
        before = dict(acknowledged)
        intake.kill()
        crashed.set()
        intake.start()
        for number, payload_id in before.items():
            assert intake.read(f"/v1/payloads/{payload_id}").body == _body(number)

    with ThreadPoolExecutor(UPLOADS + 1) as threads:
        killing = threads.submit(kill_in_the_middle)
        uploads = [threads.submit(upload, number) for number in range(UPLOADS)]
        killing.result()
        for running in uploads:
            running.result()
    try:
        assert crashed.is_set()
        assert failed_first, "the kill came when nothing was under way"
        entries = []
        following: str | None = ""
        while following is not None:
            after = f"&before={following}" if following else ""
            answer = intake.read(f"/v1/payloads?limit=200{after}").json
            entries += answer["payloads"]
            following = answer["next"]
        assert sorted(entry["id"] for entry in entries) == sorted(acknowledged.values())
        assert len({entry["sha256"] for entry in entries}) == UPLOADS
        hits = intake.read("/v1/search?q=upload17").json["hits"]
        assert {hit["id"] for hit in hits} == {acknowledged[17]}
    finally:
        intake.kill()
