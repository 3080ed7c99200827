import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { allButGitHub, allUpdates, lastUpdate } from "../../backend/history.ts";

/** What version 3.259.0 of the engine printed for the stack file beside it, in a backend of files. */
const printed = readFileSync(new URL("history.json", import.meta.url), "utf8");
const stackFile = parse(readFileSync(new URL("history.stack.yaml", import.meta.url), "utf8"));

const update = (own: object = {}) => ({
  version: 0,
  kind: "update",
  result: "succeeded",
  startTime: "2026-11-21T15:00:00.000Z",
  endTime: "2026-11-21T15:01:00.000Z",
  message: "change",
  environment: { "git.head": "a".repeat(40), "git.dirty": "false", "git.author": "Ada" },
  config: {},
  resourceChanges: {},
  ...own,
});

/** A Pulumi with so many updates, the newest first, that remembers what it was asked. */
function pulumiOf(updates: readonly object[]) {
  const asked: string[] = [];
  return {
    asked,
    pulumi: async (args: readonly string[]) => {
      asked.push(args.join(" "));
      const size = Number(args[args.indexOf("--page-size") + 1]);
      const page = Number(args[args.indexOf("--page") + 1]);
      return JSON.stringify(updates.slice((page - 1) * size, page * size));
    },
  };
}

describe("the updates of a stack", () => {
  it("are read as the engine prints them", async () => {
    const [only, ...others] = await allUpdates(async () => printed);
    assert.equal(others.length, 0);
    const { config, ...rest } = only ?? assert.fail("there is none");
    assert.deepEqual(rest, {
      number: 1,
      kind: "update",
      result: "succeeded",
      startTime: "2026-11-21T18:57:58.000Z",
      endTime: "2026-11-21T18:57:59.000Z",
      message: "y",
      commit: "12f16363337ee5472c013ea000b746dfd47b1308",
      isDirty: true,
      isPartial: false,
      author: "Ada",
    });
    assert.deepEqual(Object.keys(config).sort(), [
      "slipway:app",
      "slipway:emptymap",
      "slipway:environment",
      "slipway:release",
    ]);
  });

  it("hold each block of the stack file value by value, since the id of a freight is made of both", async () => {
    const [only] = await allUpdates(async () => printed);
    for (const key of ["slipway:app", "slipway:release", "slipway:environment", "slipway:emptymap"]) {
      assert.deepEqual(only?.config[key], stackFile.config[key], key);
    }
  });

  it("have no block with a secret in it, nor a scalar", async () => {
    const [only] = await allUpdates(async () => printed);
    for (const key of ["slipway:secrets", "slipway:string"]) {
      assert.ok(key in stackFile.config, key);
      assert.ok(!(key in (only?.config ?? {})), key);
    }
  });

  it("have no block that is secret as a whole, also where a backend tells what is in it", async () => {
    const config = { "slipway:app": { objectValue: { name: "shop" }, secret: true } };
    const [only] = await allUpdates(pulumiOf([update({ config })]).pulumi);
    assert.deepEqual(only?.config, {});
  });

  it("are read page by page until one is short, and numbered from the oldest where the backend numbers none", async () => {
    const many = Array.from({ length: 230 }, (_, index) => update({ message: `${230 - index}` }));
    const { pulumi, asked } = pulumiOf(many);
    const all = await allUpdates(pulumi);
    assert.equal(asked.length, 3);
    assert.ok(all.every(({ number, message }) => message === `${number}`));
    assert.deepEqual([all.length, all[0]?.number, all.at(-1)?.number], [230, 230, 1]);
    const full = pulumiOf(many.slice(0, 200));
    assert.equal((await allUpdates(full.pulumi)).length, 200);
    assert.equal(full.asked.length, 3);
  });

  it("keep the number that Pulumi Cloud gives them, which its pages show too", async () => {
    const { pulumi } = pulumiOf([update({ version: 41 }), update({ version: 40 })]);
    assert.deepEqual(
      (await allUpdates(pulumi)).map(({ number }) => number),
      [41, 40],
    );
  });

  it("know one that was of chosen resources alone, because the rest of the freight was not deployed", async () => {
    for (const flag of ["target", "target-replace", "exclude"]) {
      const { pulumi } = pulumiOf([update({ environment: { [`pulumi.flag.${flag}`]: "set" } })]);
      assert.equal((await allUpdates(pulumi))[0]?.isPartial, true, flag);
    }
  });

  it("count one as whole that left out only what is on GitHub, since that belongs to no freight", async () => {
    const partOf = async (message: string, ...flags: readonly string[]) => {
      const environment = Object.fromEntries(flags.map((flag) => [`pulumi.flag.${flag}`, "set"]));
      return (await allUpdates(pulumiOf([update({ message, environment })]).pulumi))[0]?.isPartial;
    };
    assert.equal(await partOf(`Pay by card ${allButGitHub}`, "exclude"), false);
    assert.equal(await partOf("Pay by card", "exclude"), true);
    assert.equal(await partOf(`Pay by card ${allButGitHub}`, "exclude", "target"), true);
  });

  it("have no end while they run, and no commit outside of a repository", async () => {
    const { pulumi } = pulumiOf([update({ result: "in-progress", endTime: undefined, environment: {} })]);
    const [only] = await allUpdates(pulumi);
    assert.ok(only && !("endTime" in only) && !("commit" in only) && !("author" in only));
  });

  it("in a form that is not known are refused with the place of it", async () => {
    const { pulumi } = pulumiOf([update({ kind: 1 })]);
    await assert.rejects(
      allUpdates(pulumi),
      /^Error: pulumi stack history has another form than slipway knows: 0\.kind: /,
    );
  });
});

describe("the last update that ended well", () => {
  it("may be on a later page, after many that failed", async () => {
    const failed = Array.from({ length: 100 }, () => update({ result: "failed" }));
    const { pulumi, asked } = pulumiOf([...failed, update({ message: "good" }), update()]);
    const last = await lastUpdate(pulumi);
    assert.ok("message" in last && last.message === "good");
    assert.equal(asked.length, 2);
  });

  it("costs one question where it is the newest, since each page of a bucket takes seconds", async () => {
    const { pulumi, asked } = pulumiOf(Array.from({ length: 300 }, () => update()));
    await lastUpdate(pulumi);
    assert.equal(asked.length, 1);
  });

  it("is told to be none, and why", async () => {
    assert.deepEqual(await lastUpdate(pulumiOf([update({ kind: "destroy" })]).pulumi), {
      why: "no update of this stack has ended well yet",
    });
    const broken = async () => Promise.reject(new Error("no stack named 'x' found\nmore"));
    assert.deepEqual(await lastUpdate(broken), { why: "no stack named 'x' found" });
  });
});
