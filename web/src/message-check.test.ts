import { describe, expect, it } from "vitest";
import { isFromWorker } from "./message-check";
import { PROTOCOL_VERSION as v } from "./protocol";

const result = { type: "result", v, id: 1, format: "pdf", pages: 1, warnings: [], text: "words" };

describe("isFromWorker", () => {
  it.each([
    result,
    { ...result, text: null, warnings: [{ code: "part_skipped", message: "One.", where: { page: 3 } }] },
    { type: "progress", v, id: 1, stage: "parse", done: 1, total: 3 },
    { type: "pages", v, id: 1, pages: [{ number: 2, label: "ii", text: "words" }] },
    { type: "wanted", v, id: 1, paths: ["runtime/a/b.whl"] },
    { type: "error", v, id: 1, error: { code: "corrupt", message: "It is damaged." } },
    // The handshake has a word for another version.
    { type: "ready", v: v + 1, id: 1, build_id: "x", formats: [] },
  ])("takes a message of the protocol: %j", (message) => {
    expect(isFromWorker(message)).toBe(true);
  });

  it.each([
    null,
    "text",
    [],
    {},
    { type: "nonsense", v, id: 1 },
    { type: "constructor", v, id: 1 },
    { ...result, v: v + 1 },
    { ...result, id: "1" },
    { ...result, pages: -1 },
    { ...result, pages: Number.NaN },
    { ...result, text: 7 },
    { ...result, warnings: [{ code: "<b>", message: "x" }] },
    { ...result, more: new Blob(["x"]) },
    { ...result, text: new ArrayBuffer(3) },
    { type: "pages", v, id: 1, pages: [{ number: 2, text: ["words"] }] },
    { type: "wanted", v, id: 1, paths: "runtime/a/b.whl" },
    { type: "error", v, id: 1, error: null },
  ])("refuses %j", (message) => {
    expect(isFromWorker(message)).toBe(false);
  });

  it("refuses what is nested beyond all use instead of failing on it", () => {
    let deep: unknown = "x";
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(isFromWorker({ ...result, more: deep })).toBe(false);
  });
});
