import { serveWorker } from "#page/worker_call.js";

const here = (path) => new URL(path, import.meta.url).href;
let extract;

async function start() {
  const { loadPyodide } = await import(here("pyodide/pyodide.mjs"));
  const pyodide = await loadPyodide({ indexURL: here("pyodide/") });
  await pyodide.loadPackage(here(WHEEL));
  extract = pyodide.runPython(`
import pypdfium2 as pdfium

def extract(data):
    document = pdfium.PdfDocument(data.to_bytes())
    try:
        pages = []
        for page in document:
            text_page = page.get_textpage()
            pages.append(text_page.get_text_range())
            text_page.close()
            page.close()
        return "\\n\\n".join(pages)
    finally:
        document.close()

extract
`);
}

serveWorker(start, (bytes) => extract(bytes));
