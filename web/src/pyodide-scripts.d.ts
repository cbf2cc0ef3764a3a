/** Pyodide's own modules under the names that `vite.config.ts` turns into their places in the site. */

declare module "docsieve:pyodide-loader" {
  export const loadPyodide: import("./pyodide-loader").PyodideScripts["loadPyodide"];
}

declare module "docsieve:pyodide-glue" {
  const createModule: import("./pyodide-loader").PyodideScripts["createModule"];
  export default createModule;
}
