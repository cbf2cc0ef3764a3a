import { beforeEach, describe, expect, it } from "vitest";
import { DocumentClient } from "../client";
import { type Change, type FromWorker, PROTOCOL_VERSION, type ReviewRequest } from "../protocol";
import { FakeFactory, type FakeWorker } from "../testing/fake-worker";
import { type Asked, ReviewModel } from "./review-model";

const MATCH = { id: "m1", kind: "email", rule: "email", text: "a@example.org", group: 0, page: 0 } as const;

/** A worker that keeps what is decided about one match. */
class Reviewing {
  readonly changes: Change[] = [];
  readonly #factory = new FakeFactory();
  #decided: boolean[] = [];

  readonly spawn = (): FakeWorker => {
    const worker = this.#factory.spawn();
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (message, transfer) => {
      post(message, transfer);
      if (message.request.type.startsWith("review_"))
        worker.say(this.#answer(message.request as ReviewRequest));
    };
    return worker;
  };

  #answer(request: ReviewRequest): FromWorker {
    const head = { v: PROTOCOL_VERSION, id: request.id };
    if (request.type === "review_open") {
      return {
        ...head,
        type: "review_opened",
        document: request.document,
        format: "pdf",
        pages: [{ index: 0, number: 1 }],
        matches: [MATCH],
        counts: [{ kind: "email", found: 1, redacted: 1 }],
        metadata: [],
        attachments: [],
        hidden: {},
      };
    }
    if (request.type !== "review_change") throw new Error(`nothing is known of ${request.type}`);
    const { change, document } = request;
    this.changes.push(change);
    if (change.type === "redact_expression") {
      return { ...head, type: "error", error: { code: "bad_expression", message: "It has no end." } };
    }
    if (change.type === "decide") this.#decided.push(change.redact ?? true);
    if (change.type === "undo") this.#decided.pop();
    const isRedacted = this.#decided.at(-1) ?? true;
    const delta = isRedacted ? { document, redacted: [MATCH.id] } : { document, kept: [MATCH.id] };
    const canUndo = this.#decided.length > 0;
    return { ...head, type: "review_changed", documents: [delta], can_undo: canUndo, can_redo: !canUndo };
  }
}

let worker: Reviewing;
let model: ReviewModel;

const isRedacted = () => model.document("a")?.matches.get(MATCH.id)?.redacted !== false;
const toggle: Asked = () => ({ type: "decide", matches: [MATCH.id], redact: !isRedacted() });
const undo: Asked = () => (model.canUndo ? { type: "undo" } : undefined);

beforeEach(async () => {
  worker = new Reviewing();
  const client = new DocumentClient({}, worker.spawn, {
    core: [],
    redaction: [],
    has: () => false,
    send: () => {},
  });
  const review = await client.openReview([{ key: "a", json: "{}" }]);
  model = new ReviewModel(review, [{ key: "a", name: "a.pdf" }]);
});

describe("changes asked for faster than they are answered", () => {
  it("decide each upon what the one before it decided", async () => {
    await Promise.all([model.change("a", toggle), model.change("a", toggle)]);
    expect(worker.changes).toMatchObject([{ redact: false }, { redact: true }]);
    expect(isRedacted()).toBe(true);
  });

  it("can be taken back before they are answered", async () => {
    await Promise.all([model.change("a", toggle), model.change("a", undo)]);
    expect(worker.changes.map(({ type }) => type)).toEqual(["decide", "undo"]);
    expect(isRedacted()).toBe(true);
  });

  it("send nothing where there is nothing to change by then", async () => {
    const asked = [toggle, undo, undo].map((each) => model.change("a", each));
    expect((await Promise.all(asked))[2]).toBeUndefined();
    expect(worker.changes.map(({ type }) => type)).toEqual(["decide", "undo"]);
  });

  it("are made where the one before them is refused", async () => {
    const refused = model.change("a", { type: "redact_expression", expression: "(" });
    const toggled = model.change("a", toggle);
    await expect(refused).rejects.toMatchObject({ code: "bad_expression" });
    await toggled;
    expect(isRedacted()).toBe(false);
  });
});
