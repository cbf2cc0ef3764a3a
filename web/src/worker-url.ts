/** Starts the real worker: where its script lies, and how to say so under Trusted Types. */

import workerUrl from "./worker?worker&url";
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
  return new Worker(trusted(locate(baseUrl)), { type: "module", name: "docsieve" });
}

/** The folder that docsieve is served from, with a slash at the end. */
export function siteUrl(baseUrl: string | URL | undefined): string {
  return new URL("../", locate(baseUrl)).href;
}

function locate(baseUrl: string | URL | undefined): string {
  const own = new URL(workerUrl, import.meta.url).href;
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

/** Nothing but the one script this build made may go through the policy. */
function allowWorkerUrl(url: string): string {
  const name = workerUrl.slice(workerUrl.lastIndexOf("/") + 1);
  if (!new URL(url).pathname.endsWith(`/${name}`)) throw new TypeError("not docsieve's worker");
  return url;
}
