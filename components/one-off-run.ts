import { Parameter } from "@pulumi/aws/ssm/parameter.js";
import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../cloud/cloud.ts";
import { explain, succeeded } from "../cloud/outcome.ts";
import { physicalName } from "../lib/names.ts";
import type { Task } from "./task.ts";

/** Where one-off tasks run. */
export interface RunPlace {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly cluster: { readonly arn: pulumi.Input<string>; readonly ready: readonly pulumi.Resource[] };
  readonly network: {
    readonly privateSubnetIds: readonly pulumi.Input<string>[];
    readonly privateReady: readonly pulumi.Resource[];
  };
  readonly cloud: Pick<Cloud, "runTask">;
}

export interface OneOffRunArgs {
  readonly place: RunPlace;
  readonly task: Pick<Task, "definitionArn" | "firewallId" | "containerName" | "ready">;
  /** What was run: when this text changes, and only then, the task runs again. */
  readonly record: pulumi.Input<string>;
  readonly timeoutMinutes: number;
  /** What must be there before it runs. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * Runs a task once for each new `record`, inside the graph: what depends on the returned parameter is not touched
 * before the task has ended well. The parameter is written after the task, so a failed run is tried again by the
 * next `up`; a hook on the service itself would run for every change of the service.
 */
export function oneOffRun(name: string, args: OneOffRunArgs, child: { parent: pulumi.Resource }): Parameter {
  const { place, task } = args;
  const where = pulumi.all([
    place.cluster.arn,
    task.definitionArn,
    task.firewallId,
    pulumi.all([...place.network.privateSubnetIds]),
  ]);
  const hook = new pulumi.ResourceHook(`${name}-run`, async () => {
    const [cluster, taskDefinition, firewallId, subnets] = await known(where);
    const stopped = await place.cloud.runTask({
      cluster,
      taskDefinition,
      subnets,
      securityGroups: [firewallId],
      container: task.containerName,
      startedBy: name.slice(0, startedByLimit),
      timeoutMinutes: args.timeoutMinutes,
    });
    if (!succeeded(stopped)) {
      throw new Error(`${name} did not end well:\n${explain(stopped)}`);
    }
  });
  return new Parameter(
    `${name}-record`,
    {
      name: physicalName("parameter", `/${place.prefix}`, name),
      type: "String",
      // Not a secret, so a preview shows what it would run for.
      insecureValue: args.record,
      description: "What this run was of; a new value runs it again",
    },
    {
      ...child,
      hooks: { beforeCreate: [hook], beforeUpdate: [hook] },
      dependsOn: [...args.after, ...task.ready, ...place.cluster.ready, ...place.network.privateReady],
    },
  );
}

/** RunTask takes at most 36 characters. */
const startedByLimit = 36;

/** A hook runs when everything that its resource depends on exists, so the value is known. */
function known<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
