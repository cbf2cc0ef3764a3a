/** What crosses between the page and the worker that recognises text. It holds no Python: a protocol of its own. */

import type { Word } from "../generated/wire";

/** Blank words and whatever lies between them are gone: paragraphs of lines of words. */
export type Paragraphs = Word[][][];

/** A picture of one page. */
export type PagePicture =
  /** One byte for each pixel, row after row, 0 for black. */
  | { readonly kind: "grey"; readonly width: number; readonly height: number; readonly pixels: ArrayBuffer }
  | TiffPicture;

/** A TIFF file, and where in it the directory of a picture stands: what it holds is told by the engine's own decoder. */
export interface TiffPicture {
  readonly kind: "tiff";
  readonly file: ArrayBuffer;
  readonly offset: number;
  /** In pixels, as it is to be shown: the decoder turns it as the file says. */
  readonly width: number;
  readonly height: number;
}

export type GreyPicture = Exclude<PagePicture, TiffPicture>;

export interface LanguageData {
  readonly language: string;
  readonly data: ArrayBuffer;
}

/** Page to worker. */
export type ToRecogniser =
  | {
      readonly type: "start";
      readonly engine: WebAssembly.Module;
      readonly languages: readonly LanguageData[];
    }
  | { readonly type: "decode"; readonly id: number; readonly picture: TiffPicture }
  | { readonly type: "read"; readonly id: number; readonly picture: GreyPicture };

/** Worker to page. */
export type FromRecogniser =
  | { readonly type: "ready" }
  | { readonly type: "progress"; readonly id: number; readonly percent: number }
  | {
      readonly type: "read";
      readonly id: number;
      readonly paragraphs: Paragraphs;
      readonly heapBytes: number;
    }
  | { readonly type: "decoded"; readonly id: number; readonly png: ArrayBuffer }
  /** The picture cannot be decoded ("picture"), or the engine failed ("engine"); it is not asked again then. */
  | { readonly type: "failed"; readonly id: number; readonly reason: "picture" | "engine" };
