import assert from "node:assert/strict";
import { accountProvider } from "../../components/account-provider.ts";
import { at, declareComponent } from "../support/declare-stack.ts";

const tags = { app: "shop", stack: "staging" };
const provider = (assumeRole?: string) =>
  declareComponent(() =>
    accountProvider("account", {
      accountId: "111111111111",
      region: "eu-north-1",
      tags,
      ...(assumeRole !== undefined && { assumeRole }),
    }),
  );

describe("accountProvider", () => {
  it("refuses every account but one, so that the wrong credentials change nothing", async () => {
    assert.deepEqual(at(await provider(), "account").inputs.allowedAccountIds, '["111111111111"]');
  });

  it("names the region itself, whatever the environment of whoever runs it says", async () => {
    assert.equal(at(await provider(), "account").inputs.region, "eu-north-1");
  });

  it("tags everything that it makes", async () => {
    assert.deepEqual(JSON.parse(String(at(await provider(), "account").inputs.defaultTags)), { tags });
  });

  it("assumes a role only where one is named", async () => {
    assert.equal(at(await provider(), "account").inputs.assumeRoles, undefined);
    const role = "arn:aws:iam::111111111111:role/operator";
    assert.deepEqual(JSON.parse(String(at(await provider(role), "account").inputs.assumeRoles)), [{ roleArn: role }]);
  });
});
