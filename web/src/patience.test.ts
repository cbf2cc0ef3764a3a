import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Patience } from "./patience";

const LIMIT = 60_000;

let over: ReturnType<typeof vi.fn<() => void>>;
let patience: Patience;

beforeEach(() => {
  vi.useFakeTimers();
  over = vi.fn<() => void>();
  patience = new Patience(LIMIT, over);
  patience.begin();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const wait = (milliseconds: number) => vi.advanceTimersByTime(milliseconds);

/** The clock runs on, and no timer ends before it stands still again. */
function sleep(milliseconds: number): void {
  const now = performance.now;
  vi.spyOn(performance, "now").mockImplementation(() => now.call(performance) + milliseconds);
}

describe("Patience", () => {
  it("is over once, after exactly its time", () => {
    wait(LIMIT - 1);
    expect(over).not.toHaveBeenCalled();
    wait(1);
    expect(over).toHaveBeenCalledOnce();
    wait(10 * LIMIT);
    expect(over).toHaveBeenCalledOnce();
  });

  it("counts from what moved last, wherever in the wait that was", () => {
    for (const pause of [1, 14_999, 15_000, 15_001, 44_000, LIMIT - 1]) {
      wait(pause);
      patience.moved();
    }
    wait(LIMIT - 1);
    expect(over).not.toHaveBeenCalled();
    wait(1);
    expect(over).toHaveBeenCalledOnce();
  });

  it("is never over once it was stopped, whatever moves", () => {
    wait(LIMIT - 1);
    patience.stop();
    patience.moved();
    wait(10 * LIMIT);
    expect(over).not.toHaveBeenCalled();
    patience.begin();
    wait(LIMIT);
    expect(over).toHaveBeenCalledOnce();
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("is never over where the limit is %s", (none) => {
    const endless = new Patience(none, over);
    patience.stop();
    endless.begin();
    wait(2 ** 31);
    expect(over).not.toHaveBeenCalled();
  });

  it.each([0, 30_000, LIMIT - 1])("does not count a sleep after %s ms of silence", (silence) => {
    wait(silence);
    sleep(8 * 3_600_000);
    wait(LIMIT / 4);
    expect(over).not.toHaveBeenCalled();
    patience.moved();
    wait(LIMIT - 1);
    expect(over).not.toHaveBeenCalled();
    wait(1);
    expect(over).toHaveBeenCalledOnce();
  });

  it("is over a while after a sleep where nothing moves then", () => {
    wait(LIMIT - 1);
    sleep(8 * 3_600_000);
    wait(LIMIT / 2);
    expect(over).toHaveBeenCalledOnce();
  });

  it("is over in a page in the background, whose timers end once a minute", () => {
    let late = 0;
    const now = performance.now;
    vi.spyOn(performance, "now").mockImplementation(() => now.call(performance) + late);
    for (let minute = 1; minute <= 6; minute++) {
      late += 45_000;
      wait(15_000);
    }
    expect(over).toHaveBeenCalledOnce();
  });
});
