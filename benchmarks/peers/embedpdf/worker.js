import { init } from "@embedpdf/pdfium";
import { serveWorker } from "#page/worker_call.js";

const utf16 = new TextDecoder("utf-16le");
let pdfium;

async function start() {
  const wasm = new URL("pdfium.wasm", import.meta.url).href;
  pdfium = await init({ locateFile: () => wasm }); // lets the browser compile while it downloads, and cache the code
  pdfium.PDFiumExt_Init();
}

function textOfPage(document, index) {
  const page = pdfium.FPDF_LoadPage(document, index);
  if (!page) return "";
  const textPage = pdfium.FPDFText_LoadPage(page);
  const count = Math.max(0, pdfium.FPDFText_CountChars(textPage));
  const size = (count + 1) * 2;
  const buffer = pdfium.pdfium.wasmExports.malloc(size);
  const written = pdfium.FPDFText_GetText(textPage, 0, count, buffer); // counts the closing zero
  const text = utf16.decode(pdfium.pdfium.HEAPU8.subarray(buffer, buffer + Math.max(0, written - 1) * 2));
  pdfium.pdfium.wasmExports.free(buffer);
  pdfium.FPDFText_ClosePage(textPage);
  pdfium.FPDF_ClosePage(page);
  return text;
}

function parse(bytes) {
  const data = pdfium.pdfium.wasmExports.malloc(bytes.length);
  pdfium.pdfium.HEAPU8.set(bytes, data);
  const document = pdfium.FPDF_LoadMemDocument(data, bytes.length, "");
  try {
    if (!document) throw new Error(`pdfium error ${pdfium.FPDF_GetLastError()}`);
    const pages = [];
    for (let index = 0; index < pdfium.FPDF_GetPageCount(document); index++) pages.push(textOfPage(document, index));
    return pages.join("\n\n");
  } finally {
    if (document) pdfium.FPDF_CloseDocument(document);
    pdfium.pdfium.wasmExports.free(data);
  }
}

serveWorker(start, parse);
