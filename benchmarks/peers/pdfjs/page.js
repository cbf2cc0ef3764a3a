import { GlobalWorkerOptions, PDFWorker, getDocument } from "pdfjs-dist/build/pdf.min.mjs";

const here = (path) => new URL(path, import.meta.url).href;
GlobalWorkerOptions.workerSrc = here("pdf.worker.min.mjs");
const worker = new PDFWorker();

export const ready = () => worker.promise;

export async function parse(bytes) {
  const task = getDocument({
    data: bytes,
    worker,
    cMapUrl: here("cmaps/"),
    cMapPacked: true,
    standardFontDataUrl: here("standard_fonts/"),
    wasmUrl: here("wasm/"),
  });
  try {
    const document = await task.promise;
    const pages = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
      page.cleanup();
    }
    return { text: pages.join("\n\n") };
  } finally {
    await task.destroy();
  }
}
