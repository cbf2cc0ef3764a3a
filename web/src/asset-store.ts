/** Fetches the files of the runtime: each once, checked, with progress, and with an error that names the file. */

import { LoadError } from "./load-error";

/** A file of the site, by its path relative to it. */
export interface Asset {
  readonly path: string;
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
}

export type Progress = (done: number, total: number) => void;

/** Without a byte for this long, a transfer counts as lost. */
const STALL_LIMIT_MS = 30_000;

export class AssetStore {
  readonly #baseUrl: string;
  readonly #fetch: typeof fetch;
  readonly #responses = new Map<string, Promise<Response>>();
  readonly #bodies = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  readonly #received = new Map<string, (bytes: number) => void>();

  constructor(baseUrl: string, fetchAsset: typeof fetch = fetch.bind(globalThis)) {
    this.#baseUrl = baseUrl;
    this.#fetch = fetchAsset;
  }

  /** The address of a path relative to the site. */
  resolve(path: string): string {
    return new URL(path, this.#baseUrl).href;
  }

  url(asset: Asset): string {
    return this.resolve(asset.path);
  }

  /**
   * Ask for all of them at once and report the bytes that have arrived. Resolves when every one answered well.
   *
   * @throws LoadError naming the first that did not.
   */
  async fetchAll(assets: readonly Asset[], onProgress?: Progress): Promise<void> {
    const total = assets.reduce((sum, asset) => sum + asset.size, 0);
    const done = new Map<string, number>();
    const report = () =>
      onProgress?.(
        [...done.values()].reduce((sum, bytes) => sum + bytes, 0),
        total,
      );
    for (const asset of assets) {
      this.#received.set(asset.path, (bytes) => {
        done.set(asset.path, Math.min(bytes, asset.size));
        report();
      });
    }
    await Promise.all(assets.map((asset) => this.response(asset)));
  }

  /** The response to an asset, with status and type checked; its body is not read yet. */
  response(asset: Asset): Promise<Response> {
    let response = this.#responses.get(asset.path);
    if (!response) {
      response = this.#request(asset);
      this.#responses.set(asset.path, response);
    }
    return response;
  }

  /** The bytes of an asset, of the size that the build gave it. */
  bytes(asset: Asset): Promise<Uint8Array<ArrayBuffer>> {
    let body = this.#bodies.get(asset.path);
    if (!body) {
      body = this.response(asset).then((response) => this.#read(asset, response));
      this.#bodies.set(asset.path, body);
    }
    return body;
  }

  /** The bytes of an asset, checked against its hash where the browser offers hashing (https and localhost). */
  async verified(asset: Asset): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.bytes(asset);
    // Plain http on another host is no secure context and has no crypto.subtle.
    const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
    if (subtle && hex(await subtle.digest("SHA-256", bytes)) !== asset.sha256) throw altered(asset);
    return bytes;
  }

  /** Count an asset as arrived whose body another reader consumes (scripts, WebAssembly). */
  arrived(asset: Asset): void {
    this.#received.get(asset.path)?.(asset.size);
  }

  /** Let go of an asset's bytes; it is fetched anew when asked for again. */
  forget(asset: Asset): void {
    this.#responses.delete(asset.path);
    this.#bodies.delete(asset.path);
    this.#received.delete(asset.path);
  }

  async #request(asset: Asset): Promise<Response> {
    const { path } = asset;
    let response: Response;
    try {
      response = await this.#fetch(this.url(asset), { credentials: "same-origin" });
    } catch (cause) {
      throw new LoadError(`${path} could not be fetched. Check the connection and try again.`, {
        asset: path,
        cause,
      });
    }
    if (!response.ok) {
      throw new LoadError(`${path} is not there (status ${response.status}).`, { asset: path });
    }
    if (response.headers.get("content-type")?.startsWith("text/html")) {
      throw new LoadError(`the server sends a page in place of ${path}.`, { asset: path });
    }
    return response;
  }

  async #read(asset: Asset, response: Response): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(asset.size);
    let filled = 0;
    try {
      const reader = response.body?.getReader();
      while (reader) {
        const { done, value } = await stalled(reader, asset);
        if (done) break;
        if (filled + value.length > asset.size) throw altered(asset);
        bytes.set(value, filled);
        filled += value.length;
        this.#received.get(asset.path)?.(filled);
      }
    } catch (cause) {
      if (cause instanceof LoadError) throw cause;
      throw new LoadError(`${asset.path} broke off. Check the connection and try again.`, {
        asset: asset.path,
        cause,
      });
    }
    if (filled !== asset.size) throw altered(asset);
    return bytes;
  }
}

async function stalled(reader: ReadableStreamDefaultReader<Uint8Array>, asset: Asset) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new LoadError(`${asset.path} stopped arriving. Check the connection and try again.`, {
          asset: asset.path,
        }),
      );
    }, STALL_LIMIT_MS);
  });
  return Promise.race([reader.read(), over]).finally(() => clearTimeout(timer));
}

function altered(asset: Asset): LoadError {
  return new LoadError(`${asset.path} is not the file that belongs to this version. Reload the page.`, {
    asset: asset.path,
  });
}

function hex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
