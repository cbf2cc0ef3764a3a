import { afterEach, expect, it, vi } from "vitest";
import { AssetSupply } from "./asset-supply";
import { DocumentClient } from "./client";
import type { RuntimeDescription } from "./runtime-description";
import { FakeFactory } from "./testing/fake-worker";

const SITE = "https://site.example/";

async function asset(path: string) {
  const bytes = new TextEncoder().encode(path);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { path, size: bytes.length, sha256, depends: [] };
}

async function description(): Promise<RuntimeDescription> {
  const core = {
    loader: await asset("loader"),
    glue: await asset("glue"),
    wasm: await asset("wasm"),
    stdlib: await asset("stdlib"),
    snapshot: await asset("snapshot"),
    library: await asset("library"),
    packages: await asset("packages"),
  };
  return {
    build_id: "test",
    pyodide: { version: "1", folder: "p/", info: { python: "3" } },
    core,
    base: [],
    wheels: {
      phonenumbers: await asset("w/phonenumbers.whl"),
      "python-stdnum": await asset("w/stdnum.whl"),
      pypdf: await asset("w/pypdf.whl"),
    },
    redaction: ["phonenumbers", "python-stdnum"],
    formats: [],
  };
}

/** A site whose files hold their own paths. */
function serve(isThere: (path: string) => boolean = () => true): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    const path = url.slice(SITE.length);
    asked.push(path);
    return isThere(path) ? new Response(path) : new Response("", { status: 404 });
  });
  return asked;
}

const newClient = async () =>
  new DocumentClient({}, new FakeFactory().spawn, new AssetSupply(SITE, await description()));

afterEach(() => vi.unstubAllGlobals());

it("fetches what a review needs ahead of it", async () => {
  const asked = serve();
  await (await newClient()).preload([], { review: true });
  expect(asked.sort()).toEqual(["w/phonenumbers.whl", "w/stdnum.whl"]);
});

it("fetches nothing for a review that nobody spoke of", async () => {
  const asked = serve();
  await (await newClient()).preload(["pdf"], { onDemand: true });
  expect(asked.filter((path) => path.startsWith("w/"))).toEqual([]);
});

it("says so where a part of it is missing", async () => {
  serve((path) => !path.includes("stdnum"));
  const failed = (await newClient()).preload([], { review: true });
  await expect(failed).rejects.toMatchObject({ code: "load_failed" });
});
