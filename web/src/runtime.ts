/** Starts Python in the worker from the assets that the bundle builder describes, and loads wheels when needed. */

import { type Asset, AssetStore, type Progress } from "./asset-store";
import { LoadError, within } from "./load-error";
import { loadPyodideFrom, type Pyodide, sitePackages } from "./pyodide-loader";
import { type RuntimeDescription, wheelNamed } from "./runtime-description";
import { storedFiles } from "./stored-zip";

declare const __DOCSIEVE_RUNTIME__: RuntimeDescription;

export interface BootOptions {
  /** Where the site lies; by default the folder above the worker's own. */
  readonly baseUrl?: string;
  readonly description?: RuntimeDescription;
  /** Bytes that have arrived, of how many. */
  readonly onProgress?: Progress;
}

/** Python, ready to answer requests. */
export interface Runtime {
  /** JSON text in, JSON text out, never raises; a throw means that the interpreter itself is broken. */
  handle(requestJson: string, data?: Uint8Array, emit?: (json: string) => void): string;
  /** Load wheels with all they depend on; those already there cost nothing. */
  loadWheels(names: readonly string[], onProgress?: Progress): Promise<void>;
  /** Size of the WebAssembly memory, which only grows. */
  readonly heapBytes: number;
}

/** Starting takes a second or two; beyond this, compilation or Python itself hangs, and waiting will not help. */
const START_LIMIT_MS = 120_000;

/**
 * Start Python.
 *
 * @throws LoadError where an asset cannot be had, WebAssembly is blocked, or Python does not start in time.
 */
export async function boot(options: BootOptions = {}): Promise<Runtime> {
  const description = options.description ?? __DOCSIEVE_RUNTIME__;
  const baseUrl = options.baseUrl ?? new URL("../", self.location.href).href;
  const { base, core } = description;
  const store = new AssetStore(baseUrl);
  // Everything is asked for at once; nothing waits for what it does not need.
  const { wasm, stdlib, snapshot } = core;
  const first = [wasm, snapshot, stdlib];
  const arrived = store.fetchAll(
    [...first, ...base.map((name) => wheelNamed(description, name))],
    options.onProgress,
  );
  const started = loadPyodideFrom(store, description).then(async (pyodide) => {
    const runtime = new PyodideRuntime(pyodide, store, description);
    await runtime.loadWheels(base);
    runtime.importBridge();
    for (const asset of first) store.forget(asset);
    return runtime;
  });
  const late = new LoadError("Python did not start in time. Reload the page, or try another browser.");
  const [runtime] = await within(START_LIMIT_MS, Promise.all([started, arrived]), late);
  return runtime;
}

class PyodideRuntime implements Runtime {
  readonly #pyodide: Pyodide;
  readonly #store: AssetStore;
  readonly #description: RuntimeDescription;
  readonly #sitePackages: string;
  /** Wheels loaded or being loaded, so that each is asked for once. */
  readonly #loaded = new Map<string, Promise<void>>();
  #handle: ReturnType<Pyodide["pyimport"]>["handle"] | undefined;

  constructor(pyodide: Pyodide, store: AssetStore, description: RuntimeDescription) {
    this.#pyodide = pyodide;
    this.#store = store;
    this.#description = description;
    this.#sitePackages = sitePackages(description);
  }

  importBridge(): void {
    const bridge = this.#pyodide.pyimport("docsieve.bridge");
    this.#handle = bridge.handle;
  }

  handle(requestJson: string, data?: Uint8Array, emit?: (json: string) => void): string {
    if (!this.#handle) throw new LoadError("Python was asked before it was ready.");
    // Never null: Pyodide gives Python None for undefined only.
    return this.#handle(requestJson, data, emit);
  }

  async loadWheels(names: readonly string[], onProgress?: Progress): Promise<void> {
    const all = this.#withDependencies(names);
    const missing = all.filter((name) => !this.#loaded.has(name));
    const asked = this.#store.fetchAll(
      missing.map((name) => wheelNamed(this.#description, name)),
      onProgress,
    );
    for (const name of missing)
      this.#loaded.set(name, this.#unpack(name, wheelNamed(this.#description, name)));
    await Promise.all([asked, ...all.map((name) => this.#loaded.get(name))]);
    // Python has listed the folder before.
    if (missing.length > 0) this.#pyodide.runPython("import importlib; importlib.invalidate_caches()");
  }

  get heapBytes(): number {
    return this.#pyodide._module.HEAPU8.byteLength;
  }

  async #unpack(name: string, asset: Asset): Promise<void> {
    try {
      const { FS } = this.#pyodide;
      for (const [file, bytes] of storedFiles(await this.#store.verified(asset))) {
        const path = `${this.#sitePackages}/${file}`;
        FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
        FS.writeFile(path, bytes, { canOwn: true });
      }
      this.#store.forget(asset);
    } catch (error) {
      // A later attempt may find the network back.
      this.#loaded.delete(name);
      this.#store.forget(asset);
      throw error;
    }
  }

  #withDependencies(names: readonly string[]): string[] {
    const found = new Set<string>();
    const visit = (name: string) => {
      if (found.has(name) || this.#description.absent.includes(name)) return;
      for (const other of wheelNamed(this.#description, name).depends) visit(other);
      found.add(name);
    };
    for (const name of names) visit(name);
    return [...found];
  }
}
