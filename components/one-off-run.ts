import { createHash } from "node:crypto";
import { Parameter } from "@pulumi/aws/ssm/parameter.js";
import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../cloud/cloud.ts";
import { explain, lastWords, succeeded } from "../cloud/outcome.ts";
import { physicalName } from "../lib/names.ts";
import { known } from "./known.ts";
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
  readonly cloud: Pick<Cloud, "runTask" | "snapshot">;
}

export interface OneOffRunArgs {
  readonly place: RunPlace;
  readonly task: Pick<Task, "definitionArn" | "firewallId" | "containerName" | "ready">;
  /** What was run: when this text changes, and only then, the task runs again. */
  readonly record: pulumi.Input<string>;
  readonly timeoutMinutes: number;
  /** What it changes, where that may become another thing under the same name: then it runs again, also with `isGoingBack`. */
  readonly subject?: pulumi.Input<string>;
  /** What must be there before it runs. */
  readonly after: readonly pulumi.Resource[];
  /** Identifier of an instance that a snapshot is taken of, and waited for, before each run. */
  readonly snapshotOf?: pulumi.Input<string>;
  /**
   * `record` is written down without a run, so that what is there counts as run from then on; it runs only where nothing
   * has run yet, or not on this.
   */
  readonly isGoingBack?: boolean;
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
    pulumi.all([args.record, args.subject ?? ""]).apply((whole) => whole.join(" ").trim()),
  ]);
  const hook = new pulumi.ResourceHook(`${name}-run`, async (change) => {
    if (args.isGoingBack && isOfTheSame(change)) {
      return;
    }
    const [cluster, taskDefinition, firewallId, subnets, record] = await known(name, where);
    await takeSnapshot(name, args, { record, change }, child);
    const stopped = await place.cloud.runTask(
      {
        name,
        cluster,
        taskDefinition,
        subnets,
        securityGroups: [firewallId],
        container: task.containerName,
        startedBy: startedBy(name, record),
        timeoutMinutes: args.timeoutMinutes,
      },
      // The record itself has no URN before its hook is done.
      (sentence) => void pulumi.log.info(sentence, child.parent),
    );
    if (!succeeded(stopped)) {
      throw new Error(
        `${name} did not end well:\n${explain(stopped)}\nwhat to do: nothing that waits for it was touched. Repair what ` +
          'it says and run "pulumi up" again, which runs it again; or put the release before back',
      );
    }
    await pulumi.log.info(`${name} ended well: ${lastWords(stopped)}`, child.parent);
  });
  return new Parameter(
    `${name}-record`,
    {
      name: physicalName("parameter", `/${place.prefix}`, name),
      type: "String",
      // Not a secret, so a preview shows what it would run for.
      insecureValue: args.record,
      description: describedAs(args.subject),
    },
    {
      ...child,
      hooks: { beforeCreate: [hook], beforeUpdate: [hook] },
      dependsOn: [...args.after, ...task.ready, ...place.cluster.ready, ...place.network.privateReady],
    },
  );
}

/** What a run was on stands here, where it is told from what was run. */
function describedAs(subject: pulumi.Input<string> | undefined): pulumi.Input<string> {
  const usual = "What this run was of; a new value runs it again";
  return subject === undefined ? usual : pulumi.interpolate`${usual}, and so does another one than ${subject}`;
}

/** Whether what was run on is there still: then only something beside the run has changed. */
function isOfTheSame({ oldInputs, newInputs }: pulumi.ResourceHookArgs): boolean {
  return oldInputs !== undefined && oldInputs.description === newInputs?.description;
}

/** A volume of some hundred GiB that has never been copied takes about an hour; later ones take minutes. */
const snapshotMinutes = 120;

/** What a run is tried again for has its snapshot already: that one is as everything was before the first attempt. */
async function takeSnapshot(
  name: string,
  { place, snapshotOf }: OneOffRunArgs,
  { record, change }: { readonly record: string; readonly change: pulumi.ResourceHookArgs },
  { parent }: { parent: pulumi.Resource },
): Promise<void> {
  if (snapshotOf === undefined) {
    return;
  }
  const database = await known(name, pulumi.output(snapshotOf));
  // The record's own version: going back to an earlier record and forth again is another run.
  const hash = shortHash(JSON.stringify([change.oldOutputs?.version ?? 0, record]));
  await place.cloud.snapshot(
    { database, name: `${database}-before-${hash}`, timeoutMinutes: snapshotMinutes },
    (sentence) => void pulumi.log.info(sentence, parent),
  );
}

/** RunTask takes at most 36 characters. */
const startedByLimit = 36;

/** Another record is another run, also when the task definition is the same: a secret that was changed, for one. */
function startedBy(name: string, record: string): string {
  const hash = shortHash(record);
  return `${name.slice(0, startedByLimit - hash.length - 1)}-${hash}`;
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
