import assert from "node:assert/strict";
import type { Wanted } from "../../cloud/cloud.ts";
import { hasOwnNetwork } from "../../components/own-network.ts";

const prefix = "shop-staging";

describe("hasOwnNetwork", () => {
  it("knows the stack's VPC by its name, which no other app in the account has", async () => {
    const asked: Wanted[] = [];
    const find = async (wanted: Wanted) => {
      asked.push(wanted);
      return "vpc-0";
    };
    assert.equal(await hasOwnNetwork({ prefix, wantsExisting: false }, { find }), true);
    assert.deepEqual(asked[0]?.tag, { key: "Name", value: "shop-staging-network-vpc" });
    assert.equal(await hasOwnNetwork({ prefix, wantsExisting: false }, { find: async () => undefined }), false);
  });

  it("refuses to move a stack into another network, because nothing of it could be made beside what runs", async () => {
    await assert.rejects(
      hasOwnNetwork({ prefix, wantsExisting: true }, { find: async () => "vpc-0" }),
      /environment\.network\.existing: shop-staging has a network of its own \(vpc-0\), and what is in it cannot move: take "existing" out again; for another network make a stack under another name and move to it$/,
    );
    assert.equal(await hasOwnNetwork({ prefix, wantsExisting: true }, { find: async () => undefined }), false);
  });

  it("keeps nobody from a preview who may not look", async () => {
    assert.equal(
      await hasOwnNetwork({ prefix, wantsExisting: true }, { find: () => Promise.reject(new Error("AccessDenied")) }),
      false,
    );
  });
});
