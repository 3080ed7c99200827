import type * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../cloud/cloud.ts";

/** What decides where a service's requests go, as its inputs say it. */
interface Movement {
  /** ECS's word. */
  readonly strategy: string;
  /** ARN of the target group that a rolling deployment uses. */
  readonly primary?: string;
  /** ARN of the rule whose weights ECS moves; absent with ROLLING. */
  readonly rule?: string;
}

/**
 * Refuses a change between ROLLING and the other strategies while the requests go to the second target group: ROLLING
 * puts its tasks into the first one. The other three move the weights alike, and may follow each other at any time.
 */
export async function refuseStrategyChange(
  name: string,
  cloud: Pick<Cloud, "weights">,
  { oldInputs, newInputs }: Pick<pulumi.ResourceHookArgs, "oldInputs" | "newInputs">,
): Promise<void> {
  const [before, after] = [movementOf(oldInputs), movementOf(newInputs)];
  const rule = before.rule ?? after.rule;
  if ((before.strategy === "ROLLING") === (after.strategy === "ROLLING") || rule === undefined) {
    return;
  }
  const weights = await cloud.weights(rule);
  if (Object.entries(weights).some(([group, weight]) => weight > 0 && group !== before.primary)) {
    const [from, to] = [word(before), word(after)];
    throw new Error(
      `${name} cannot go from deploy.strategy ${from} to ${to} now: its requests go to the second target group ` +
        `(${describe(weights)}), and ${to} starts from the first. Do it in two steps: 1. leave deploy.strategy at ` +
        `${from} and deploy once more, a release or any other change of the service, which moves the requests back; ` +
        `2. change deploy.strategy, and run "pulumi up" again`,
    );
  }
}

function movementOf(inputs: unknown): Movement {
  const strategy = text(at(inputs, "deploymentConfiguration", "strategy")) ?? "ROLLING";
  const balancer = at(inputs, "loadBalancers", 0);
  const primary = text(at(balancer, "targetGroupArn"));
  const rule = text(at(balancer, "advancedConfiguration", "productionListenerRule"));
  return { strategy, ...(primary !== undefined && { primary }), ...(rule !== undefined && { rule }) };
}

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inside, key) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** As the configuration calls it. */
function word({ strategy }: Movement): string {
  return strategy.toLowerCase().replace("_", "-");
}

function describe(weights: Readonly<Record<string, number>>): string {
  return Object.entries(weights)
    .map(([group, weight]) => `${group.split("/")[1] ?? group} ${weight}`)
    .join(", ");
}
