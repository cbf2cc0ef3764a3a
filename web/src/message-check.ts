/**
 * What a worker sends is untrusted: hostile Python may have taken the worker over. Nothing is used that is not exactly
 * a message of the protocol.
 */

import { type FromWorker, PROTOCOL_VERSION } from "./protocol";

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isCount: Check = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;
const isNothing: Check = (value) => value === undefined || value === null;
const optional =
  (check: Check): Check =>
  (value) =>
    isNothing(value) || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
/** A word of a list that lives elsewhere; an unknown one says nothing to the page, and does nothing. */
const isWord: Check = (value) => typeof value === "string" && /^[a-z_]{1,40}$/.test(value);

/** An object with these fields; others do no harm while they are plain. */
const object =
  (fields: Record<string, Check>): Check =>
  (value) =>
    isPlain(value) &&
    typeof value === "object" &&
    value !== null &&
    Object.entries(fields).every(([name, check]) => check((value as Record<string, unknown>)[name]));

/** Deeper than anything the protocol has. */
const DEEPEST = 24;

/** Text, numbers and what is made of them; no file, buffer, port or whatever else can be posted. */
function isPlain(value: unknown, depth = 0): boolean {
  if (isNothing(value) || isText(value) || isFlag(value)) return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null || depth > DEEPEST) return false;
  const isRecord = Object.getPrototypeOf(value) === Object.prototype;
  if (!Array.isArray(value) && !isRecord) return false;
  return Object.values(value).every((inner) => isPlain(inner, depth + 1));
}

const FORMAT = object({
  name: isText,
  title: isText,
  extensions: listOf(isText),
  media_types: listOf(isText),
  wheels: listOf(isText),
  wheels_on_demand: optional(listOf(isText)),
});

const HEAD = { type: isText, v: isCount, id: isCount };

const MATCH = object({ id: isText, kind: isWord, rule: isText, text: isText, group: isCount });
const COUNT = object({ kind: isWord, found: isCount, redacted: isCount });
const FIELD = object({ name: isText, value: isText, payload_value: isText });
const ATTACHMENT = object({ path: isText, name: isText, payload_name: isText });

/** By `type`. */
const MESSAGES: Readonly<Record<FromWorker["type"], Check>> = {
  ready: object({ ...HEAD, build_id: isText, formats: listOf(FORMAT) }),
  preloaded: object(HEAD),
  progress: object({
    ...HEAD,
    stage: isWord,
    done: isCount,
    total: optional(isCount),
  }),
  pages: object({
    ...HEAD,
    pages: listOf(object({ number: isCount, label: optional(isText), text: isText })),
  }),
  result: object({
    ...HEAD,
    format: isText,
    pages: isCount,
    warnings: listOf(object({ code: isWord, message: isText })),
    text: optional(isText),
    markdown: optional(isText),
    json: optional(isText),
    html: optional(isText),
    chunks: optional(isText),
  }),
  error: object({
    ...HEAD,
    error: object({
      code: isWord,
      message: isText,
      user_facing: optional(isFlag),
      retryable: optional(isFlag),
    }),
  }),
  review_opened: object({
    ...HEAD,
    document: isText,
    format: isText,
    pages: listOf(object({ index: isCount, number: isCount })),
    matches: listOf(MATCH),
    counts: listOf(COUNT),
    metadata: listOf(FIELD),
    attachments: listOf(ATTACHMENT),
    hidden: isPlain,
  }),
  review_pages: object({
    ...HEAD,
    document: isText,
    pages: listOf(
      object({
        index: isCount,
        number: isCount,
        text: isText,
        payload_text: optional(isText),
        payload_markdown: optional(isText),
        marks: listOf(object({ start: isCount, end: isCount, match: isText, kind: isWord })),
      }),
    ),
  }),
  review_changed: object({
    ...HEAD,
    can_undo: isFlag,
    can_redo: isFlag,
    documents: listOf(
      object({
        document: isText,
        pages: optional(listOf(isCount)),
        added: optional(listOf(MATCH)),
        removed: optional(listOf(isText)),
        redacted: optional(listOf(isText)),
        kept: optional(listOf(isText)),
        excluded: optional(listOf(isCount)),
        included: optional(listOf(isCount)),
        counts: optional(listOf(COUNT)),
        metadata: optional(listOf(FIELD)),
        attachments: optional(listOf(ATTACHMENT)),
      }),
    ),
  }),
  review_payload: object({
    ...HEAD,
    document: isText,
    payload: isText,
    media_type: isText,
    sha256: (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value),
    bytes: isCount,
    withheld: isPlain,
  }),
  review_vault: object({ ...HEAD, vault: isText, labels: isCount }),
  review_restored: object({ ...HEAD, text: isText, restored: isCount }),
  review_image: object({ ...HEAD, width: isCount, height: isCount, pixels: isText }),
  review_closed: object(HEAD),
  recognise_draw: object({ ...HEAD, width: isCount, height: isCount, pixels: isText }),
  recognise_open: object({
    ...HEAD,
    targets: listOf(
      object({
        media_type: optional(isText),
        width: optional(isCount),
        height: optional(isCount),
        offset: optional(isCount),
      }),
    ),
  }),
  recognise_take: object({ ...HEAD, data: isText }),
  recognise_picture: object({
    ...HEAD,
    document: isText,
    media_type: isText,
    frames: listOf(
      object({
        width: isCount,
        height: isCount,
        offset: optional(isCount),
      }),
    ),
  }),
  wanted: object({ ...HEAD, paths: listOf(isText) }),
  state: object({
    ...HEAD,
    heap_bytes: isCount,
    resources: optional(
      listOf(object({ url: isText, initiator: isText, started: isCount, received: isCount })),
    ),
  }),
};

/** Whether a message is one of the protocol's. A wrong version is left to the handshake, which has a word for it. */
export function isFromWorker(value: unknown): value is FromWorker {
  if (typeof value !== "object" || value === null) return false;
  const { type, v } = value as { type?: unknown; v?: unknown };
  if (typeof type !== "string" || !Object.hasOwn(MESSAGES, type)) return false;
  if (v !== PROTOCOL_VERSION && type !== "ready" && type !== "error") return false;
  return MESSAGES[type as FromWorker["type"]](value);
}
