/** What a change did, in a sentence for those who do not see it. */

import type { ReviewChanged } from "../protocol";
import type { ReviewStrings } from "./strings";

export function spoken({ documents }: ReviewChanged, strings: ReviewStrings): string {
  const sum = (count: (delta: ReviewChanged["documents"][number]) => number) =>
    documents.reduce((total, delta) => total + count(delta), 0);
  const redacted = sum(({ redacted: ids = [], added = [] }) => ids.length + added.length);
  const kept = sum(({ kept: ids = [], removed = [] }) => ids.length + removed.length);
  const moved = sum(({ excluded = [], included = [] }) => excluded.length + included.length);
  const said = [
    ...(redacted > 0 ? [strings.saidRedacted(redacted)] : []),
    ...(kept > 0 ? [strings.saidKept(kept)] : []),
    ...(moved > 0 ? [strings.saidPages(moved)] : []),
  ];
  if (said.length > 0) return said.join(" ");
  return documents.length > 0 ? strings.saidChanged : strings.saidNothing;
}
