import assert from "node:assert/strict";
import { openSession } from "../../cloud/aws/session.ts";
import { type FakeAws, refused, startFakeAws } from "./fake-aws.ts";
import { accountId, region, withCredentials } from "./on-moto.ts";

describe("credentials of AWS", () => {
  let aws: FakeAws;
  before(async () => {
    aws = await startFakeAws();
  });
  after(() => aws.stop());
  withCredentials();

  const assumeRole = `arn:aws:iam::${accountId}:role/deploy`;
  const open = (place: { accountId?: string; assumeRole?: string } = {}) =>
    openSession({ accountId, region, endpoint: aws.url, ...place });

  it("are asked for their account once, before the first call and not before each", async () => {
    aws.answer({});
    const session = open();
    assert.deepEqual(aws.calls, []);
    await session.clientConfig();
    await session.clientConfig();
    assert.deepEqual(
      aws.calls.map(({ operation }) => operation),
      ["GetCallerIdentity"],
    );
  });

  it("of another account are refused, because everything would be looked for in the wrong place", async () => {
    aws.answer({});
    await assert.rejects(open({ accountId: "210987654321" }).clientConfig(), {
      message: `the credentials are of account ${accountId}, the stack lives in account 210987654321: set AWS_PROFILE to a profile of 210987654321, or environment.aws.assumeRole to a role in it`,
    });
  });

  it("that have expired are a sentence that says to log in", async () => {
    aws.answer({
      GetCallerIdentity: () => {
        throw refused("ExpiredToken", "The security token included in the request is expired");
      },
    });
    await assert.rejects(open().clientConfig(), {
      message: `AWS does not accept the credentials (The security token included in the request is expired): log in, or set AWS_PROFILE to a profile of account ${accountId}`,
    });
  });

  it("that may not assume the role are told which role that is", async () => {
    aws.answer({
      AssumeRole: () => {
        throw refused("AccessDenied", "not authorized to perform: sts:AssumeRole");
      },
    });
    await assert.rejects(open({ assumeRole }).clientConfig(), {
      message: `role ${assumeRole} cannot be assumed (not authorized to perform: sts:AssumeRole): log in, or set AWS_PROFILE to a profile that may assume it`,
    });
  });
});
