/** A modal dialog around `<docsieve-review>`: it opens, the person agrees or does not, it is gone. */

import type { Review } from "../review";
import { DocsieveReview, defineDocsieveReview } from "../review/docsieve-review";
import type { AgreedPayload } from "../review/send-step";
import type { ReviewedPayload } from "../reviewed-payload";
import type { FileToReview } from "./review-files";
import type { DialogOptions } from "./review-in-dialog";

/** Set one by one: a style attribute would be against the policy of many a page. */
const LOOKS: Readonly<Record<string, string>> = {
  boxSizing: "border-box",
  width: "min(96rem, 100vw - 2rem)",
  maxWidth: "none",
  height: "calc(100vh - 2rem)",
  maxHeight: "none",
  padding: "1rem",
  overflow: "auto",
};

/** Resolve to what the person agreed to, by key; to nothing at all where the dialog was closed. */
export async function askInDialog(
  session: Review,
  files: readonly FileToReview[],
  { receiver, policy, recipients, label }: DialogOptions,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, ReviewedPayload>> {
  const agreed = new Map<string, ReviewedPayload>();
  if (signal?.aborted) return agreed;
  defineDocsieveReview();
  const review = new DocsieveReview();
  review.review = session;
  review.files = files;
  review.policy = policy;
  review.recipients = recipients ?? [];
  review.receiver = typeof receiver === "function" ? receiver() : receiver;
  const dialog = document.createElement("dialog");
  Object.assign(dialog.style, LOOKS);
  dialog.setAttribute("aria-label", label ?? "What is sent");
  dialog.append(review);
  document.body.append(dialog);
  const onAbort = () => dialog.close();
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    await new Promise<void>((resolve) => {
      dialog.addEventListener("close", () => resolve());
      review.addEventListener("docsieve-review-close", () => dialog.close());
      review.addEventListener("docsieve-agreed", (event) => {
        const { action, payloads } = (event as CustomEvent).detail as {
          action: string;
          payloads: readonly AgreedPayload[];
        };
        if (action !== "send") return;
        event.preventDefault();
        for (const { key, payload } of payloads) agreed.set(key, payload);
        dialog.close();
      });
      dialog.showModal();
    });
  } finally {
    signal?.removeEventListener("abort", onAbort);
    dialog.remove();
  }
  return agreed;
}
