import { describe, expect, it } from "vitest";
import { NetworkLog } from "./network-log";

const entry = (url: string, started = 10) => ({ url, initiator: "fetch", started, received: 1 });
const SITE = "https://site.example/reader/";

function logOf(...urls: string[]) {
  const log = new NetworkLog(SITE);
  log.setProgramFiles(["assets/worker.js", "runtime/a/lxml.whl"]);
  log.startAt(10);
  log.add(urls.map((url) => entry(url)));
  return log.summary();
}

describe("NetworkLog", () => {
  it("knows the program's own files", () => {
    expect(logOf(`${SITE}assets/worker.js`, `${SITE}runtime/a/lxml.whl`)).toMatchObject({
      other: [],
      bytes: 0,
    });
  });

  it.each([
    `${SITE}assets/worker.js?text=secret`,
    `${SITE}assets/worker.js#x`,
    `${SITE}assets/other.js`,
    "https://elsewhere.example/reader/assets/worker.js",
  ])("takes %s for something else", (url) => {
    expect(logOf(url).other).toHaveLength(1);
  });

  it("counts what starts after the first file only", () => {
    const log = new NetworkLog(SITE);
    log.add([entry(`${SITE}x`, 5)]);
    expect(log.summary().other).toHaveLength(0);
    log.startAt(6);
    log.startAt(100);
    log.add([entry(`${SITE}x`, 7)]);
    expect(log.summary().other).toHaveLength(1);
  });

  it("trusts nothing before it knows the manifest", () => {
    const log = new NetworkLog(SITE);
    log.startAt(0);
    log.add([entry(`${SITE}assets/worker.js`)]);
    expect(log.summary().other).toHaveLength(1);
  });

  it("leaves out what never meets a network", () => {
    expect(logOf("blob:https://site.example/1234", "data:text/plain,x")).toMatchObject({
      program: [],
      other: [],
    });
  });

  it("accounts for what was agreed to, one request for each try, and for nothing beside it", () => {
    const endpoint = "https://intake.example/v1/payloads";
    const sent = { ...entry(endpoint), initiator: "xmlhttprequest" };
    const log = new NetworkLog(SITE);
    log.startAt(10);
    log.add([sent]);
    expect(log.summary()).toMatchObject({ agreed: [], other: [sent], bytes: 0 });
    log.agree({ endpoint, bytes: 120 });
    expect(log.summary()).toMatchObject({ agreed: [sent], other: [], bytes: 120 });
    log.add([sent]);
    expect(log.summary().other).toHaveLength(1);
    log.agree({ endpoint, bytes: 120 });
    expect(log.summary()).toMatchObject({ other: [], bytes: 240 });
    log.add([entry(endpoint), { ...sent, url: `${endpoint}?more` }]);
    expect(log.summary().other).toHaveLength(2);
  });
});
