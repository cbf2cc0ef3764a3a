// The page every peer is measured in. `#peer` is the peer's own page.js (see peers/README.md), put in by esbuild.
import { parse, ready } from "#peer";

const files = new Map();
const texts = new Map();

const describe = (error) => {
  if (error instanceof Error || typeof error?.message === "string") {
    const lines = error.message.trim().split("\n"); // of a Python traceback the last line says what it was
    return `${error.name ?? "Error"}: ${lines.at(-1)}`.slice(0, 300);
  }
  return String(error).slice(0, 300);
};

globalThis.bench = {
  /** Milliseconds from the start of the navigation until the peer could take a file. */
  ready: ready().then(() => performance.now()),

  /** Bring a file into the page, outside of every measurement. */
  async load(name) {
    const response = await fetch(`/_files/${encodeURIComponent(name)}`);
    if (!response.ok) throw new Error(`no such file: ${name}`);
    files.set(name, new Uint8Array(await response.arrayBuffer()));
  },

  /** Read one file; `wall` is in milliseconds, the copy made for the peer is not counted. */
  async parse(name, format) {
    const bytes = files.get(name).slice();
    const started = performance.now();
    try {
      const { text } = await parse(bytes, format, name);
      const wall = performance.now() - started;
      texts.set(name, text);
      return { wall, chars: text.length, error: null };
    } catch (error) {
      return { wall: performance.now() - started, chars: 0, error: describe(error) };
    }
  },

  text: (name) => texts.get(name) ?? "",

  forget(name) {
    files.delete(name);
    texts.delete(name);
  },
};
