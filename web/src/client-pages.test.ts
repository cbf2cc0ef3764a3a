import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DocumentClient } from "./client";
import { noFiles, settle } from "./testing/client";
import { FakeFactory } from "./testing/fake-worker";

const file = () => new File(["%PDF"], "a.pdf");

let factory: FakeFactory;

const newClient = () => new DocumentClient({}, factory.spawn, noFiles);

beforeEach(() => {
  vi.useFakeTimers();
  factory = new FakeFactory();
});

afterEach(() => vi.useRealTimers());

describe("pages", () => {
  it("passes pages on where they are asked for, until the file is cancelled", async () => {
    const client = newClient();
    const seen: string[] = [];
    const controller = new AbortController();
    const cancelled = client.parse(file(), {
      signal: controller.signal,
      onPages: (pages) => seen.push(...pages.map(({ number, text }) => `${number} ${text}`)),
    });
    const refused = expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
    await settle();
    expect(factory.last.parses.at(-1)?.pages_ahead).toBe(true);
    factory.last.pages("one", "two");
    await settle();
    expect(seen).toEqual(["1 one", "2 two"]);
    factory.last.pages("too late");
    controller.abort();
    await settle();
    await refused;
    expect(seen).toHaveLength(2);
    void client.parse(file());
    await settle();
    expect(factory.last.parses.at(-1)).not.toHaveProperty("pages_ahead");
  });

  it("sends an open range of pages as numbers", async () => {
    void newClient().parse(file(), {
      pages: [
        [1, 3],
        [40, Number.POSITIVE_INFINITY],
      ],
    });
    await settle();
    expect(factory.last.parses.at(-1)?.options?.pages).toEqual([
      [1, 3],
      [40, 2 ** 31 - 1],
    ]);
  });
});
