import { describe, expect, it } from "vitest";
import { readSiteSettings } from "./site-settings";

const SITE = "https://site.example/reader/";
const KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
const read = (settings: unknown) => readSiteSettings(JSON.stringify(settings), SITE);

describe("readSiteSettings", () => {
  it("has defaults", () => {
    expect(read({})).toEqual({ endpoint: undefined, recipients: [], policy: undefined });
  });

  it("takes endpoints beside the page and elsewhere", () => {
    expect(read({ endpoint: "intake/v1/payloads" }).endpoint).toBe(`${SITE}intake/v1/payloads`);
    expect(read({ endpoint: "https://intake.example/v1/payloads" }).endpoint).toBe(
      "https://intake.example/v1/payloads",
    );
  });

  it("takes keys and a policy", () => {
    expect(read({ recipients: [KEY], policy: { operator: "mask" } })).toMatchObject({
      recipients: [KEY],
      policy: { operator: "mask" },
    });
  });

  it.each([
    { endpoint: "javascript:alert(1)" },
    { endpoint: "data:text/html,x" },
    { endpoint: "https://me:secret@intake.example/" },
    { endpoint: 5 },
    { recipients: KEY },
    { recipients: ["ssh-ed25519 AAAA"] },
    { recipients: [KEY, ""] },
    { policy: [] },
    { endpiont: "intake" },
    [],
    null,
    "x",
  ])("refuses %j as a whole", (settings) => {
    expect(() => read(settings)).toThrow(/site\.json/);
  });

  it("refuses what is not JSON", () => {
    expect(() => readSiteSettings("<!doctype html>", SITE)).toThrow(/not JSON/);
  });
});
