import type { Cloud, ServiceReport } from "../cloud/cloud.ts";
import { explainDeployment } from "../cloud/deployment-text.ts";
import type { Stack } from "../config/stack.ts";
import { messageOf } from "../lib/message-of.ts";
import { UserError } from "../lib/user-error.ts";
import { addressOf } from "./operated.ts";

/** Why the newest deployment of each of these services did not take over; nothing of those where it did. */
export async function failedDeployments(
  stack: Stack,
  services: readonly string[],
  cloud: Pick<Cloud, "service">,
): Promise<readonly string[]> {
  const unread = new Map<string, string[]>();
  const texts = await Promise.all(
    services.map(async (service) => {
      try {
        const report = await cloud.service(addressOf(stack, service));
        return report && hasFailed(report) ? [explanation(service, report)] : [];
      } catch (error) {
        // Nobody who has no credentials can read the log either.
        if (error instanceof UserError) throw error;
        const reason = messageOf(error);
        unread.set(reason, [...(unread.get(reason) ?? []), service]);
        return [];
      }
    }),
  );
  const unknown = [...unread].map(
    ([reason, of]) => `whether ${of.join(", ")} was deployed well cannot be read: ${reason}`,
  );
  return [...texts.flat(), ...unknown];
}

/** A deployment that goes on has failed so far when its tasks stop of themselves. */
function hasFailed({ deployment, stoppedTasks }: ServiceReport): boolean {
  return (
    deployment === "failed" || deployment === "rolledBack" || (deployment === "inProgress" && stoppedTasks.length > 0)
  );
}

function explanation(service: string, report: ServiceReport): string {
  const { deployment, reason } = report;
  const said = reason ?? (deployment === "inProgress" ? "its new tasks stop" : "ECS gives no reason");
  return explainDeployment({ service, said, report, ringing: [] });
}
