import { callWorker } from "#page/worker_call.js";

export const { ready, parse } = callWorker(new URL("worker.js", import.meta.url));
