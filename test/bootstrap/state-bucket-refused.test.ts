import assert from "node:assert/strict";
import { CreateBucketCommand, PutBucketLifecycleConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import { bring, inspect } from "../../bootstrap/inspection.ts";
import { inspectStateBucket, type StateBucket, stateBucket } from "../../bootstrap/state-bucket.ts";
import { openSession, type Session } from "../../cloud/aws/session.ts";
import { type FakeAws, refused, startFakeAws } from "../cloud/fake-aws.ts";
import { accountId, describeOnMoto, region, withCredentials } from "../cloud/on-moto.ts";

const wanted: StateBucket = { name: "acme-state", region, prefix: "shop", project: "shop", tenants: [] };
const production = { stack: "production", accountId: "222222222222", prefix: "shop" };

describeOnMoto("a bucket that cannot be the state's (moto)", (moto) => {
  let session: Session;
  let s3: S3Client;
  const bare = (name: string) =>
    s3.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: region } }));
  before(async () => {
    session = openSession(moto.place);
    s3 = new S3Client({ ...moto.client, forcePathStyle: true });
    await bare(wanted.name);
  });
  after(() => s3.destroy());

  it("of a stranger is refused, because its name is taken in all of AWS", async () => {
    const assumeRole = "arn:aws:iam::444444444444:role/anybody";
    const stranger = openSession({ ...moto.place, accountId: "444444444444", assumeRole });
    assert.deepEqual(await inspectStateBucket(wanted, stranger), {
      is: "refused",
      why: "is another account's and closed to 444444444444: name one of your own in environment.aws.state, a name that nobody in all of AWS has",
    });
    await bring(stateBucket(wanted, stranger), (sentence) => assert.fail(sentence));
  });

  it("in another region than the stack file says is refused with what to write", async () => {
    assert.deepEqual(await inspectStateBucket({ ...wanted, region: "eu-west-1" }, session), {
      is: "refused",
      why: "is in eu-north-1, and the stack file looks for it in eu-west-1: end environment.aws.state in ?region=eu-north-1",
    });
  });

  it("with a rule that deletes what is in use is refused, because one day the state would be gone", async () => {
    await bare("tidy");
    const rule = { ID: "tidy", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 30 } } as const;
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket: "tidy", LifecycleConfiguration: { Rules: [rule] } }),
    );
    assert.deepEqual(await inspectStateBucket({ ...wanted, name: "tidy" }, session), {
      is: "refused",
      why: 'rule "tidy" of its lifecycle deletes objects 30 days after they were written, and so the state: remove it, or give it a prefix that the state is not below',
    });
  });

  it("that cannot be made says so, and with which command to go on", async () => {
    const thing = stateBucket({ ...wanted, name: "never" }, session);
    const make = () => Promise.reject(new Error("OperationAborted"));
    await assert.rejects(
      bring({ ...thing, make }, () => undefined),
      {
        name: "UserError",
        message:
          "bucket never cannot be made (OperationAborted): what was done before stays, so put this right and run the same command again",
      },
    );
  });

  it("that may not be looked at is a sentence with who may", async () => {
    const thing = { ...stateBucket(wanted, session), presence: () => Promise.reject(new Error("Access Denied")) };
    await assert.rejects(inspect(thing), {
      name: "UserError",
      message:
        "cannot look at bucket acme-state (Access Denied): use credentials that may read it, like those of an administrator of the account",
    });
  });
});

describe("the bucket of the state where AWS closes it", () => {
  let aws: FakeAws;
  before(async () => {
    aws = await startFakeAws();
  });
  after(() => aws.stop());
  withCredentials();

  it("and another stack may own it, says which command lets this one in", async () => {
    aws.answer({
      "GET /": () => "<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>",
      "HEAD /acme-state/": () => {
        throw refused("AccessDenied");
      },
    });
    const session = openSession({ accountId, region, endpoint: aws.url });
    assert.deepEqual(await inspectStateBucket({ ...wanted, tenants: [production] }, session), {
      is: "refused",
      why: `is another account's and closed to ${accountId}: if it is that of production, run npx slipway bootstrap production --yes with credentials of 222222222222, which lets this one in; else name one of your own in environment.aws.state, a name that nobody in all of AWS has`,
    });
  });
});
