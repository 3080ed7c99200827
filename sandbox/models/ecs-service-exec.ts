import type { InAccount, Rule } from "../model.ts";
import { type Container, containersOf } from "./ecs-container.ts";
import { findRevision } from "./ecs-revisions.ts";
import { allows } from "./iam.ts";
import { objects, str } from "./values.ts";

/** Where the agent of a shell writes: https://github.com/aws/containers-roadmap/issues/1359 */
const WRITTEN = ["/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"];
const CHANNEL = "ssmmessages:CreateDataChannel";

/** Rule on a service whose tasks let a shell in. */
export const execWorks: Rule<InAccount> = {
  id: "service-exec-works",
  says: "A shell can be opened where a service says so: the task's role may open the channel, and a container that is read-only has volumes where the agent writes.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
  refuse({ resource: { inputs }, account, place }) {
    const revision = findRevision(account, place, str(inputs, "taskDefinition") ?? "");
    if (inputs.enableExecuteCommand !== true || revision === undefined) return undefined;
    const role = str(revision.inputs, "taskRoleArn");
    if (role === undefined || !allows(account, role, CHANNEL, "*"))
      return `InvalidParameterException: The service couldn't be updated because a valid taskRoleArn is not being used: ${role ?? "no task role"} may not do ${CHANNEL}: allow ssmmessages:*Channel in its policy`;
    const missing = containersOf(revision.inputs)
      .filter(({ essential }) => essential)
      .map(notWritable);
    return missing.includes(undefined)
      ? undefined
      : `the agent of ECS Exec could not start in ${revision.family}: the root is read-only and nothing is mounted at ${missing[0]}: mount an empty volume there`;
  },
};

function notWritable({ values }: Container): string | undefined {
  const mounted = objects(values, "mountPoints").map((mount) => str(mount, "containerPath"));
  return values.readonlyRootFilesystem === true ? WRITTEN.find((path) => !mounted.includes(path)) : undefined;
}
