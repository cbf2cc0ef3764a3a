/** Starts the real worker: where its script lies, and how to say so under Trusted Types. */

import type { RecogniserWorker } from "./recognition/recogniser";
import workerUrl from "./worker?worker&url";
import recogniserUrl from "./worker-recognition?worker&url";
import type { WorkerLike } from "./worker-session";

interface ScriptUrlPolicy {
  createScriptURL(url: string): URL;
}

interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptUrlPolicy;
}

let policy: ScriptUrlPolicy | undefined;

/** Start a worker; `baseUrl` is the folder docsieve is served from, by default that of this module. */
export function spawnWorker(baseUrl: string | URL | undefined): WorkerLike {
  return new Worker(trusted(locate(workerUrl, baseUrl)), { type: "module", name: "docsieve" });
}

/** Start a worker that recognises text. */
export function spawnRecogniser(baseUrl: string | URL | undefined): RecogniserWorker {
  return new Worker(trusted(locate(recogniserUrl, baseUrl)), {
    type: "module",
    name: "docsieve-recognition",
  });
}

/** The folder that docsieve is served from, with a slash at the end. */
export function siteUrl(baseUrl: string | URL | undefined): string {
  return new URL("../", locate(workerUrl, baseUrl)).href;
}

function locate(script: string, baseUrl: string | URL | undefined): string {
  const own = new URL(script, import.meta.url).href;
  if (baseUrl === undefined) return own;
  const base = new URL(String(baseUrl), document.baseURI);
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  return new URL(`assets/${own.slice(own.lastIndexOf("/") + 1)}`, base).href;
}

/** With `require-trusted-types-for 'script'` a worker's URL needs a policy: name `docsieve` in `trusted-types`. */
function trusted(url: string): URL {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory };
  if (!trustedTypes) return new URL(url);
  policy ??= trustedTypes.createPolicy("docsieve", { createScriptURL: allowWorkerUrl });
  return policy.createScriptURL(url);
}

/** Nothing but the scripts that this build made for its workers may go through the policy. */
function allowWorkerUrl(url: string): string {
  const { pathname } = new URL(url);
  const isOwn = [workerUrl, recogniserUrl].some((own) => pathname.endsWith(own.slice(own.lastIndexOf("/"))));
  if (!isOwn) throw new TypeError("not docsieve's worker");
  return url;
}
