import { describe, expect, it, vi } from "vitest";
import { BUILD_ID, type FromWorker, type ParseRequest, PROTOCOL_VERSION, type Progress } from "./protocol";
import type { Runtime } from "./runtime";
import { type Asked, WorkerService } from "./worker-service";

const FORMAT = { name: "pdf", title: "PDF", extensions: [".pdf"], media_types: [], wheels: ["pypdfium2"] };

/** Python in the service's eyes: records what it is asked and answers in the bridge's words. */
class FakePython implements Runtime {
  heapBytes = 5;
  readonly asked: string[] = [];
  readonly wheels: string[][] = [];
  readonly lengths: (number | undefined)[] = [];
  onParse: (emit?: (json: string) => void) => string = () =>
    JSON.stringify({ type: "result", v: PROTOCOL_VERSION, id: 2, format: "pdf", pages: 1, warnings: [] });
  onLoad: () => Promise<void> = async () => {};

  handle(requestJson: string, data?: Uint8Array, emit?: (json: string) => void): string {
    const { type, id } = JSON.parse(requestJson) as { type: string; id: number };
    this.asked.push(type);
    this.lengths.push(data?.length);
    if (type === "formats") return JSON.stringify({ type, v: PROTOCOL_VERSION, id, formats: [FORMAT] });
    if (type === "detect")
      return JSON.stringify({ type: "detected", v: PROTOCOL_VERSION, id, format: FORMAT });
    return this.onParse(emit);
  }

  loadWheels(names: readonly string[]): Promise<void> {
    this.wheels.push([...names]);
    return this.onLoad();
  }
}

const init = (build_id = BUILD_ID): Asked => ({
  request: { type: "init", v: PROTOCOL_VERSION, id: 1, build_id },
});
const parse = (data: Blob | ArrayBuffer = new ArrayBuffer(3), v = PROTOCOL_VERSION): Asked => ({
  request: { type: "parse", v, id: 2, filename: "a.pdf" } satisfies ParseRequest,
  data,
});

async function answers(python: FakePython, ...messages: Asked[]): Promise<FromWorker[]> {
  const said: FromWorker[] = [];
  const service = new WorkerService(
    async () => python,
    (message) => said.push(message),
    () => [],
  );
  await Promise.all(messages.map((message) => service.receive(message)));
  return said;
}

const errors = (said: FromWorker[]) =>
  said.flatMap((message) => (message.type === "error" ? [message.error] : []));

describe("WorkerService", () => {
  it("starts Python and says what it can read", async () => {
    const said = await answers(new FakePython(), init());
    expect(said.at(-1)).toMatchObject({ type: "ready", id: 1, build_id: BUILD_ID, formats: [FORMAT] });
  });

  it("refuses a page of another build or protocol", async () => {
    expect(errors(await answers(new FakePython(), init("another")))[0]?.code).toBe("version_mismatch");
    expect(errors(await answers(new FakePython(), parse(undefined, 7)))[0]?.code).toBe("version_mismatch");
  });

  it("detects, loads the wheels of that format, then parses the same bytes", async () => {
    const python = new FakePython();
    const said = await answers(python, init(), parse(new Blob(["12345"])));
    expect(python.asked).toEqual(["formats", "detect", "parse"]);
    expect(python.lengths.slice(1)).toEqual([5, 5]);
    expect(python.wheels).toEqual([["pypdfium2"]]);
    expect(said.at(-1)).toMatchObject({ type: "result", id: 2 });
  });

  it("loads what a file turns out to need, and parses again from the start", async () => {
    const python = new FakePython();
    const finish = python.onParse;
    const needed = [["pypdf"], ["lxml"]];
    python.onParse = () => {
      const wheels = needed.shift();
      return wheels
        ? JSON.stringify({ type: "wheels_needed", v: PROTOCOL_VERSION, id: 2, wheels })
        : finish();
    };
    const said = await answers(python, init(), parse());
    expect(python.asked).toEqual(["formats", "detect", "parse", "parse", "parse"]);
    expect(python.wheels).toEqual([["pypdfium2"], ["pypdf"], ["lxml"]]);
    // Each time it is Python's turn again, the page hears it: from then on it listens for signs of life.
    expect(said.filter((message) => message.type === "progress" && message.stage === "parse")).toHaveLength(
      3,
    );
    expect(said.at(-1)).toMatchObject({ type: "result", id: 2 });
  });

  it("sends each page once where a file is read anew", async () => {
    const python = new FakePython();
    const finish = python.onParse;
    const needed = [["pypdf"]];
    const read = (emit: ((json: string) => void) | undefined, ...numbers: number[]) => {
      const pages = numbers.map((number) => ({ number, text: `page ${number}` }));
      emit?.(JSON.stringify({ type: "pages", v: 2, id: 2, pages }));
    };
    python.onParse = (emit) => {
      read(emit, 1);
      read(emit, 2, 3);
      const wheels = needed.shift();
      if (wheels) return JSON.stringify({ type: "wheels_needed", v: 2, id: 2, wheels });
      read(emit, 4);
      return finish();
    };
    const said = await answers(python, init(), parse());
    const batches = said.flatMap((message) =>
      message.type === "pages" ? [message.pages.map(({ number }) => number)] : [],
    );
    expect(batches).toEqual([[1], [2, 3], [4]]);
  });

  it("reads a PDF of its own once the engine was loaded ahead, and says nothing of it", async () => {
    const python = new FakePython();
    const preload: Asked = { request: { type: "preload", v: PROTOCOL_VERSION, id: 2, formats: ["pdf"] } };
    const said = await answers(python, init(), preload);
    await vi.waitFor(() => expect(python.asked).toContain("parse"));
    expect(said.at(-1)?.type).toBe("preloaded");
  });

  it("keeps to what it is asked where that comes at once", async () => {
    const python = new FakePython();
    const preload: Asked = { request: { type: "preload", v: PROTOCOL_VERSION, id: 2, formats: ["pdf"] } };
    python.onLoad = () => new Promise((resolve) => setTimeout(resolve, 100));
    await answers(python, init(), preload, parse());
    expect(python.asked).toEqual(["formats", "detect", "parse"]);
  });

  it("gives up on a file that misses the same wheel for ever", async () => {
    const python = new FakePython();
    python.onParse = () =>
      JSON.stringify({ type: "wheels_needed", v: PROTOCOL_VERSION, id: 2, wheels: ["gone"] });
    expect(errors(await answers(python, init(), parse()))[0]?.code).toBe("load_failed");
  });

  it("reports the heap before the answer, so that the page can replace the worker in time", async () => {
    const said = await answers(new FakePython(), init(), parse());
    expect(said.map(({ type }) => type).slice(-2)).toEqual(["state", "result"]);
    expect(said.at(-2)).toMatchObject({ heap_bytes: 5 });
  });

  it("passes Python's progress on", async () => {
    const python = new FakePython();
    const progress: Progress = {
      type: "progress",
      v: PROTOCOL_VERSION,
      id: 2,
      stage: "parse",
      done: 1,
      total: 9,
    };
    const finish = python.onParse;
    python.onParse = (emit) => {
      emit?.(JSON.stringify(progress));
      return finish();
    };
    expect(await answers(python, init(), parse())).toContainEqual(progress);
  });

  it("calls a throw out of Python a crash, and reads nothing more", async () => {
    const python = new FakePython();
    python.onParse = () => {
      throw new WebAssembly.RuntimeError("unreachable");
    };
    const said = await answers(python, init(), parse(), parse());
    expect(errors(said).map(({ code }) => code)).toEqual(["worker_crashed", "worker_crashed"]);
    expect(python.asked.filter((type) => type === "detect")).toHaveLength(1);
  });

  it("says load_failed when a wheel cannot be had, and can go on", async () => {
    const python = new FakePython();
    python.onLoad = () => Promise.reject(new Error("pypdfium2 is not there."));
    const said = await answers(python, init(), parse());
    expect(errors(said)[0]).toMatchObject({ code: "load_failed", retryable: true });
    expect(errors(said)[0]?.message).toContain("pypdfium2 is not there.");
  });

  it("says so when the browser cannot read the file, or the file is beyond any buffer", async () => {
    const gone = (size: number) => {
      const blob = new Blob(["x"]);
      Object.defineProperty(blob, "size", { value: size });
      blob.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotReadableError"));
      return blob;
    };
    const said = await answers(new FakePython(), init(), parse(gone(1)), parse(gone(2 ** 32)));
    expect(errors(said).map(({ code }) => code)).toEqual(["unreadable", "limit_exceeded"]);
  });

  it("passes what a review asks on to Python, with the wheels that its rules turn out to need", async () => {
    const python = new FakePython();
    const needed = [["phonenumbers", "python-stdnum"]];
    python.onParse = () => {
      const wheels = needed.shift();
      return JSON.stringify(
        wheels
          ? { type: "wheels_needed", v: PROTOCOL_VERSION, id: 3, wheels }
          : { type: "review_closed", v: 2, id: 3 },
      );
    };
    const said = await answers(python, init(), {
      request: { type: "review_open", v: PROTOCOL_VERSION, id: 3, document: "a" },
      data: new Blob(["{}"]),
    });
    expect(python.asked).toEqual(["formats", "review_open", "review_open"]);
    expect(python.lengths.slice(1)).toEqual([2, 2]);
    expect(python.wheels).toEqual([["phonenumbers", "python-stdnum"]]);
    expect(said.at(-1)).toMatchObject({ type: "review_closed", id: 3 });
  });
});
