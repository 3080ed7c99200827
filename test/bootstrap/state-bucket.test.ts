import assert from "node:assert/strict";
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { bring, inspect } from "../../bootstrap/inspection.ts";
import { inspectStateBucket, type StateBucket, stateBucket } from "../../bootstrap/state-bucket.ts";
import { openSession, type Session } from "../../cloud/aws/session.ts";
import { accountId, describeOnMoto, region } from "../cloud/on-moto.ts";

const wanted: StateBucket = { name: "acme-state", region, prefix: "shop", project: "shop", tenants: [] };
const production = { stack: "production", accountId: "222222222222", prefix: "shop" };

describeOnMoto("the bucket of the state (moto)", (moto) => {
  let session: Session;
  let s3: S3Client;
  let said: string[];
  before(() => {
    session = openSession(moto.place);
    s3 = new S3Client({ ...moto.client, forcePathStyle: true });
  });
  beforeEach(() => {
    said = [];
  });
  after(() => s3.destroy());

  const make = (bucket: StateBucket, of = session) => bring(stateBucket(bucket, of), (sentence) => said.push(sentence));
  const named = (name: string, more: Partial<StateBucket> = {}): StateBucket => ({ ...wanted, name, ...more });
  const bare = (name: string) =>
    s3.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: region } }));
  const policyOf = async (name: string) =>
    JSON.parse((await s3.send(new GetBucketPolicyCommand({ Bucket: name }))).Policy ?? "{}") as {
      Statement: Record<string, unknown>[];
    };

  it("that nobody has is made with everything that keeps a state safe, and is then as it has to be", async () => {
    assert.deepEqual(await inspectStateBucket(wanted, session), { is: "missing" });
    await make(wanted);
    assert.equal(said[0], "bucket acme-state is made");
    assert.deepEqual(await inspectStateBucket(wanted, session), { is: "there" });
    const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket: wanted.name }));
    assert.equal(Status, "Enabled");
    assert.deepEqual(await policyOf(wanted.name), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "SlipwayTlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: ["arn:aws:s3:::acme-state", "arn:aws:s3:::acme-state/*"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("that is as it has to be is left alone, so that a second run says nothing", async () => {
    await make(wanted);
    assert.deepEqual(said, []);
  });

  it("that was made by hand is told what it lacks, and gets that alone", async () => {
    await bare("by-hand");
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket: "by-hand" }));
    const found = await inspectStateBucket(named("by-hand"), session);
    assert.equal(found.is, "different");
    const lacks = "differences" in found ? found.differences : [];
    assert.deepEqual(lacks, [
      { today: "keeps no old versions", change: "keeps old versions" },
      { today: "is not encrypted", change: "is encrypted" },
      { today: "leaves objects to who wrote them", change: "owns all objects in it" },
      { today: "is open to requests without TLS", change: "takes TLS alone" },
      { today: "may be opened to the public", change: "is closed to the public" },
      {
        today: "keeps replaced versions and broken uploads for ever",
        change: "drops a version 90 days after it was replaced",
      },
    ]);
    await make(named("by-hand"));
    assert.deepEqual(
      said,
      lacks.map(({ change }) => `bucket by-hand ${change}`),
    );
    assert.deepEqual(await inspectStateBucket(named("by-hand"), session), { is: "there" });
  });

  it("keeps what other people's policies and rules say of it", async () => {
    await bare("of-many");
    const theirs = { Sid: "Theirs", Effect: "Allow", Principal: { AWS: "333333333333" }, Action: "s3:ListBucket" };
    const policy = { Version: "2012-10-17", Statement: { ...theirs, Resource: "arn:aws:s3:::of-many" } };
    await s3.send(new PutBucketPolicyCommand({ Bucket: "of-many", Policy: JSON.stringify(policy) }));
    const rule = { ID: "logs", Status: "Enabled", Filter: { Prefix: "logs/" }, Expiration: { Days: 30 } } as const;
    const LifecycleConfiguration = { Rules: [rule] };
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket: "of-many", LifecycleConfiguration }));
    await make(named("of-many"));
    assert.deepEqual(
      (await policyOf("of-many")).Statement.map(({ Sid }) => Sid),
      ["Theirs", "SlipwayTlsOnly"],
    );
    const { Rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: "of-many" }));
    assert.deepEqual(
      Rules.map(({ ID, Expiration, NoncurrentVersionExpiration }) => [
        ID,
        Expiration?.Days,
        NoncurrentVersionExpiration,
      ]),
      [
        ["logs", 30, undefined],
        ["slipway-old-versions", undefined, { NoncurrentDays: 90 }],
      ],
    );
  });

  it("writes a rule of S3's first form as one of today's, because S3 takes no two forms beside each other", async () => {
    await bare("of-old");
    const rule = { ID: "logs", Status: "Enabled", Prefix: "logs/", Expiration: { Days: 30 } } as const;
    const LifecycleConfiguration = { Rules: [rule] };
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket: "of-old", LifecycleConfiguration }));
    await make(named("of-old"));
    const { Rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: "of-old" }));
    assert.deepEqual(
      Rules.map(({ ID, Prefix, Filter }) => [ID, Prefix, Filter?.Prefix]),
      [
        ["logs", undefined, "logs/"],
        ["slipway-old-versions", undefined, ""],
      ],
    );
  });

  it("whose keeping of versions was suspended keeps them again", async () => {
    const VersioningConfiguration = { Status: "Suspended" } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket: wanted.name, VersioningConfiguration }));
    await make(wanted);
    assert.deepEqual(said, ["bucket acme-state keeps old versions"]);
  });

  it("lets each stack of another account at the state of its own and at no other's, and asks a second run for nothing", async () => {
    const shared = { ...wanted, tenants: [production] };
    assert.deepEqual(await inspectStateBucket(shared, session), {
      is: "different",
      differences: [
        { today: "does not let 222222222222 (production) in", change: "lets 222222222222 (production) in" },
      ],
    });
    await make(shared);
    assert.deepEqual(await inspectStateBucket(shared, session), { is: "there" });
    const [, ...statements] = (await policyOf(wanted.name)).Statement;
    assert.deepEqual(
      statements.map(({ Sid }) => Sid),
      ["SlipwayShopProductionListState", "SlipwayShopProductionReadState", "SlipwayShopProductionWriteOwnState"],
    );
    for (const { Principal } of statements) {
      assert.deepEqual(Principal, { AWS: "arn:aws:iam::222222222222:root" });
    }
    assert.deepEqual(statements.at(-1)?.Resource, [
      "arn:aws:s3:::acme-state/shop/.pulumi/stacks/shop/production.*",
      "arn:aws:s3:::acme-state/shop/.pulumi/history/shop/production/*",
      "arn:aws:s3:::acme-state/shop/.pulumi/backups/shop/production/*",
      "arn:aws:s3:::acme-state/shop/.pulumi/locks/organization/shop/production/*",
    ]);
  });

  it("of another stack's account is used as it is where that lets this one in", async () => {
    const ofProduction = openSession({ ...moto.place, ...inAccount("222222222222") });
    const owner = { stack: "staging", accountId, prefix: "shop" };
    assert.deepEqual(await inspectStateBucket({ ...wanted, tenants: [owner] }, ofProduction), {
      is: "there",
      note: `in account ${accountId} (staging), which lets this one in`,
    });
    await make({ ...wanted, tenants: [owner] }, ofProduction);
    assert.deepEqual(said, []);
  });

  it("that a run was killed over is finished by the next one, wherever that was", async () => {
    const { settings } = stateBucket(wanted, session);
    for (const [index] of settings.entries()) {
      const bucket = named(`killed-${index}`);
      const thing = stateBucket(bucket, session);
      const killed = thing.settings.with(index, {
        ...(thing.settings[index] as (typeof settings)[number]),
        isSo: () => Promise.resolve(false),
        set: () => Promise.reject(new Error("killed")),
      });
      await assert.rejects(
        bring({ ...thing, settings: killed }, () => undefined),
        {
          message: `bucket ${bucket.name} cannot be changed so that it ${thing.settings[index]?.so} (killed): what was done before stays, so put this right and run the same command again`,
        },
      );
      await make(bucket);
      assert.deepEqual(await inspect(thing), { is: "there" });
    }
  });
});

/** Moto has any account, and a role of any name in it. */
function inAccount(id: string) {
  return { accountId: id, assumeRole: `arn:aws:iam::${id}:role/anybody` };
}
