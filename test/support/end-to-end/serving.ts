import assert from "node:assert/strict";
import { z } from "zod";

const DEPLOYMENT = "sandbox:ecs:Deployment";
const RULE = "aws:lb/listenerRule:ListenerRule";

const line = z.looseObject({
  put: z.looseObject({ type: z.string(), id: z.string(), outputs: z.looseObject({}) }).optional(),
  remove: z.tuple([z.string(), z.string()]).optional(),
});
const deployment = z.looseObject({ serving: z.string().optional(), targetGroup: z.string().optional() });
const rule = z.looseObject({
  actions: z.array(
    z.looseObject({
      forward: z
        .looseObject({ targetGroups: z.array(z.looseObject({ arn: z.string(), weight: z.number().optional() })) })
        .optional(),
    }),
  ),
});

/**
 * The revision that serves at the end of an account's journal, after looking at every moment of it: from when the
 * service is there until the end it had tasks, and every listener rule that knows their target group sent all to it.
 * Opening an account writes its journal anew, so this is one run.
 */
export function servingIn(journal: string, service: string): string {
  const lines = journal
    .trim()
    .split("\n")
    .slice(1)
    .map((text) => line.parse(JSON.parse(text)));
  const rules = new Map<string, Readonly<Record<string, number>>>();
  let now: z.infer<typeof deployment> | undefined;
  for (const [at, { put, remove }] of lines.entries()) {
    if (put?.type === DEPLOYMENT && put.id.endsWith(`/${service}`)) now = deployment.parse(put.outputs);
    if (put?.type === RULE) rules.set(put.id, weightsIn(put.outputs));
    if (remove?.[0] === RULE) rules.delete(remove[1]);
    // ECS moves the requests and then calls the deployment done: no moment lies between these two lines.
    const isMoving = lines[at + 1]?.put?.type === DEPLOYMENT;
    if (now !== undefined && !isMoving) isServed(service, now, [...rules.values()]);
  }
  assert.ok(now?.serving, `${service} has no tasks`);
  return now.serving.slice(now.serving.lastIndexOf("/") + 1);
}

function isServed(
  service: string,
  { serving, targetGroup }: z.infer<typeof deployment>,
  rules: readonly Readonly<Record<string, number>>[],
): void {
  assert.ok(serving, `${service} had no tasks for a moment`);
  for (const weights of rules) {
    if (targetGroup === undefined || !(targetGroup in weights)) continue;
    const elsewhere = Object.entries(weights).filter(([group, weight]) => group !== targetGroup && weight > 0);
    assert.deepEqual(elsewhere, [], `requests of ${service} went where it has no tasks`);
    assert.ok((weights[targetGroup] ?? 0) > 0, `requests of ${service} went nowhere`);
  }
}

function weightsIn(outputs: unknown): Readonly<Record<string, number>> {
  const groups = rule.parse(outputs).actions.flatMap(({ forward }) => forward?.targetGroups ?? []);
  return Object.fromEntries(groups.map(({ arn, weight }) => [arn, weight ?? 1]));
}
