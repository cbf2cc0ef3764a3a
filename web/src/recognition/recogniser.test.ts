import { afterEach, expect, it, vi } from "vitest";
import { browserErrors } from "../errors";
import { type Behaviour, FakeRecogniser, reader } from "../testing/fake-recogniser";
import type { FromRecogniser, GreyPicture } from "./messages";
import { Recogniser } from "./recogniser";

// The smallest module there is.
const ENGINE = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));

const picture = (): GreyPicture => ({ kind: "grey", width: 2, height: 1, pixels: new ArrayBuffer(2) });

async function started(behaviour: Behaviour): Promise<[Recogniser, FakeRecogniser]> {
  const worker = new FakeRecogniser(behaviour);
  const recogniser = new Recogniser(() => worker);
  await recogniser.start(ENGINE, [{ language: "eng", data: new ArrayBuffer(3) }]);
  return [recogniser, worker];
}

const read = (recogniser: Recogniser, timeout = 1000, onPercent = (_: number) => {}) =>
  recogniser.read(picture(), timeout, onPercent);

afterEach(() => vi.useRealTimers());

it("hands over engine and languages, then a picture, and gives the words back", async () => {
  const [recogniser, worker] = await started(reader());
  expect(await read(recogniser)).toEqual([[[[0, 0, 9, 9, 90, "word"]]]]);
  expect(worker.sent.map(({ type }) => type)).toEqual(["start", "read"]);
  expect(recogniser.heapBytes).toBe(1);
});

it("tells how far the page is", async () => {
  const percents: number[] = [];
  const behaviour = reader((worker, id) => {
    worker.say({ type: "progress", id, percent: 30 });
    worker.say({ type: "progress", id: id + 1, percent: 99 });
    return false;
  });
  const [recogniser] = await started(behaviour);
  await read(recogniser, 1000, (percent) => percents.push(percent));
  expect(percents).toEqual([30]);
});

it("ends the worker where a page takes too long", async () => {
  const [recogniser, worker] = await started(reader(() => true));
  vi.useFakeTimers();
  const reading = expect(read(recogniser, 500)).rejects.toMatchObject({ code: "timeout" });
  await vi.advanceTimersByTimeAsync(501);
  await reading;
  expect(worker.isTerminated).toBe(true);
  await expect(read(recogniser)).rejects.toMatchObject({ code: "timeout" });
});

it("ends the worker, and rejects what is under way, when it is told to", async () => {
  const [recogniser, worker] = await started(reader(() => true));
  const reading = read(recogniser);
  recogniser.end(browserErrors.cancelled());
  await expect(reading).rejects.toMatchObject({ code: "cancelled" });
  expect(worker.isTerminated).toBe(true);
});

it("goes on after a picture that cannot be decoded", async () => {
  const [recogniser, worker] = await started(
    reader((fake, id) => {
      if (id === 1) fake.say({ type: "failed", id, reason: "picture" });
      return id === 1;
    }),
  );
  await expect(read(recogniser)).rejects.toMatchObject({ code: "unsupported_format" });
  expect(await read(recogniser)).toHaveLength(1);
  expect(worker.isTerminated).toBe(false);
});

it("has a picture of a TIFF file decoded, and ends a worker that answers otherwise", async () => {
  const png = Uint8Array.of(1, 2, 3).buffer;
  const picture = { kind: "tiff", file: new ArrayBuffer(9), offset: 8, width: 1, height: 1 } as const;
  const decoding = (answer: (id: number) => FromRecogniser) =>
    new FakeRecogniser((worker, message) => {
      if (message.type === "start") worker.say({ type: "ready" });
      else worker.say(answer(message.id));
    });
  const good = new Recogniser(() => decoding((id) => ({ type: "decoded", id, png })));
  await good.start(ENGINE, []);
  expect(await good.decode(picture, 1000)).toEqual(png);
  const worker = decoding((id) => ({ type: "read", id, paragraphs: [], heapBytes: 1 }));
  const bad = new Recogniser(() => worker);
  await bad.start(ENGINE, []);
  const late = { ...picture, file: new ArrayBuffer(9) };
  await expect(bad.decode(late, 1000)).rejects.toMatchObject({ code: "worker_crashed" });
  expect(worker.isTerminated).toBe(true);
});

it.each([
  ["fails", { type: "failed", id: 1, reason: "engine" }],
  ["sends what is no word", { type: "read", id: 1, heapBytes: 1, paragraphs: [[[["x", 0, 0, 0, 0, 0]]]] }],
  ["sends words in no order", { type: "read", id: 1, heapBytes: 1, paragraphs: [["word"]] }],
  [
    "sends words without end",
    { type: "read", id: 1, heapBytes: 1, paragraphs: [[Array(200_001).fill([0, 0, 0, 0, 0, "x"])]] },
  ],
  ["sends no number", { type: "progress", id: 1, percent: Number.NaN }],
  ["asks for something", { type: "wanted", id: 1, paths: ["/etc/passwd"] }],
])("ends a worker that %s", async (_, message) => {
  const [recogniser, worker] = await started(
    reader((fake) => {
      fake.say(message);
      return true;
    }),
  );
  await expect(read(recogniser)).rejects.toMatchObject({ code: "worker_crashed" });
  expect(worker.isTerminated).toBe(true);
});

it("tells a crash before the start from one after it", async () => {
  const starting = new FakeRecogniser((worker) => setTimeout(() => worker.crash()));
  const recogniser = new Recogniser(() => starting);
  await expect(recogniser.start(ENGINE, [])).rejects.toMatchObject({ code: "load_failed" });
  const [running] = await started(
    reader((worker) => {
      setTimeout(() => worker.crash());
      return true;
    }),
  );
  await expect(read(running)).rejects.toMatchObject({ code: "worker_crashed" });
});

it("says so where no worker may be started", () => {
  const refusing = () => {
    throw new DOMException("no", "SecurityError");
  };
  expect(() => new Recogniser(refusing)).toThrow(/could not be started/);
});
