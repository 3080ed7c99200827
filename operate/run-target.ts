import type { Cloud } from "../cloud/cloud.ts";
import type { Stack } from "../config/stack.ts";
import { Refusal } from "../lib/user-error.ts";
import type { DeployedState, DeployedTask } from "../promotion/history/deployed-state.ts";
import { addressOf, type Operated, sandboxFlag } from "./operated.ts";
import { unknownName } from "./unknown-name.ts";

/** What a command is run beside: its image, its environment, its secrets, its rights, its network. */
export interface RunTarget extends DeployedTask {
  /** Never beside another one of its kind. */
  readonly alone: boolean;
}

/** The deployed service or job of a name, or the migration of a database: `main/migrate`. */
export function runTargetOf(state: DeployedState, name: string, stack: string): RunTarget {
  const all = targetsOf(state);
  const found = all.find((one) => one.name === name);
  if (found === undefined) {
    const names = all.map((one) => one.name);
    const advice = "name one of these, or deploy it first";
    throw unknownName(`${stack} has no ${name} that a command can be run with`, name, names, advice);
  }
  return found;
}

/** The revision that a service really runs: after a deployment that was taken back it is not the one of the state. */
export async function asItRuns(
  target: RunTarget,
  state: DeployedState,
  cloud: Pick<Cloud, "service">,
): Promise<RunTarget> {
  const service = state.services.find(({ name }) => name === target.name);
  const report = service && (await cloud.service(service));
  return report?.taskDefinition ? { ...target, taskDefinition: report.taskDefinition } : target;
}

/** A stack that sleeps has no database: whatever is run would only fail. */
export async function refuseAsleep(of: Operated, cloud: Pick<Cloud, "service">): Promise<void> {
  if (of.stack.sleep && (await isAsleep(of.stack, cloud))) {
    throw new Refusal(
      `${of.stack.name} sleeps, its databases too (environment.cost.sleep): wake it first with npx slipway wake ${of.argument}${sandboxFlag(of)}`,
    );
  }
}

async function isAsleep(stack: Stack, cloud: Pick<Cloud, "service">): Promise<boolean> {
  const running = Object.entries(stack.services).filter(([, { off }]) => off === undefined);
  const reports = await Promise.all(running.map(([name]) => cloud.service(addressOf(stack, name))));
  const there = reports.filter((report) => report !== undefined);
  return there.length > 0 && there.every(({ desiredCount }) => desiredCount === 0);
}

function targetsOf({ services, jobs, migrations }: DeployedState): readonly RunTarget[] {
  return [
    ...[...services, ...jobs].map((task) => ({ ...task, alone: false })),
    ...migrations.map((task) => ({ ...task, name: `${task.name}/migrate`, alone: true })),
  ];
}
