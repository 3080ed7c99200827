import { TASK_DEFINITION } from "../../../sandbox/models/ecs-task-definition.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { app, arnOf, container, roleWith, serviceInputs, taskInputs } from "./app.ts";
import { breaks, passes } from "./cases.ts";

const writable = ["/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"];

/** A service that lets a shell in, whose read-only container has something mounted at `paths`. */
const asked =
  (paths: readonly string[], action = "ssmmessages:*", more: object = { readonlyRootFilesystem: true }) =>
  () => {
    const all = app();
    const { role } = roleWith(all.cloud, "shop-app", "ecs-tasks.amazonaws.com", [[[action], ["*"]]]);
    const volumes = paths.map((_, at) => ({ name: `volume-${at}` }));
    const mountPoints = paths.map((containerPath, at) => ({
      sourceVolume: `volume-${at}`,
      containerPath,
      readOnly: false,
    }));
    const task = all.cloud.make(
      TASK_DEFINITION,
      taskInputs([container({ mountPoints, ...more })], { family: "shop-exec", taskRoleArn: arnOf(role), volumes }),
    );
    const exec = { taskDefinition: arnOf(task), enableExecuteCommand: true };
    return all.cloud.creating(token.service, serviceInputs(all, exec));
  };

describe("a service in the sandbox that lets a shell in", () => {
  breaks("service-exec-works", "a role that may not open the channel", asked(writable, "sqs:*"), "ssmmessages");
  breaks("service-exec-works", "a read-only root without the agent's volumes", asked(["/tmp"]), "/managed-agents");
  breaks("service-exec-works", "one volume too few", asked(writable.slice(0, 2)), "/var/log/amazon/ssm");
  passes("service-exec-works", "a read-only root with the agent's volumes", asked(writable));
  passes("service-exec-works", "a root that can be written to", asked([], "ssmmessages:*", {}));
});
