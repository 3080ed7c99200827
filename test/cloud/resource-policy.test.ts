import assert from "node:assert/strict";
import { policySays, type ResourceStatement } from "../../cloud/aws/foundation/resource-policy.ts";

const wanted = {
  Sid: "Own",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::222222222222:root" },
  Action: ["s3:GetObject", "s3:PutObject"],
  Resource: ["arn:aws:s3:::state/*"],
  Condition: { Bool: { "aws:SecureTransport": "true" } },
};

/** What a policy that is there is made to say. */
async function become(policy: string | undefined, statements: readonly ResourceStatement[] = [wanted]) {
  let now = policy;
  const setting = policySays(
    statements,
    { so: "", notSo: "" },
    {
      read: () => Promise.resolve(now),
      write: (written) => {
        now = written;
        return Promise.resolve();
      },
    },
  );
  const isSo = await setting.isSo();
  await setting.set();
  return { isSo, now: JSON.parse(now ?? "{}") as { Statement: unknown[] }, isSoThen: await setting.isSo() };
}
const policyOf = (...Statement: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });

describe("what the policy of a thing says", () => {
  it("is added where there is none", async () => {
    const { isSo, now, isSoThen } = await become(undefined);
    assert.deepEqual([isSo, now.Statement, isSoThen], [false, [wanted], true]);
  });

  it("is the same in any order, with or without brackets around one, as AWS gives it back", async () => {
    const { isSo } = await become(
      JSON.stringify({
        Statement: {
          Condition: { Bool: { "aws:SecureTransport": true } },
          Resource: "arn:aws:s3:::state/*",
          Action: ["s3:PutObject", "s3:GetObject"],
          Principal: { AWS: ["arn:aws:iam::222222222222:root"] },
          Effect: "Allow",
          Sid: "AnotherName",
        },
      }),
    );
    assert.equal(isSo, true);
  });

  it("is not said by a statement that gives less, or to somebody else", async () => {
    assert.equal((await become(policyOf({ ...wanted, Action: "s3:GetObject" }))).isSo, false);
    assert.equal((await become(policyOf({ ...wanted, Principal: { AWS: "333333333333" } }))).isSo, false);
  });

  it("replaces what it said before, and leaves what others say", async () => {
    const theirs = { ...wanted, Sid: "Theirs", Effect: "Deny" };
    const { Sid: _sid, ...unnamed } = theirs;
    const { now } = await become(policyOf(theirs, unnamed, { ...wanted, Action: "s3:*" }));
    assert.deepEqual(now.Statement, [theirs, unnamed, wanted]);
  });
});
