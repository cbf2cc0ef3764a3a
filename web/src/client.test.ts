import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DocumentClient } from "./client";
import type { ClientOptions } from "./client-options";
import { PROTOCOL_VERSION } from "./protocol";
import { failure, noFiles, settle } from "./testing/client";
import { FakeFactory } from "./testing/fake-worker";

const file = (name = "a.pdf") => new File(["%PDF"], name);

let factory: FakeFactory;

const newClient = (options: ClientOptions = {}) => new DocumentClient(options, factory.spawn, noFiles);

beforeEach(() => {
  vi.useFakeTimers();
  factory = new FakeFactory();
});

afterEach(() => vi.useRealTimers());

describe("starting", () => {
  it("starts no worker before it is needed", () => {
    newClient();
    expect(factory.workers).toHaveLength(0);
  });

  it("becomes ready with the worker's formats", async () => {
    const client = newClient();
    const ready = client.ready;
    await settle();
    await expect(ready).resolves.toHaveLength(1);
    expect(client.formats[0]?.name).toBe("pdf");
    expect(factory.last.sent[0]?.request).toMatchObject({ type: "init", v: PROTOCOL_VERSION, preload: [] });
  });

  it("refuses a worker of another build", async () => {
    factory.initAnswer = (worker, id) => worker.ready(id, "another");
    const error = failure(newClient().ready);
    await settle();
    expect((await error).code).toBe("version_mismatch");
    expect(factory.last.isTerminated).toBe(true);
  });

  it("refuses a worker of another protocol version", async () => {
    factory.initAnswer = (worker, id) => worker.ready(id, undefined, 99);
    const error = failure(newClient().ready);
    await settle();
    expect((await error).code).toBe("version_mismatch");
  });

  it("fails everyone waiting when the worker cannot be loaded, and starts anew for the next", async () => {
    factory.initAnswer = (worker) => worker.crash();
    const client = newClient();
    const errors = [failure(client.parse(file())), failure(client.parse(file("b.pdf")))];
    await settle();
    for (const error of errors) expect(await error).toMatchObject({ code: "load_failed", retryable: true });
    expect(factory.workers).toHaveLength(1);

    factory.initAnswer = (worker, id) => worker.ready(id);
    const parsed = client.parse(file());
    await settle();
    factory.last.finish({ text: "read" });
    await settle();
    expect((await parsed).text).toBe("read");
  });

  it("gives up on a worker that says nothing, but not on one that is slow", async () => {
    let id = 0;
    factory.initAnswer = (_, given) => {
      id = given;
    };
    const error = failure(newClient({ bootTimeout: 1000 }).ready);
    await vi.advanceTimersByTimeAsync(900);
    factory.last.say({ type: "progress", v: PROTOCOL_VERSION, id, stage: "boot", done: 1, total: 2 });
    await vi.advanceTimersByTimeAsync(900);
    expect(factory.last.isTerminated).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect((await error).code).toBe("load_failed");
  });

  it("says why when the browser refuses to make a worker", async () => {
    const refuse = () => {
      throw new DOMException("no", "SecurityError");
    };
    const client = new DocumentClient({}, refuse, noFiles);
    expect(await failure(client.ready)).toMatchObject({ code: "load_failed" });
  });
});

describe("reading", () => {
  it("gives the outputs, and the document from the JSON", async () => {
    const parsed = newClient().parse(file("report.pdf"), {
      outputs: ["text", "json"],
      pages: [[1, 2]],
      chunking: { max_tokens: 40 },
    });
    await settle();
    expect(factory.last.parses[0]).toMatchObject({
      filename: "report.pdf",
      outputs: ["text", "json"],
      chunking: { max_tokens: 40 },
      options: { pages: [[1, 2]] },
    });
    factory.last.finish({ text: "t", json: '{"format":"pdf"}' });
    await settle();
    const result = await parsed;
    expect(result.text).toBe("t");
    expect(result.document.format).toBe("pdf");
    expect(result.document).toBe(result.document);
  });

  it("rebuilds the worker's error", async () => {
    const error = failure(newClient().parse(file()));
    await settle();
    factory.last.fail({ code: "encrypted", message: "It is locked.", where: { page: 2 } });
    await settle();
    expect(await error).toMatchObject({
      name: "DocumentError",
      code: "encrypted",
      message: "It is locked.",
      userFacing: true,
      where: { page: 2 },
    });
    expect(factory.last.isTerminated).toBe(false);
  });

  it("passes progress on, and survives a listener that throws", async () => {
    const reported = vi.fn();
    vi.stubGlobal("reportError", reported);
    const seen: number[] = [];
    const parsed = newClient().parse(file(), {
      onProgress: ({ done }) => {
        seen.push(done);
        throw new Error("listener");
      },
    });
    await settle();
    factory.last.progress(1, 2);
    factory.last.finish();
    await settle();
    await parsed;
    expect(seen).toEqual([1]);
    expect(reported).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });

  it("leaves the caller's buffer alone unless it is given away", async () => {
    const client = newClient();
    const kept = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
    const given = new Uint8Array([1, 2]);
    void client.parse(kept);
    await settle();
    expect(kept.byteLength).toBe(2);
    const [first] = factory.last.transferred;
    expect(first).toBeInstanceOf(ArrayBuffer);
    const message = factory.last.sent.at(-1);
    expect(message && "data" in message && new Uint8Array(message.data as ArrayBuffer)).toEqual(
      new Uint8Array([2, 3]),
    );
    factory.last.finish();
    await settle();
    void client.parse(given, { transfer: true });
    await settle();
    expect(given.byteLength).toBe(0);
  });

  it("refuses what is no file", () => {
    expect(() => newClient().parse("text" as unknown as Blob)).toThrow(TypeError);
  });

  it("answers a buffer that is already detached with an error, and goes on", async () => {
    const client = newClient();
    const buffer = new ArrayBuffer(4);
    structuredClone(buffer, { transfer: [buffer] });
    const error = failure(client.parse(buffer, { transfer: true }));
    const next = client.parse(file());
    await settle();
    expect((await error).code).toBe("internal");
    factory.last.finish();
    await settle();
    await expect(next).resolves.toBeDefined();
  });
});

describe("the queue", () => {
  it("gives a worker one file at a time, in order", async () => {
    const client = newClient();
    const all = ["a", "b", "c"].map((name) => client.parse(file(name)));
    await settle();
    for (const name of ["a", "b", "c"]) {
      expect(factory.last.parses.at(-1)?.filename).toBe(name);
      factory.last.finish({ text: name });
      await settle();
    }
    expect((await Promise.all(all)).map(({ text }) => text)).toEqual(["a", "b", "c"]);
    expect(factory.workers).toHaveLength(1);
  });

  it("spreads files over as many workers as it may, and no more", async () => {
    const client = newClient({ workers: 2 });
    const all = ["a", "b", "c"].map((name) => client.parse(file(name)));
    await settle();
    expect(factory.workers.map((worker) => worker.parses.length)).toEqual([1, 1]);
    factory.workers[1]?.finish();
    await settle();
    expect(factory.workers[1]?.parses.at(-1)?.filename).toBe("c");
    for (const worker of factory.workers) worker.finish();
    await settle();
    await Promise.all(all);
  });

  it("goes on with the workers it has when another cannot start", async () => {
    const client = newClient({ workers: 2 });
    void client.ready;
    await settle();
    factory.initAnswer = (worker) => worker.crash();
    const all = [client.parse(file("a")), client.parse(file("b"))];
    await settle();
    const [first] = factory.workers;
    first?.finish();
    await settle();
    expect(first?.parses.map(({ filename }) => filename)).toEqual(["a", "b"]);
    first?.finish();
    await settle();
    await Promise.all(all);
  });
});

describe("cancelling", () => {
  it("rejects at once where the signal was aborted before", async () => {
    const error = failure(newClient().parse(file(), { signal: AbortSignal.abort() }));
    expect((await error).code).toBe("cancelled");
    expect(factory.workers).toHaveLength(0);
  });

  it("drops a waiting file without touching the worker", async () => {
    const client = newClient();
    const abort = new AbortController();
    const first = client.parse(file("a"));
    const error = failure(client.parse(file("b"), { signal: abort.signal }));
    await settle();
    abort.abort();
    expect((await error).code).toBe("cancelled");
    factory.last.finish();
    await settle();
    await first;
    expect(factory.last.parses).toHaveLength(1);
    expect(factory.last.isTerminated).toBe(false);
  });

  it("ends the worker of a running file and reads the next in a fresh one", async () => {
    const client = newClient();
    const abort = new AbortController();
    const error = failure(client.parse(file("a"), { signal: abort.signal }));
    const next = client.parse(file("b"));
    await settle();
    abort.abort();
    expect((await error).code).toBe("cancelled");
    await settle();
    expect(factory.workers.map((worker) => worker.isTerminated)).toEqual([true, false]);
    factory.last.finish({ text: "b" });
    await settle();
    expect((await next).text).toBe("b");
  });

  it("keeps a worker warm after the last file was cancelled", async () => {
    const client = newClient();
    const abort = new AbortController();
    const error = failure(client.parse(file(), { signal: abort.signal }));
    await settle();
    abort.abort();
    await error;
    await settle();
    expect(factory.workers).toHaveLength(2);
    expect(factory.last.isTerminated).toBe(false);
  });

  it("rejects all on dispose, and everything after", async () => {
    const client = newClient();
    const errors = [failure(client.parse(file())), failure(client.parse(file()))];
    await settle();
    client.dispose();
    for (const error of errors) expect((await error).code).toBe("cancelled");
    expect((await failure(client.parse(file()))).code).toBe("cancelled");
    expect((await failure(client.ready)).code).toBe("cancelled");
    await settle();
    expect(factory.workers.every((worker) => worker.isTerminated)).toBe(true);
  });
});

describe("when a worker breaks", () => {
  it.each(["error", "messageerror"] as const)("rejects that file only after %s", async (type) => {
    const client = newClient();
    const error = failure(client.parse(file("bomb")));
    const next = client.parse(file("good"));
    await settle();
    factory.last.crash(type);
    expect((await error).code).toBe("worker_crashed");
    await settle();
    expect(factory.workers).toHaveLength(2);
    factory.last.finish({ text: "good" });
    await settle();
    expect((await next).text).toBe("good");
  });

  it("replaces a worker that reports a trap itself", async () => {
    const client = newClient();
    const error = failure(client.parse(file()));
    await settle();
    factory.last.fail({ code: "worker_crashed", message: "It stopped." });
    await settle();
    expect((await error).code).toBe("worker_crashed");
    expect(factory.workers[0]?.isTerminated).toBe(true);
    expect(factory.workers).toHaveLength(2);
  });
});

describe("replacing workers", () => {
  const readOne = async (client: DocumentClient, password?: string) => {
    const parsed = client.parse(file(), { password });
    await settle();
    factory.last.finish();
    await settle();
    await parsed;
  };

  it("gives the worker up that has seen a password", async () => {
    const client = newClient();
    await readOne(client, "secret");
    expect(factory.workers[0]?.isTerminated).toBe(true);
    expect(factory.workers[1]?.isTerminated).toBe(false);
  });

  it("gives it up after a wrong password too", async () => {
    const error = failure(newClient().parse(file(), { password: "almost" }));
    await settle();
    factory.last.fail({ code: "wrong_password", message: "Wrong." });
    await settle();
    expect((await error).code).toBe("wrong_password");
    expect(factory.workers[0]?.isTerminated).toBe(true);
  });

  it("gives it up after a number of files", async () => {
    const client = newClient({ maxFilesPerWorker: 2 });
    await readOne(client);
    expect(factory.workers).toHaveLength(1);
    await readOne(client);
    expect(factory.workers).toHaveLength(2);
  });

  it("gives it up when its memory has grown too far", async () => {
    const client = newClient({ maxHeapBytes: 1000 });
    await readOne(client);
    factory.last.heap(1001);
    await readOne(client);
    expect(factory.workers[0]?.isTerminated).toBe(true);
  });

  it("loads in the fresh one what was preloaded in the old", async () => {
    const client = newClient();
    const preloaded = client.preload(["pdf"]);
    await settle();
    await preloaded;
    await readOne(client, "secret");
    expect(factory.last.sent[0]?.request).toMatchObject({ type: "init", preload: ["pdf"] });
  });
});
