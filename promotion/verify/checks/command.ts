import { explain, succeeded } from "../../../cloud/outcome.ts";
import type { CommandCheck } from "../../../config/app-checks.ts";
import type { CheckMeans, Finding } from "../check.ts";

/** RunTask takes at most 36 characters. */
const startedByLimit = 36;

/** Whether a command ends with 0, in a task beside those of a service, with its image, its rights and its secrets. */
export async function command(check: CommandCheck, { cloud, state, say }: CheckMeans): Promise<Finding> {
  const beside = [...state.services, ...state.jobs].find(({ name }) => name === check.service);
  if (beside === undefined) {
    const says = `${check.service} is not deployed, so there is no task definition to run it with`;
    return { passed: false, says, couldNotLook: true };
  }
  const { cluster, taskDefinition, container, network } = beside;
  const what = check.command.join(" ");
  const stopped = await cloud.runTask(
    {
      name: check.name,
      cluster,
      taskDefinition,
      container,
      ...network,
      command: check.command,
      startedBy: `check-${check.name}`.slice(0, startedByLimit),
      timeoutMinutes: check.timeoutSeconds / 60,
    },
    say,
  );
  return succeeded(stopped)
    ? { passed: true, says: `${what} ended with 0` }
    : { passed: false, says: `${what} did not end well: ${explain(stopped)}` };
}
