import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What the bundle builder tells the worker: build id and the assets Python is started from. */
function runtimeDefinition(): string {
  const path = process.env["DOCSIEVE_RUNTIME_JSON"];
  if (!path) return JSON.stringify({ build_id: "dev" });
  return JSON.stringify(JSON.parse(readFileSync(path, "utf8")));
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Stable names for what other people's pages import; everything else carries a hash and is cached for ever. */
const STABLE_ENTRIES = new Set(["docsieve", "docsieve-element"]);

export default defineConfig({
  // Relative, so that the site works below any path and the modules work when imported from another one.
  base: "./",
  define: { __DOCSIEVE_RUNTIME__: runtimeDefinition() },
  worker: {
    format: "es",
    rollupOptions: { output: { entryFileNames: "assets/[name]-[hash].js" } },
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
