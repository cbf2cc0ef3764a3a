import { serveWorker } from "#page/worker_call.js";

// Its module looks for its wasm files beside itself, so it is served as npm ships it and not bundled.
const TYPES = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
let extract;

async function start() {
  const kreuzberg = await import(new URL("kreuzberg/index.js", import.meta.url).href);
  await kreuzberg.initWasm();
  extract = kreuzberg.extractBytes;
}

serveWorker(start, async (bytes, format) => (await extract(bytes, TYPES[format])).content);
