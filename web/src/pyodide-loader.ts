/** Pyodide's own loader, fed with files that are already on their way, and failing where it would hang. */

import type { Asset, AssetStore } from "./asset-store";
import { LoadError } from "./load-error";
import { restoreMemory, type SnapshotConfig } from "./memory-snapshot";
import { type RuntimeDescription, wheelNamed } from "./runtime-description";
import { storedFiles } from "./stored-zip";

export type PyBuffer = Uint8Array<ArrayBuffer>;

/** What is used of Emscripten's file system in memory. */
interface FileSystem {
  mkdirTree(path: string): void;
  /** `canOwn`: keep these bytes instead of copying them. */
  writeFile(path: string, bytes: Uint8Array, options: { canOwn: boolean }): void;
}

/** What is used of Pyodide's API. */
export interface Pyodide {
  pyimport(module: "docsieve.bridge"): {
    handle: (requestJson: string, data?: Uint8Array, emit?: (json: string) => void) => string;
  };
  runPython(code: string): unknown;
  readonly FS: FileSystem;
  readonly _module: { readonly HEAPU8: Uint8Array };
}

/** What is used of the Emscripten module before Pyodide makes its API of it. */
interface EmscriptenModule {
  readonly HEAPU8: Uint8Array;
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

type CreateModule = (settings: EmscriptenSettings) => Promise<EmscriptenModule>;

interface LoadOptions {
  indexURL: string;
  stdLibURL: string;
  packageBaseUrl: string;
  lockFileContents: { info: Readonly<Record<string, string>>; packages: Record<string, never> };
  env: Record<string, string>;
  createPyodideModule: CreateModule;
  /** Private API: any buffer makes Pyodide leave Python unstarted and call `API.restoreSnapshot`. */
  _loadSnapshot: Uint8Array;
}

interface Loader {
  loadPyodide(options: LoadOptions): Promise<Pyodide>;
}

/**
 * Function pointers are indices into this table. How long it is before the first library differs between browsers
 * (those with stack switching have an entry more), so libraries start at an entry beyond all of them.
 */
const FIRST_LIBRARY_ENTRY = 16384;

/** The smallest module there is: a content security policy without 'wasm-unsafe-eval' refuses even this. */
const SMALLEST_WASM = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/**
 * Start Pyodide from these assets.
 *
 * @throws LoadError where a script cannot be loaded or WebAssembly is missing or blocked.
 */
export async function loadPyodideFrom(store: AssetStore, description: RuntimeDescription): Promise<Pyodide> {
  const { core, pyodide: facts } = description;
  const snapshot = store.bytes(core.snapshot);
  const libraries = description.base.map((name) => store.verified(wheelNamed(description, name)));
  // Awaited inside Pyodide, later: an earlier failure of something else must not leave them unhandled.
  for (const promise of [snapshot, ...libraries]) promise.catch(() => {});
  const compiled = compile(store, core.wasm);
  compiled.catch(() => {});
  const [{ loadPyodide }, { default: createModule }] = await Promise.all([
    importScript<Loader>(store, core.loader),
    importScript<{ default: CreateModule }>(store, core.glue),
    checkWebAssembly(),
  ]);
  let fail: (reason: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const restore = feedFromStore(store, core, compiled, fail);
  try {
    const started = loadPyodide({
      indexURL: store.resolve(facts.folder),
      stdLibURL: store.url(core.stdlib),
      packageBaseUrl: store.resolve(""),
      lockFileContents: { info: facts.info, packages: {} },
      env: { HOME: "/home/pyodide" },
      // Instantiation, which takes long, does not wait for the snapshot.
      createPyodideModule: async (settings) => {
        settings.preRun.push((module) => {
          preloadLibraries(module, libraries, sitePackages(description)).catch(fail);
        });
        const module = await createModule(settings);
        const bytes = await snapshot;
        module.API.restoreSnapshot = () => restoreMemory(module.HEAPU8, bytes);
        return module;
      },
      _loadSnapshot: new Uint8Array(0),
    });
    const pyodide = await Promise.race([started, failed]);
    // What is random in a snapshot was drawn when it was made, the same for everyone.
    pyodide.runPython("import random; random.seed()");
    return pyodide;
  } catch (cause) {
    if (cause instanceof LoadError) throw cause;
    throw new LoadError("Python did not start. Reload the page, or try another browser.", { cause });
  } finally {
    restore();
  }
}

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
  wheels: readonly Promise<PyBuffer>[],
  folder: string,
): Promise<void> {
  module.addRunDependency("libraries");
  // Throws where the table is longer by itself already: the snapshot would fit no browser then.
  module.wasmTable.grow(FIRST_LIBRARY_ENTRY - module.wasmTable.length);
  for (const wheel of wheels) {
    for (const [name, bytes] of storedFiles(await wheel)) {
      if (!name.endsWith(".so")) continue;
      const path = `${folder}/${name}`;
      const flags = { loadAsync: true, nodelete: true } as const;
      module.preloadedWasm[path] = await module.loadWebAssemblyModule(bytes, flags, path, {});
    }
  }
  module.removeRunDependency("libraries");
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
      {
        cause,
      },
    );
  }
}

async function importScript<T>(store: AssetStore, asset: Asset): Promise<T> {
  try {
    return (await import(/* @vite-ignore */ store.url(asset))) as T;
  } catch (cause) {
    throw new LoadError(`${asset.path} could not be loaded. Check the connection and try again.`, {
      asset: asset.path,
      cause,
    });
  }
}

/** Compile while it arrives, which lets the browser keep the machine code; a server's wrong type only costs time. */
async function compile(store: AssetStore, wasm: Asset): Promise<WebAssembly.Module> {
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

/**
 * While Pyodide starts, hand it what is on its way already, and hear of failures that it only logs before waiting
 * for ever. Returns what puts everything back.
 */
function feedFromStore(
  store: AssetStore,
  { wasm, stdlib }: RuntimeDescription["core"],
  compiled: Promise<WebAssembly.Module>,
  fail: (reason: unknown) => void,
): () => void {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;

  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url === store.url(wasm)) return store.response(wasm);
    if (url !== store.url(stdlib)) return fetch(input, init);
    const bytes = store.bytes(stdlib);
    bytes.catch(fail);
    return bytes.then((body) => new Response(body));
  };

  // Called once, for Pyodide's own module, with the response above.
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    try {
      const module = await compiled;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (cause) {
      fail(cause);
      throw cause;
    }
  };

  return () => {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}
