/** A recognising worker for tests: the test says what comes back. */

import type { FromRecogniser, ToRecogniser } from "../recognition/messages";
import type { RecogniserWorker } from "../recognition/recogniser";

type Listener = (event: MessageEvent<unknown> & Event) => void;
/** What the worker does with a message. */
export type Behaviour = (worker: FakeRecogniser, message: ToRecogniser) => void;

export class FakeRecogniser implements RecogniserWorker {
  readonly sent: ToRecogniser[] = [];
  isTerminated = false;
  readonly #behaviour: Behaviour;
  readonly #listeners = new Map<string, Listener[]>();

  constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour;
  }

  postMessage(message: ToRecogniser, transfer: Transferable[]): void {
    this.sent.push(structuredClone(message, { transfer }));
    this.#behaviour(this, message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  /** Deliver a message to the page, as a task of its own; anything may come from a worker. */
  say(message: FromRecogniser | Record<string, unknown>): void {
    setTimeout(() => this.#dispatch("message", { data: message }));
  }

  crash(): void {
    this.#dispatch("error", { preventDefault: () => {} });
  }

  #dispatch(type: string, event: object): void {
    if (this.isTerminated) return;
    for (const listener of this.#listeners.get(type) ?? []) listener(event as MessageEvent<unknown>);
  }
}

/** Starts, and finds one word on each page; `onRead` may answer a page otherwise, and returns true then. */
export function reader(onRead: (worker: FakeRecogniser, id: number) => boolean = () => false): Behaviour {
  return (worker, message) => {
    if (message.type === "start") worker.say({ type: "ready" });
    else if (message.type === "read" && !onRead(worker, message.id)) {
      worker.say({ type: "read", id: message.id, paragraphs: [[[[0, 0, 9, 9, 90, "word"]]]], heapBytes: 1 });
    }
  };
}
