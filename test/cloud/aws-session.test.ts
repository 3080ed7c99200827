import assert from "node:assert/strict";
import { openSession } from "../../cloud/aws/session.ts";
import { awsCloud } from "../../cloud/aws.ts";
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

  it("of a role that are not in AWS's answer are told, and not taken for somebody's", async () => {
    aws.answer({
      AssumeRole: () =>
        "<AssumeRoleResponse><AssumeRoleResult><Credentials></Credentials></AssumeRoleResult></AssumeRoleResponse>",
    });
    await assert.rejects(open({ assumeRole }).clientConfig(), /AWS answers without credentials/);
  });

  it("of a role are the same for every client, or what polls would assume it with each look", async () => {
    const expiration = new Date(Date.now() + 3_600_000).toISOString();
    const keys = `<AccessKeyId>A</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${expiration}</Expiration>`;
    aws.answer({
      AssumeRole: () =>
        `<AssumeRoleResponse><AssumeRoleResult><Credentials>${keys}</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
      FilterLogEvents: () => ({}),
    });
    const cloud = awsCloud({ accountId, region, endpoint: aws.url, assumeRole });
    await cloud.logLines({ logGroup: "/slipway/shop/api", from: 0 });
    await cloud.logLines({ logGroup: "/slipway/shop/api", from: 0 });
    assert.deepEqual(
      aws.calls.map(({ operation }) => operation),
      ["AssumeRole", "GetCallerIdentity", "FilterLogEvents", "FilterLogEvents"],
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

  it("that nobody is there to look at are not called wrong, because logging in again would not help", async () => {
    process.env.AWS_MAX_ATTEMPTS = "1";
    try {
      const nobody = openSession({ accountId, region, endpoint: "http://127.0.0.1:1" });
      await assert.rejects(nobody.clientConfig(), {
        message:
          "AWS does not answer (connect ECONNREFUSED 127.0.0.1:1): see whether this machine is online, and whether it needs a proxy",
      });
    } finally {
      delete process.env.AWS_MAX_ATTEMPTS;
    }
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
