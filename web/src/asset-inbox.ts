/** The worker's side of the supply: it asks the page for files of the site, and waits for what the page sends. */

import type { Asset } from "./asset-store";
import { fromWire } from "./errors";
import { LoadError } from "./load-error";
import type { Supplied } from "./protocol";

/** What comes beside `Supplied`: the bytes of a file, or the interpreter, compiled. */
export type AssetData = ArrayBuffer | WebAssembly.Module;

/** A file on its way; settled by the page. */
interface Delivery {
  readonly promise: Promise<AssetData>;
  readonly resolve: (data: AssetData) => void;
  readonly reject: (reason: unknown) => void;
}

export class AssetInbox {
  readonly #ask: (paths: string[], id: number) => void;
  readonly #deliveries = new Map<string, Delivery>();

  /** `ask` sends the page the paths of files, and the number of the request they are for. */
  constructor(ask: (paths: string[], id: number) => void) {
    this.#ask = ask;
  }

  /** Take what the page sent, asked for or not yet. */
  receive({ path, error }: Supplied, data?: AssetData): void {
    const delivery = this.#delivery(path);
    if (data) delivery.resolve(data);
    else delivery.reject(error ? fromWire(error) : new LoadError(`${path} did not come.`, { asset: path }));
  }

  /** Ask the page for files that it does not send by itself. */
  ask(assets: readonly Asset[], id: number): void {
    if (assets.length > 0)
      this.#ask(
        assets.map(({ path }) => path),
        id,
      );
  }

  /** The bytes of a file, once: they are not kept. */
  async bytes(asset: Asset): Promise<Uint8Array<ArrayBuffer>> {
    const data = await this.#take(asset);
    if (!(data instanceof ArrayBuffer) || data.byteLength !== asset.size) {
      throw new LoadError(`${asset.path} is not the file that belongs to this version. Reload the page.`);
    }
    return new Uint8Array(data);
  }

  /** The interpreter, compiled, once. */
  async module(asset: Asset): Promise<WebAssembly.Module> {
    const data = await this.#take(asset);
    if (!(data instanceof WebAssembly.Module)) throw new LoadError(`${asset.path} came as something else.`);
    return data;
  }

  async #take(asset: Asset): Promise<AssetData> {
    try {
      return await this.#delivery(asset.path).promise;
    } finally {
      // Also where it failed: a later attempt may find the network back.
      this.#deliveries.delete(asset.path);
    }
  }

  #delivery(path: string): Delivery {
    let delivery = this.#deliveries.get(path);
    if (!delivery) {
      let resolve!: Delivery["resolve"];
      let reject!: Delivery["reject"];
      const promise = new Promise<AssetData>((onData, onError) => {
        resolve = onData;
        reject = onError;
      });
      // It may fail before anyone waits for it.
      promise.catch(() => {});
      delivery = { promise, resolve, reject };
      this.#deliveries.set(path, delivery);
    }
    return delivery;
  }
}
