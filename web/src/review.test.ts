import { beforeEach, describe, expect, it, vi } from "vitest";
import { DocumentClient } from "./client";
import { type FromWorker, PROTOCOL_VERSION, type ReviewRequest, type ToWorker } from "./protocol";
import type { Review } from "./review";
import { ReviewedPayload } from "./reviewed-payload";
import { failure, noFiles } from "./testing/client";
import { FakeFactory, type FakeWorker } from "./testing/fake-worker";

const PAYLOAD = '{"payload_version":1,"document":{"text":"Grüße 😀"}}';
const SHA256 = "1d7c7d2d1a2ac0dc5ae51e6f5ef8bd7cdbe1f3d0f8d4b4a7b0f6f7b7f2b5a1c3";

const isReview = ({ request }: ToWorker): boolean => request.type.startsWith("review_");

let factory: FakeFactory;
/** What the worker says to a review; a test may say otherwise. */
let onAsked: (worker: FakeWorker, request: ReviewRequest) => void;

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function answerTo(request: ReviewRequest, hash: string): FromWorker {
  const head = { v: PROTOCOL_VERSION, id: request.id };
  switch (request.type) {
    case "review_open":
      return {
        ...head,
        type: "review_opened",
        document: request.document,
        format: "pdf",
        pages: [{ index: 0, number: 1 }],
        matches: [],
        counts: [],
        metadata: [],
        attachments: [],
        hidden: {},
      };
    case "review_view":
      return { ...head, type: "review_pages", document: request.document, pages: [] };
    case "review_change":
      return { ...head, type: "review_changed", documents: [], can_undo: true, can_redo: false };
    case "review_payload":
      return {
        ...head,
        type: "review_payload",
        document: request.document,
        payload: PAYLOAD,
        media_type: "application/vnd.docsieve.payload+json",
        sha256: hash,
        bytes: new TextEncoder().encode(PAYLOAD).byteLength,
        withheld: { redacted: { email: 2 } },
      };
    case "review_vault":
      return { ...head, type: "review_vault", vault: '{"version":1}', labels: 0 };
    case "review_restore":
      return { ...head, type: "review_restored", text: request.text, restored: 0 };
    case "review_image":
      return { ...head, type: "review_image", width: 1, height: 1, pixels: "" };
    case "review_close":
      return { ...head, type: "review_closed" };
  }
}

const newClient = () => new DocumentClient({}, spawn, noFiles);

/** A fake worker that answers what a review asks. */
function spawn(): FakeWorker {
  const worker = factory.spawn();
  const post = worker.postMessage.bind(worker);
  worker.postMessage = (message, transfer) => {
    post(message, transfer);
    if (isReview(message)) onAsked(worker, message.request as ReviewRequest);
  };
  return worker;
}

const asked = (worker: FakeWorker): ReviewRequest[] =>
  worker.sent.filter(isReview).map(({ request }) => request as ReviewRequest);

let hash: string;

async function newReview(keys: readonly string[] = ["a"]): Promise<Review> {
  return newClient().openReview(keys.map((key) => ({ key, json: "{}", filename: `${key}.pdf` })));
}

beforeEach(async () => {
  hash = await sha256(PAYLOAD);
  factory = new FakeFactory();
  onAsked = (worker, request) => worker.say(answerTo(request, hash));
});

describe("a review", () => {
  it("has a worker of its own and tells it every document with its policy", async () => {
    const review = await newClient().openReview(
      [
        { key: "a", json: '{"format":"pdf"}', filename: "a.pdf", sourceSha256: SHA256 },
        { key: "b", json: "{}", policy: { operator: "mask" } },
      ],
      { policy: { operator: "label" } },
    );
    expect(factory.workers).toHaveLength(1);
    expect(asked(factory.last)).toMatchObject([
      {
        type: "review_open",
        document: "a",
        filename: "a.pdf",
        source_sha256: SHA256,
        policy: { operator: "label" },
      },
      { type: "review_open", document: "b", policy: { operator: "mask" } },
    ]);
    const [first] = factory.last.sent.filter(isReview);
    expect(await (first as { data: Blob }).data.text()).toBe('{"format":"pdf"}');
    expect([...review.documents.keys()]).toEqual(["a", "b"]);
  });

  it("asks one thing after the other", async () => {
    const review = await newReview();
    const held: (() => void)[] = [];
    onAsked = (worker, request) => held.push(() => worker.say(answerTo(request, hash)));
    const both = [
      review.change("a", { type: "decide", matches: ["0.1"], redact: false }),
      review.view("a", 0, 0),
    ];
    await vi.waitFor(() => expect(held).toHaveLength(1));
    held.shift()?.();
    await both[0];
    await vi.waitFor(() => expect(held).toHaveLength(1));
    held.shift()?.();
    await expect(both[1]).resolves.toEqual([]);
    expect(review.canUndo).toBe(true);
  });

  it("makes a payload that cannot be changed", async () => {
    const review = await newReview();
    const payload = await review.payload("a", { contents: ["text", "markdown"], includeName: true });
    expect(payload).toBeInstanceOf(ReviewedPayload);
    expect(asked(factory.last).at(-1)).toMatchObject({ contents: ["text", "markdown"], include_name: true });
    payload.bytes().fill(0);
    expect(payload.text()).toBe(PAYLOAD);
    expect(payload.sha256).toBe(hash);
    expect(() => Object.assign(payload, { sha256: "" })).toThrow(TypeError);
    expect(payload.withheld).toEqual({ redacted: { email: 2 } });
  });

  it("refuses a payload whose bytes do not have the hash that was told", async () => {
    const review = await newReview();
    hash = "0".repeat(64);
    expect((await failure(review.payload("a"))).code).toBe("worker_crashed");
  });

  it("passes on that the second scan found something", async () => {
    const review = await newReview();
    const error = { code: "redaction_incomplete", message: "The second scan found email (1)." } as const;
    onAsked = (worker, { id }) => worker.say({ type: "error", v: PROTOCOL_VERSION, id, error });
    expect(await failure(review.payload("a"))).toMatchObject(error);
  });

  it("is brought to where it was after its worker crashed", async () => {
    const review = await newReview();
    await review.change("a", { type: "decide_kind", kind: "email", redact: false });
    await review.undo();
    factory.last.crash();
    await review.view("a", 0, 0);
    expect(factory.workers).toHaveLength(2);
    expect(asked(factory.last).map(({ type }) => type)).toEqual([
      "review_open",
      "review_change",
      "review_change",
      "review_view",
    ]);
  });

  it("does not tell a new worker what failed in the last one", async () => {
    const review = await newReview();
    const error = { code: "bad_expression", message: "It could take very long." } as const;
    const answer = onAsked;
    onAsked = (worker, { id }) => worker.say({ type: "error", v: PROTOCOL_VERSION, id, error });
    const bad = failure(review.change("a", { type: "redact_expression", expression: "(a+)+" }));
    expect((await bad).code).toBe("bad_expression");
    onAsked = answer;
    factory.last.crash();
    await review.vault();
    expect(asked(factory.last).map(({ type }) => type)).toEqual(["review_open", "review_vault"]);
  });

  it("fails what is asked while the worker crashes, and no more", async () => {
    const review = await newReview();
    const answer = onAsked;
    onAsked = (worker) => setTimeout(() => worker.crash());
    expect((await failure(review.vault())).code).toBe("worker_crashed");
    onAsked = answer;
    await expect(review.vault()).resolves.toBe('{"version":1}');
  });

  it("stops at once when a payload is aborted, and goes on with the next question", async () => {
    const review = await newReview();
    const controller = new AbortController();
    const answer = onAsked;
    onAsked = () => controller.abort();
    const error = failure(review.payload("a", { signal: controller.signal }));
    expect((await error).code).toBe("cancelled");
    expect(factory.last.isTerminated).toBe(true);
    onAsked = answer;
    await expect(review.restore("[EMAIL-1]")).resolves.toEqual({ text: "[EMAIL-1]", restored: 0 });
  });

  it("reports how far looking through the pages is", async () => {
    const seen: unknown[] = [];
    const answer = onAsked;
    onAsked = (worker, request) => {
      worker.say({
        type: "progress",
        v: PROTOCOL_VERSION,
        id: request.id,
        stage: "redact",
        done: 1,
        total: 3,
      });
      answer(worker, request);
    };
    await newClient().openReview([{ key: "a", json: "{}" }], {
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen).toContainEqual({ stage: "redact", done: 1, total: 3 });
  });

  it("ends with its client, and answers nothing afterwards", async () => {
    const client = newClient();
    const review = await client.openReview([{ key: "a", json: "{}" }]);
    client.dispose();
    expect(factory.last.isTerminated).toBe(true);
    expect((await failure(review.vault())).code).toBe("cancelled");
    expect((await failure(client.openReview([]))).code).toBe("cancelled");
  });

  it("leaves no worker behind when a document cannot be opened", async () => {
    const error = { code: "limit_exceeded", message: "It is too large." } as const;
    onAsked = (worker, { id }) => worker.say({ type: "error", v: PROTOCOL_VERSION, id, error });
    expect((await failure(newReview())).code).toBe("limit_exceeded");
    expect(factory.last.isTerminated).toBe(true);
  });
});
