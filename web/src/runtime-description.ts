/** What the bundle builder says of the files that the worker loads. */

import type { Asset } from "./asset-store";
import { LoadError } from "./load-error";
import type { FormatInfo } from "./protocol";

/** `runtime.json`, as `pyodide_bundle/runtime_assets.py` writes it. */
export interface RuntimeDescription {
  readonly build_id: string;
  readonly pyodide: {
    readonly version: string;
    /** Folder of Pyodide's own files, relative to the site, with a slash at the end. */
    readonly folder: string;
    /** The `info` of a lock file: Pyodide refuses to start without one. */
    readonly info: Readonly<Record<string, string> & { python: string }>;
  };
  readonly core: {
    readonly loader: Asset;
    readonly glue: Asset;
    readonly wasm: Asset;
    readonly stdlib: Asset;
    readonly snapshot: Asset;
    /** Of the standard library what the snapshot does not hold. */
    readonly library: Asset;
    /** Of the wheels in `base` what the snapshot does not hold, in one archive. */
    readonly packages: Asset;
  };
  /** Wheels that every file needs: they are there from the start. */
  readonly base: readonly string[];
  readonly wheels: Readonly<Record<string, Asset & { readonly depends: readonly string[] }>>;
  /** Wheels that a review needs, whatever was read. */
  readonly redaction: readonly string[];
  readonly formats: readonly FormatInfo[];
  /** What text recognition loads once a person agrees to it; undefined where the site has none. */
  readonly recognition?: RecognitionDescription;
}

/** `transfer` is how many bytes travel, about, where the server compresses. */
export type RecognitionAsset = Asset & { readonly transfer: number };

export interface RecognitionDescription {
  readonly engine: RecognitionAsset;
  /** By ISO 639-2 code, "eng". */
  readonly languages: Readonly<Record<string, RecognitionAsset>>;
}

export type WheelAsset = Asset & { readonly depends: readonly string[] };

export function wheelNamed(description: RuntimeDescription, name: string): WheelAsset {
  const wheel = description.wheels[name];
  if (!wheel) throw new LoadError(`this build has no wheel named ${name}.`);
  return wheel;
}
