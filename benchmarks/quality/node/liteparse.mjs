// The text of a PDF as LiteParse gives it, without OCR: `node liteparse.mjs FILE`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import init, { LiteParse } from "@llamaindex/liteparse-wasm";

const wasm = createRequire(import.meta.url).resolve("@llamaindex/liteparse-wasm/liteparse_wasm_bg.wasm");
await init({ module_or_path: readFileSync(wasm) });
const parser = new LiteParse({ ocrEnabled: false, outputFormat: "text", maxPages: 100_000, quiet: true });
const result = await parser.parse(new Uint8Array(readFileSync(process.argv[2])));
process.stdout.write(result.text);
