import type { RunningTask, RunningTasks } from "../../../cloud/running-tasks.ts";
import type { DeployedService } from "../../history/deployed-state.ts";
import { type CheckMeans, type Finding, finding, isAtRest, type Seen } from "../check.ts";

/** What the tasks of a service are, compared with what was deployed. */
export type RunningOfService =
  | { readonly is: "same"; readonly tasks: number }
  | { readonly is: "resting"; readonly word: string }
  | { readonly is: "none" }
  | { readonly is: "differs"; readonly says: readonly string[] }
  /** An image was deployed by its tag, which may be another one by now. */
  | { readonly is: "unknown"; readonly says: string };

/** Whether every container of every task runs the image that was deployed. */
export async function running(seen: readonly Seen[], means: CheckMeans): Promise<Finding> {
  const all = await Promise.all(
    seen.map(async (one) => ({ name: one.service.name, found: await runningOf(one, means) })),
  );
  const complaints = all.flatMap(({ name, found }) => {
    if (found.is === "none") return [`${name} runs no task`];
    return found.is === "differs" ? found.says.map((says) => `${name}: ${says}`) : [];
  });
  const unknown = all.flatMap(({ name, found }) => (found.is === "unknown" ? [`${name}: ${found.says}`] : []));
  if (complaints.length === 0 && unknown.length > 0) {
    return { passed: false, says: unknown.join("; "), couldNotLook: true };
  }
  const same = all.flatMap(({ name, found }) => (found.is === "same" ? [name] : []));
  const rest = all.flatMap(({ name, found }) => (found.is === "resting" ? [`${name} is ${found.word}`] : []));
  const says = [...(same.length > 0 ? [`${same.join(", ")} as declared`] : []), ...rest];
  return finding(complaints, says.join("; ") || "there is no service");
}

/** The same of one service. */
export async function runningOf(
  seen: Seen,
  { cloud, place }: Pick<CheckMeans, "cloud" | "place">,
): Promise<RunningOfService> {
  const rest = isAtRest(seen, place);
  const found: RunningTasks | undefined = await cloud.running(seen.service);
  const tasks = found?.tasks ?? [];
  if (tasks.length === 0) {
    return rest === undefined ? { is: "none" } : { is: "resting", word: rest };
  }
  const tagged = Object.values(seen.service.images).filter((image) => digestIn(image) === undefined);
  if (tagged.length > 0) {
    return { is: "unknown", says: `${tagged.join(", ")} was deployed without a digest, so nobody can tell` };
  }
  const says = [...new Set(tasks.flatMap((task) => differencesOf(task, seen.service)))];
  return says.length > 0 ? { is: "differs", says } : { is: "same", tasks: tasks.length };
}

function differencesOf({ containers }: RunningTask, { images, container: own }: DeployedService): readonly string[] {
  const missing = Object.keys(images).filter((name) => !containers.some((container) => container.name === name));
  return [
    ...containers.flatMap(({ name, image, imageDigest }) => {
      const declared = images[name];
      const [wants, has] = [digestIn(declared), digestIn(image) ?? imageDigest];
      // What ECS itself puts beside them (Service Connect, GuardDuty) nobody has declared.
      if (declared === undefined) return [];
      const who = name === own ? "" : `${name} `;
      return wants === has ? [] : [`${who}runs ${short(has)}, declared is ${short(wants)}`];
    }),
    ...missing.map((name) => `a task has no container ${name}`),
  ];
}

function digestIn(image: string | undefined): string | undefined {
  return image === undefined ? undefined : /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1];
}

/** `sha256:50b2820bc39c…` */
function short(digest: string | undefined): string {
  return digest === undefined ? "something without a digest" : `${digest.slice(0, "sha256:".length + 12)}…`;
}
