/**
 * What the browser recorded as requests since the first file came, sorted into the page's own files, what the person
 * agreed to send, and all else.
 */

import type { ResourceEntry } from "../protocol";

export interface NetworkSummary {
  /** Requests for files of this site's manifest: their addresses are fixed and carry nothing. */
  readonly program: readonly ResourceEntry[];
  /** Requests that the person agreed to, as far as the browser recorded them. */
  readonly agreed: readonly ResourceEntry[];
  /** Everything else. */
  readonly other: readonly ResourceEntry[];
  /** What was agreed to, each try by itself: nothing more can have left in `agreed`. */
  readonly tries: readonly AgreedTry[];
  /** Sum over `tries`. */
  readonly bytes: number;
}

/** One try to send what the person agreed to. */
export interface AgreedTry {
  /** Without its fragment. */
  readonly endpoint: string;
  /** Of the body. */
  readonly bytes: number;
}

/** Read out of memory by the browser itself; no network is involved. */
const LOCAL_SCHEMES = new Set(["blob:", "data:"]);
/** How uploads are made: another kind of request to the same address is not one that was agreed to. */
const INITIATOR = "xmlhttprequest";

export class NetworkLog {
  readonly #siteUrl: string;
  readonly #entries: ResourceEntry[] = [];
  readonly #tries: AgreedTry[] = [];
  #programFiles: ReadonlySet<string> = new Set();
  #since = Number.POSITIVE_INFINITY;

  /** `siteUrl` is the folder that the manifest's paths are relative to. */
  constructor(siteUrl: string) {
    this.#siteUrl = siteUrl;
  }

  /** Paths of the manifest; until they are known, nothing counts as the program's. */
  setProgramFiles(paths: Iterable<string>): void {
    this.#programFiles = new Set([...paths].map((path) => new URL(path, this.#siteUrl).href));
  }

  /** Count requests that start from now on; only the first call matters. */
  startAt(epochMilliseconds: number): void {
    this.#since = Math.min(this.#since, epochMilliseconds);
  }

  /** The person agreed to this, and it is about to be sent: one more request to that address is accounted for. */
  agree(agreed: AgreedTry): void {
    this.#tries.push(agreed);
  }

  add(entries: readonly ResourceEntry[]): void {
    this.#entries.push(...entries.filter((entry) => !LOCAL_SCHEMES.has(new URL(entry.url).protocol)));
  }

  summary(): NetworkSummary {
    const counted = this.#entries.filter((entry) => entry.started >= this.#since);
    counted.sort((a, b) => a.started - b.started);
    const left = new Map<string, number>();
    for (const { endpoint } of this.#tries) left.set(endpoint, (left.get(endpoint) ?? 0) + 1);
    const program: ResourceEntry[] = [];
    const agreed: ResourceEntry[] = [];
    const other: ResourceEntry[] = [];
    for (const entry of counted) {
      const tries = entry.initiator === INITIATOR ? (left.get(entry.url) ?? 0) : 0;
      if (tries > 0) {
        left.set(entry.url, tries - 1);
        agreed.push(entry);
      }
      // Compared as whole addresses: one with a query added is not the program's.
      else if (this.#programFiles.has(entry.url)) program.push(entry);
      else other.push(entry);
    }
    const bytes = this.#tries.reduce((sum, each) => sum + each.bytes, 0);
    return { program, agreed, other, tries: [...this.#tries], bytes };
  }
}
