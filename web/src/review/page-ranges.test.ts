import { expect, it } from "vitest";
import { parsePageRanges } from "./page-ranges";

it.each([
  ["3", [3]],
  ["3-5, 12", [3, 4, 5, 12]],
  ["12;1 – 2,2", [1, 2, 12]],
])("reads %s", (text, pages) => {
  expect(parsePageRanges(text, 12)).toEqual(pages);
});

it.each(["", "x", "0", "5-3", "13", "1-13", "1,,2", "-3"])("refuses %j", (text) => {
  expect(parsePageRanges(text, 12)).toBeUndefined();
});
