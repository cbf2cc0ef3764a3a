import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** What the bundle builder tells: build id, formats, and the assets that Python is started from. */
interface RuntimeJson {
  build_id: string;
  formats: unknown[];
}

function readRuntimeJson(): RuntimeJson {
  const path = process.env.DOCSIEVE_RUNTIME_JSON;
  if (!path) return { build_id: "dev", formats: [] };
  return JSON.parse(readFileSync(path, "utf8")) as RuntimeJson;
}

const runtime = readRuntimeJson();

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Pyodide's own modules become part of the worker's script: it can load nothing once it runs, and some browsers hold
 * even its static imports to its own policy. Unset where only tests run.
 */
const pyodide = process.env.DOCSIEVE_PYODIDE;

/** Tesseract's script becomes part of the worker that recognises text, for the same reason. */
const tesseract = process.env.DOCSIEVE_TESSERACT;

const workerScripts: Plugin = {
  name: "docsieve-worker-scripts",
  enforce: "pre",
  resolveId(id) {
    if (id === "docsieve:pyodide-loader" && pyodide) return `${pyodide}/pyodide.mjs`;
    if (id === "docsieve:pyodide-glue" && pyodide) return `${pyodide}/pyodide.asm.mjs`;
    if (id === "docsieve:tesseract" && tesseract) return tesseract;
    // Asked for under Node only.
    if (id.startsWith("node:") || id === "ws") return { id, external: true };
    return undefined;
  },
  transform(code, id) {
    if (tesseract && id === tesseract) {
      // It knows scripts and CommonJS, and what Node has; a module worker wants neither.
      const script = code.slice(0, code.lastIndexOf('if(typeof exports==="object"'));
      return `${script.replaceAll(/\brequire\("\w+"\)/g, "undefined")}\nexport default TesseractCore;`;
    }
    if (!pyodide || !id.startsWith(pyodide)) return undefined;
    return (
      code
        // Or Vite would take the interpreter for a file of the worker's own.
        .replaceAll("import.meta.url", "self.location.href")
        // Scripts whose address comes from elsewhere: the one thing that a host without headers could not forbid.
        .replaceAll(/\bimport\((?!["'`])/g, "Promise.reject(")
    );
  },
};

/** Stable names for what other people's pages import; everything else carries a hash and is cached for ever. */
const STABLE_ENTRIES = new Set([
  "docsieve",
  "docsieve-element",
  "docsieve-field",
  "docsieve-upload",
  "docsieve-uppy",
  "service-worker",
]);

export default defineConfig({
  // Relative, so that the site works below any path and the modules work when imported from another one.
  base: "./",
  define: {
    __DOCSIEVE_RUNTIME__: JSON.stringify(runtime),
    // Apart from the rest, so that the client does not carry the list of assets.
    __DOCSIEVE_BUILD_ID__: JSON.stringify(runtime.build_id),
    __DOCSIEVE_FORMATS__: JSON.stringify(runtime.formats),
  },
  worker: {
    format: "es",
    plugins: () => [workerScripts],
    rollupOptions: {
      output: { entryFileNames: "assets/[name]-[hash].js" },
    },
  },
  build: {
    outDir: "build",
    emptyOutDir: true,
    target: "es2022",
    // No data: URLs: the page's CSP has none for scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        index: here("index.html"),
        docsieve: here("src/docsieve.ts"),
        "docsieve-element": here("src/docsieve-element.ts"),
        "docsieve-field": here("src/docsieve-field.ts"),
        "docsieve-upload": here("src/docsieve-upload.ts"),
        "docsieve-uppy": here("src/docsieve-uppy.ts"),
        "service-worker": here("src/service-worker.ts"),
      },
      preserveEntrySignatures: "exports-only",
      output: {
        entryFileNames: (chunk) => (STABLE_ENTRIES.has(chunk.name) ? "[name].js" : "assets/[name]-[hash].js"),
        // Apart, so that what the page costs to load can be told from what few of its visitors need.
        chunkFileNames: ({ isDynamicEntry }) =>
          isDynamicEntry ? "assets/on-demand/[name]-[hash].js" : "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
