import assert from "node:assert/strict";
import type { StateResource } from "../../sandbox/run/state.ts";
import type { InAccount } from "../support/end-to-end/project-copy.ts";
import { oddities } from "./orphans.ts";

const account = "111111111111";
const held = (type: string, id: string, outputs = {}): InAccount => ({ account, type, id, inputs: {}, outputs });
const recorded = (type: string, id: string, outputs = {}): StateResource => ({
  urn: `urn:pulumi:staging::harbour::${type}::${id}`,
  type,
  id,
  custom: true,
  outputs,
});

const VPC = "aws:ec2/vpc:Vpc";
const SECRET = "aws:secretsmanager/secret:Secret";
const INSTANCE = "aws:rds/instance:Instance";
const managed = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:rds!db-1-abcdef";

describe("what a kill has left over", () => {
  it("is what is in an account and in no state, which somebody pays for and nobody removes", () => {
    const accounts = [held(VPC, "vpc-1"), held(VPC, "vpc-2")];
    assert.deepEqual(oddities(accounts, [recorded(VPC, "vpc-1")]), [`orphaned in ${account}: ${VPC} vpc-2`]);
  });

  it("is what the state alone has, or has twice", () => {
    assert.deepEqual(oddities([held(VPC, "vpc-1")], [recorded(VPC, "vpc-1"), recorded(VPC, "vpc-1")]), [
      `2 times in the state: ${VPC} vpc-1`,
    ]);
    assert.deepEqual(oddities([], [recorded(VPC, "vpc-1")]), [`in the state alone: ${VPC} vpc-1`]);
    assert.deepEqual(oddities([], [recorded("random:index/randomId:RandomId", "x")]), []);
  });

  it("is not what AWS makes by itself with what the state has, but the same without it", () => {
    const instance = recorded(INSTANCE, "db-1", { masterUserSecrets: [{ secretArn: managed }] });
    const own = [held(SECRET, managed), held("aws:secretsmanager/secretVersion:SecretVersion", `${managed}|managed`)];
    assert.deepEqual(oddities([held(INSTANCE, "db-1"), ...own], [instance]), []);
    assert.equal(oddities(own, []).length, 2);
    assert.equal(oddities([held(SECRET, "arn:of-nobody")], [instance]).length, 2);
  });

  it("is an active revision that no definition of the state is, and not one that ECS only remembers", () => {
    const revision = "arn:aws:ecs:eu-north-1:111111111111:task-definition/harbour-staging-api:1";
    const kept = (status: string) => [held("sandbox:ecs:Revision", revision, { status })];
    assert.equal(oddities(kept("ACTIVE"), []).length, 1);
    assert.deepEqual(oddities(kept("INACTIVE"), []), []);
  });
});
