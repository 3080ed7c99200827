import assert from "node:assert/strict";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { awsCloud } from "../../cloud/aws.ts";
import { describeOnMoto } from "./on-moto.ts";

const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

describeOnMoto("the trust policy of a role", (moto) => {
  it("is read as it was written, although IAM sends it as the text of an address", async () => {
    const role = { RoleName: "harbour-deploy", AssumeRolePolicyDocument: JSON.stringify(trust) };
    await new IAMClient(moto.client).send(new CreateRoleCommand(role));
    assert.deepEqual(await awsCloud(moto.place).roleTrust("harbour-deploy"), trust);
  });

  it("is nothing where there is no such role, which is no failure", async () => {
    assert.equal(await awsCloud(moto.place).roleTrust("harbour-preview"), undefined);
  });
});
