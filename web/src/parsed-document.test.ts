import { describe, expect, it } from "vitest";
import { toParsedDocument } from "./parsed-document";
import { PROTOCOL_VERSION, type Result } from "./protocol";

const RESULT: Result = { type: "result", v: PROTOCOL_VERSION, id: 1, format: "pdf", pages: 1, warnings: [] };

describe("toParsedDocument", () => {
  it("gives chunks as objects, parsed once", () => {
    const { chunks } = toParsedDocument({ ...RESULT, chunks: '[{"id":"a","text":"t","tokens":1}]' });
    expect(chunks).toEqual([{ id: "a", text: "t", tokens: 1 }]);
    const parsed = toParsedDocument({ ...RESULT, chunks: "[]" });
    expect(parsed.chunks).toBe(parsed.chunks);
  });

  it("leaves undefined what was not asked for", () => {
    const parsed = toParsedDocument(RESULT);
    expect([parsed.text, parsed.json, parsed.html, parsed.chunks, parsed.document]).toEqual(
      Array(5).fill(undefined),
    );
  });
});
