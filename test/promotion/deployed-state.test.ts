import assert from "node:assert/strict";
import { deployedState } from "../../promotion/history/deployed-state.ts";

const urn = (type: string, name: string) => `urn:pulumi:staging::shop::${type}::${name}`;
const one = (type: string, name: string, outputs: object, id?: string) => ({
  urn: urn(type, name),
  type,
  custom: true,
  outputs,
  ...(id !== undefined && { id }),
});
const definition = (name: string, ...containers: readonly string[]) =>
  one("aws:ecs/taskDefinition:TaskDefinition", `${name}-definition`, {
    arn: `arn:aws:ecs:eu-north-1:111111111111:task-definition/shop-staging-${name}:3`,
    family: `shop-staging-${name}`,
    containerDefinitions: JSON.stringify(containers.map((container) => ({ name: container, image: "i@sha256:1" }))),
  });
const nightly = one("aws:scheduler/schedule:Schedule", "nightly-schedule", {
  target: {
    arn: "arn:aws:ecs:eu-north-1:111111111111:cluster/shop",
    ecsParameters: {
      taskDefinitionArn: "arn:aws:ecs:eu-north-1:111111111111:task-definition/shop-staging-nightly:3",
      networkConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-nightly"] },
    },
  },
});
const stack = one("pulumi:pulumi:Stack", "shop-staging", {
  jobs: { nightly: "arn:aws:ecs:eu-north-1:111111111111:task-definition/shop-staging-nightly:3" },
});
const firewall = one("aws:ec2/securityGroup:SecurityGroup", "main-migration-task-firewall", {}, "sg-migration");
const state = (...resources: readonly object[]) =>
  deployedState({
    pulumi: async () => JSON.stringify({ version: 3, deployment: { resources } }),
    located: { root: "", project: "shop", stack: "staging", file: "", worldFile: "" },
  });

describe("migrations in the state of a stack", () => {
  const migration = definition("main-migration-task", "main-migration-task");
  const job = definition("nightly", "nightly");

  it("are put where the other tasks are, behind a firewall of their own, because nothing else says where they ran", async () => {
    assert.deepEqual((await state(stack, job, nightly, migration, firewall)).migrations, [
      {
        name: "main",
        cluster: "arn:aws:ecs:eu-north-1:111111111111:cluster/shop",
        taskDefinition: "arn:aws:ecs:eu-north-1:111111111111:task-definition/shop-staging-main-migration-task:3",
        images: { "main-migration-task": "i@sha256:1" },
        container: "main-migration-task",
        network: { subnets: ["subnet-1"], securityGroups: ["sg-migration"] },
      },
    ]);
  });

  it("are none where one cannot be run again: without a firewall, or where no other task is", async () => {
    assert.deepEqual((await state(stack, job, nightly, migration)).migrations, []);
    assert.deepEqual((await state(one("pulumi:pulumi:Stack", "shop", {}), migration, firewall)).migrations, []);
  });
});
