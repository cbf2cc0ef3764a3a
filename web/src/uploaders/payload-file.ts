/** A reviewed payload as a File, for uploaders that know nothing but files. Its name says nothing of the original. */

import type { Payload } from "../generated/wire";
import type { ReviewedPayload } from "../reviewed-payload";
import { toBody, type UploadBody } from "../upload/upload";

export interface PayloadFile extends Omit<UploadBody, "body"> {
  readonly file: File;
  readonly payload: ReviewedPayload;
}

/** Make the file; `number` tells it from others where the person did not agree to send the name. */
export async function toPayloadFile(
  payload: ReviewedPayload,
  number: number,
  recipients: readonly string[] = [],
): Promise<PayloadFile> {
  const { body, ...rest } = await toBody(payload, recipients);
  const suffix = recipients.length > 0 ? "json.age" : "json";
  // The name of a sealed file could be read by everybody on the way, so it has none even where it was agreed to.
  const agreed = recipients.length > 0 ? undefined : agreedName(payload);
  const name = `${agreed ?? `document-${number}`}.${suffix}`;
  return { ...rest, payload, file: new File([body], name, { type: rest.mediaType, lastModified: 0 }) };
}

/** The document's name as it stands in the payload itself, redacted like any text; without what no file name has. */
function agreedName(payload: ReviewedPayload): string | undefined {
  const { document } = JSON.parse(payload.text()) as Payload;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
  return document.name?.replaceAll(/[\u0000-\u001f\u007f/\\:*?"<>|]/g, "_") || undefined;
}
