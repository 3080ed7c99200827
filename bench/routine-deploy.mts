import { locateStack } from "../config/locate-stack.ts";
import { readStack } from "../config/read-stack.ts";
import { planOf, planStack } from "../plan/plan-stack.ts";
import { type CriticalPath, oneOffMinutes, routineDeploy } from "./critical-path.mts";
import { writeNextRelease } from "./next-release.mts";

/** A release in which every image is another one, or one of them alone. */
export interface Release extends CriticalPath {
  /** Paths of all resources that it touches. */
  readonly touched: readonly string[];
  /** Minutes of the migration, the slowest worker and the slowest web service, one after the other. */
  readonly chainMinutes: number;
  /** Steps of its longest chain that are none of these. */
  readonly outside: readonly string[];
}

/** What the next release of a stack, or of one image of it, would touch and wait for; its stack file is written into `into`. */
export async function nextRelease(stack: string, folder: string, into: string, image?: string): Promise<Release> {
  const read = readStack(stack, folder);
  const { services, databases } = read.resolved.stack;
  const before = await planOf(read);
  const after = await planStack(writeNextRelease(into, locateStack(stack, folder), image), into);
  const deploy = routineDeploy(before, after, services);
  const migrations = Object.entries(databases).flatMap(([name, { migrate }]) => (migrate ? [`${name}-migration`] : []));
  const own = new Set([...migrations, ...Object.keys(services)]);
  return {
    ...deploy,
    chainMinutes: (migrations.length > 0 ? oneOffMinutes : 0) + after.deploy.minutes,
    outside: deploy.steps.map(({ path }) => path).filter((path) => !own.has(path.split("/")[0] ?? "")),
  };
}
