/** Starts Python in the worker from the assets that the bundle builder describes, and loads wheels when needed. */

import type { AssetInbox } from "./asset-inbox";
import type { Asset } from "./asset-store";
import { Heartbeat } from "./heartbeat";
import { LoadError, within } from "./load-error";
import {
  loadPyodideFrom,
  type Pyodide,
  type PyodideScripts,
  type PythonBytes,
  sitePackages,
} from "./pyodide-loader";
import { type RuntimeDescription, wheelNamed } from "./runtime-description";
import { storedFiles } from "./stored-zip";

declare const __DOCSIEVE_RUNTIME__: RuntimeDescription;

/** Python, ready to answer requests. */
export interface Runtime {
  /** JSON text in, JSON text out, never raises; a throw means that the interpreter itself is broken. */
  handle(requestJson: string, data?: Uint8Array, emit?: (json: string) => void): string;
  /** Load wheels with all they depend on, for the request of this number; those already there cost nothing. */
  loadWheels(names: readonly string[], id: number): Promise<void>;
  /** Size of the WebAssembly memory, which only grows. */
  readonly heapBytes: number;
}

/** Loading on a slow line ends earlier where it stalls; beyond this, Python itself hangs, and waiting will not help. */
const START_LIMIT_MS = 120_000;

/** Python has listed the folder of wheels before. Only that: the standard library's archive is as it was. */
const LIST_ANEW = `
import sys
for path in sys.path:
    if path.endswith("site-packages"):
        sys.path_importer_cache.pop(path, None)
`;

/**
 * Start Python from what the page sends by itself: the core and its wheels. `onBeat` is called every second while Python
 * computes.
 *
 * @throws LoadError where an asset cannot be had, WebAssembly is blocked, or Python does not start in time.
 */
export async function boot(
  scripts: PyodideScripts,
  inbox: AssetInbox,
  onBeat: () => void,
  description: RuntimeDescription = __DOCSIEVE_RUNTIME__,
): Promise<Runtime> {
  const packages = inbox.bytes(description.core.packages);
  // What is awaited later must not be left unhandled when something else fails first.
  packages.catch(() => {});
  const started = loadPyodideFrom(scripts, inbox, packages, description).then(async (pyodide) => {
    const runtime = new PyodideRuntime(pyodide, inbox, description);
    runtime.unpack(await packages);
    runtime.importBridge();
    const { _module } = pyodide;
    const lookAfter = (steps: number) => {
      _module.HEAP32[_module.__Py_emscripten_signal_clock >> 2] = steps;
    };
    pyodide.setInterruptBuffer(new Heartbeat(onBeat, lookAfter));
    return runtime;
  });
  const late = new LoadError("Python did not start in time. Reload the page, or try another browser.");
  return within(START_LIMIT_MS, started, late);
}

class PyodideRuntime implements Runtime {
  readonly #pyodide: Pyodide;
  readonly #inbox: AssetInbox;
  readonly #description: RuntimeDescription;
  readonly #sitePackages: string;
  /** Wheels loaded or being loaded, so that each is asked for once. */
  readonly #loaded = new Map<string, Promise<void>>();
  #handle: ReturnType<Pyodide["pyimport"]>["handle_utf8"] | undefined;

  constructor(pyodide: Pyodide, inbox: AssetInbox, description: RuntimeDescription) {
    this.#pyodide = pyodide;
    this.#inbox = inbox;
    this.#description = description;
    this.#sitePackages = sitePackages(description);
    for (const name of description.base) this.#loaded.set(name, Promise.resolve());
  }

  importBridge(): void {
    const bridge = this.#pyodide.pyimport("docsieve.bridge");
    this.#handle = bridge.handle_utf8;
  }

  handle(requestJson: string, data?: Uint8Array, emit?: (json: string) => void): string {
    if (!this.#handle) throw new LoadError("Python was asked before it was ready.");
    // Never null: Pyodide gives Python None for undefined only.
    const answer = this.#handle(requestJson, data, emit && ((message) => emit(textOf(message))));
    try {
      return textOf(answer);
    } finally {
      answer.destroy();
    }
  }

  async loadWheels(names: readonly string[], id: number): Promise<void> {
    const all = this.#withDependencies(names);
    const missing = all.filter((name) => !this.#loaded.has(name));
    const assets = missing.map((name) => wheelNamed(this.#description, name));
    for (const [index, name] of missing.entries()) this.#loaded.set(name, this.#load(name, assets[index]));
    this.#inbox.ask(assets, id);
    await Promise.all(all.map((name) => this.#loaded.get(name)));
    if (missing.length > 0) this.#pyodide.runPython(LIST_ANEW);
  }

  /** Put the files of a wheel where Python finds them. */
  unpack(wheel: Uint8Array<ArrayBuffer>): void {
    const { FS } = this.#pyodide;
    for (const [file, bytes] of storedFiles(wheel)) {
      const path = `${this.#sitePackages}/${file}`;
      FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
      FS.writeFile(path, bytes, { canOwn: true });
    }
  }

  get heapBytes(): number {
    return this.#pyodide._module.HEAPU8.byteLength;
  }

  async #load(name: string, asset: Asset | undefined): Promise<void> {
    try {
      if (asset) this.unpack(await this.#inbox.bytes(asset));
    } catch (error) {
      // A later attempt may find the network back.
      this.#loaded.delete(name);
      throw error;
    }
  }

  #withDependencies(names: readonly string[]): string[] {
    const found = new Set<string>();
    const visit = (name: string) => {
      if (found.has(name)) return;
      for (const other of wheelNamed(this.#description, name).depends) visit(other);
      found.add(name);
    };
    for (const name of names) visit(name);
    return [...found];
  }
}

/** What Python says: short messages as strings, long ones in UTF-8, which are decoded in one go. */
function textOf(said: string | PythonBytes): string {
  if (typeof said === "string") return said;
  const view = said.getBuffer("u8");
  try {
    return new TextDecoder().decode(view.data);
  } finally {
    view.release();
  }
}
