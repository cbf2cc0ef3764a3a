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

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a file that takes long", () => {
  it("is stopped at its limit, counted from its own start", async () => {
    const client = newClient({ timeout: 1000 });
    const first = client.parse(file("slow"), { timeout: 0 });
    const error = failure(client.parse(file("b")));
    await vi.advanceTimersByTimeAsync(5000);
    factory.last.finish();
    await settle();
    await first;
    await vi.advanceTimersByTimeAsync(990);
    expect(factory.last.isTerminated).toBe(false);
    await vi.advanceTimersByTimeAsync(20);
    expect(await error).toMatchObject({ code: "timeout", message: expect.stringContaining("1 second") });
  });

  it("does not count the hours that the computer slept", async () => {
    const error = failure(newClient({ timeout: 10_000 }).parse(file()));
    await settle();
    const now = performance.now;
    vi.spyOn(performance, "now").mockImplementation(() => now.call(performance) + 3_600_000);
    await vi.advanceTimersByTimeAsync(9000);
    expect(factory.last.isTerminated).toBe(false);
    await vi.advanceTimersByTimeAsync(4000);
    expect((await error).code).toBe("timeout");
  });
});

describe("a file in which nothing moves", () => {
  const LIMIT = 90_000;
  const almost = () => vi.advanceTimersByTimeAsync(LIMIT - 10);

  it("is ended by itself, with a sentence of its own, and the next is read in a fresh worker", async () => {
    const client = newClient();
    const error = failure(client.parse(file("hangs")));
    const next = client.parse(file("good"));
    await settle();
    factory.last.progress(1, 900);
    await almost();
    expect(factory.workers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(20);
    const { code, message, userFacing, retryable } = await error;
    expect({ code, userFacing, retryable }).toEqual({ code: "stalled", userFacing: true, retryable: false });
    expect(message).toContain("nothing moved for 90 seconds");
    await settle();
    expect(factory.workers.map((worker) => worker.isTerminated)).toEqual([true, false]);
    factory.last.finish({ text: "good" });
    await settle();
    expect((await next).text).toBe("good");
  });

  it("is not one that takes ten times as long and says so: by progress, pages, or that Python computes", async () => {
    const parsed = newClient({ timeout: 0 }).parse(file());
    await settle();
    factory.last.progress(0, 9);
    for (let done = 1; done <= 9; done++) {
      await almost();
      if (done % 3 === 0) factory.last.progress(done, 9);
      else if (done % 3 === 1) factory.last.pages("a page");
      else factory.last.heap(5);
    }
    await almost();
    factory.last.finish({ text: "long" });
    await settle();
    expect((await parsed).text).toBe("long");
  });

  it("is not one that has yet to be reached, whose bytes are read, or whose engine is being loaded", async () => {
    const client = newClient({ timeout: 0 });
    const first = client.parse(file("first"), { stallTimeout: 0 });
    const second = client.parse(file("second"));
    await settle();
    factory.last.progress(0, 1);
    await vi.advanceTimersByTimeAsync(10 * LIMIT);
    factory.last.finish();
    await settle();
    await first;
    // Nothing of Python yet: the browser reads the file.
    await vi.advanceTimersByTimeAsync(2 * LIMIT);
    const id = factory.last.parses.at(-1)?.id ?? 0;
    const say = (stage: "packages" | "parse") =>
      factory.last.say({ type: "progress", v: PROTOCOL_VERSION, id, stage, done: 1, total: 2 });
    say("parse");
    await almost();
    say("packages");
    await vi.advanceTimersByTimeAsync(2 * LIMIT);
    factory.last.heap(5);
    await vi.advanceTimersByTimeAsync(2 * LIMIT);
    say("parse");
    await almost();
    factory.last.finish({ text: "read" });
    await settle();
    expect((await second).text).toBe("read");
    expect(factory.workers).toHaveLength(1);
  });

  it("may take another time where the caller says so, for all files or for one", async () => {
    const client = newClient({ stallTimeout: 2000 });
    const one = failure(client.parse(file("a"), { stallTimeout: 500 }));
    await settle();
    factory.last.progress(0, 1);
    await vi.advanceTimersByTimeAsync(520);
    expect((await one).code).toBe("stalled");
    const other = failure(client.parse(file("b")));
    await settle();
    factory.last.progress(0, 1);
    await vi.advanceTimersByTimeAsync(1500);
    expect(factory.last.isTerminated).toBe(false);
    await vi.advanceTimersByTimeAsync(600);
    expect((await other).message).toContain("2 seconds");
  });
});
