/**
 * Takes everything out of the worker's realm that reaches beyond it, before Python starts: what is not named here is
 * deleted, so that an interface some browser adds next year is gone as well. What the worker itself needs later
 * (`postMessage`) it has taken before, in a variable that Python cannot name.
 */

/** Named by the language itself; none of it can reach anything outside the realm. */
const LANGUAGE = `globalThis Infinity NaN undefined isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent
encodeURI encodeURIComponent escape unescape Object Boolean Symbol Number BigInt String Array Map Set WeakMap WeakSet
WeakRef FinalizationRegistry Iterator Promise Proxy Reflect JSON Math Intl Date Temporal RegExp Error AggregateError
EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError DisposableStack
AsyncDisposableStack ArrayBuffer SharedArrayBuffer Atomics DataView Int8Array Uint8Array Uint8ClampedArray Int16Array
Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array BigInt64Array BigUint64Array
WebAssembly`;

/** What Pyodide and this worker use of the browser. Methods of EventTarget reach nothing but this realm's own events. */
const BROWSER = `self WorkerGlobalScope DedicatedWorkerGlobalScope EventTarget Event console TextDecoder TextEncoder
URL URLSearchParams DOMException AbortController AbortSignal MessageChannel MessagePort clearTimeout clearInterval
queueMicrotask structuredClone atob btoa addEventListener removeEventListener dispatchEvent constructor`;

const KEPT: ReadonlySet<string> = new Set(`${LANGUAGE} ${BROWSER}`.split(/\s+/));

/** Interfaces that stay by name, but lose what they can do beyond the realm. */
const LOST_STATICS: readonly (readonly [object, readonly string[]])[] = [
  [URL, ["createObjectURL", "revokeObjectURL"]],
  [WebAssembly, ["compileStreaming", "instantiateStreaming"]],
];

/**
 * Seal this realm; it cannot be undone.
 *
 * @throws Error where something that had to go would not: nothing must be read then.
 */
export function seal(): void {
  const substitutes = standIns();
  blockCodeFromText();
  for (
    let owner: object | null = globalThis;
    owner && owner !== Object.prototype;
    owner = prototypeOf(owner)
  ) {
    for (const name of Object.getOwnPropertyNames(owner)) {
      if (!KEPT.has(name)) Reflect.deleteProperty(owner, name);
    }
  }
  for (const [owner, names] of LOST_STATICS) for (const name of names) Reflect.deleteProperty(owner, name);
  for (const [name, value] of Object.entries(substitutes)) fix(globalThis, name, value);
  const left = unexpected(new Set(Object.keys(substitutes)));
  if (left.length > 0) throw new Error(`this browser would not let go of ${left.join(", ")}.`);
}

/** Harmless forms of what programs ask for by name. Nothing in them leads back to the original. */
function standIns(): Record<string, unknown> {
  const { crypto, performance, location, navigator, setTimeout, setInterval } = globalThis;
  const { timeOrigin } = performance;
  const { href } = location;
  return {
    crypto: Object.freeze({
      getRandomValues: (array: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(array),
    }),
    performance: Object.freeze({ timeOrigin, now: () => performance.now() }),
    location: Object.freeze({ href, toString: () => href }),
    navigator: Object.freeze({ language: navigator.language, userAgent: navigator.userAgent }),
    // Given text instead of a function, these would compile it.
    setTimeout: (task: unknown, ...rest: never[]) => setTimeout(onlyFunction(task), ...rest),
    setInterval: (task: unknown, ...rest: never[]) => setInterval(onlyFunction(task), ...rest),
    eval: refuseText,
    Function: refusingConstructor("Function", Function.prototype),
  };
}

function onlyFunction(task: unknown): () => void {
  if (typeof task !== "function") throw new TypeError("only a function can be called later");
  return task as () => void;
}

/** A policy without 'unsafe-eval' forbids it too; but a site may come without a policy. */
function blockCodeFromText(): void {
  const samples = [() => {}, async () => {}, function* () {}, async function* () {}];
  for (const sample of samples) {
    const prototype = prototypeOf(sample) as object;
    // Ordinary functions first: the others' prototypes inherit from theirs.
    fix(prototype, "constructor", refusingConstructor("Function", prototype));
  }
}

function refusingConstructor(name: string, prototype: object): unknown {
  const refusing = () => {
    refuseText();
  };
  Object.defineProperty(refusing, "name", { value: name });
  Object.defineProperty(refusing, "prototype", { value: prototype, writable: false });
  return refusing;
}

function refuseText(): never {
  throw new EvalError("text does not become code here");
}

function fix(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: false, configurable: false, enumerable: false });
}

/** What would not go: numbers such as `TEMPORARY` may stay, since they can do nothing. */
function unexpected(standing: ReadonlySet<string>): string[] {
  const left: string[] = [];
  for (
    let owner: object | null = globalThis;
    owner && owner !== Object.prototype;
    owner = prototypeOf(owner)
  ) {
    for (const [name, { value, get }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      const canAct = get !== undefined || typeof value === "object" || typeof value === "function";
      if (canAct && !KEPT.has(name) && !standing.has(name)) left.push(name);
    }
  }
  return left;
}

function prototypeOf(value: object): object | null {
  return Object.getPrototypeOf(value) as object | null;
}
