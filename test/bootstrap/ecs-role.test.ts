import assert from "node:assert/strict";
import { ecsRole, inspectEcsRole } from "../../bootstrap/ecs-role.ts";
import { bring } from "../../bootstrap/inspection.ts";
import { openSession } from "../../cloud/aws/session.ts";
import { describeOnMoto } from "../cloud/on-moto.ts";

describeOnMoto("the role that ECS itself works with (moto)", (moto) => {
  it("is made in an account that has never had ECS, and found from then on", async () => {
    const session = openSession(moto.place);
    const said: string[] = [];
    assert.deepEqual(await inspectEcsRole(session), { is: "missing" });
    for (const _run of ["first", "second"]) {
      await bring(ecsRole(session), (sentence) => said.push(sentence));
    }
    assert.deepEqual(said, ["role AWSServiceRoleForECS is made"]);
    assert.deepEqual(await inspectEcsRole(session), { is: "there" });
  });
});
