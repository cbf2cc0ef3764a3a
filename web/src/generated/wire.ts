// Made from parsers/docsieve by `python -m docsieve.schema --write`; never edited by hand.

/** Raised on every change that an older page or worker could trip over. */
export const PROTOCOL_VERSION = 3;

/** Raised on every change that an older reader of the JSON could trip over. */
export const SCHEMA_VERSION = 1;

/** Raised on every change that an older receiver of payloads could trip over. */
export const PAYLOAD_VERSION = 1;
export const RECEIPT_VERSION = 1;

export const PAYLOAD_MEDIA_TYPE = "application/vnd.docsieve.payload+json";

export const SEALED_MEDIA_TYPE = "application/age";

/** Codes of errors: those of `docsieve.errors`, and those that only the browser side can raise. */
export const ERROR_CODES = [
  "unsupported_format",
  "encrypted",
  "wrong_password",
  "corrupt",
  "empty",
  "limit_exceeded",
  "bad_expression",
  "redaction_incomplete",
  "internal",
  "cancelled",
  "worker_crashed",
  "timeout",
  "stalled",
  "load_failed",
  "version_mismatch",
  "unreadable",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export type Role =
  | "body"
  | "caption"
  | "chart"
  | "comment"
  | "diagram"
  | "endnote"
  | "footer"
  | "footnote"
  | "form"
  | "header"
  | "line_number"
  | "page_number"
  | "quote"
  | "speaker_notes"
  | "subtitle"
  | "text_box"
  | "title"
  | "toc";

export type Hidden =
  | "column"
  | "deleted"
  | "invisible"
  | "layer"
  | "off_page"
  | "row"
  | "same_colour"
  | "sheet"
  | "slide"
  | "tiny"
  | "vanish";

export type HiddenChoice = "exclude" | "include";

export type Block =
  | Heading
  | Paragraph
  | ListItem
  | Table
  | Image
  | CodeBlock
  | Formula
  | FormField
  | Note
  | Group
  | ThematicBreak;

export type Output = "chunks" | "html" | "json" | "markdown" | "text";

export type Stage = "boot" | "packages" | "parse" | "recognise" | "redact" | "render";

export type Request = DetectRequest | ParseRequest | FormatsRequest;

export type Response = Formats | Detected | Progress | Result | WheelsNeeded | Failed;

export type Kind =
  | "address"
  | "api_key"
  | "custom"
  | "date_of_birth"
  | "email"
  | "iban"
  | "ip_address"
  | "mac_address"
  | "national_id"
  | "payment_card"
  | "person"
  | "phone"
  | "private_key"
  | "tax_id"
  | "url_secret";

export type Operator = "drop" | "hash" | "label" | "mask";

export type PayloadContent = "chunks" | "markdown" | "text";

export type Place = "attachment_name" | "metadata" | "name" | "text";

export type Change =
  | DecideMatches
  | DecideValue
  | DecideKind
  | RedactPhrase
  | RedactExpression
  | ExcludePages
  | IncludeHidden
  | ChooseMetadata
  | ChooseAttachments
  | ChooseOperator
  | Undo
  | Redo;

export type ReviewRequest =
  | ReviewOpenRequest
  | ReviewViewRequest
  | ReviewChangeRequest
  | ReviewPayloadRequest
  | ReviewVaultRequest
  | ReviewRestoreRequest
  | ReviewImageRequest
  | ReviewCloseRequest;

export type ReviewResponse =
  | ReviewOpened
  | ReviewPages
  | ReviewChanged
  | ReviewPayload
  | ReviewVault
  | ReviewRestored
  | ReviewImage
  | ReviewClosed;

export type RecognitionRequest =
  | RecognisePictureRequest
  | RecogniseDrawRequest
  | RecogniseOpenRequest
  | RecogniseTakeRequest
  | RecogniseAddRequest;

export type RecognitionResponse = RecognisePicture | RecogniseDraw | RecogniseOpen | RecogniseTake;

/** A file inside the file. `document` is None where it was not or could not be read: see the warnings. */
export interface Attachment {
  name: string;
  media_type?: string | null;
  /** Bytes. */
  size?: number | null;
  where?: Locator | null;
  document?: Document | null;
  /** What the file around it says of it. */
  description?: string | null;
  /** True for a picture that may show text. */
  needs_ocr?: boolean;
}

/** A rectangle: left, top, right, bottom in points; y grows downwards. JSON: an array of four. */
export type BBox = [x0: number, top: number, x1: number, bottom: number];

/** A table cell: `text` where it is one plain run, else `blocks`; never both. */
export interface Cell {
  text?: string;
  blocks?: Block[];
  col_span?: number;
  row_span?: number;
  /** 0-based column; None means the next one that is free in the grid. */
  column?: number | null;
  header?: boolean;
  hidden?: Hidden | null;
  /** A spreadsheet formula as written, with its leading "=". */
  formula?: string | null;
  link?: string | null;
  /** Id of a `Note` on this cell. */
  note?: string | null;
}

/** Send exactly these files inside the file, and those that they are in: `ReviewAttachment.path`. */
export interface ChooseAttachments {
  type: "choose_attachments";
  paths: string[];
}

/** Send exactly these metadata fields: `ReviewField.name`. */
export interface ChooseMetadata {
  type: "choose_metadata";
  fields: string[];
}

/** Have another replacement for a kind, or for every kind, in all documents of the set. */
export interface ChooseOperator {
  type: "choose_operator";
  operator: Operator;
  kind?: Kind | null;
}

/**
 * A piece of a document's text, in its order.
 *
 * `id` is made from where the chunk begins (block id) and its text: the same file cut the same way gives the
 * same ids, and equal chunks of two files may share one, so keep it together with a key of the document.
 */
export interface Chunk {
  id: string;
  /** Plain text as `render(document, "text")` writes it; a table has tabs between its cells. */
  text: string;
  /** As counted by `count_tokens`, by default `estimate_tokens`. */
  tokens: number;
  /** Headings above, the highest first; names of files inside the file, titles of sheets come before them. */
  headings?: string[];
  /** Numbers of the pages, sheets or slides it stands on: of the inner file for a file inside the file. */
  pages?: number[];
  /** Ids of the blocks it was made from: see `docsieve.block_ids`. */
  blocks?: string[];
}

/** How the output "chunks" is cut: see `docsieve.chunk`. */
export interface ChunkOptions {
  max_tokens?: number;
  /** Less than `max_tokens`. */
  overlap?: number;
  by?: "page" | "structure";
}

/** Preformatted text, kept to the character. */
export interface CodeBlock {
  type: "code_block";
  where: Locator;
  role?: Role;
  hidden?: Hidden | null;
  /** "ocr" where the text was recognised from an image; None where the file itself holds it. */
  source?: "ocr" | null;
  /** How sure the recognition was, 0 to 1, on the average of the letters; None without recognition. */
  confidence?: number | null;
  text: string;
  language?: string | null;
}

/** What somebody asked for: a phrase (white space and case do not matter) or a regular expression. */
export interface Custom {
  phrase?: string | null;
  expression?: string | null;
  whole_words?: boolean;
}

/** Redact or keep every match of one kind, in all documents of the set. */
export interface DecideKind {
  type: "decide_kind";
  kind: Kind;
  redact: boolean;
}

/** Redact these matches of the document, or keep them. */
export interface DecideMatches {
  type: "decide";
  /** `ReviewMatch.id`. */
  matches: string[];
  redact: boolean;
}

/** Redact or keep this match and every match of the same value, in all documents of the set. */
export interface DecideValue {
  type: "decide_value";
  match: string;
  redact: boolean;
}

/** Which format is it, and which wheels does it take? The file's bytes come beside it. */
export interface DetectRequest {
  type: "detect";
  v: number;
  id: number;
  filename?: string | null;
}

/** Answer to `DetectRequest`. */
export interface Detected {
  type: "detected";
  v: number;
  id: number;
  format: FormatInfo;
}

/** A document as read. `format` is the registered name ("pdf", "docx", "plain_text", ...). */
export interface Document {
  format: string;
  schema_version: number;
  metadata: Metadata;
  pages: Page[];
  outline?: OutlineEntry[];
  revisions?: Revision[];
  attachments?: Attachment[];
  warnings?: ParseWarning[];
}

/** Words that text recognition was unsure of, in a text: UTF-16 code units `start` to `end`. */
export interface Doubt {
  start: number;
  end: number;
}

/** Leave pages, sheets or slides out, or take them in; those of a hidden sheet or slide too. */
export interface ExcludePages {
  type: "exclude_pages";
  pages: number[];
  excluded?: boolean;
}

/** Answer to any request that failed. */
export interface Failed {
  type: "error";
  v: number;
  id: number;
  error: WireError;
}

/** A field of a form and what is filled in. `checked` is set for check boxes and radio buttons. */
export interface FormField {
  type: "form_field";
  where: Locator;
  role?: Role;
  hidden?: Hidden | null;
  /** "ocr" where the text was recognised from an image; None where the file itself holds it. */
  source?: "ocr" | null;
  /** How sure the recognition was, 0 to 1, on the average of the letters; None without recognition. */
  confidence?: number | null;
  name: string;
  value?: string;
  label?: string | null;
  kind?: "button" | "checkbox" | "choice" | "date" | "radio" | "signature" | "text";
  checked?: boolean | null;
}

/** A format as the page and the file picker need it. */
export interface FormatInfo {
  name: string;
  title: string;
  extensions: string[];
  media_types: string[];
  wheels: string[];
  wheels_on_demand?: string[];
}

/** Answer to `FormatsRequest`; the worker builds its `ready` message from it. */
export interface Formats {
  type: "formats";
  v: number;
  id: number;
  formats: FormatInfo[];
}

/** Which formats are there? */
export interface FormatsRequest {
  type: "formats";
  v: number;
  id: number;
}

/** Mathematics on a line of its own, as LaTeX. */
export interface Formula {
  type: "formula";
  where: Locator;
  role?: Role;
  hidden?: Hidden | null;
  /** "ocr" where the text was recognised from an image; None where the file itself holds it. */
  source?: "ocr" | null;
  /** How sure the recognition was, 0 to 1, on the average of the letters; None without recognition. */
  confidence?: number | null;
  latex: string;
}

/** One picture of a file, in pixels. */
export interface FrameInfo {
  width: number;
  height: number;
  /** Where a TIFF file has the directory of this picture. */
  offset?: number | null;
}

/** Blocks that belong together because of their role: a header, a text box, a quotation, a side bar. */
export interface Group {
  type: "group";
  where: Locator;
  role?: Role;
  hidden?: Hidden | null;
  /** "ocr" where the text was recognised from an image; None where the file itself holds it. */
  source?: "ocr" | null;
  /** How sure the recognition was, 0 to 1, on the average of the letters; None without recognition. */
  confidence?: number | null;
  blocks: Block[];
  title?: string | null;
}

/** A heading; level 1 is the highest, 9 the lowest. `marker` is its own number as shown ("2.1"). */
export interface Heading {
  type: "heading";
  where: Locator;
  role?: Role;
  hidden?: Hidden | null;
  /** "ocr" where the text was recognised from an image; None where the file itself holds it. */
  source?: "ocr" | null;
  /** How sure the recognition was, 0 to 1, on the average of the letters; None without recognition. */
  confidence?: number | null;
  level: number;
  spans: Span[];
  marker?: string | null;
}

/** A picture: its alternative text and what is known of it, never its pixels. Sizes in pixels. */
export interface Image {
  type: "image";
  where: Locator;
  role?: Role;
  hidden?: Hidden | null;
  /** "ocr" where the text was recognised from an image; None where the file itself holds it. */
  source?: "ocr" | null;
  /** How sure the recognition was, 0 to 1, on the average of the letters; None without recognition. */
  confidence?: number | null;
  alt?: string;
  name?: string | null;
  media_type?: string | null;
  width?: number | null;
  height?: number | null;
  /** True where it may show text that the file does not hold as text. */
  needs_ocr?: boolean;
}

/** Send content that a reader of the original would not see, by why it is hidden. [] sends none. */
export interface IncludeHidden {
  type: "include_hidden";
  reasons: Hidden[];
}

/** Page to worker, first of all: start, and be the same build as the page. Never reaches Python. */
export interface Init {
  type: "init";
  v: number;
  id: number;
  build_id: string;
  /** Names of formats whose wheels are loaded ahead of the first file. */
  preload?: string[];
}

/** How many matches of a kind there are, and how many of them are redacted. */
export interface KindCount {
  kind: Kind;
  found: number;
  redacted: number;
}

/**
 * Bounds on untrusted input, all in one place. Crossing one raises `LimitExceededError` or, where a part
 * can be left out alone, adds a warning.
 */
export interface Limits {
  /** Size of the file itself. */
  max_bytes?: number;
  /** Sum over all members of an archive, unpacked. */
  max_unpacked_bytes?: number;
  /** One member, unpacked. */
  max_member_bytes?: number;
  /** One compressed stream of a PDF, unpacked (images aside, which are not unpacked for their text). */
  max_stream_bytes?: number;
  /** What paints one page of a PDF, in bytes, each drawing as often as it is painted. */
  max_page_drawing?: number;
  /** Marks of content in a PDF that are open at once; each object on the page holds them all. */
  max_open_marks?: number;
  /** Characters that one code of a font in a PDF stands for (ligatures have up to 18). */
  max_code_characters?: number;
  /** Unpacked size over packed size, judged for members above 8 MiB unpacked. */
  max_ratio?: number;
  /** Members of an archive. */
  max_members?: number;
  /** Nesting of XML elements, of tables within tables, of lists, outlines and page trees. */
  max_depth?: number;
  /** Nesting of documents within documents. */
  max_children_depth?: number;
  max_pages?: number;
  /** Blocks, list entries, rows and notes together. */
  max_blocks?: number;
  /** Cells of one table or sheet that hold something. */
  max_cells?: number;
  /** Characters of text on one page, sheet or slide. */
  max_page_characters?: number;
  /** Pictures inside a file that are offered to text recognition. */
  max_pictures_inside?: number;
  /** Rounds of hashing that turn a password into a key (Office writes 100,000 and allows for 10,000,000). */
  max_key_rounds?: number;
}

/** An entry of a list. `level` 0 is the outermost; `marker` is as shown: "•", "3.", "(iv)". */
export interface ListItem {
  type: "list_item";
  where: Locator;
  role?: Role;
  hidden?: Hidden | null;
  /** "ocr" where the text was recognised from an image; None where the file itself holds it. */
  source?: "ocr" | null;
  /** How sure the recognition was, 0 to 1, on the average of the letters; None without recognition. */
  confidence?: number | null;
  level: number;
  ordered: boolean;
  marker: string;
  spans: Span[];
  /** None where the entry has no check box. */
  checked?: boolean | null;
}

/** Where something stands in the file: page (1-based), box on it in points, part name where one exists. */
export interface Locator {
  page?: number | null;
  bbox?: BBox | null;
  part?: string | null;
}

/** A match, or a part of one, in a text: UTF-16 code units `start` to `end`. Marks do not overlap. */
export interface Mark {
  start: number;
  end: number;
  /** `ReviewMatch.id`. */
  match: string;
  kind: Kind;
  redacted?: boolean;
  /** What stands there in the payload; "" for the later parts of one match. */
  replacement?: string;
}

/** What the file says about itself. Dates are ISO 8601, as precise as the file has them. */
export interface Metadata {
  title?: string | null;
  authors?: string[];
  subject?: string | null;
  keywords?: string[];
  description?: string | null;
  language?: string | null;
  created?: string | null;
  modified?: string | null;
  last_modified_by?: string | null;
  /** The program the document was written with, and the one that made this file from it. */
  application?: string | null;
  producer?: string | null;
  /** Everything else the file declares, by its own names. */
  custom?: Record<string, string>;
}

/**
 * A footnote, endnote, comment, annotation or speaker's note (see `role`); `Span.note` names its `id`.
 *
 * `label` is the mark as shown ("1", "*"); `date` is ISO 8601; `reply_to` is the id of the note it answers.
 */
export interface Note {
  type: "note";
  where: Locator;
  role?: Role;
  hidden?: Hidden | null;
  /** "ocr" where the text was recognised from an image; None where the file itself holds it. */
  source?: "ocr" | null;
  /** How sure the recognition was, 0 to 1, on the average of the letters; None without recognition. */
  confidence?: number | null;
  id: string;
  blocks: Block[];
  label?: string;
  author?: string | null;
  date?: string | null;
  reply_to?: string | null;
  /** Comments: marked as done. */
  resolved?: boolean;
}

/** An entry of the document's own table of contents (bookmarks). */
export interface OutlineEntry {
  title: string;
  page?: number | null;
  children?: OutlineEntry[];
}

/** A page, sheet, slide or section. `number` counts from 1; `label` is what the document prints ("iv"). */
export interface Page {
  number: number;
  kind?: "page" | "section" | "sheet" | "slide";
  label?: string | null;
  /** In points, as a reader sees the page; None where the format has no fixed pages. */
  width?: number | null;
  height?: number | null;
  blocks?: Block[];
  hidden?: Hidden | null;
  text_quality?: TextQuality | null;
}

/** The text of a page, sheet or slide before the whole document is known. */
export interface PageText {
  number: number;
  label?: string | null;
  text: string;
}

/** A page as the person sees it beside what is sent of it. */
export interface PageView {
  index: number;
  number: number;
  /** The original text, hidden content included and flagged, running headers too. */
  text: string;
  marks: Mark[];
  /** In order; a mark may hold some, or begin or end within one. */
  doubts?: Doubt[];
  /** Exactly what the payload holds for this page; None where the page is left out. */
  payload_text?: string | null;
  payload_markdown?: string | null;
  excluded?: boolean;
}

/**
 * Pages that are read while a `ParseRequest` with `pages_ahead` runs, in order, each once.
 *
 * What only the whole document can tell is not decided yet; `Result` replaces them.
 */
export interface PagesRead {
  type: "pages";
  v: number;
  id: number;
  pages: PageText[];
}

/** A paragraph of running text. */
export interface Paragraph {
  type: "paragraph";
  where: Locator;
  role?: Role;
  hidden?: Hidden | null;
  /** "ocr" where the text was recognised from an image; None where the file itself holds it. */
  source?: "ocr" | null;
  /** How sure the recognition was, 0 to 1, on the average of the letters; None without recognition. */
  confidence?: number | null;
  spans: Span[];
  /** Set where the paragraph continues a list entry: the level of that entry. */
  list_level?: number | null;
}

/** Read the file whose bytes come beside it. */
export interface ParseRequest {
  type: "parse";
  v: number;
  id: number;
  filename?: string | null;
  options?: WireOptions;
  outputs?: Output[];
  /** For the output "chunks". */
  chunking?: ChunkOptions | null;
  /** Send the text of pages (`PagesRead`) while others are still being read. */
  pages_ahead?: boolean;
}

/** Something that could not be read or was left out. A value, not an exception; `code` is stable. */
export interface ParseWarning {
  code: string;
  message: string;
  where?: Locator | null;
}

/** What is sent. Encoded by `docsieve.payload.encode`, which gives the same bytes everywhere. */
export interface Payload {
  payload_version: number;
  document: PayloadDocument;
  /** What made it: {"docsieve": "0.1.0", "pypdfium2": "5.15.2"}. */
  parsers: Record<string, string>;
}

/** A document as it is sent. Files inside the file that are sent are documents within it. */
export interface PayloadDocument {
  /** Registered name of the format: "pdf", "docx". */
  format: string;
  /** File name, where the person agreed to send it; redacted like any text. */
  name?: string | null;
  /** Hex SHA-256 of the source file, only where the person agreed. */
  source_sha256?: string | null;
  /** How many pages, sheets or slides the file has, sent or not. */
  page_count: number;
  /** The chosen fields, redacted; lists are joined with ", ", custom fields are "custom.NAME". */
  metadata?: Record<string, string>;
  pages?: PayloadPage[];
  chunks?: Chunk[];
  attachments?: PayloadDocument[];
  withheld?: Withheld;
}

/** A page, sheet or slide that is sent: its text, its Markdown, or both. `number` is that of the file. */
export interface PayloadPage {
  number: number;
  kind?: "page" | "section" | "sheet" | "slide";
  label?: string | null;
  text?: string | null;
  markdown?: string | null;
  /** Set where the text cannot be trusted wholly. */
  text_quality?: TextQuality | null;
}

/** Which kinds are looked for and what is done to them. */
export interface Policy {
  /** None looks for every kind. */
  kinds?: Kind[] | null;
  operator?: Operator;
  /** Other operators for some kinds. */
  operators?: Record<string, Operator>;
  custom?: Custom[];
  /** Hits below are not suggested. */
  min_confidence?: number;
  /** ISO 3166 country for phone numbers without a country code; None takes only international ones and national ones with a word such as "Tel." before them. */
  region?: string | null;
}

/** Page to worker: load the wheels of these formats now. Never reaches Python. */
export interface PreloadRequest {
  type: "preload";
  v: number;
  id: number;
  formats: string[];
  /** Also those that only some of their files need: what it takes to go offline. */
  on_demand?: boolean;
}

/** Worker to page: answer to `PreloadRequest`. */
export interface Preloaded {
  type: "preloaded";
  v: number;
  id: number;
}

/** How far a request is. `done` and `total` are pages while parsing, bytes or files while loading. */
export interface Progress {
  type: "progress";
  v: number;
  id: number;
  stage: Stage;
  done: number;
  total?: number | null;
}

/** Worker to page: answer to `Init` once Python runs. */
export interface Ready {
  type: "ready";
  v: number;
  id: number;
  build_id: string;
  formats: FormatInfo[];
}

/** What a person can show of an upload. It holds no text of the document. */
export interface Receipt {
  receipt_version: number;
  /** The payload as it was shown to the person. */
  payload: ReceiptBody;
  /** The sealed file that went over the wire instead, and for whom (age recipients). */
  sealed?: ReceiptBody | null;
  recipients?: string[];
  /** Address without query, and the key that says which upload it was. */
  endpoint: string;
  idempotency_key: string;
  /** When it was sent, by the clock of the sender (ISO 8601, UTC). */
  sent: string;
  answer: ReceiptAnswer;
  /** From the payload: format, pages, what made it, what was withheld; the source only where it was agreed. */
  format: string;
  page_count: number;
  parsers: Record<string, string>;
  withheld: Withheld;
  source_sha256?: string | null;
}

/** What the receiver said: its id for the payload, when it stored it (ISO 8601), the hash it computed. */
export interface ReceiptAnswer {
  id: string;
  received: string;
  sha256: string;
  /** It had been stored before: a repeat after a lost answer. */
  duplicate: boolean;
}

/** A sequence of bytes: its hex SHA-256, its length, its media type. */
export interface ReceiptBody {
  sha256: string;
  bytes: number;
  media_type: string;
}

/**
 * Put recognised words into the document whose JSON text comes beside it. Answered by `Result`.
 *
 * Without that text they are for the file that was opened, by the numbers of its targets.
 */
export interface RecogniseAddRequest {
  type: "recognise_add";
  v: number;
  id: number;
  pages: RecognisedPage[];
  outputs?: Output[];
  /** For the output "chunks". */
  chunking?: ChunkOptions | null;
  hidden?: HiddenChoice | null;
}

/** Answer to `RecogniseDrawRequest`. */
export interface RecogniseDraw {
  type: "recognise_draw";
  v: number;
  id: number;
  width: number;
  height: number;
  /** Width times height bytes, 0 for black, deflated (zlib), in base64. */
  pixels: string;
}

/** Draw a page of the PDF whose bytes come beside it, for recognition. Answered by `RecogniseDraw`. */
export interface RecogniseDrawRequest {
  type: "recognise_draw";
  v: number;
  id: number;
  /** As the file counts, from 1. */
  page: number;
  password?: string | null;
}

/** Answer to `RecogniseOpenRequest`: the first target is number 1. */
export interface RecogniseOpen {
  type: "recognise_open";
  v: number;
  id: number;
  targets: TargetInfo[];
}

/**
 * What in the file whose bytes come beside it may show text? Answered by `RecogniseOpen`.
 *
 * The worker keeps the file.
 */
export interface RecogniseOpenRequest {
  type: "recognise_open";
  v: number;
  id: number;
  filename?: string | null;
  password?: string | null;
  limits?: Limits | null;
  hidden?: HiddenChoice | null;
}

/** Answer to `RecognisePictureRequest`. */
export interface RecognisePicture {
  type: "recognise_picture";
  v: number;
  id: number;
  /** JSON text of a Document whose pages are all to be recognised, a page for each frame. */
  document: string;
  media_type: string;
  frames: FrameInfo[];
}

/** What is in the picture file whose bytes come beside it? Answered by `RecognisePicture`. */
export interface RecognisePictureRequest {
  type: "recognise_picture";
  v: number;
  id: number;
  filename?: string | null;
}

/** Answer to `RecogniseTakeRequest` for a picture. */
export interface RecogniseTake {
  type: "recognise_take";
  v: number;
  id: number;
  /** The picture file, in base64. */
  data: string;
}

/** Give a target of the file that was opened. Answered by `RecogniseTake`, a page by `RecogniseDraw`. */
export interface RecogniseTakeRequest {
  type: "recognise_take";
  v: number;
  id: number;
  target: number;
}

/**
 * The words of one page in reading order: paragraphs of lines of words.
 *
 * A page that could not be recognised comes with `failed`, and without paragraphs.
 */
export interface RecognisedPage {
  /** As in the Document, from 1. */
  number: number;
  /** Of the picture, in pixels. */
  width: number;
  height: number;
  paragraphs?: Word[][][];
  failed?: boolean;
}

/** Redact what a regular expression (Python's `re`) finds in the set; refused where it could run away. */
export interface RedactExpression {
  type: "redact_expression";
  expression: string;
}

/** Redact a word or phrase everywhere in the set; white space, case and soft hyphens do not matter. */
export interface RedactPhrase {
  type: "redact_phrase";
  text: string;
  whole_words?: boolean;
}

/** Make the change that was taken back last once more. */
export interface Redo {
  type: "redo";
}

/** A request the browser recorded (Resource Timing): times in ms since the epoch, `received` in bytes. */
export interface ResourceEntry {
  url: string;
  initiator: string;
  started: number;
  received: number;
}

/**
 * Answer to `ParseRequest`: the outputs that were asked for.
 *
 * `json` is the JSON text of the Document, `chunks` that of a list of `Chunk`.
 */
export interface Result {
  type: "result";
  v: number;
  id: number;
  format: string;
  pages: number;
  warnings: ParseWarning[];
  text?: string | null;
  markdown?: string | null;
  json?: string | null;
  html?: string | null;
  chunks?: string | null;
}

/** A file inside the file. `path` is "0", or "0.2" for the third file inside the first. */
export interface ReviewAttachment {
  path: string;
  name: string;
  payload_name: string;
  media_type?: string | null;
  /** Bytes. */
  size?: number | null;
  /** False where it was not read: there is nothing to send but its absence. */
  readable?: boolean;
  included?: boolean;
  /** Index of its first page, and how many it has. */
  first_page?: number;
  pages?: number;
}

/** Change something. Answered by `ReviewChanged`. */
export interface ReviewChangeRequest {
  type: "review_change";
  v: number;
  id: number;
  document: string;
  change: Change;
}

/** Answer to `ReviewChangeRequest`: one entry for each document that it touched. */
export interface ReviewChanged {
  type: "review_changed";
  v: number;
  id: number;
  documents: ReviewDelta[];
  can_undo: boolean;
  can_redo: boolean;
}

/** Forget a document of the set, or the whole set. Answered by `ReviewClosed`. */
export interface ReviewCloseRequest {
  type: "review_close";
  v: number;
  id: number;
  /** None closes all. */
  document?: string | null;
}

/** Answer to `ReviewCloseRequest`. */
export interface ReviewClosed {
  type: "review_closed";
  v: number;
  id: number;
}

/** What a change did to one document of the set; lists are empty where nothing changed. */
export interface ReviewDelta {
  document: string;
  /** Indexes of pages whose view is no longer current. */
  pages?: number[];
  /** Matches that are new, by a phrase or expression. */
  added?: ReviewMatch[];
  /** Ids of matches that are gone, by undoing. */
  removed?: string[];
  /** Ids of matches that are redacted now, and of those that are kept now. */
  redacted?: string[];
  kept?: string[];
  /** Pages that are left out now, and those that are taken in now. */
  excluded?: number[];
  included?: number[];
  /** All of them, where any changed. */
  counts?: KindCount[] | null;
  metadata?: ReviewField[] | null;
  attachments?: ReviewAttachment[] | null;
  hidden_included?: Hidden[] | null;
  payload_name?: string | null;
}

/** A metadata field: "title", "authors", "custom.Department". */
export interface ReviewField {
  name: string;
  /** As in the file. */
  value: string;
  /** As it would be sent. */
  payload_value: string;
  included?: boolean;
}

/** Answer to `ReviewImageRequest`. */
export interface ReviewImage {
  type: "review_image";
  v: number;
  id: number;
  width: number;
  height: number;
  /** Width times height times four bytes (red, green, blue, alpha), deflated (zlib), in base64. */
  pixels: string;
}

/** Draw a page of the PDF whose bytes come beside it. Answered by `ReviewImage`; no review is needed. */
export interface ReviewImageRequest {
  type: "review_image";
  v: number;
  id: number;
  /** As the file counts, from 1. */
  page: number;
  /** Pixels wanted; fewer where the page would have too many. */
  width: number;
}

/** A match as the page lists it. It holds document text and never leaves the machine. */
export interface ReviewMatch {
  id: string;
  kind: Kind;
  rule: string;
  place?: Place;
  /** Index of the (first) page; None outside the pages. */
  page?: number | null;
  /** What was found, on one line, shortened where it is long. */
  text: string;
  /** Equal values of a kind share it, in all documents of the set. */
  group: number;
  confidence?: number;
  /** Whether it is redacted now. True is what a review starts with. */
  redacted?: boolean;
}

/** Take a document into the review; its JSON text comes beside it. Answered by `ReviewOpened`. */
export interface ReviewOpenRequest {
  type: "review_open";
  v: number;
  id: number;
  /** The page's own name for it, unique in the set. */
  document: string;
  filename?: string | null;
  /** Hex SHA-256 of the source file; enters the payload only where `ReviewPayloadRequest` says so. */
  source_sha256?: string | null;
  policy?: Policy;
}

/** Answer to `ReviewOpenRequest`. */
export interface ReviewOpened {
  type: "review_opened";
  v: number;
  id: number;
  document: string;
  format: string;
  pages: ReviewPage[];
  matches: ReviewMatch[];
  counts: KindCount[];
  metadata: ReviewField[];
  attachments: ReviewAttachment[];
  /** Hidden passages by why they are hidden. */
  hidden: Record<string, number>;
  /** Reasons whose passages are sent. */
  hidden_included?: Hidden[];
  /** The file name as it would be sent. */
  payload_name?: string | null;
}

/** A page, sheet or slide in the list of all of them, those of files inside the file included. */
export interface ReviewPage {
  /** Its place in the list, from 0: what the other messages call it. */
  index: number;
  /** As the file counts. */
  number: number;
  kind?: "page" | "section" | "sheet" | "slide";
  label?: string | null;
  /** `ReviewAttachment.path` of the file inside the file that it belongs to; None for the document itself. */
  attachment?: string | null;
  /** Length of its text, about. */
  characters?: number;
  matches?: number;
  /** Set where the whole sheet or slide is hidden: it is excluded unless somebody takes it in. */
  hidden?: Hidden | null;
  /** Left out by the person, or because it is hidden. Pages of attachments follow their attachment as well. */
  excluded?: boolean;
  text_quality?: TextQuality | null;
  /** Words that text recognition was unsure of. */
  doubts?: number;
}

/** Answer to `ReviewViewRequest`. */
export interface ReviewPages {
  type: "review_pages";
  v: number;
  id: number;
  document: string;
  pages: PageView[];
}

/** Answer to `ReviewPayloadRequest`. Encoded as UTF-8, `payload` is what is shown, hashed and sent. */
export interface ReviewPayload {
  type: "review_payload";
  v: number;
  id: number;
  document: string;
  payload: string;
  media_type: string;
  /** Hex SHA-256 of the payload's bytes, and how many there are. */
  sha256: string;
  bytes: number;
  withheld: Withheld;
}

/** Make the payload of a document. Answered by `ReviewPayload`, or `redaction_incomplete`. */
export interface ReviewPayloadRequest {
  type: "review_payload";
  v: number;
  id: number;
  document: string;
  contents?: PayloadContent[];
  include_name?: boolean;
  include_source_sha256?: boolean;
  /** The most tokens of a chunk. */
  chunk_tokens?: number;
}

/** Put values back in place of the set's labels. Answered by `ReviewRestored`. */
export interface ReviewRestoreRequest {
  type: "review_restore";
  v: number;
  id: number;
  text: string;
}

/** Answer to `ReviewRestoreRequest`. */
export interface ReviewRestored {
  type: "review_restored";
  v: number;
  id: number;
  text: string;
  /** How many labels were replaced by their values. */
  restored: number;
}

/** Answer to `ReviewVaultRequest`: `docsieve.Vault` as JSON text. Never part of a payload. */
export interface ReviewVault {
  type: "review_vault";
  v: number;
  id: number;
  vault: string;
  labels: number;
}

/** What the labels of the set stand for. It must stay on this machine. Answered by `ReviewVault`. */
export interface ReviewVaultRequest {
  type: "review_vault";
  v: number;
  id: number;
}

/** Show pages `first` to `last` (indexes, inclusive). Answered by `ReviewPages`. */
export interface ReviewViewRequest {
  type: "review_view";
  v: number;
  id: number;
  document: string;
  first: number;
  last: number;
  /** Also make `PageView.payload_markdown`. */
  markdown?: boolean;
}

/** A tracked change. Inserted text stands in the body, deleted text there too with `hidden="deleted"`. */
export interface Revision {
  kind: "deleted" | "formatted" | "inserted" | "moved_from" | "moved_to";
  where: Locator;
  author?: string | null;
  date?: string | null;
}

/** A table row. Cells covered by a span from the left or above are not listed. */
export interface Row {
  cells: Cell[];
  /** 1-based row number in a sheet; None means the row after the one before. */
  number?: number | null;
  hidden?: Hidden | null;
  /** 1-based number of the page it stands on where its table goes on; None on the one it begins on. */
  page?: number | null;
}

/**
 * A run of text in one style. `link` is a URL or `#anchor`; `note` is the id of a `Note` it calls.
 *
 * A line break inside a paragraph is "\n" in `text`, a tab is "\t"; no other control characters occur.
 */
export interface Span {
  text: string;
  bold?: boolean;
  italic?: boolean;
  underline?: boolean;
  strike?: boolean;
  code?: boolean;
  superscript?: boolean;
  subscript?: boolean;
  /** The text is LaTeX mathematics. */
  math?: boolean;
  link?: string | null;
  note?: string | null;
  /** Index into `Document.revisions` of the tracked change this text belongs to. */
  revision?: number | null;
  hidden?: Hidden | null;
  /** 1-based number of the page it stands on where its paragraph goes on; None on the one it begins on. */
  page?: number | null;
  /** How sure the recognition was of these words, 0 to 1, where that is little; None for all others. */
  confidence?: number | null;
}

/** Page to worker: a file of the site, checked; bytes or compiled module come beside it. `id` is 0. */
export interface Supplied {
  type: "supplied";
  v: number;
  id: number;
  path: string;
  /** Why it could not be had, where it comes without bytes. */
  error?: WireError | null;
}

/** A table; the first `header_rows` rows are headings. */
export interface Table {
  type: "table";
  where: Locator;
  role?: Role;
  hidden?: Hidden | null;
  /** "ocr" where the text was recognised from an image; None where the file itself holds it. */
  source?: "ocr" | null;
  /** How sure the recognition was, 0 to 1, on the average of the letters; None without recognition. */
  confidence?: number | null;
  rows: Row[];
  header_rows?: number;
  /** 1-based numbers of the pages it goes on on that show its headings again. */
  headed_pages?: number[];
}

/** Something inside a file that may show text: a picture, or a page that is to be drawn. */
export interface TargetInfo {
  /** None for a page. */
  media_type?: string | null;
  /** Of a picture, in pixels. */
  width?: number;
  height?: number;
  /** Where a TIFF file has the directory of this picture. */
  offset?: number | null;
}

/** How far the text of a page can be trusted, and why not: what to know before relying on it. */
export interface TextQuality {
  /** True where the page shows text that the file does not hold as text. */
  needs_ocr?: boolean;
  reasons?: ("garbled_encoding" | "mostly_image" | "no_text_layer" | "vector_text")[];
  /** True where the text was recognised from a picture of the page (OCR), as surely as `confidence` says. */
  recognised?: boolean;
  /** 0 to 1, on the average of the letters; None without recognition. */
  confidence?: number | null;
}

/** A rule across the page. */
export interface ThematicBreak {
  type: "thematic_break";
  where: Locator;
  role?: Role;
  hidden?: Hidden | null;
  /** "ocr" where the text was recognised from an image; None where the file itself holds it. */
  source?: "ocr" | null;
  /** How sure the recognition was, 0 to 1, on the average of the letters; None without recognition. */
  confidence?: number | null;
}

/** Take back the last change of the set. */
export interface Undo {
  type: "undo";
}

/** Worker to page: send these files of the site, for request `id`. The page knows which there are. */
export interface Wanted {
  type: "wanted";
  v: number;
  id: number;
  paths: string[];
}

/** Answer to `ParseRequest`: the file needs these wheels as well; load them and ask again. */
export interface WheelsNeeded {
  type: "wheels_needed";
  v: number;
  id: number;
  wheels: string[];
}

/** An error as a value. `message` is a sentence for people where `user_facing`; never document text. */
export interface WireError {
  code: ErrorCode;
  message: string;
  user_facing?: boolean;
  retryable?: boolean;
  where?: Locator | null;
}

/** `docsieve.Options` as they cross the boundary. */
export interface WireOptions {
  password?: string | null;
  limits?: Limits | null;
  pages?: [number, number][] | null;
  /** What a reader of the original would not see: "include" shows it in all outputs, marked as hidden; "exclude" takes it out of all; None keeps it in the Document only, flagged, and in texts what a reader can unfold. */
  hidden?: HiddenChoice | null;
}

/** What was left out, in numbers and names of kinds only: never the withheld text itself. */
export interface Withheld {
  /** Numbers of pages, sheets or slides that were left out whole. */
  pages?: number[];
  /** Hidden passages left out, by why they are hidden. */
  hidden?: Record<string, number>;
  /** Names of metadata fields left out, as in `docsieve.Metadata` ("authors", "custom"). */
  metadata?: string[];
  /** How many files inside the file were left out. */
  attachments?: number;
  /** Redacted passages by kind ("email", "iban", "custom"). */
  redacted?: Record<string, number>;
}

/** A word: its box in pixels of the picture, y downwards; how sure it is, 0 to 100. JSON: an array. */
export type Word = [x0: number, y0: number, x1: number, y1: number, confidence: number, text: string];

/** Worker to page, after each answer and each request it made: `id` is 0, `heap_bytes` never shrinks. */
export interface WorkerState {
  type: "state";
  v: number;
  id: number;
  heap_bytes: number;
  resources?: ResourceEntry[];
}
