import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { check } from "../../config/check.ts";
import { resolve } from "../../config/resolve.ts";
import { sampleValues } from "../../tools/docs/alarms-sample.ts";

type Profile = "staging" | "production";
const withPlace = (own: object, profile: Profile = "production", app: object = {}) => {
  const values = sampleValues(profile);
  return {
    ...values,
    app: { ...Object(values.app), ...app },
    environment: { ...Object(values.environment), ...own },
  };
};
const resolved = (own: object, profile?: Profile, app?: object) => {
  const answer = resolve(withPlace(own, profile, app), { stack: "test" }, (value) => pulumi.secret(value));
  assert.ok("stack" in answer, JSON.stringify(answer));
  return answer.stack;
};
const refusal = (thresholds: object) => {
  const checked = check(withPlace({ alarms: { thresholds } }), { stack: "test" });
  assert.ok("problems" in checked);
  return checked.problems.map(({ key, says }) => `${key}: ${says}`).join("\n");
};

describe("the thresholds of a place", () => {
  it("are numbers, with or without a reason, which then stands in the plan", () => {
    const because = "imports run at night and need all of it";
    const stack = resolved({ alarms: { thresholds: { "main-cpu": 95, "cache-lag": { value: 30, because } } } });
    assert.deepEqual(stack.alarms.thresholds, { "main-cpu": 95, "cache-lag": 30 });
    assert.deepEqual(stack.exceptions, [{ key: "slipway:environment.alarms.thresholds.cache-lag", because }]);
  });

  it("may be of what the app no longer has, or a promotion would wait for an edit of the place; that is said", () => {
    const gone = { "mian-cpu": 95, "orders-dead-letters": 1 };
    const checked = check(withPlace({ alarms: { thresholds: gone } }), { stack: "test" });
    assert.ok("config" in checked, JSON.stringify(checked));
    const said = checked.warnings.join("\n");
    assert.match(said, /thresholds\.mian-cpu: has no effect: .* could be an alarm of \(did you mean "main-cpu"\?\)/);
    assert.match(said, /thresholds\.orders-dead-letters: has no effect/);
  });

  it("are refused for what no alarm was ever called, since that is a slip of the pen", () => {
    assert.match(
      refusal({ "main-cpuu": 95 }),
      /thresholds\.main-cpuu: is no alarm of this app.*did you mean "main-cpu"/,
    );
  });

  it("are not for alarms without a number", () => {
    assert.match(refusal({ "service-broken": 1 }), /has no threshold that could be set: remove it/);
  });

  it("are refused where no such number can be meant, since the alarm would ring always or never", () => {
    assert.match(refusal({ "main-cpu": 400 }), /main-cpu( 400)?: is over all there is: write up to 100, in per cent/);
    assert.match(refusal({ "main-storage": 2 }), /main-storage( 2)?: is in bytes: 2 GiB are 2147483648/);
  });

  it("are no less than nothing", () => {
    assert.match(refusal({ "main-cpu": -1 }), /use 0 or more/);
  });

  it("of an early warning have no effect where there are none, and that is said", () => {
    const checked = check(withPlace({ alarms: { thresholds: { "cache-lag": 30 } } }, "staging"), { stack: "test" });
    assert.match(checked.warnings.join("\n"), /cache-lag: has no effect: the profile staging makes no early warnings/);
  });
});

describe("what a profile watches", () => {
  it("is all in production, with Container Insights, and what is broken in staging", () => {
    const seen = (profile: Profile) => [
      resolved({}, profile).logs.insights,
      resolved({}, profile).alarms.earlyWarnings,
    ];
    assert.deepEqual(
      [seen("production"), seen("staging")],
      [
        [true, true],
        [false, false],
      ],
    );
  });

  it("is counted where the place says so, without its retention being said again", () => {
    const { insights, retentionDays } = resolved({ logs: { insights: true } }, "staging").logs;
    assert.deepEqual([insights, retentionDays], [true, 7]);
  });
});

describe("the link to a runbook", () => {
  it("leads to the repository that deploys, since a message is read where there is no checkout", () => {
    const delivery = { repository: "acme/shop", infrastructure: "acme/platform", branches: ["trunk", "main"] };
    const { runbooks } = resolved({}, "production", { delivery }).alarms;
    assert.equal(runbooks, "https://github.com/acme/platform/blob/trunk/docs/runbooks/");
    const inFolder = { repository: { name: "acme/shop" }, folder: "deploy" };
    assert.equal(
      resolved({}, "production", { delivery: inFolder }).alarms.runbooks,
      "https://github.com/acme/shop/blob/main/deploy/docs/runbooks/",
    );
  });

  it("is a path where the app names no repository", () => {
    assert.equal(resolved({}).alarms.runbooks, "docs/runbooks/");
  });
});
