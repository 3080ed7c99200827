import assert from "node:assert/strict";
import { Faults, parseFaults } from "../../../sandbox/faults.ts";
import type { InAccount, Resource, Values } from "../../../sandbox/model.ts";
import { reportOf } from "../../../sandbox/models/ecs-deployment.ts";
import { TASK_DEFINITION } from "../../../sandbox/models/ecs-task-definition.ts";
import { modelOf } from "../../../sandbox/models/registry.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { app, arnOf, container, taskInputs, world } from "./app.ts";
import { Cloud } from "./cloud.ts";

const here = { accountId: "111111111111", region: "eu-north-1" };
/** Tasks that fail take a deployment back. */
export const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };
/** So does an alarm. */
export const alarms = { alarms: { enable: true, rollback: true, alarmNames: ["shop-api-errors"] } };

/** The app in an account where these faults happen, with an alarm. */
export function appWith(...faults: readonly object[]) {
  const all = app({ cloud: new Cloud(world, here, new Faults(parseFaults(JSON.stringify(faults)))) });
  all.cloud.given(token.alarm, { name: "shop-api-errors", metricName: "UnHealthyHostCount" });
  return all;
}
export type App = ReturnType<typeof app>;

/** Changes a service as the provider does: the account has the change first, then ECS acts on it. */
export function update({ cloud }: App, { id }: Resource, changes: Values): void {
  const before = cloud.account.get(token.service, id);
  assert.ok(before);
  const subject: InAccount = cloud.updating(before, changes);
  cloud.account.put(subject.resource);
  modelOf(token.service)?.after?.("updated", subject);
}

/** A next revision of the task definition. */
export function revision(all: App, image?: string): string {
  const { executionRoleArn } = all.task.outputs;
  const containers = [container(image === undefined ? {} : { image })];
  return arnOf(all.cloud.make(TASK_DEFINITION, taskInputs(containers, { executionRoleArn })));
}

/** What ECS says of a service. */
export function report({ cloud }: App, { id }: Resource) {
  const service = cloud.account.get(token.service, id);
  assert.ok(service);
  return reportOf(cloud.account, service);
}
