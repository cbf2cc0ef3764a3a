import { createHash } from "node:crypto";
import { Decrypter, generateIdentity, identityToRecipient } from "age-encryption";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Payload, ReviewPayload } from "../generated/wire";
import { PAYLOAD_MEDIA_TYPE, SEALED_MEDIA_TYPE } from "../generated/wire";
import { ReviewedPayload, reviewedPayload } from "../reviewed-payload";
import { type Outgoing, readAnswer, type Send } from "./transport";
import { prepare, sendPrepared, upload } from "./upload";
import { errorOfAnswer, UploadError } from "./upload-error";
import { type QueuedUpload, UploadQueue } from "./upload-queue";
import { MemoryStore } from "./upload-store";

const hashOf = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex");

function payload(text = "Grüße 😀"): ReviewedPayload {
  const content: Payload = {
    payload_version: 1,
    document: {
      format: "docx",
      page_count: 1,
      pages: [{ number: 1, text }],
      withheld: { redacted: { email: 2 } },
    },
    parsers: { docsieve: "0" },
  };
  const json = JSON.stringify(content);
  const answer: ReviewPayload = {
    type: "review_payload",
    v: 1,
    id: 1,
    document: "d1",
    payload: json,
    media_type: PAYLOAD_MEDIA_TYPE,
    sha256: hashOf(json),
    bytes: Buffer.byteLength(json),
    withheld: { redacted: { email: 2 } },
  };
  return reviewedPayload(answer);
}

const target = { endpoint: "https://intake.example/v1/payloads?site=1" };

/** A receiver that keeps what it got and answers as it is told, last answer for good. */
function receiver(...failures: (UploadError | undefined)[]) {
  const got: Outgoing[] = [];
  const send: Send = async (outgoing, { signal }) => {
    got.push(outgoing);
    const failure = failures.shift();
    if (failure) throw failure;
    signal?.throwIfAborted();
    return { id: "a1", received: "2026-11-22T21:00:00.000Z", sha256: outgoing.sha256, duplicate: false };
  };
  return { got, send };
}

const busy = () => new UploadError("unavailable", "busy", { retryable: true });

describe("a reviewed payload", () => {
  test("is made by nothing but a review", async () => {
    const forged = Object.create(ReviewedPayload.prototype) as ReviewedPayload;
    await expect(upload(forged, target)).rejects.toThrow();
    await expect(upload({ bytes: () => new Uint8Array() } as never, target)).rejects.toThrow(TypeError);
    const Constructor = ReviewedPayload as unknown as new (gate: unknown, answer: unknown) => unknown;
    expect(() => new Constructor(Symbol("made by a review"), {})).toThrow(TypeError);
  });

  test("cannot be changed", () => {
    const made = payload();
    made.bytes().fill(0);
    expect(hashOf(made.bytes())).toBe(made.sha256);
    expect(() => Object.assign(made, { sha256: "0" })).toThrow(TypeError);
  });
});

describe("upload", () => {
  test("sends exactly the bytes that were reviewed", async () => {
    const made = payload();
    const { got, send } = receiver();
    const receipt = await sendPrepared(await prepare(made, target), { token: async () => "secret" }, send);
    const [sent] = got;
    expect(Buffer.from(sent?.body ?? []).toString()).toBe(made.text());
    const digest = createHash("sha256").update(made.text()).digest("base64");
    expect(sent?.headers).toEqual({
      "Content-Type": PAYLOAD_MEDIA_TYPE,
      "Content-Digest": `sha-256=:${digest}:`,
      "Idempotency-Key": receipt.idempotency_key,
      Authorization: "Bearer secret",
    });
    expect(receipt.endpoint).toBe("https://intake.example/v1/payloads");
    expect(receipt.withheld).toEqual({ redacted: { email: 2 } });
    expect(JSON.stringify(receipt)).not.toContain("Grüße");
    expect(JSON.stringify(receipt)).not.toContain("secret");
  });

  test("seals for the keys it is given, and sends nothing else", async () => {
    const made = payload();
    const identity = await generateIdentity();
    const prepared = await prepare(made, { ...target, recipients: [await identityToRecipient(identity)] });
    expect(prepared.mediaType).toBe(SEALED_MEDIA_TYPE);
    expect(Buffer.from(prepared.body).includes("Grüße")).toBe(false);
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    expect(await decrypter.decrypt(prepared.body, "text")).toBe(made.text());
    expect(prepared.receipt.sealed?.sha256).toBe(hashOf(prepared.body));
    expect(prepared.receipt.payload.sha256).toBe(made.sha256);
  });

  test("refuses a recipient that is no key rather than send unsealed", async () => {
    await expect(prepare(payload(), { ...target, recipients: ["age1nonsense"] })).rejects.toMatchObject({
      code: "not_sealed",
    });
  });
});

describe("trying again", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("has the same key and the same bytes", async () => {
    const { got, send } = receiver(busy(), busy());
    const sending = sendPrepared(await prepare(payload(), target), {}, send);
    await vi.runAllTimersAsync();
    await sending;
    expect(got).toHaveLength(3);
    expect(new Set(got.map(({ headers }) => headers["Idempotency-Key"])).size).toBe(1);
    expect(new Set(got.map(({ sha256 }) => sha256)).size).toBe(1);
  });

  test("stops where it cannot help", async () => {
    const refusal = errorOfAnswer(422, '{"code":"not_a_payload"}', null);
    const { got, send } = receiver(refusal);
    const sending = sendPrepared(await prepare(payload(), target), {}, send);
    await expect(sending).rejects.toMatchObject({ code: "refused", reason: "not_a_payload", status: 422 });
    expect(got).toHaveLength(1);
  });

  test("ends after so many times, and waits as long as it is asked to", async () => {
    const asked = errorOfAnswer(429, "", "120");
    expect(asked.retryAfter).toBe(120_000);
    const { got, send } = receiver(asked, busy(), busy());
    const started = Date.now();
    const sending = sendPrepared(await prepare(payload(), target), { retries: 2 }, send);
    const failed = expect(sending).rejects.toMatchObject({ code: "unavailable" });
    await vi.runAllTimersAsync();
    await failed;
    expect(got).toHaveLength(3);
    expect(Date.now() - started).toBeGreaterThanOrEqual(120_000);
  });

  test("is over when it is cancelled", async () => {
    const stop = new AbortController();
    const { got, send } = receiver(busy(), busy());
    const sending = sendPrepared(await prepare(payload(), target), { signal: stop.signal }, send);
    const ended = expect(sending).rejects.toMatchObject({ code: "cancelled" });
    await vi.advanceTimersByTimeAsync(10);
    stop.abort();
    await vi.runAllTimersAsync();
    await ended;
    expect(got).toHaveLength(1);
  });
});

describe("an answer", () => {
  const hash = "a".repeat(64);

  test.each([
    "",
    "<html>",
    "null",
    "[]",
    '{"id":1}',
    `{"id":"x","received":"now","sha256":"${"b".repeat(64)}"}`,
  ])("%s is no acknowledgement", (text) => {
    expect(() => readAnswer(text, hash)).toThrow(UploadError);
  });

  test.each([
    [401, "not_allowed", false],
    [403, "not_allowed", false],
    [409, "refused", false],
    [413, "refused", false],
    [415, "refused", false],
    [429, "unavailable", true],
    [500, "unavailable", true],
    [503, "unavailable", true],
    [302, "refused", false],
  ])("of status %i is %s", (status, code, retryable) => {
    expect(errorOfAnswer(status, "<p>private", null)).toMatchObject({ code, retryable, reason: undefined });
  });
});

describe("the queue", () => {
  test("sends a few at a time, tells how far it is, and forgets what is acknowledged", async () => {
    let most = 0;
    let now = 0;
    const store = new MemoryStore();
    const states: string[] = [];
    const send: Send = async (outgoing, { onProgress }) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      onProgress?.(10, outgoing.body.byteLength);
      now -= 1;
      return { id: "a", received: "now", sha256: outgoing.sha256, duplicate: false };
    };
    const onChange = ({ name, state }: QueuedUpload) => states.push(`${name} ${state.is}`);
    const queue = new UploadQueue({ ...target, store, concurrency: 2, onChange }, send);
    const added = await Promise.all(["a", "b", "c", "d"].map((name) => queue.add(payload(name), name)));
    expect((await store.all()).length).toBeGreaterThan(0);
    await Promise.all(added.map(({ done }) => done));
    expect(most).toBe(2);
    expect(await store.all()).toEqual([]);
    expect(queue.uploads.map(({ state }) => state.is)).toEqual(["done", "done", "done", "done"]);
    expect(states).toContain("c sending");
  });

  test("goes on after a reload with the same key, to where it was agreed to go", async () => {
    const store = new MemoryStore();
    const lost = receiver(new UploadError("network", "away", { retryable: false }));
    const before = new UploadQueue({ ...target, store, retries: 0 }, lost.send);
    const { done } = await before.add(payload(), "letter.docx");
    await expect(done).rejects.toMatchObject({ code: "network" });
    const back = receiver();
    const after = new UploadQueue({ endpoint: "https://other.example/", store }, back.send);
    const [resumed] = await after.resume();
    await resumed?.done;
    expect(resumed?.name).toBe("letter.docx");
    expect(back.got[0]?.headers["Idempotency-Key"]).toBe(lost.got[0]?.headers["Idempotency-Key"]);
    expect(back.got[0]?.endpoint).toBe(target.endpoint);
    expect(await store.all()).toEqual([]);
  });

  test("tries a failed one again, and forgets a cancelled one", async () => {
    const store = new MemoryStore();
    const { got, send } = receiver(errorOfAnswer(403, "", null));
    const queue = new UploadQueue({ ...target, store }, send);
    const first = await queue.add(payload(), "one");
    await expect(first.done).rejects.toMatchObject({ code: "not_allowed" });
    queue.retry(first.key);
    await queue.uploads[0]?.done;
    expect(got).toHaveLength(2);
    const never: Send = (_, { signal }) =>
      new Promise((_resolve, reject) =>
        signal?.addEventListener("abort", () => reject(new UploadError("cancelled", "stopped"))),
      );
    const stuck = new UploadQueue({ ...target, store }, never);
    const { key, done } = await stuck.add(payload(), "two");
    const cancelledOne = expect(done).rejects.toMatchObject({ code: "cancelled" });
    await stuck.cancel(key);
    await cancelledOne;
    expect(stuck.uploads).toEqual([]);
    expect(await store.all()).toEqual([]);
  });
});
