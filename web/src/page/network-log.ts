/** What the browser recorded as requests since the first file came, sorted into the page's own files and all else. */

import type { ResourceEntry } from "../protocol";

export interface NetworkSummary {
  /** Requests for files of this site's manifest: their addresses are fixed and carry nothing. */
  readonly program: readonly ResourceEntry[];
  /** Everything else. */
  readonly other: readonly ResourceEntry[];
}

/** Read out of memory by the browser itself; no network is involved. */
const LOCAL_SCHEMES = new Set(["blob:", "data:"]);

export class NetworkLog {
  readonly #siteUrl: string;
  readonly #entries: ResourceEntry[] = [];
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

  add(entries: readonly ResourceEntry[]): void {
    this.#entries.push(...entries.filter((entry) => !LOCAL_SCHEMES.has(new URL(entry.url).protocol)));
  }

  summary(): NetworkSummary {
    const counted = this.#entries.filter((entry) => entry.started >= this.#since);
    counted.sort((a, b) => a.started - b.started);
    // Compared as whole addresses: one with a query added is not the program's.
    const isProgram = (entry: ResourceEntry) => this.#programFiles.has(entry.url);
    return {
      program: counted.filter(isProgram),
      other: counted.filter((entry) => !isProgram(entry)),
    };
  }
}
