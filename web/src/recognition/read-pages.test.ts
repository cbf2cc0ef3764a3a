import { expect, it } from "vitest";
import { browserErrors } from "../errors";
import { FakeRecogniser, reader } from "../testing/fake-recogniser";
import type { PageSource } from "./page-source";
import { type ReadPagesOptions, readPages } from "./read-pages";

const ENGINE = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));

/** A source whose page is so many pixels wide as its number says. */
const source: PageSource = async (page) => ({
  width: page,
  height: 1,
  picture: { kind: "grey", width: page, height: 1, pixels: new ArrayBuffer(page) },
});

function options(behaviour = reader(), more: Partial<ReadPagesOptions> = {}) {
  const workers: FakeRecogniser[] = [];
  const progress: [number, number][] = [];
  const given: ReadPagesOptions = {
    files: { engine: ENGINE, languages: [{ language: "eng", data: new ArrayBuffer(1) }] },
    spawn: () => {
      const worker = new FakeRecogniser(behaviour);
      workers.push(worker);
      return worker;
    },
    pageTimeout: 1000,
    onProgress: (done, total) => progress.push([done, total]),
    onPage: () => {},
    readBefore: [],
    signal: new AbortController().signal,
    ...more,
  };
  return { given, workers, progress };
}

const widthOf = (worker: FakeRecogniser): number => {
  const last = worker.sent.at(-1);
  return last?.type === "read" && last.picture.kind === "grey" ? last.picture.width : 0;
};

it("reads pages in order with one worker, and ends it", async () => {
  const { given, workers, progress } = options();
  const pages = await readPages([3, 5], source, given);
  expect(pages.map(({ number, width }) => [number, width])).toEqual([
    [3, 3],
    [5, 5],
  ]);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true]);
  expect(progress).toEqual([
    [0, 2],
    [1, 2],
    [2, 2],
  ]);
});

it("does not read again what was read before", async () => {
  const { given, workers, progress } = options();
  const told: number[] = [];
  const before = [{ number: 3, width: 30, height: 1, paragraphs: [] }];
  const onPage = ({ number }: { number: number }) => told.push(number);
  const pages = await readPages([3, 5], source, { ...given, readBefore: before, onPage });
  expect(pages.map(({ number, width }) => [number, width])).toEqual([
    [3, 30],
    [5, 5],
  ]);
  expect(told).toEqual([5]);
  expect(workers.map(widthOf)).toEqual([5]);
  expect(progress[0]).toEqual([1, 2]);
});

it("goes on with another worker after a page that was too much for one", async () => {
  const behaviour = reader((worker, id) => {
    const isBad = widthOf(worker) === 2;
    if (isBad) worker.say({ type: "failed", id, reason: "engine" });
    return isBad;
  });
  const { given, workers } = options(behaviour);
  const pages = await readPages([1, 2, 3], source, given);
  expect(pages.map(({ failed }) => failed ?? false)).toEqual([false, true, false]);
  expect(workers).toHaveLength(2);
});

it("marks a page that cannot be drawn, and reads the others", async () => {
  const { given } = options();
  const broken: PageSource = async (page) => {
    if (page === 1) throw browserErrors.crashed();
    return source(page);
  };
  const pages = await readPages([1, 2], broken, given);
  expect(pages.map(({ failed }) => failed ?? false)).toEqual([true, false]);
});

it("fails with the first reason where no page could be read", async () => {
  const behaviour = reader((worker, id) => {
    worker.say({ type: "failed", id, reason: "picture" });
    return true;
  });
  const { given } = options(behaviour);
  await expect(readPages([1, 2], source, given)).rejects.toMatchObject({ code: "unsupported_format" });
});

it("does not go on where the file itself needs a password", async () => {
  const { given, workers } = options();
  const locked: PageSource = async () => {
    throw browserErrors.unreadable();
  };
  await expect(readPages([1, 2], locked, given)).rejects.toMatchObject({ code: "unreadable" });
  expect(workers).toHaveLength(0);
});

it("replaces a worker whose memory has grown too large", async () => {
  const behaviour = reader((worker, id) => {
    worker.say({ type: "read", id, paragraphs: [], heapBytes: 2 ** 31 });
    return true;
  });
  const { given, workers } = options(behaviour);
  await readPages([1, 2], source, given);
  expect(workers).toHaveLength(2);
});

it("stops at once when it is aborted", async () => {
  const abort = new AbortController();
  const behaviour = reader(() => {
    setTimeout(() => abort.abort());
    return true;
  });
  const { given, workers } = options(behaviour, { signal: abort.signal });
  await expect(readPages([1, 2], source, given)).rejects.toBeDefined();
  expect(workers.every(({ isTerminated }) => isTerminated)).toBe(true);
});

it("reads nothing of a document without such pages", async () => {
  const { given, workers } = options();
  expect(await readPages([], source, given)).toEqual([]);
  expect(workers).toHaveLength(0);
});
