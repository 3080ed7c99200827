import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { oneOffRun, type RunPlace } from "./one-off-run.ts";
import { Task } from "./task.ts";
import type { TaskArgs } from "./task-args.ts";

export interface MigrationArgs extends TaskArgs {
  readonly run: RunPlace;
  /** After that the task is stopped and the update fails. */
  readonly timeoutMinutes: number;
  /** What must be there before it runs: the roles of its database. */
  readonly after: readonly pulumi.Resource[];
  /** What RDS calls the instance: another one under its name, empty or of an older backup, has not seen this migration. */
  readonly instance: pulumi.Input<string>;
  /** Identifier of the instance, where a snapshot of it is taken before each migration. */
  readonly snapshotOf?: pulumi.Input<string>;
  /**
   * The release that this one goes back to. Then the schema stays as the newer one left it, since a migration has no way
   * back, and this release's own counts as run: else the next update would run the old image on the newer schema. A
   * database that is new, or another instance, gets its schema all the same.
   */
  readonly rollbackOf?: string;
}

/**
 * Brings the schema to what a release needs, before any task of that release starts. It runs once for each image,
 * command and instance; the old release keeps serving meanwhile, so a migration must be one that it can live with.
 */
export class Migration extends pulumi.ComponentResource {
  /** What the release's services and jobs wait for. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: MigrationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:migration:Migration", name, {}, opts);
    const child = { parent: this };

    const task = new Task(`${name}-task`, args, child);
    const ran = oneOffRun(
      name,
      {
        place: args.run,
        task,
        record: builtOrNamed(args).apply((image) => JSON.stringify({ image, command: commandHash(args) })),
        timeoutMinutes: args.timeoutMinutes,
        subject: args.instance,
        after: args.after,
        isGoingBack: args.rollbackOf !== undefined,
        ...(args.snapshotOf !== undefined && { snapshotOf: args.snapshotOf }),
      },
      child,
    );

    this.ready = [ran];
    this.registerOutputs({});
  }
}

/** With its digest, also of an image that this run builds. */
function builtOrNamed({ place, image }: MigrationArgs): pulumi.Output<string> {
  return pulumi.output(place.builtImages?.[image.uri] ?? image.uri);
}

function commandHash({ entryPoint, command }: MigrationArgs): string {
  return createHash("sha256")
    .update(JSON.stringify([entryPoint ?? [], command ?? []]))
    .digest("hex");
}
