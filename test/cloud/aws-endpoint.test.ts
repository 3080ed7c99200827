import assert from "node:assert/strict";
import { CreateReplicationGroupCommand, ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { awsCloud } from "../../cloud/aws.ts";
import { describeOnMoto } from "./on-moto.ts";

describeOnMoto("where a store listens in AWS (moto)", (moto) => {
  const cloud = () => awsCloud(moto.place);

  it("is the endpoint of the instance, and nothing where there is none", async () => {
    await new RDSClient(moto.client).send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: "shop-main",
        DBInstanceClass: "db.t4g.micro",
        Engine: "postgres",
        AllocatedStorage: 20,
        Port: 5432,
        MasterUsername: "postgres",
        MasterUserPassword: "hunter2hunter2",
      }),
    );
    const found = await cloud().endpointOf("database", "shop-main");
    assert.match(found?.host ?? "", /^shop-main\..+\.rds\.amazonaws\.com$/);
    assert.equal(found?.port, 5432);
    assert.equal(await cloud().endpointOf("database", "shop-other"), undefined);
  });

  it("is that of a group's primary", async () => {
    await new ElastiCacheClient(moto.client).send(
      new CreateReplicationGroupCommand({
        ReplicationGroupId: "shop-cache",
        ReplicationGroupDescription: "d",
        Engine: "valkey",
        CacheNodeType: "cache.t4g.micro",
      }),
    );
    assert.equal((await cloud().endpointOf("cache", "shop-cache"))?.port, 6379);
    assert.equal(await cloud().endpointOf("cache", "shop-other"), undefined);
  });
});
