/** What the person has selected inside a shadow root: each engine has its own way to say. */

interface WithSelection {
  getSelection?(): Selection | null;
}

interface WithComposedRanges {
  getComposedRanges?(options: { shadowRoots: ShadowRoot[] }): StaticRange[];
}

/** The selected text, where both ends lie inside an element that the selector names; else "". */
export function selectedIn(root: ShadowRoot, selector: string): string {
  const range = rangeIn(root);
  if (!range || range.collapsed) return "";
  const inside = (node: Node) =>
    (node instanceof Element ? node : node.parentElement)?.closest(selector) ?? undefined;
  const start = inside(range.startContainer);
  return start && start === inside(range.endContainer) ? range.toString().trim() : "";
}

function rangeIn(root: ShadowRoot): Range | undefined {
  // Chromium's own; elsewhere the document's selection says so, where it looks into shadow trees at all.
  const selection = (root as WithSelection).getSelection?.() ?? document.getSelection();
  if (!selection || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (root.contains(range.startContainer)) return range;
  const [composed] = (selection as WithComposedRanges).getComposedRanges?.({ shadowRoots: [root] }) ?? [];
  if (!composed || !root.contains(composed.startContainer)) return undefined;
  const found = document.createRange();
  found.setStart(composed.startContainer, composed.startOffset);
  found.setEnd(composed.endContainer, composed.endOffset);
  return found;
}
