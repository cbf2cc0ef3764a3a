"""What the receiver takes, what it refuses, what it tells: a real process over HTTP, on both databases."""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
import uuid
from pathlib import Path

import pytest
from docsieve.payload import SEALED_MEDIA_TYPE

from tests.intake.running import READER_SECRET, RunningIntake, payload


def new_key() -> str:
    return str(uuid.uuid4())


def test_what_is_fetched_is_what_was_sent(intake: RunningIntake) -> None:
    body = payload("Grüße\taus Zürich 😀", name="Brief.docx")
    stored = intake.send(body, new_key())
    assert stored.status == 201
    assert stored.json["sha256"] == hashlib.sha256(body).hexdigest()
    assert stored.json["duplicate"] is False
    fetched = intake.read(f"/v1/payloads/{stored.json['id']}")
    assert fetched.body == body
    assert fetched.headers["content-type"].startswith("application/vnd.docsieve.payload+json")
    newest = intake.read("/v1/payloads?limit=1").json["payloads"][0]
    assert newest["id"] == stored.json["id"]
    assert (newest["name"], newest["size"], newest["sender"]) == ("Brief.docx", len(body), "web")


def test_a_repeat_is_stored_once(intake: RunningIntake) -> None:
    body, key = payload("once"), new_key()
    first = intake.send(body, key)
    again = intake.send(body, key)
    assert (first.status, again.status) == (201, 200)
    assert again.json == {**first.json, "duplicate": True}
    other = intake.send(payload("another text"), key)
    assert (other.status, other.json["code"]) == (409, "key_reused")


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"%PDF-1.7 ...", "application/pdf", 415, "wrong_type"),
        (b"<!doctype html><p>secret", "text/html", 415, "wrong_type"),
        (b"--x\r\n", "multipart/form-data; boundary=x", 415, "wrong_type"),
        (payload(), "", 415, "wrong_type"),
        (b"%PDF-1.7 secret", None, 422, "not_json"),
        (b"\xff\xfe{}", None, 422, "not_json"),
        (b"[" * 100_000, None, 422, "not_a_payload"),
        (b'{"payload_version":1}', None, 422, "not_a_payload"),
        (payload()[:-1] + b',"file":"JVBERi0xLjc="}', None, 422, "not_a_payload"),
        (payload().replace(b'"payload_version":1', b'"payload_version":9'), None, 422, "unknown_version"),
        (payload().replace(b"{", b"{ ", 1), None, 422, "not_canonical"),
        (payload().replace(b"{", b'{"payload_version":1,', 1), None, 422, "not_canonical"),
        (payload("PK\x03\x04\x00"), None, 422, "not_text"),
        (payload("x" * (2 * 1024 * 1024)), None, 413, "too_large"),
        (payload(), SEALED_MEDIA_TYPE, 422, "not_sealed"),
    ],
)
def test_nothing_but_payloads_is_taken(
    intake: RunningIntake, body: bytes, content_type: str | None, status: int, code: str
) -> None:
    headers = {} if content_type is None else {"content_type": content_type or "application/octet-stream"}
    before = intake.read("/v1/payloads").body
    answer = intake.send(body, new_key(), **headers)
    assert (answer.status, answer.json["code"]) == (status, code)
    assert b"secret" not in answer.body
    assert intake.read("/v1/payloads").body == before


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"idempotency_key": ""}, 400, "bad_key"),
        ({"idempotency_key": "short"}, 400, "bad_key"),
        ({"content_digest": f"sha-256=:{base64.b64encode(bytes(32)).decode()}:"}, 400, "bad_digest"),
        ({"content_encoding": "gzip"}, 400, "bad_encoding"),
        ({"authorization": ""}, 401, "unauthorized"),
        ({"authorization": "Bearer dsi_wrong"}, 401, "unauthorized"),
        ({"authorization": f"Bearer {READER_SECRET}"}, 403, "forbidden"),
        # Only for pages served beside it, and only where the settings say so.
        ({"authorization": "", "sec_fetch_site": "same-origin"}, 401, "unauthorized"),
    ],
)
def test_headers_are_checked(intake: RunningIntake, headers: dict[str, str], status: int, code: str) -> None:
    answer = intake.send(payload(), new_key(), **headers)
    assert (answer.status, answer.json["code"]) == (status, code)


def test_a_sealed_payload_is_kept_as_it_came(intake: RunningIntake) -> None:
    sealed = b"age-encryption.org/v1\n-> X25519 aaaa\nbbbb\n--- cccc\n\x00\x01\x02"
    stored = intake.send(sealed, new_key(), content_type=SEALED_MEDIA_TYPE)
    assert stored.status == 201
    fetched = intake.read(f"/v1/payloads/{stored.json['id']}")
    assert (fetched.body, fetched.headers["content-type"]) == (sealed, SEALED_MEDIA_TYPE)


def test_words_are_found_on_their_page(intake: RunningIntake) -> None:
    body = payload('The contract says quinquagenarian things.\nMore "AND" (text) here: it\'s 50%.')
    stored = intake.send(body, new_key()).json
    (hit,) = intake.read("/v1/search?q=quinquagenarian%20CONTRACT").json["hits"]
    assert (hit["id"], hit["page"]) == (stored["id"], 1)
    assert "\x02quinquagenarian\x03" in hit["snippet"]
    assert intake.read("/v1/search?q=quinquagenarian%20absent").json["hits"] == []
    # What a person types is words, never a query language, and never an error.
    for typed in ("%22", "AND%20OR%20NOT", "a*%20-b%20%22c", "text:x", "'", "NEAR(a%20b)", "%28", "%5C"):
        assert intake.read(f"/v1/search?q={typed}").status == 200
    assert intake.read("/v1/search?q=").status == 400


def test_what_is_deleted_is_gone_and_stays_gone(intake: RunningIntake) -> None:
    body, key = payload("vanishingword"), new_key()
    stored = intake.send(body, key).json
    path = f"/v1/payloads/{stored['id']}"
    assert intake.ask("DELETE", path, headers={}).status == 401
    assert intake.read(path, "DELETE").status == 204
    assert intake.read(path).status == 404
    assert intake.read(path, "DELETE").status == 404
    assert intake.read("/v1/search?q=vanishingword").json["hits"] == []
    assert intake.send(body, key).status == 410


def test_lists_go_on_where_they_stopped(intake: RunningIntake) -> None:
    for number in range(5):
        intake.send(payload(f"page {number}"), new_key())
    whole = [entry["id"] for entry in intake.read("/v1/payloads?limit=200").json["payloads"]]
    walked: list[str] = []
    following: str | None = ""
    while following is not None:
        after = f"&before={following}" if following else ""
        answer = intake.read(f"/v1/payloads?limit=2{after}").json
        walked += [entry["id"] for entry in answer["payloads"]]
        following = answer["next"]
    assert walked == whole
    assert intake.read("/v1/payloads?limit=0").status == 400


def test_an_export_has_every_byte(intake: RunningIntake) -> None:
    body = payload("exported")
    stored = intake.send(body, new_key()).json
    lines = [json.loads(line) for line in intake.read("/v1/export").body.splitlines()]
    assert len(lines) == len(intake.read("/v1/payloads?limit=200").json["payloads"])
    (line,) = [line for line in lines if line["id"] == stored["id"]]
    assert base64.b64decode(line["body"]) == body


def test_answers_are_data_for_nobody_else(intake: RunningIntake) -> None:
    for answer in (
        intake.send(payload(), new_key()),
        intake.read("/v1/payloads"),
        intake.ask("GET", "/nothing"),
        intake.ask("PUT", "/v1/payloads"),
    ):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    preflight = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = intake.ask("OPTIONS", "/v1/payloads", headers=preflight)
    assert "access-control-allow-origin" not in answer.headers


def test_nothing_that_was_sent_is_logged(intake: RunningIntake) -> None:
    intake.send(payload("unloggedword"), new_key())
    intake.send(b'{"unloggedword', new_key())
    intake.read("/v1/search?q=unloggedword")
    assert "unloggedword" not in intake.log()


def test_rates_and_origins_can_be_set(folder: Path) -> None:
    started = RunningIntake(
        f"sqlite:///{folder}/intake.db",
        folder,
        rate="3/minute",
        cors_origins="https://page.example",
        same_origin_sends="yes",
    )
    try:
        own_page = {"authorization": "", "sec_fetch_site": "same-origin"}
        statuses = [started.send(payload(), new_key(), **own_page).status for _ in range(4)]
        assert statuses == [201, 201, 201, 429]
        refused = started.send(payload(), new_key(), **own_page)
        assert 0 < int(refused.headers["retry-after"]) <= 61
        foreign = started.send(payload(), new_key(), authorization="", sec_fetch_site="cross-site")
        assert foreign.status == 401
        preflight = {"Origin": "https://page.example", "Access-Control-Request-Method": "POST"}
        answer = started.ask("OPTIONS", "/v1/payloads", headers=preflight)
        assert answer.headers["access-control-allow-origin"] == "https://page.example"
    finally:
        started.kill()


def test_deleted_text_is_not_left_in_the_files(folder: Path) -> None:
    started = RunningIntake(f"sqlite:///{folder}/intake.db", folder)
    try:
        stored = started.send(payload("zanzibarian secret", name="zanzibarian.docx"), new_key()).json
        assert any(b"zanzibarian" in path.read_bytes() for path in folder.glob("intake.db*"))
        started.read(f"/v1/payloads/{stored['id']}", "DELETE")
        left = [path.name for path in folder.glob("intake.db*") if b"zanzibarian" in path.read_bytes()]
        assert left == []
    finally:
        started.kill()
    with sqlite3.connect(folder / "intake.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
