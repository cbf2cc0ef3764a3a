// Peers that are used from a worker: the page's half and the worker's half of one small protocol.

/** The page's half: a module worker that posts `{ ready }` once, then one answer per file. */
export function callWorker(url) {
  const worker = new Worker(url, { type: "module" });
  const pending = new Map();
  let next = 0;
  const started = new Promise((resolve, reject) => {
    worker.addEventListener("error", (event) => reject(new Error(event.message || "worker did not start")));
    worker.addEventListener("message", ({ data }) => {
      if (data.ready) return resolve();
      if (data.failed) return reject(new Error(data.failed));
      const { fulfil, refuse } = pending.get(data.id);
      pending.delete(data.id);
      if (data.error) refuse(new Error(data.error));
      else fulfil({ text: data.text });
    });
  });
  return {
    ready: () => started,
    parse: (bytes, format, name) =>
      new Promise((fulfil, refuse) => {
        const id = next++;
        pending.set(id, { fulfil, refuse });
        worker.postMessage({ id, bytes, format, name }, [bytes.buffer]);
      }),
  };
}

/** The worker's half: start the library, then answer with `parse(bytes, format, name) -> text`. */
export function serveWorker(start, parse) {
  const started = start().then(
    () => postMessage({ ready: true }),
    (error) => postMessage({ failed: String(error?.message ?? error) }),
  );
  addEventListener("message", async ({ data: { id, bytes, format, name } }) => {
    await started;
    try {
      postMessage({ id, text: await parse(bytes, format, name) });
    } catch (error) {
      postMessage({ id, error: `${error?.name ?? "Error"}: ${error?.message ?? error}` });
    }
  });
}
