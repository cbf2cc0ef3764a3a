import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { DocumentError } from "../errors";
import { toParsedDocument } from "../parsed-document";
import type { ParseWarning } from "../protocol";
import { zipResults } from "./downloads";
import { FileEntry } from "./file-entry";

function read(path: string, text: string, warnings: ParseWarning[] = []): FileEntry {
  const entry = new FileEntry(new File([], path.split("/").at(-1) ?? path), path);
  const result = { type: "result", v: 3, id: 1, format: "pdf", pages: 1 } as const;
  entry.state = {
    is: "done",
    result: toParsedDocument({ ...result, warnings, text, markdown: `# ${text}`, json: "{}" }),
  };
  return entry;
}

async function unzip(entries: FileEntry[]): Promise<Record<string, string>> {
  const blob = await zipResults(entries);
  const members = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  return Object.fromEntries(Object.entries(members).map(([name, data]) => [name, strFromU8(data)]));
}

describe("zipResults", () => {
  it("holds every output of every file", async () => {
    expect(await unzip([read("a.pdf", "ä😀")])).toEqual({ "a.txt": "ä😀", "a.md": "# ä😀", "a.json": "{}" });
  });

  it("keeps folders and tells files of one name apart", async () => {
    const names = Object.keys(
      await unzip([read("x/a.pdf", "1"), read("x/A.docx", "2"), read("y/a.pdf", "3")]),
    );
    expect(names.filter((name) => name.endsWith(".txt"))).toEqual(["x/a.txt", "x/A (2).txt", "y/a.txt"]);
  });

  it("never names a place outside its folder", async () => {
    expect(Object.keys(await unzip([read("../../etc/a.pdf", "1")]))).toContain("etc/a.txt");
  });

  it("says what was not read, and what was noted", async () => {
    const failed = new FileEntry(new File([], "bad.pdf"));
    failed.state = { is: "failed", error: new DocumentError("corrupt", "It is damaged.") };
    const noted = read("a.pdf", "1", [{ code: "needs_ocr", message: "Page 3 is a picture." }]);
    expect((await unzip([noted, failed]))["notes.txt"]).toBe(
      "a.pdf: Page 3 is a picture.\nbad.pdf: not read. It is damaged.\n",
    );
  });

  it("takes a text beyond one slice, and an empty one", async () => {
    const long = `${"x".repeat(999_999)}😀${"y".repeat(1_000_001)}`;
    const members = await unzip([read("long.pdf", long), read("none.pdf", "")]);
    expect(members["long.txt"]).toBe(long);
    expect(members["none.txt"]).toBe("");
  });
});
