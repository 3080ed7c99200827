import assert from "node:assert/strict";
import { basename, dirname } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readStack } from "../../config/read-stack.ts";
import { resolve } from "../../config/resolve.ts";
import type { Stack } from "../../config/stack.ts";
import type { Values } from "../../config/values.ts";
import { deployOrder } from "../../lib/deploy-order.ts";
import { deploySeconds, deployTime } from "../../lib/deploy-time.ts";
import { allStacks } from "../support/stack-files.ts";
import { type Changes, changed, warnings } from "./minimal.ts";

const back = { "release.rollbackOf": "fr-42" };

function stackOf(changes: Changes): Stack {
  const resolved = resolve(changed(changes), { stack: "staging" }, (value) => pulumi.secret(value));
  assert.ok("stack" in resolved, JSON.stringify(resolved));
  return resolved.stack;
}

/** A stack as it is, with the release of a rollback. */
function goingBack(file: string): Stack {
  const { resolved } = readStack(file, dirname(file), (values, ...rest) => {
    const release: Values = Object(values.release);
    return resolve({ ...values, release: { ...release, rollbackOf: "fr-42" } }, ...rest);
  });
  return resolved.stack;
}

describe("the release of a rollback", () => {
  for (const strategy of ["canary", "linear", "blue-green"] as const) {
    it(`takes every request at once where others go by ${strategy}, because it was tried out before`, () => {
      const { api } = stackOf({ "environment.deploy": { strategy, bakeMinutes: 5 }, ...back }).services;
      assert.ok(api?.kind === "web");
      assert.deepEqual([api.deploy.strategy, api.deploy.bakeMinutes], ["blue-green", 0]);
    });
  }

  it("goes by rolling where others do, since another strategy would need what is not there", () => {
    const { api } = stackOf(back).services;
    assert.equal(api?.kind === "web" && api.deploy.strategy, "rolling");
  });

  it("is watched by no alarm, which would bring back what was found to be bad", () => {
    const marks = (own: Changes) => Object.values(stackOf(own).services).map(({ isGoingBack }) => isGoingBack);
    assert.deepEqual([...new Set(marks(back))], [true]);
    assert.deepEqual([...new Set(marks({}))], [undefined]);
  });

  it("changes nothing of what is said of environment.deploy, which is of every release", () => {
    const canary = { "environment.deploy": { strategy: "canary", percent: 10, stepMinutes: 5 } };
    assert.deepEqual(warnings({ ...canary, ...back }), warnings(canary));
  });

  for (const { name, file } of allStacks.filter(({ file: path }) => !path.includes("/variants/"))) {
    it(`is deployed within five minutes in all of ${name}, by the numbers of its configuration`, () => {
      const { services } = goingBack(file);
      const ends: Record<string, number> = {};
      for (const [service, before] of Object.entries(deployOrder(services))) {
        const own = services[service];
        assert.ok(own);
        ends[service] = deploySeconds(own) + Math.max(0, ...before.map((other) => ends[other] ?? Number.NaN));
      }
      const seconds = Math.max(...Object.values(ends));
      assert.ok(seconds > 0 && seconds <= 300, `${basename(file)}: ${JSON.stringify(ends)}`);
      assert.equal(deployTime(services, []).minutes, Math.round(seconds / 6) / 10);
    });
  }
});
