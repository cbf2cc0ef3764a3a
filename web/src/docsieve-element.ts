/** `docsieve-element.js`: importing it defines `<docsieve-drop>`. */

import { defineDocsieveDrop } from "./element/docsieve-drop";

export { DocsieveDrop } from "./element/docsieve-drop";
export { FileEntry, type FileState } from "./element/file-entry";
export type { Strings } from "./element/strings";
export type { AgreedPayload } from "./review/send-step";
export type { ReviewStrings } from "./review/strings";

defineDocsieveDrop();
