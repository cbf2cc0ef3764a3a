import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What the bundle builder tells: build id, formats, and the assets that Python is started from. */
interface RuntimeJson {
  build_id: string;
  formats: unknown[];
  core?: { loader: { path: string }; glue: { path: string } };
}

function readRuntimeJson(): RuntimeJson {
  const path = process.env.DOCSIEVE_RUNTIME_JSON;
  if (!path) return { build_id: "dev", formats: [] };
  return JSON.parse(readFileSync(path, "utf8")) as RuntimeJson;
}

const runtime = readRuntimeJson();

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Pyodide's own modules stay files of their own, byte for byte as they were published. The worker imports them where
 * they lie, from `assets/`; it must do so statically, for once it runs it can load nothing.
 */
const pyodideScripts: Record<string, string> = {
  "docsieve:pyodide-loader": `../${runtime.core?.loader.path ?? "pyodide.mjs"}`,
  "docsieve:pyodide-glue": `../${runtime.core?.glue.path ?? "pyodide.asm.mjs"}`,
};

/** Stable names for what other people's pages import; everything else carries a hash and is cached for ever. */
const STABLE_ENTRIES = new Set(["docsieve", "docsieve-element", "service-worker"]);

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
    rollupOptions: {
      external: Object.keys(pyodideScripts),
      output: { entryFileNames: "assets/[name]-[hash].js", paths: pyodideScripts },
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
        "service-worker": here("src/service-worker.ts"),
      },
      preserveEntrySignatures: "exports-only",
      output: {
        entryFileNames: (chunk) => (STABLE_ENTRIES.has(chunk.name) ? "[name].js" : "assets/[name]-[hash].js"),
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
