/** Pyodide's own loader, fed with what the page sends, and failing where it would hang. */

import type { AssetInbox } from "./asset-inbox";
import { DocumentError } from "./errors";
import { LoadError } from "./load-error";
import { type GrowableMemory, restoreMemory, type SnapshotConfig } from "./memory-snapshot";
import type { RuntimeDescription } from "./runtime-description";
import { storedFiles } from "./stored-zip";

/**
 * What is random in a snapshot was drawn when it was made, the same for everyone. Python's doors to JavaScript are
 * closed: documents need none of them. (The realm behind them is sealed as well, see `seal.ts`.)
 */
const AFTER_START = `
import random, sys
random.seed()
sys.meta_path[:] = [one for one in sys.meta_path if type(one).__name__ != "JsFinder"]
for name in ("js", "pyodide_js"):
    sys.modules.pop(name, None)
del random, sys, name
`;

export type PyBuffer = Uint8Array<ArrayBuffer>;

/** What is used of Emscripten's file system in memory. */
interface FileSystem {
  mkdirTree(path: string): void;
  /** `canOwn`: keep these bytes instead of copying them. */
  writeFile(path: string, bytes: Uint8Array, options: { canOwn: boolean }): void;
}

/** Python's bytes, seen from JavaScript: to be given back. */
export interface PythonBytes {
  getBuffer(type: "u8"): { readonly data: Uint8Array; release(): void };
  destroy(): void;
}

/** What is used of Pyodide's API. */
export interface Pyodide {
  pyimport(module: "docsieve.bridge"): {
    handle_utf8: (
      requestJson: string,
      data?: Uint8Array,
      emit?: (message: string | PythonBytes) => void,
    ) => PythonBytes;
  };
  runPython(code: string): unknown;
  /** Python looks into its first element while it computes: see `Heartbeat`. */
  setInterruptBuffer(buffer: { 0: number }): void;
  readonly FS: FileSystem;
  readonly _module: {
    readonly HEAPU8: Uint8Array;
    readonly HEAP32: Int32Array;
    /** Address of the count of steps until Python next looks for a signal. */
    readonly __Py_emscripten_signal_clock: number;
  };
}

/** What is used of the Emscripten module before Pyodide makes its API of it. */
interface EmscriptenModule extends GrowableMemory {
  readonly API: { restoreSnapshot(): SnapshotConfig };
  /** Exports of dynamic libraries by path, for when Python opens them. */
  readonly preloadedWasm: Record<string, unknown>;
  loadWebAssemblyModule(
    bytes: Uint8Array,
    flags: { loadAsync: true; nodelete: boolean },
    path: string,
    scope: object,
  ): Promise<unknown>;
  readonly wasmTable: WebAssembly.Table;
  /** The start waits until all that was added is removed. */
  addRunDependency(name: string): void;
  removeRunDependency(name: string): void;
}

interface EmscriptenSettings {
  preRun: ((module: EmscriptenModule) => void)[];
}

export type CreateModule = (settings: EmscriptenSettings) => Promise<EmscriptenModule>;

export interface LoadOptions {
  indexURL: string;
  stdLibURL: string;
  packageBaseUrl: string;
  lockFileContents: { info: Readonly<Record<string, string>>; packages: Record<string, never> };
  env: Record<string, string>;
  /** What Python gets as its module `js`. */
  jsglobals: object;
  createPyodideModule: CreateModule;
  /** Private API: any buffer makes Pyodide leave Python unstarted and call `API.restoreSnapshot`. */
  _loadSnapshot: Uint8Array;
}

/** Pyodide's own modules, which the worker's script imports: it could not once it is sealed. */
export interface PyodideScripts {
  readonly loadPyodide: (options: LoadOptions) => Promise<Pyodide>;
  readonly createModule: CreateModule;
}

/**
 * Function pointers are indices into this table. How long it is before the first library differs between browsers
 * (those with stack switching have an entry more), so libraries start at an entry beyond all of them.
 */
const FIRST_LIBRARY_ENTRY = 16384;

/**
 * Start Pyodide from these assets; `packages` is the archive of the core's wheels.
 *
 * @throws LoadError where an asset did not come or Python did not start.
 */
export async function loadPyodideFrom(
  { loadPyodide, createModule }: PyodideScripts,
  inbox: AssetInbox,
  packages: Promise<PyBuffer>,
  description: RuntimeDescription,
): Promise<Pyodide> {
  const { core, pyodide: facts } = description;
  let fail: (reason: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Awaited inside Pyodide, which may never get that far.
  const expected = <T>(asset: Promise<T>): Promise<T> => {
    asset.catch(fail);
    return asset;
  };
  const snapshot = expected(inbox.bytes(core.snapshot));
  const compiled = expected(inbox.module(core.wasm));
  const library = expected(inbox.bytes(core.library));
  expected(packages);
  const restore = feed(core, compiled, library, fail);
  try {
    const started = loadPyodide({
      indexURL: addressOf(facts.folder),
      stdLibURL: addressOf(core.library.path),
      packageBaseUrl: addressOf(""),
      lockFileContents: { info: facts.info, packages: {} },
      env: { HOME: "/home/pyodide" },
      jsglobals: Object.freeze({}),
      // Instantiation, which takes long, does not wait for the snapshot.
      createPyodideModule: async (settings) => {
        settings.preRun.push((module) => {
          preloadLibraries(module, packages, sitePackages(description)).catch(fail);
        });
        const module = await createModule(settings);
        const bytes = await snapshot;
        module.API.restoreSnapshot = () => restoreMemory(module, bytes);
        return module;
      },
      _loadSnapshot: new Uint8Array(0),
    });
    const pyodide = await Promise.race([started, failed]);
    pyodide.runPython(AFTER_START);
    return pyodide;
  } catch (cause) {
    // What the page told of a file that it could not get says more.
    if (cause instanceof DocumentError) throw cause;
    throw new LoadError("Python did not start. Reload the page, or try another browser.", { cause });
  } finally {
    restore();
  }
}

/** Pyodide wants addresses; nothing is ever fetched from them, so they are of no site. */
const addressOf = (path: string): string => `https://sealed.invalid/${path}`;

/** Where Python looks for wheels' files. */
export function sitePackages(description: RuntimeDescription): string {
  const [major, minor] = description.pyodide.info.python.split(".");
  return `/lib/python${major}.${minor}/site-packages`;
}

/**
 * Load the dynamic libraries of the core before Python starts, in order, as was done when the snapshot was made:
 * they then lie at the addresses that the snapshot's pointers name.
 */
async function preloadLibraries(
  module: EmscriptenModule,
  packages: Promise<PyBuffer>,
  folder: string,
): Promise<void> {
  module.addRunDependency("libraries");
  // Throws where the table is longer by itself already: the snapshot would fit no browser then.
  module.wasmTable.grow(FIRST_LIBRARY_ENTRY - module.wasmTable.length);
  for (const [name, bytes] of storedFiles(await packages)) {
    if (!name.endsWith(".so")) continue;
    const path = `${folder}/${name}`;
    const flags = { loadAsync: true, nodelete: true } as const;
    module.preloadedWasm[path] = await module.loadWebAssemblyModule(bytes, flags, path, {});
  }
  module.removeRunDependency("libraries");
}

/**
 * While Pyodide starts, answer what it asks the browser for, and hear of failures that it only logs before waiting
 * for ever. Returns what takes that away again.
 */
function feed(
  { wasm, library }: RuntimeDescription["core"],
  compiled: Promise<WebAssembly.Module>,
  archive: Promise<PyBuffer>,
  fail: (reason: unknown) => void,
): () => void {
  const realm = globalThis as unknown as { fetch?: unknown };
  const assembly = WebAssembly as unknown as { instantiateStreaming?: unknown };

  realm.fetch = async (input: unknown): Promise<object> => {
    const url = String(input);
    if (url.endsWith(`/${wasm.path.slice(wasm.path.lastIndexOf("/") + 1)}`)) return { ok: true };
    if (url !== addressOf(library.path)) throw new TypeError("there is no network here");
    return { ok: true, status: 200, arrayBuffer: async () => (await archive).buffer };
  };

  // Called once, for Pyodide's own module, with the response above.
  assembly.instantiateStreaming = async (_source: unknown, imports: WebAssembly.Imports) => {
    try {
      const module = await compiled;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (cause) {
      fail(cause);
      throw cause;
    }
  };

  return () => {
    delete realm.fetch;
    delete assembly.instantiateStreaming;
  };
}
