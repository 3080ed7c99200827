import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import { check } from "../../config/check.ts";
import { readStack, readStackOrNothing } from "../../config/read-stack.ts";
import { resolve, resolveAtAnyCost } from "../../config/resolve.ts";
import { readStackFile } from "../../config/stack-file.ts";
import type { Sibling } from "../../config/where.ts";
import { type Changes, changed, problems } from "./minimal.ts";

const where = { stack: "production", siblings: [{ stack: "staging", accountId: "222222222222" }] };
const waiting = (): Changes => ({ app: undefined, release: undefined, "environment.promotion": { from: "staging" } });
const told = (changes: Changes, siblings: readonly Sibling[] = where.siblings) =>
  problems({ ...waiting(), ...changes }, { stack: "production", siblings });

describe("a stack that nothing was promoted to yet", () => {
  it("has neither app nor release, and that is no mistake where it says whom it takes them from", () => {
    assert.deepEqual(check(changed(waiting()), where), { nothingPromoted: { from: "staging" }, warnings: [] });
    const seal = (value: string) => pulumi.secret(value);
    for (const how of [resolve, resolveAtAnyCost]) {
      assert.deepEqual(how(changed(waiting()), where, seal), { nothingPromoted: { from: "staging" }, warnings: [] });
    }
    assert.deepEqual(told({ "environment.promotion": {} }), [
      "slipway:app: is missing: add it (What runs)",
      "slipway:release: is missing: add it (Which build runs)",
    ]);
  });

  it("is none that has one of the two: that is a mistake", () => {
    const { app, release } = changed({});
    assert.deepEqual(told({ app }), [
      "slipway:release: is missing, and slipway:app is there: the first promotion writes both, so remove slipway:app too, or add this",
    ]);
    assert.deepEqual(told({ release }), [
      "slipway:app: is missing, and slipway:release is there: the first promotion writes both, so remove slipway:release too, or add this",
    ]);
    assert.deepEqual(told({ app: null }), [
      "slipway:app null: is empty: write a value, or remove the key",
      "slipway:release: is missing, and slipway:app is there: the first promotion writes both, so remove slipway:app too, or add this",
    ]);
  });

  it("is told everything that is wrong with the place all the same", () => {
    assert.deepEqual(
      told(
        {
          "environment.colour": "red",
          "environment.promotion": {
            from: "stagin",
            freeze: [{ from: "fri 15:00", to: "fri 15:00", because: "it is a test of one" }],
          },
          "environment.cost": { sleep: { from: "20:00", to: "20:00", timeZone: "UTC" } },
          "secrets.token": "canary",
        },
        [
          { stack: "staging", accountId: "111111111111" },
          { stack: "testing", accountId: "111111111111" },
        ],
      ).map((line) => line.split(":").slice(0, 2).join(":").split(" ")[0]),
      [
        "slipway:environment.colour",
        "slipway:secrets.token",
        "slipway:environment.cost.sleep.to",
        "slipway:environment.promotion.freeze[0].to",
        "slipway:environment.aws.sharedAccountOwner",
        "slipway:environment.promotion.from",
      ],
    );
  });

  it("names no values that it might not need: a place may be ready before the app is", () => {
    assert.deepEqual(told({ "environment.services": { api: { max: 12 } }, "secrets.API_KEY": "given already" }), []);
  });
});

describe("the file of a stack that nothing was promoted to yet", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-unpromoted-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\n");
    write("staging", {});
    write("production", { ...waiting(), "environment.domain": "shop.example.com" });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(stack: string, changes: Changes): void {
    const blocks = Object.entries(changed({ "environment.aws.sharedAccountOwner": stack === "staging", ...changes }));
    const config = Object.fromEntries(blocks.map(([key, value]) => [`slipway:${key}`, value]));
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify({ config }));
  }

  it("says which command promotes, with paths where the stacks are elsewhere", () => {
    const path = (stack: string) => join(relative(process.cwd(), folder), `Pulumi.${stack}.yaml`);
    const says = `production: nothing promoted yet: npx slipway promote ${path("staging")} ${path("production")}`;
    const read = readStackOrNothing("production", folder);
    assert.ok("says" in read);
    assert.equal(read.says, says);
    assert.equal(read.file.project, "shop");
    assert.throws(() => readStack("production", folder), { message: says });
    const here = process.cwd();
    process.chdir(folder);
    try {
      assert.throws(() => readStack("production", folder), {
        message: "production: nothing promoted yet: npx slipway promote staging production",
      });
    } finally {
      process.chdir(here);
    }
  });

  it("is a neighbour like any other: its account and its addresses are taken", () => {
    assert.deepEqual(readStackFile(join(folder, "Pulumi.staging.yaml")).siblings, [
      {
        stack: "production",
        accountId: "111111111111",
        sharedAccountOwner: false,
        cidr: "10.20.0.0/16",
        from: "staging",
      },
    ]);
  });

  it("is asked where its release comes from by a stack of another account too, for a chain goes over accounts", () => {
    write("canary", { "environment.aws.accountId": "333333333333", "environment.promotion": { from: "production" } });
    assert.deepEqual(
      readStackFile(join(folder, "Pulumi.canary.yaml")).siblings.map(({ stack, from }) => [stack, from]),
      [
        ["production", "staging"],
        ["staging", undefined],
      ],
    );
  });
});
