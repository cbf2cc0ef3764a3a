import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Heartbeat } from "./heartbeat";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("beats once a second while it is looked at, and never holds a signal", () => {
  const beat = vi.fn();
  const lookAfter = vi.fn();
  const buffer = new Heartbeat(beat, lookAfter);
  for (let look = 0; look < 3000; look++) {
    expect(buffer[0]).toBe(0);
    buffer[0] = 0;
    vi.advanceTimersByTime(1);
  }
  expect(beat).toHaveBeenCalledTimes(3);
  expect(lookAfter).toHaveBeenCalledTimes(3000);
});

it("does not beat while nobody looks", () => {
  const beat = vi.fn();
  new Heartbeat(beat, () => {});
  vi.advanceTimersByTime(60_000);
  expect(beat).not.toHaveBeenCalled();
});
