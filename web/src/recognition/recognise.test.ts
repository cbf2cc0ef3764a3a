import { afterEach, expect, it, vi } from "vitest";
import { DocumentClient } from "../client";
import { FakeFactory } from "../testing/fake-worker";

const supply = { core: [], redaction: [], has: () => true, send: () => {} };

function client(): [DocumentClient, FakeFactory] {
  const factory = new FakeFactory();
  vi.stubGlobal("fetch", () => {
    throw new Error("nothing is to be fetched");
  });
  vi.stubGlobal("document", { baseURI: "https://site.example/" });
  vi.stubGlobal("navigator", { languages: ["en"] });
  return [new DocumentClient({ baseUrl: "https://site.example/" }, factory.spawn, supply), factory];
}

afterEach(() => vi.unstubAllGlobals());

it("offers no language where the site was built without, and says so when it is asked all the same", async () => {
  const [asked, factory] = client();
  expect(asked.recognition.languages).toEqual([]);
  const recognising = asked.recognise(new Blob(["%PDF-"]), { languages: ["eng"] });
  await expect(recognising).rejects.toMatchObject({
    code: "load_failed",
    message: "This site does not have text recognition.",
  });
  // The worker that would have drawn the pages is not left behind.
  expect(factory.workers[0]?.isTerminated).toBe(true);
});

it("does not begin when it was cancelled before, or after the client was disposed of", async () => {
  const [asked, factory] = client();
  const signal = AbortSignal.abort();
  await expect(asked.recognise(new Blob([]), { signal })).rejects.toMatchObject({ code: "cancelled" });
  asked.dispose();
  await expect(asked.recognise(new Blob([]))).rejects.toMatchObject({ code: "cancelled" });
  expect(factory.workers).toEqual([]);
});
