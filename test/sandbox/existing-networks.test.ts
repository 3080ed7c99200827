import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { egressOf } from "../../sandbox/models/network.ts";
import { token } from "../../sandbox/models/tokens.ts";
import { openAccount } from "../../sandbox/server/journal.ts";
import { emptyWorld } from "../../sandbox/world.ts";

const vpcId = "vpc-0a1b2c3d4e5f60718";
const ids = { open: "subnet-00000000000000001", closed: "subnet-00000000000000002", data: "subnet-00000000000000003" };
const world = emptyWorld({
  networks: [
    {
      account: "111111111111",
      region: "eu-north-1",
      vpcId,
      cidr: "10.0.0.0/16",
      subnets: {
        [ids.open]: { zone: "eu-north-1a", cidr: "10.0.0.0/24", out: "internet" },
        [ids.closed]: { zone: "eu-north-1a", cidr: "10.0.1.0/24", out: "nat" },
        [ids.data]: { zone: "eu-north-1a", cidr: "10.0.2.0/24", out: "none" },
      },
    },
  ],
});

const file = join(mkdtempSync(join(tmpdir(), "slipway-networks-")), "111111111111.jsonl");
const open = (id = "111111111111") => openAccount(file, { id, world });

describe("a network of the world", () => {
  it("is in its account under its own ids, so that what refers to them finds it", () => {
    const account = open();
    assert.equal(account.get(token.vpc, vpcId)?.outputs.cidrBlock, "10.0.0.0/16");
    const { vpcId: of, availabilityZone, region } = account.get(token.subnet, ids.closed)?.outputs ?? {};
    assert.deepEqual([of, availabilityZone, region], [vpcId, "eu-north-1a", "eu-north-1"]);
  });

  it("has the ways out that the world says", () => {
    const account = open();
    assert.deepEqual(
      Object.values(ids).map((id) => egressOf(id, account)),
      ["internet", "nat", { endpoints: [] }],
    );
  });

  it("is there once however often the account is opened", () => {
    const before = open().everything();
    assert.deepEqual(open().everything(), before);
  });

  it("is in no other account", () => {
    const other = openAccount(`${file}-other`, { id: "222222222222", world });
    assert.deepEqual(other.everything(), []);
  });
});
