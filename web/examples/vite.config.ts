import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `make serve` serves Docsieve and the intake. */
const DOCSIEVE = process.env.DOCSIEVE_SITE ?? "http://127.0.0.1:8765";

export default defineConfig({
  root: here("."),
  base: "./",
  build: {
    outDir: "build",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        uppy: here("uppy/index.html"),
        filepond: here("filepond/index.html"),
        form: here("form/index.html"),
        // The libraries by themselves, for tests that put them together in other ways.
        ...(process.env.DOCSIEVE_TEST_LIBRARIES ? { libraries: here("../src/testing/uploaders.ts") } : {}),
      },
      preserveEntrySignatures: "exports-only",
      // Docsieve is not bundled: a page imports it from where it is served.
      external: /^\/docsieve/,
      output: {
        entryFileNames: "example-assets/[name].js",
        chunkFileNames: "example-assets/[name]-[hash].js",
        assetFileNames: "example-assets/[name]-[hash][extname]",
      },
    },
  },
  preview: {
    // The rest of the site as if it lay beside the examples: a worker has to come from the page's own origin.
    proxy: { "^/(docsieve|assets/|runtime/|intake/)": DOCSIEVE },
  },
});
