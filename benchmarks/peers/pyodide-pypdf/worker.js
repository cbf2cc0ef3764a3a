import { serveWorker } from "#page/worker_call.js";

const here = (path) => new URL(path, import.meta.url).href;
let extract;

async function start() {
  const { loadPyodide } = await import(here("pyodide/pyodide.mjs"));
  const pyodide = await loadPyodide({ indexURL: here("pyodide/") });
  await pyodide.loadPackage(here(WHEEL));
  extract = pyodide.runPython(`
import io
from pypdf import PdfReader

def extract(data):
    reader = PdfReader(io.BytesIO(data.to_bytes()))
    return "\\n\\n".join(page.extract_text() for page in reader.pages)

extract
`);
}

serveWorker(start, (bytes) => extract(bytes));
