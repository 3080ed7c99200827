import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Faults } from "../../sandbox/faults.ts";
import { Accounts } from "../../sandbox/server/accounts.ts";
import { find } from "../../sandbox/server/find.ts";
import { emptyWorld } from "../../sandbox/world.ts";

describe("what the sandbox finds of a run that was killed", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-find-"));
  after(() => rmSync(folder, { recursive: true }));
  const accounts = new Accounts({ folder, world: emptyWorld(), faults: new Faults(), note: () => {} });

  const account = accounts.get("111111111111");

  it("is nothing that AWS could not be asked for, because then recover would do here what it cannot do there", () => {
    const route = { type: "aws:ec2/route:Route", id: "r-rtb-1", inputs: { routeTableId: "rtb-1" }, outputs: {} };
    const budget = { type: "aws:budgets/budget:Budget", id: "1", inputs: { name: "monthly" }, outputs: {} };
    account.put(route);
    account.put(budget);
    assert.equal(find(accounts, { type: route.type, inputs: route.inputs }), route.id);
    assert.equal(find(accounts, { type: budget.type, inputs: budget.inputs }), undefined);
  });

  it("is also what a second create adds nothing to on AWS, because the sandbox would refuse it or have two", () => {
    const certificateArn = "arn:aws:acm:eu-north-1:111111111111:certificate/1";
    const issued = { type: "aws:acm/certificateValidation:CertificateValidation", inputs: { certificateArn } };
    account.put({ ...issued, id: "2026-05-08 05:37:32 +0000 UTC", outputs: {} });
    assert.equal(find(accounts, issued), "2026-05-08 05:37:32 +0000 UTC");
    const inputs = { rule: "stopped-tasks", targetId: "log" };
    account.put({ type: "aws:cloudwatch/eventTarget:EventTarget", id: "stopped-tasks-log", inputs, outputs: {} });
    assert.equal(find(accounts, { type: "aws:cloudwatch/eventTarget:EventTarget", inputs }), "stopped-tasks-log");
  });
});
