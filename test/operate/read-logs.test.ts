import assert from "node:assert/strict";
import type { LogPage, LogQuery } from "../../cloud/operations.ts";
import { errorWords } from "../../operate/error-like.ts";
import type { LogSource } from "../../operate/log-sources.ts";
import { readLogs, type WantedLines } from "../../operate/read-logs.ts";

const api: LogSource = { name: "api", logGroup: "/slipway/shop/api", streams: "api/api/", service: "api" };
const web: LogSource = { name: "web", logGroup: "/slipway/shop/web", streams: "web/web/", service: "web" };
const wanted: WantedLines = { from: 0, errors: false, follow: false, without: new Set() };
const line = (id: string, at: number, text: string, stream = "api/api/one") => ({ id, at, stream, text });

/** Reads with answers by log group, in order; the last one is given again and again. */
async function read(
  sources: readonly LogSource[],
  own: Partial<WantedLines>,
  answers: Readonly<Record<string, readonly (LogPage | Error | undefined)[]>>,
  looks = 1,
  now = 0,
) {
  const queries: LogQuery[] = [];
  const missing: string[] = [];
  const troubles: string[] = [];
  const ended = new AbortController();
  let pauses = 0;
  const texts: string[] = [];
  const means = {
    cloud: {
      logLines: async (query: LogQuery) => {
        const of = answers[query.logGroup] ?? [];
        const asked = queries.filter(({ logGroup }) => logGroup === query.logGroup).length;
        queries.push(query);
        const answer = of[Math.min(asked, of.length - 1)];
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    pause: async () => {
      pauses += 1;
      if (pauses >= looks) ended.abort();
    },
    ended: ended.signal,
    missing: ({ name }: LogSource) => missing.push(name),
    now: () => now + pauses * 2000,
    troubled: (reason: string) => troubles.push(reason),
  };
  for await (const { name, task, text } of readLogs(sources, { ...wanted, ...own }, means)) {
    texts.push(`${name}/${task ?? ""} ${text}`);
  }
  return { texts, queries, missing, pauses, troubles };
}

describe("reading logs", () => {
  it("puts the lines of all sources in the order in which they were written", async () => {
    const { texts } = await read(
      [api, web],
      {},
      {
        "/slipway/shop/api": [{ lines: [line("1", 10, "first"), line("2", 30, "third")] }],
        "/slipway/shop/web": [
          { lines: [line("1", 20, "second", "web/web/two"), line("2", 40, "fourth", "web/web/two")] },
        ],
      },
    );
    assert.deepEqual(texts, ["api/one first", "web/two second", "api/one third", "web/two fourth"]);
  });

  it("goes on after an empty page, which CloudWatch gives where it has not looked through all yet", async () => {
    const { texts, queries } = await read(
      [api],
      {},
      {
        "/slipway/shop/api": [{ lines: [], next: "more" }, { lines: [line("1", 10, "late")] }],
      },
    );
    assert.deepEqual(texts, ["api/one late"]);
    assert.deepEqual(queries, [
      { logGroup: "/slipway/shop/api", streams: "api/api/", from: 0 },
      { logGroup: "/slipway/shop/api", streams: "api/api/", from: 0, after: "more" },
    ]);
  });

  it("lets AWS look for a text, and for what errors look like", async () => {
    const pages = { "/slipway/shop/api": [{ lines: [line("1", 1, "order-1 paid"), line("2", 2, "order-1 failed")] }] };
    const both = await read([api], { grep: "order-1", errors: true }, pages);
    assert.deepEqual(both.texts, ["api/one order-1 failed"]);
    assert.deepEqual(both.queries[0]?.withOneOf, ["order-1"]);
    const errors = await read([api], { errors: true }, pages);
    assert.deepEqual(errors.queries[0]?.withOneOf, errorWords);
    assert.deepEqual(errors.texts, ["api/one order-1 failed"]);
  });

  it("leaves out the tasks that it is told to, as with --previous those that run", async () => {
    const pages = { "/slipway/shop/api": [{ lines: [line("1", 1, "now"), line("2", 2, "then", "api/api/two")] }] };
    assert.deepEqual((await read([api], { without: new Set(["one"]) }, pages)).texts, ["api/two then"]);
  });

  it("names what has no log yet, and reads the rest", async () => {
    const pages = {
      "/slipway/shop/api": [undefined],
      "/slipway/shop/web": [{ lines: [line("1", 1, "well", "web/web/two")] }],
    };
    const { texts, missing } = await read([api, web], {}, pages);
    assert.deepEqual([texts, missing], [["web/two well"], ["api"]]);
  });

  it("follows until its reader has had enough, and tells a line once although it looks back for late ones", async () => {
    const first = { lines: [line("1", 100_000, "one")] };
    const second = { lines: [line("1", 100_000, "one"), line("0", 99_000, "late"), line("2", 101_000, "two")] };
    const followed = await read([api], { follow: true }, { "/slipway/shop/api": [first, second, second] }, 3);
    assert.deepEqual(followed.texts, ["api/one one", "api/one late", "api/one two"]);
    assert.deepEqual(
      followed.queries.map(({ from }) => from),
      [0, 85_000, 86_000],
    );
  });

  it("follows what seldom fits without looking through all of it again, which AWS would refuse after a while", async () => {
    const pages = { "/slipway/shop/api": [{ lines: [] }] };
    const { queries } = await read([api], { follow: true, errors: true }, pages, 3, 1_000_000);
    assert.deepEqual(
      queries.map(({ from }) => from),
      [0, 880_000, 882_000],
    );
  });

  it("follows a log with more lines than a call has arguments", async () => {
    const lines = Array.from({ length: 130_000 }, (_, at) => line(`${at}`, 1, "much"));
    const { texts } = await read([api], { follow: true }, { "/slipway/shop/api": [{ lines }, { lines: [] }] }, 2);
    assert.equal(texts.length, 130_000);
  });

  it("goes on to follow after the network was away, and says so once; what fails at first is a mistake", async () => {
    const away = new Error("no network");
    const one = { lines: [line("1", 1, "one")] };
    const two = { lines: [line("1", 1, "one"), line("2", 2, "two")] };
    const pages = { "/slipway/shop/api": [one, away, away, two] };
    const { texts, troubles } = await read([api], { follow: true }, pages, 4);
    assert.deepEqual([texts, troubles], [["api/one one", "api/one two"], ["no network"]]);
    await assert.rejects(read([api], { follow: true }, { "/slipway/shop/api": [away] }), /^Error: no network$/);
  });
});
