/**
 * The page's side of the supply: fetches files of the site for a worker that can fetch nothing itself, checks them,
 * and hands them over. Files are known by their paths; what is not in the list of this build does not exist here.
 */

import type { AssetData } from "./asset-inbox";
import { type Asset, AssetStore, type Progress } from "./asset-store";
import { DocumentError } from "./errors";
import { LoadError } from "./load-error";
import type { RuntimeDescription } from "./runtime-description";

/** Told of each file: what it holds, or why it could not be had. */
export type Deliver = (path: string, got: AssetData | DocumentError) => void;

/** What a session needs of it; tests have their own. */
export interface Supply {
  /** What every worker starts from; it need not ask for these. */
  readonly core: readonly string[];
  /** What the worker of a review asks for beyond that. */
  readonly redaction: readonly string[];
  /** Whether a file of this path may be asked for. */
  has(path: string): boolean;
  /** Fetch them all at once and hand over each when it is there. */
  send(paths: readonly string[], deliver: Deliver, onProgress: Progress): void;
}

/** The smallest module there is: a content security policy without 'wasm-unsafe-eval' refuses even this. */
const SMALLEST_WASM = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

export class AssetSupply implements Supply {
  readonly core: readonly string[];
  readonly redaction: readonly string[];
  readonly #assets: ReadonlyMap<string, Asset>;
  readonly #siteUrl: string;
  readonly #interpreter: string;
  /** Compiled once for all workers; a worker that replaces another starts the sooner. */
  #compiled: Promise<WebAssembly.Module> | undefined;

  /** `siteUrl` is the folder that the paths are relative to. */
  constructor(siteUrl: string, { core, redaction, wheels }: RuntimeDescription) {
    const first = [core.wasm, core.snapshot, core.packages, core.library];
    this.core = first.map(({ path }) => path);
    this.redaction = redaction.flatMap((name) => wheels[name]?.path ?? []);
    this.#assets = new Map([...first, ...Object.values(wheels)].map((asset) => [asset.path, asset]));
    this.#siteUrl = siteUrl;
    this.#interpreter = core.wasm.path;
  }

  has(path: string): boolean {
    return this.#assets.has(path);
  }

  send(paths: readonly string[], deliver: Deliver, onProgress: Progress): void {
    const assets = paths.flatMap((path) => this.#assets.get(path) ?? []);
    const store = new AssetStore(this.#siteUrl);
    const wanted = assets.filter(({ path }) => path !== this.#interpreter || !this.#compiled);
    // The interpreter, the largest, is asked for first; what fails is told by each file's own delivery.
    store.fetchAll(wanted, onProgress).catch(() => {});
    for (const asset of assets) {
      this.#get(store, asset).then(
        (data) => deliver(asset.path, data),
        (error) => deliver(asset.path, error instanceof DocumentError ? error : unusable(asset, error)),
      );
    }
  }

  async #get(store: AssetStore, asset: Asset): Promise<AssetData> {
    if (asset.path !== this.#interpreter) return (await store.verified(asset)).buffer;
    this.#compiled ??= compile(store, asset);
    try {
      return await this.#compiled;
    } catch (error) {
      this.#compiled = undefined;
      throw error;
    }
  }
}

/**
 * Fetch files that no worker asks for yet, so that the browser has them when one does.
 *
 * @throws DocumentError saying which could not be had.
 */
export async function fetchAhead(supply: Supply, paths: readonly string[]): Promise<void> {
  const fetched = paths.map(
    (path) =>
      new Promise<void>((resolve, reject) => {
        const deliver: Deliver = (_, got) => (got instanceof DocumentError ? reject(got) : resolve());
        supply.send([path], deliver, () => {});
      }),
  );
  await Promise.all(fetched);
}

function unusable(asset: Asset, cause: unknown): LoadError {
  return new LoadError(`${asset.path} could not be loaded. Check the connection and try again.`, {
    asset: asset.path,
    cause,
  });
}

/** Compile while it arrives, which lets the browser keep the machine code; a server's wrong type only costs time. */
async function compile(store: AssetStore, wasm: Asset): Promise<WebAssembly.Module> {
  await checkWebAssembly();
  const response = await store.response(wasm);
  try {
    const streams = response.headers.get("content-type") === "application/wasm";
    const module = streams
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
    store.arrived(wasm);
    return module;
  } catch (cause) {
    throw new LoadError(`${wasm.path} could not be compiled. Reload the page.`, { asset: wasm.path, cause });
  }
}

async function checkWebAssembly(): Promise<void> {
  if (typeof WebAssembly !== "object") {
    throw new LoadError("this browser has no WebAssembly, or it is switched off.");
  }
  try {
    await WebAssembly.compile(SMALLEST_WASM);
  } catch (cause) {
    throw new LoadError(
      "the page's content security policy forbids WebAssembly ('wasm-unsafe-eval' is missing).",
      { cause },
    );
  }
}
