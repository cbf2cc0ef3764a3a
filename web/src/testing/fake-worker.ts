/** A worker for tests: the test says what comes back, and sees what was sent. */

import {
  BUILD_ID,
  type FromWorker,
  type ParseRequest,
  PROTOCOL_VERSION,
  type Result,
  type ToWorker,
  type WireError,
} from "../protocol";
import type { WorkerLike } from "../worker-session";

type Listener = (event: MessageEvent<unknown> & Event) => void;

export class FakeWorker implements WorkerLike {
  readonly sent: ToWorker[] = [];
  readonly transferred: Transferable[] = [];
  isTerminated = false;
  readonly #listeners = new Map<string, Listener[]>();
  readonly #initAnswer: FakeFactory["initAnswer"];

  constructor(initAnswer: FakeFactory["initAnswer"]) {
    this.#initAnswer = initAnswer;
  }

  get parses(): ParseRequest[] {
    return this.sent.flatMap(({ request }) => (request.type === "parse" ? [request] : []));
  }

  postMessage(message: ToWorker, transfer: Transferable[]): void {
    // What a browser does, refusal, copying and detaching included (Node does not refuse).
    if (transfer.some((buffer) => buffer instanceof ArrayBuffer && isDetached(buffer))) {
      throw new DOMException("it is detached", "DataCloneError");
    }
    this.sent.push(structuredClone(message, { transfer }));
    this.transferred.push(...transfer);
    const { request } = message;
    if (request.type === "init") this.#initAnswer(this, request.id);
    if (request.type === "preload") this.say({ type: "preloaded", v: PROTOCOL_VERSION, id: request.id });
  }

  terminate(): void {
    this.isTerminated = true;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  /** Deliver a message to the page, as a task of its own. */
  say(message: FromWorker): void {
    setTimeout(() => this.#dispatch("message", { data: message }));
  }

  /** An uncaught error, or a trap, in the worker. */
  crash(type: "error" | "messageerror" = "error"): void {
    this.#dispatch(type, { preventDefault: () => {} });
  }

  ready(id: number, build_id = BUILD_ID, v = PROTOCOL_VERSION): void {
    const formats = [
      { name: "pdf", title: "PDF", extensions: [".pdf"], media_types: [], wheels: ["pypdfium2"] },
    ];
    this.say({ type: "ready", v, id, build_id, formats });
  }

  /** Answer the last parse request. */
  finish(result: Partial<Result> = {}): void {
    const id = this.#lastParse();
    this.say({ type: "result", v: PROTOCOL_VERSION, id, format: "pdf", pages: 1, warnings: [], ...result });
  }

  fail(error: WireError): void {
    this.say({ type: "error", v: PROTOCOL_VERSION, id: this.#lastParse(), error });
  }

  progress(done: number, total: number): void {
    this.say({ type: "progress", v: PROTOCOL_VERSION, id: this.#lastParse(), stage: "parse", done, total });
  }

  pages(...texts: readonly string[]): void {
    const pages = texts.map((text, index) => ({ number: index + 1, text }));
    this.say({ type: "pages", v: PROTOCOL_VERSION, id: this.#lastParse(), pages });
  }

  heap(heap_bytes: number): void {
    this.say({ type: "state", v: PROTOCOL_VERSION, id: 0, heap_bytes, resources: [] });
  }

  #lastParse(): number {
    const last = this.parses.at(-1);
    if (!last) throw new Error("nothing was asked of this worker");
    return last.id;
  }

  #dispatch(type: string, event: object): void {
    if (this.isTerminated) return;
    for (const listener of this.#listeners.get(type) ?? []) listener(event as MessageEvent<unknown>);
  }
}

function isDetached(buffer: ArrayBuffer): boolean {
  try {
    return new Uint8Array(buffer).length < 0;
  } catch {
    return true;
  }
}

/** Makes fake workers and keeps them. By default each becomes ready at once. */
export class FakeFactory {
  readonly workers: FakeWorker[] = [];
  initAnswer = (worker: FakeWorker, id: number): void => worker.ready(id);

  readonly spawn = (): FakeWorker => {
    const worker = new FakeWorker((fake, id) => this.initAnswer(fake, id));
    this.workers.push(worker);
    return worker;
  };

  /** The worker that was started last. */
  get last(): FakeWorker {
    const worker = this.workers.at(-1);
    if (!worker) throw new Error("no worker was started");
    return worker;
  }
}
