/** Drives Tesseract: starts it from a compiled module and language files, and turns its result into words. */

import type { GreyPicture, LanguageData, Paragraphs, TiffPicture } from "./messages";

/** What is used of the script around the WebAssembly, as Emscripten makes it. */
export interface TesseractModule {
  readonly FS: {
    mkdir(path: string): void;
    writeFile(path: string, data: Uint8Array): void;
    readFile(path: string): Uint8Array<ArrayBuffer>;
    unlink(path: string): void;
  };
  readonly TessBaseAPI: new () => TesseractApi;
}

interface TesseractApi {
  Init(folder: string, languages: string, engineMode: number): number;
  SetVariable(name: string, value: string): boolean;
  SetPageSegMode(mode: number): void;
  /** Reads `/input`; 0 where it could. */
  SetImageFile(exif: number, angle: number): number;
  /** Writes the picture it holds to `/image.png`; kind 1 is grey. */
  WriteImage(kind: number): void;
  Recognize(monitor: null): number;
  GetJSONText(page: number): string;
  Clear(): void;
}

/** The factory that the script exports. */
export type CreateTesseract = (settings: {
  instantiateWasm(imports: WebAssembly.Imports, onReady: (instance: WebAssembly.Instance) => void): object;
  TesseractProgress(percent: number): void;
  print(line: string): void;
  printErr(line: string): void;
}) => Promise<TesseractModule>;

/** The LSTM engine, the only one in this build. */
const LSTM_ONLY = 1;
/** Find columns, blocks and lines by itself: what the native program does unless told otherwise. */
const AUTOMATIC = 3;
const FOLDER = "/languages";
const INPUT = "/input";
const OUTPUT = "/image.png";
const GREY = 1;

/** The picture could not be decoded. */
export class PictureError extends Error {}

export class Tesseract {
  readonly #module: TesseractModule;
  readonly #api: TesseractApi;
  readonly #memory: () => number;
  readonly #listener: { onPercent: (percent: number) => void };

  private constructor(
    module: TesseractModule,
    api: TesseractApi,
    memory: () => number,
    listener: { onPercent: (percent: number) => void },
  ) {
    this.#module = module;
    this.#api = api;
    this.#memory = memory;
    this.#listener = listener;
  }

  /** Start the engine with these languages, the first of them the main one. */
  static async start(
    create: CreateTesseract,
    engine: WebAssembly.Module,
    languages: readonly LanguageData[],
  ): Promise<Tesseract> {
    const listener = { onPercent: (_: number) => {} };
    let memory: WebAssembly.Memory | undefined;
    const module = await create({
      instantiateWasm: (imports, onReady) => {
        void WebAssembly.instantiate(engine, imports).then((instance) => {
          memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
          onReady(instance);
        });
        return {};
      },
      TesseractProgress: (percent) => listener.onPercent(percent),
      // It says what it thinks of pictures; nobody reads it, and a document's text might be in it.
      print: () => {},
      printErr: () => {},
    });
    module.FS.mkdir(FOLDER);
    for (const { language, data } of languages) {
      module.FS.writeFile(`${FOLDER}/${language}.traineddata`, new Uint8Array(data));
    }
    const api = new module.TessBaseAPI();
    const names = languages.map(({ language }) => language).join("+");
    if (api.Init(FOLDER, names, LSTM_ONLY) !== 0) throw new Error("the language data cannot be used.");
    api.SetVariable("debug_file", "/dev/null");
    api.SetPageSegMode(AUTOMATIC);
    return new Tesseract(module, api, () => memory?.buffer.byteLength ?? 0, listener);
  }

  /** Size of the WebAssembly memory, which only grows. */
  get heapBytes(): number {
    return this.#memory();
  }

  /**
   * Recognise one picture.
   *
   * @throws PictureError where it cannot be decoded.
   */
  read(picture: GreyPicture, onPercent: (percent: number) => void): Paragraphs {
    const { FS } = this.#module;
    FS.writeFile(INPUT, greymap(picture));
    this.#listener.onPercent = onPercent;
    try {
      if (this.#api.SetImageFile(1, 0) !== 0) throw new PictureError("it cannot be decoded");
      if (this.#api.Recognize(null) !== 0) return [];
      return paragraphsOf(this.#api.GetJSONText(0));
    } finally {
      this.#listener.onPercent = () => {};
      this.#api.Clear();
      FS.unlink(INPUT);
    }
  }

  /**
   * Write one picture of a TIFF file as PNG.
   *
   * @throws PictureError where it cannot be decoded.
   */
  decode({ file, offset }: TiffPicture): ArrayBuffer {
    const { FS } = this.#module;
    FS.writeFile(INPUT, tiffFrom(file, offset));
    try {
      if (this.#api.SetImageFile(1, 0) !== 0) throw new PictureError("it cannot be decoded");
      this.#api.WriteImage(GREY);
      const png = FS.readFile(OUTPUT).slice().buffer;
      FS.unlink(OUTPUT);
      return png;
    } finally {
      this.#api.Clear();
      FS.unlink(INPUT);
    }
  }
}

/** A binary portable greymap: the least of headers before the pixels as they are. */
export function greymap({
  width,
  height,
  pixels,
}: {
  width: number;
  height: number;
  pixels: ArrayBuffer;
}): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(header.length + pixels.byteLength);
  file.set(header);
  file.set(new Uint8Array(pixels), header.length);
  return file;
}

/** The same file with another of its pictures as the first (TIFF 6.0, section 2: bytes 4 to 7). */
export function tiffFrom(file: ArrayBuffer, offset: number): Uint8Array {
  const bytes = new Uint8Array(file);
  const isLittleEndian = bytes[0] === 0x49;
  new DataView(file).setUint32(4, offset, isLittleEndian);
  return bytes;
}

interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** As much of Tesseract's JSON as is used. */
interface Page {
  readonly blocks?: readonly {
    readonly paragraphs?: readonly {
      readonly lines?: readonly {
        readonly words?: readonly {
          readonly text: string;
          readonly confidence: number;
          readonly bbox: Box;
        }[];
      }[];
    }[];
  }[];
}

/** Tesseract's page without what is not a word: a picture is a "word" of one blank in it. */
export function paragraphsOf(json: string): Paragraphs {
  const { blocks } = JSON.parse(json) as Page;
  return (blocks ?? [])
    .flatMap(({ paragraphs }) => paragraphs ?? [])
    .map(({ lines }) =>
      (lines ?? [])
        .map(({ words }) =>
          (words ?? [])
            .filter(({ text }) => text.trim() !== "")
            .map(({ text, confidence, bbox: { x0, y0, x1, y1 } }): Paragraphs[number][number][number] => [
              x0,
              y0,
              x1,
              y1,
              confidence,
              text,
            ]),
        )
        .filter((words) => words.length > 0),
    )
    .filter((lines) => lines.length > 0);
}
