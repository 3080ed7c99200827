import assert from "node:assert/strict";
import { Account } from "../../sandbox/account.ts";
import { putExistingDatabases } from "../../sandbox/existing-databases.ts";
import { invoke } from "../../sandbox/invokes.ts";
import { instanceNamed } from "../../sandbox/models/database-source.ts";
import { token } from "../../sandbox/models/tokens.ts";
import { place, worldWithLegacy } from "./legacy-database.ts";

const world = worldWithLegacy({ port: 5433, username: "admin" });
const ask = (identifier: string) =>
  invoke("aws:rds/getInstance:getInstance", { dbInstanceIdentifier: identifier }, { world, ...place });

describe("a database of the world", () => {
  it("is in its account with its security group, so that rules can be added to that", () => {
    const account = new Account({ id: place.accountId, world });
    putExistingDatabases(account);
    assert.equal(account.get(token.securityGroup, "sg-0a1b2c3d4e5f60718")?.outputs.vpcId, "vpc-0a1b2c3d4e5f60718");
    assert.equal(instanceNamed(account, place, "legacy")?.outputs.engineVersionActual, "16.10");
  });

  it("is found by its identifier, with the host that the account knows it by", () => {
    const account = new Account({ id: place.accountId, world });
    putExistingDatabases(account);
    const { address, resourceId } = instanceNamed(account, place, "legacy")?.outputs ?? {};
    const found = ask("legacy");
    assert.deepEqual([found.address, found.resourceId], [address, resourceId]);
    assert.deepEqual(
      [found.port, found.masterUsername, found.vpcSecurityGroups],
      [5433, "admin", ["sg-0a1b2c3d4e5f60718"]],
    );
  });

  it("is refused with the line to add when the world has none of that name", () => {
    assert.throws(() => ask("legcy"), /no DB instance legcy .*: add it to world\.yaml:\n {4}databases:\n/);
  });
});
