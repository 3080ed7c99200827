import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cloud } from "../../cloud/cloud.ts";
import { sandboxCloud } from "../../cloud/sandbox.ts";
import { Faults } from "../../sandbox/faults.ts";
import { TOPIC } from "../../sandbox/models/topic-tokens.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server/serve.ts";
import { emptyWorld } from "../../sandbox/world.ts";

const place = { accountId: "111111111111", region: "eu-north-1" };
const topicArn = "arn:aws:sns:eu-north-1:111111111111:harbour-staging-alarms-notify";
const notice = { topicArn, subject: "harbour staging: deployed", text: "version 1.4.2", forAddresses: "{}" };

describe("a topic that is published to in the sandbox", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-publish-"));
  let sandbox: Sandbox;
  let cloud: Cloud;

  before(async () => {
    const world = emptyWorld({});
    sandbox = await startSandbox({ folder, world, faults: new Faults([]), pace: 0, port: 0, note: () => {} });
    cloud = sandboxCloud(sandbox.environment.SLIPWAY_CLOUD_URL ?? "", place);
  });
  after(() => {
    sandbox.close();
    rmSync(folder, { recursive: true });
  });

  it("is told only once it is there, as on AWS", async () => {
    assert.equal(await cloud.publish(notice), false);
    const account = sandbox.accounts.get(place.accountId);
    account.put({ type: TOPIC, id: topicArn, inputs: {}, outputs: { arn: topicArn } });
    assert.equal(await cloud.publish(notice), true);
  });

  it("refuses a subject that SNS would refuse", async () => {
    await assert.rejects(cloud.publish({ ...notice, subject: "x".repeat(101) }), /subject/);
  });
});
