/** `docsieve-field.js`: importing it defines `<docsieve-field>`. */

import { defineDocsieveField } from "./uploaders/docsieve-field";

export { DocsieveField } from "./uploaders/docsieve-field";
export type { FieldStrings } from "./uploaders/field-strings";
export type { FileToReview, ReviewCallback } from "./uploaders/review-files";

defineDocsieveField();
