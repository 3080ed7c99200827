import type { Cloud, CloudPlace } from "../../cloud/cloud.ts";
import type { GitHubSettings } from "../../cloud/github-settings.ts";
import { readStackOrNothing } from "../../config/read-stack.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { type Drift, drift } from "./drift.ts";

/** Whom to ask. */
export interface DriftMeans {
  readonly settings: GitHubSettings;
  readonly open: (place: CloudPlace) => Cloud;
  readonly now: Date;
}

/** Compares one stack, by its name or by the path of its file, with what is really there. */
export async function stackDrift(argument: string, { settings, open, now }: DriftMeans): Promise<Drift> {
  const read = readStackOrNothing(argument, process.cwd());
  if ("says" in read) {
    const { stack } = read.file;
    // The sentence begins with the name of the stack, as ours does.
    const nothing = read.says.replace(`${stack}: `, "");
    return { stack, is: "same", findings: [], nothing, isEmpty: true };
  }
  const { stack } = read.resolved;
  const { resources } = await planStack(argument);
  return drift(stack, { resources, settings, cloud: open(stack.account), now });
}
