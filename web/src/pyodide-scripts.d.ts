/** Pyodide's own modules under the names by which `vite.config.ts` puts them into the worker's script. */

declare module "docsieve:pyodide-loader" {
  export const loadPyodide: import("./pyodide-loader").PyodideScripts["loadPyodide"];
}

declare module "docsieve:pyodide-glue" {
  const createModule: import("./pyodide-loader").PyodideScripts["createModule"];
  export default createModule;
}

declare module "docsieve:tesseract" {
  const createTesseract: import("./recognition/tesseract").CreateTesseract;
  export default createTesseract;
}
