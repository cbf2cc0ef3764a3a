/** Requests as the browser itself recorded them (Resource Timing), in page and worker alike. */

import type { ResourceEntry } from "./protocol";

/** Record every request of this realm, those made before the call included. */
export class ResourceRecorder {
  readonly #observer: PerformanceObserver;
  readonly #found: (entries: ResourceEntry[]) => void;

  constructor(found: (entries: ResourceEntry[]) => void) {
    this.#found = found;
    this.#observer = new PerformanceObserver((list) => this.#found(list.getEntries().map(toResourceEntry)));
    this.#observer.observe({ type: "resource", buffered: true });
    // The timeline stops recording when full; the observer does not, but entries before it would be lost.
    performance.setResourceTimingBufferSize(10_000);
  }

  /** Hand over what was recorded but not yet delivered, for instance while Python kept the thread busy. */
  take(): ResourceEntry[] {
    return this.#observer.takeRecords().map(toResourceEntry);
  }
}

function toResourceEntry(entry: PerformanceEntry): ResourceEntry {
  const timing = entry as PerformanceResourceTiming;
  return {
    url: timing.name,
    initiator: timing.initiatorType,
    started: performance.timeOrigin + timing.startTime,
    received: timing.transferSize,
  };
}
