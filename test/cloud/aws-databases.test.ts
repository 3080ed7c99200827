import assert from "node:assert/strict";
import { CreateDBInstanceCommand, DescribeDBSnapshotsCommand, RDSClient } from "@aws-sdk/client-rds";
import { awsCloud } from "../../cloud/aws.ts";
import { type FakeAws, startFakeAws } from "./fake-aws.ts";
import { accountId, describeOnMoto, region, withCredentials } from "./on-moto.ts";

const wanted = { database: "shop-main", name: "shop-main-before-0a1b2c3d", timeoutMinutes: 1 };

describeOnMoto("a database in AWS (moto)", (moto) => {
  const cloud = () => awsCloud({ ...moto.place, pause: async () => {} });
  before(() =>
    new RDSClient(moto.client).send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: wanted.database,
        DBInstanceClass: "db.t4g.micro",
        Engine: "postgres",
        EngineVersion: "17.6",
        AllocatedStorage: 20,
        MasterUsername: "postgres",
        MasterUserPassword: "hunter2hunter2",
      }),
    ),
  );

  it("tells what it does and what runs, and of none that it is none", async () => {
    assert.deepEqual(await cloud().database("shop-main"), { status: "available", engineVersion: "17.6" });
    assert.equal(await cloud().database("shop-other"), undefined);
  });

  it("leaves a snapshot, and the same one when it is asked for again", async () => {
    const told: string[] = [];
    for (const _again of [1, 2]) {
      await cloud().snapshot(wanted, (sentence) => told.push(sentence));
    }
    const { DBSnapshots } = await new RDSClient(moto.client).send(
      new DescribeDBSnapshotsCommand({ DBInstanceIdentifier: wanted.database, SnapshotType: "manual" }),
    );
    assert.deepEqual(
      DBSnapshots?.map(({ DBSnapshotIdentifier }) => DBSnapshotIdentifier),
      [wanted.name],
    );
    assert.match(told.join(), /waits for snapshot shop-main-before-0a1b2c3d of shop-main, for 1 minutes at most/);
  });

  it("that does not exist leaves none", async () => {
    await assert.rejects(
      cloud().snapshot({ ...wanted, database: "shop-other" }, () => {}),
      /shop-other.* not found/i,
    );
  });
});

describe("a snapshot that takes its time", () => {
  let aws: FakeAws;
  withCredentials();
  before(async () => {
    aws = await startFakeAws();
  });
  after(() => aws.stop());

  const pauses: number[] = [];
  const take = () =>
    awsCloud({
      accountId,
      region,
      endpoint: aws.url,
      pause: async (milliseconds) => pauses.push(milliseconds),
    }).snapshot(wanted, () => {});
  const described = (status: string) =>
    `<DescribeDBSnapshotsResponse><DescribeDBSnapshotsResult><DBSnapshots><DBSnapshot><Status>${status}</Status></DBSnapshot></DBSnapshots></DescribeDBSnapshotsResult></DescribeDBSnapshotsResponse>`;
  const created = { CreateDBSnapshot: () => "<CreateDBSnapshotResponse/>" };

  it("is waited for", async () => {
    const statuses = ["creating", "creating", "available"];
    aws.answer({ ...created, DescribeDBSnapshots: () => described(statuses.shift() ?? "") });
    await take();
    assert.deepEqual(pauses.splice(0), [15_000, 15_000]);
  });

  it("is given up after its minutes, and waited for again by the next run", async () => {
    aws.answer({ ...created, DescribeDBSnapshots: () => described("creating") });
    await assert.rejects(
      take(),
      /is not there after 1 minutes, it is creating: run it again, which goes on waiting for the same one$/,
    );
    assert.equal(pauses.splice(0).length, 5);
  });

  it("is no snapshot when it failed", async () => {
    aws.answer({ ...created, DescribeDBSnapshots: () => described("failed") });
    await assert.rejects(take(), /failed: look at the events of shop-main/);
  });

  it("cannot be taken of an instance that is stopped, and RDS's words say so", async () => {
    aws.answer({
      CreateDBSnapshot: () => {
        throw Object.assign(new Error("Instance shop-main is not in available state."), {
          name: "InvalidDBInstanceState",
        });
      },
    });
    await assert.rejects(
      take(),
      /no snapshot of shop-main can be taken now \(Instance shop-main is not in available state\.\): run it again when it is available$/,
    );
  });
});
