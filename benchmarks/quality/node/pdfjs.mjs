// The text of a PDF as pdf.js gives it: `node pdfjs.mjs FILE`.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// What pdf.js takes for granted and Node 20 lacks.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((a, b) => {
    resolve = a;
    reject = b;
  });
  return { promise, resolve, reject };
};
Promise.try ??= function (call, ...values) {
  return new this((resolve) => resolve(call(...values)));
};
console.warn = () => {}; // that it cannot render
const { getDocument, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");

const shipped = (folder) => `${fileURLToPath(new URL(`../../node_modules/pdfjs-dist/${folder}/`, import.meta.url))}`;

const task = getDocument({
  data: new Uint8Array(readFileSync(process.argv[2])),
  cMapUrl: shipped("cmaps"),
  cMapPacked: true,
  standardFontDataUrl: shipped("standard_fonts"),
  wasmUrl: shipped("wasm"),
  verbosity: VerbosityLevel.ERRORS,
});
const document = await task.promise;
const pages = [];
for (let number = 1; number <= document.numPages; number++) {
  try {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
    page.cleanup();
  } catch {
    pages.push(""); // one broken page
  }
}
process.stdout.write(pages.join("\n\n"));
await task.destroy();
