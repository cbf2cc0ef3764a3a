/**
 * Keeps the site for use without a network: exactly the files of one build's manifest, each checked by its hash (those
 * of text recognition where the person wants it, too), and only once the person has asked for it. Another build is fetched when the person agrees, never before; until then the
 * installed one is served, whichever version of this script the browser runs.
 */

/** What is used of a service worker's globals; TypeScript's own list of them excludes the page's. */
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Extended) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetched) => void): void;
  addEventListener(type: "message", listener: (event: Extended & MessageEvent) => void): void;
}

interface Extended extends Event {
  waitUntil(done: Promise<unknown>): void;
}

interface Fetched extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface Manifest {
  readonly build_id: string;
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly size: number }>>;
}

declare const __DOCSIEVE_BUILD_ID__: string;

// A module to the compiler, so that its names are its own; the built script imports and exports nothing.
export {};

const scope = self as unknown as Scope;
/** One cache for each build; it counts once it holds the manifest, which is put there last. */
const PREFIX = `docsieve ${scope.registration.scope} `;
const MANIFEST = `${scope.registration.scope}manifest.json`;
/** What text recognition loads: kept where the person chose that, or came to use it. */
const RECOGNITION = "runtime/recognition/";
const SETTINGS = `${scope.registration.scope}site.json`;
/** Requests at the same time: the browser has few connections, and the page needs some. */
const AT_ONCE = 4;

scope.addEventListener("message", (event) => {
  const [port] = event.ports;
  if (!port) return;
  const answer = (message: object) => port.postMessage(message);
  const { type, recognition } = event.data as { type?: unknown; recognition?: unknown };
  if (type === "status") event.waitUntil(status().then(answer));
  if (type === "install") event.waitUntil(install(answer, recognition === true));
  if (type === "remove") event.waitUntil(remove().then(() => answer({ type: "removed" })));
});

// No precache here: the browser installs a new version of this script by itself, the person was not asked yet.
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));

scope.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url === SETTINGS) {
    event.respondWith(settings(event.request));
    return;
  }
  // Only what a manifest can name: an address with a query is none of the site's files.
  if (method === "GET" && url.startsWith(scope.registration.scope) && !url.includes("?")) {
    event.respondWith(fromCache(event.request));
  }
});

/** The hoster's settings are of no build, and not kept: without a network there is nowhere to send to either. */
async function settings(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return new Response("{}", { headers: { "Content-Type": "application/json" } });
  }
}

async function fromCache(request: Request): Promise<Response> {
  const cache = await installed();
  const [address = request.url] = request.url.split("#");
  const url = address === scope.registration.scope ? `${address}index.html` : address;
  const kept = await cache?.match(url, { ignoreVary: true });
  if (kept) return kept;
  const path = url.slice(scope.registration.scope.length);
  return cache && path.startsWith(RECOGNITION) ? keepWhileFetching(cache, path) : fetch(request);
}

/** The person has agreed to recognising text, and to keeping the program: from now on this is a part of it. */
async function keepWhileFetching(cache: Cache, path: string): Promise<Response> {
  const { files } = await manifestIn(cache);
  const url = `${scope.registration.scope}${path}`;
  const entry = files[path];
  if (!entry) return fetch(url);
  const response = await fetchChecked(url, entry.sha256);
  if (response.ok) await cache.put(url, response.clone());
  return response;
}

async function manifestIn(cache: Cache): Promise<Manifest> {
  const kept = await cache.match(MANIFEST);
  return kept ? ((await kept.json()) as Manifest) : { build_id: "", files: {} };
}

/** The browser itself refuses bytes of another hash. What it has from before is asked for again, not trusted. */
function fetchChecked(url: string, sha256: string): Promise<Response> {
  const integrity = `sha256-${base64(sha256)}`;
  return fetch(url, { integrity, cache: "no-cache", credentials: "same-origin" });
}

/** Paths of all that a cache holds. */
async function pathsIn(cache: Cache | undefined): Promise<Set<string>> {
  const requests = (await cache?.keys()) ?? [];
  return new Set(requests.map(({ url }) => url.slice(scope.registration.scope.length)));
}

/** The cache of the installed build, if one is. */
async function installed(): Promise<Cache | undefined> {
  for (const name of await ownCaches()) {
    const cache = await caches.open(name);
    if (await cache.match(MANIFEST)) return cache;
  }
  return undefined;
}

async function ownCaches(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

async function status(): Promise<object> {
  const cache = await installed();
  if (!cache) return { type: "status", own: __DOCSIEVE_BUILD_ID__ };
  const [{ build_id, files }, paths] = await Promise.all([manifestIn(cache), pathsIn(cache)]);
  const there = Object.entries(files).filter(([path]) => paths.has(path));
  const bytes = there.reduce((sum, [, { size }]) => sum + size, 0);
  return { type: "status", own: __DOCSIEVE_BUILD_ID__, installed: build_id, bytes };
}

/** Fetch every file of this build, check it, and only when all are there let go of what was installed before. */
async function install(answer: (message: object) => void, withRecognition: boolean): Promise<void> {
  const name = PREFIX + __DOCSIEVE_BUILD_ID__;
  try {
    const response = await fetch(MANIFEST, { cache: "no-store" });
    const manifest = (await response.clone().json()) as Manifest;
    if (manifest.build_id !== __DOCSIEVE_BUILD_ID__) throw new Error("The site was updated meanwhile.");
    const before = new Set([...(await pathsIn(await installed()))].filter(isOfRecognition).map(fileName));
    const isWanted = (path: string) =>
      !isOfRecognition(path) || withRecognition || before.has(fileName(path));
    await fill(await caches.open(name), manifest, isWanted, response, answer);
    for (const other of await ownCaches()) if (other !== name) await caches.delete(other);
    await scope.skipWaiting();
    answer(await status());
  } catch (error) {
    const isWhole = await (await caches.open(name)).match(MANIFEST);
    if (!isWhole) await caches.delete(name);
    answer({ type: "failed", reason: error instanceof Error ? error.message : "" });
  }
}

function isOfRecognition(path: string): boolean {
  return path.startsWith(RECOGNITION);
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

async function fill(
  cache: Cache,
  { files }: Manifest,
  isWanted: (path: string) => boolean,
  manifest: Response,
  answer: (message: object) => void,
): Promise<void> {
  const waiting = Object.entries(files).filter(([path]) => isWanted(path));
  const total = waiting.reduce((sum, [, { size }]) => sum + size, 0);
  let done = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [path, { sha256, size }] = next;
      const url = `${scope.registration.scope}${path}`;
      const response = await fetchChecked(url, sha256);
      if (!response.ok) throw new Error(`${path} is not there (status ${response.status}).`);
      await cache.put(url, response);
      done += size;
      answer({ type: "progress", done, total });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await cache.put(MANIFEST, manifest);
}

async function remove(): Promise<void> {
  for (const name of await ownCaches()) await caches.delete(name);
}

function base64(hex: string): string {
  const bytes = hex.match(/../g)?.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))) ?? [];
  return btoa(bytes.join(""));
}
