import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountReads } from "../../cloud/account.ts";
import { sandboxAccount } from "../../cloud/sandbox-account.ts";
import { Faults } from "../../sandbox/faults.ts";
import { token } from "../../sandbox/models/tokens.ts";
import { SUBSCRIPTION, TOPIC } from "../../sandbox/models/topic-tokens.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server/serve.ts";
import { emptyWorld } from "../../sandbox/world.ts";

const place = { accountId: "111111111111", region: "eu-north-1" };
const arn = "arn:aws:acm:eu-north-1:111111111111:certificate/1";
const given = "arn:aws:acm:eu-north-1:111111111111:certificate/given";

describe("an account that is read in the sandbox", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-account-"));
  let sandbox: Sandbox;
  let account: AccountReads;
  const put = (type: string, id: string, outputs: Record<string, unknown>) =>
    sandbox.accounts.get(place.accountId).put({ type, id, inputs: {}, outputs });

  before(async () => {
    const world = emptyWorld({
      zones: [{ name: "shop.example.com", id: "Z0247135SHOP" }],
      certificates: [{ arn: given }],
      externalDns: ["elsewhere.example.org"],
    });
    sandbox = await startSandbox({ folder, world, faults: new Faults([]), pace: 0, port: 0, note: () => {} });
    account = sandboxAccount(sandbox.environment.SLIPWAY_CLOUD_URL ?? "", place);
  });
  after(() => {
    sandbox.close();
    rmSync(folder, { recursive: true });
  });

  it("is worked in by somebody, and is one that the world lists", async () => {
    assert.equal(await account.caller(), "arn:aws:iam::111111111111:user/sandbox");
    const stranger = sandboxAccount(sandbox.environment.SLIPWAY_CLOUD_URL ?? "", {
      ...place,
      accountId: "999999999999",
    });
    await assert.rejects(stranger.caller(), /account 999999999999 is not one that world.yaml lists/);
  });

  it("has the quotas that the models hold a stack to, and none that nobody knows", async () => {
    assert.equal(await account.quota({ service: "ec2", code: "L-0263D0A3" }), 5);
    assert.equal(await account.quota({ service: "ec2", code: "L-00000000" }), undefined);
  });

  it("counts what is there with its tags, in the region that is asked", async () => {
    put(token.subnet, "subnet-1", { availabilityZone: "eu-north-1a" });
    put(token.natGateway, "nat-1", { subnetId: "subnet-1", region: "eu-north-1", tagsAll: { stack: "staging" } });
    put(token.natGateway, "nat-2", { subnetId: "subnet-9", region: "us-east-1", tagsAll: {} });
    assert.deepEqual(await account.counted("natGateway"), [{ tags: { stack: "staging" }, zone: "eu-north-1a" }]);
    assert.deepEqual(await account.counted("databaseInstance"), []);
  });

  it("has the zones of the world, by name or id", async () => {
    const zone = {
      id: "Z0247135SHOP",
      name: "shop.example.com",
      nameServers: ["ns-1.sandbox.test", "ns-2.sandbox.test"],
    };
    assert.deepEqual(await account.zone({ name: "shop.example.com" }), zone);
    assert.deepEqual(await account.zone({ name: "www.example.com", zoneId: "Z0247135SHOP" }), zone);
    assert.equal(await account.zone({ name: "www.example.com" }), undefined);
  });

  it("has a certificate that waits for its record, and one of the world that was issued long ago", async () => {
    const option = {
      domainName: "shop.example.com",
      resourceRecordName: "_a.shop.example.com.",
      resourceRecordValue: "_b.",
    };
    put(token.certificate, arn, { arn, domainName: "shop.example.com", domainValidationOptions: [option] });
    assert.deepEqual(await account.certificate({ domain: "shop.example.com" }), {
      arn,
      status: "PENDING_VALIDATION",
      unproved: [{ domain: "shop.example.com", record: "_a.shop.example.com.", value: "_b." }],
    });
    put(token.record, "record", {
      zoneId: "Z0247135SHOP",
      name: "_a.shop.example.com",
      type: "CNAME",
      records: ["_b"],
    });
    assert.deepEqual(await account.certificate({ arn }), { arn, status: "ISSUED", unproved: [] });
    assert.deepEqual(await account.certificate({ arn: given }), { arn: given, status: "ISSUED", unproved: [] });
    assert.equal(await account.certificate({ domain: "www.example.com" }), undefined);
  });

  it("says who hears of a topic, and keeps every address but that of an e-mail, which may hold a key", async () => {
    const topicArn = "arn:aws:sns:eu-north-1:111111111111:shop-staging-alarms-page";
    assert.equal(await account.subscriptions(topicArn), undefined);
    put(TOPIC, topicArn, { arn: topicArn });
    put(SUBSCRIPTION, `${topicArn}:1`, { topic: topicArn, protocol: "email", endpoint: "on-call@example.com" });
    put(SUBSCRIPTION, `${topicArn}:2`, { topic: topicArn, protocol: "https", endpoint: "https://example.com/key" });
    assert.deepEqual(await account.subscriptions(topicArn), [
      { protocol: "email", endpoint: "on-call@example.com", isConfirmed: true },
      { protocol: "https", endpoint: "", isConfirmed: true },
    ]);
  });
});
