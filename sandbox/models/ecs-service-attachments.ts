import type { InAccount, Rule, Values } from "../model.ts";
import { type Container, containersOf } from "./ecs-container.ts";
import { findRevision } from "./ecs-revisions.ts";
import { egressOf } from "./network.ts";
import { bool, exists, num, object, objects, str, texts, textsAt } from "./support.ts";
import { token } from "./tokens.ts";

const LOAD_BALANCER = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html";
const CREATE_SERVICE = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html";
const MAX_TARGET_GROUPS = 5;

const targetGroupCount: Rule<InAccount> = {
  id: "service-target-group-count",
  says: `A service registers in at most ${MAX_TARGET_GROUPS} target groups.`,
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html",
  refuse({ resource: { inputs } }) {
    const count = objects(inputs, "loadBalancers").length;
    return count > MAX_TARGET_GROUPS
      ? `InvalidParameterException: load balancers can have at most ${MAX_TARGET_GROUPS} items, and there are ${count}: use fewer target groups`
      : undefined;
  },
};

const graceNeedsLoadBalancer: Rule<InAccount> = {
  id: "service-grace-needs-load-balancer",
  says: "A health check grace period is for services with a load balancer.",
  source: CREATE_SERVICE,
  refuse: ({ resource: { inputs } }) =>
    (num(inputs, "healthCheckGracePeriodSeconds") ?? 0) > 0 && objects(inputs, "loadBalancers").length === 0
      ? "InvalidParameterException: Health check grace period is only valid for services configured to use load balancers: leave it out"
      : undefined,
};

/** Whether a listener or a rule sends something to the target group. */
function hangsOnListener({ account }: InAccount, targetGroup: string): boolean {
  const mentions = (actions: string) => (outputs: Values) =>
    textsAt(outputs, `${actions}.targetGroupArn`).includes(targetGroup) ||
    textsAt(outputs, `${actions}.forward.targetGroups.arn`).includes(targetGroup);
  return (
    account.all(token.listener).some(({ outputs }) => mentions("defaultActions")(outputs)) ||
    account.all(token.listenerRule).some(({ outputs }) => mentions("actions")(outputs))
  );
}

const targetGroupAttached: Rule<InAccount> = {
  id: "service-target-group-attached",
  says: "A target group hangs on a listener or a listener rule before a service uses it.",
  source: LOAD_BALANCER,
  refuse(subject) {
    const loose = textsAt(subject.resource.inputs, "loadBalancers.targetGroupArn").find(
      (arn) => !hangsOnListener(subject, arn),
    );
    return loose === undefined
      ? undefined
      : `InvalidParameterException: The target group with targetGroupArn ${loose} does not have an associated load balancer: ` +
          "let the service depend on the listener or the rule that forwards to it (dependsOn)";
  },
};

const targetGroupTakesAddresses: Rule<InAccount> = {
  id: "service-target-group-takes-addresses",
  says: "A service whose tasks have network mode awsvpc uses target groups with target type `ip`.",
  source: LOAD_BALANCER,
  refuse({ resource: { inputs }, account, place }) {
    const revision = findRevision(account, place, str(inputs, "taskDefinition") ?? "");
    if (revision?.inputs.networkMode !== "awsvpc") return undefined;
    const wrong = textsAt(inputs, "loadBalancers.targetGroupArn")
      .map((arn) => account.byArn(arn))
      .find((group) => group !== undefined && group.outputs.targetType !== "ip");
    return wrong === undefined
      ? undefined
      : `InvalidParameterException: The provided target group ${wrong.id} has target type ${wrong.outputs.targetType}, ` +
          "which is incompatible with the awsvpc network mode specified in the task definition: set targetType to ip";
  },
};

const containerPort: Rule<InAccount> = {
  id: "service-container-port",
  says: "The container and port of a load balancer are in the task definition.",
  source: LOAD_BALANCER,
  refuse({ resource: { inputs }, account, place }) {
    const reference = str(inputs, "taskDefinition") ?? "";
    const containers = containersOf(findRevision(account, place, reference)?.inputs ?? {});
    return objects(inputs, "loadBalancers")
      .map((balancer) => refusePort(balancer, containers, reference))
      .find((refusal) => refusal !== undefined);
  },
};

function refusePort(balancer: Values, containers: readonly Container[], reference: string): string | undefined {
  const name = str(balancer, "containerName") ?? "";
  const port = num(balancer, "containerPort");
  const container = containers.find((one) => one.name === name);
  if (container === undefined)
    return (
      `InvalidParameterException: The container ${name} does not exist in the task definition ${reference}: ` +
      `use one of ${containers.map((one) => one.name).join(", ") || "its containers"}`
    );
  const ports = container.ports.map((one) => one.container);
  return port !== undefined && ports.includes(port)
    ? undefined
    : `InvalidParameterException: The container ${name} did not have a container port ${port} defined: ` +
        `use one of ${ports.join(", ") || "(it maps none)"}, or add it to portMappings`;
}

const publicAddress: Rule<InAccount> = {
  id: "service-public-address-in-public-subnet",
  says: "Tasks get a public address only in a subnet whose traffic goes through an internet gateway.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
  refuse({ resource: { inputs }, account }) {
    const network = object(inputs, "networkConfiguration");
    if (bool(network, "assignPublicIp") !== true) return undefined;
    const inner = texts(network, "subnets").find((subnet) => egressOf(subnet, account) !== "internet");
    return inner === undefined
      ? undefined
      : `assignPublicIp is true, but subnet ${inner} has no route to an internet gateway, so the address leads nowhere: ` +
          "set assignPublicIp to false, or use public subnets";
  },
};

const STRATEGIES = ["ROLLING", "BLUE_GREEN", "LINEAR", "CANARY"];

const shiftingStrategy: Rule<InAccount> = {
  id: "service-shifting-strategy-complete",
  says:
    "A deployment strategy other than ROLLING has, for each load balancer, an alternate target group, a production " +
    "listener rule that forwards to both groups, and a role.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-implementation.html",
  refuse({ resource: { inputs }, account }) {
    const strategy = str(object(inputs, "deploymentConfiguration"), "strategy") ?? "ROLLING";
    if (!STRATEGIES.includes(strategy))
      return `InvalidParameterException: deployment strategy "${strategy}" is not known: use one of ${STRATEGIES.join(", ")}`;
    if (strategy === "ROLLING") return undefined;
    for (const balancer of objects(inputs, "loadBalancers")) {
      const advanced = object(balancer, "advancedConfiguration");
      const missing = ["alternateTargetGroupArn", "productionListenerRule", "roleArn"].find(
        (key) => !str(advanced, key),
      );
      if (missing !== undefined)
        return `InvalidParameterException: strategy ${strategy} needs ${missing} in advancedConfiguration: add it`;
      const rule = account.byArn(str(advanced, "productionListenerRule") ?? "");
      const forwardsTo = textsAt(rule?.outputs ?? {}, "actions.forward.targetGroups.arn");
      const both = [str(balancer, "targetGroupArn") ?? "", str(advanced, "alternateTargetGroupArn") ?? ""];
      if (both.some((group) => !forwardsTo.includes(group)))
        return (
          "InvalidParameterException: Both targetGroup and alternateTargetGroup must be associated with the " +
          "productionListenerRule or testListenerRule: let the rule forward to both, with weights 1 and 0"
        );
    }
    return undefined;
  },
};

/** Rules on what a service is attached to: target groups, ports, addresses. */
export const attachmentRules: readonly Rule<InAccount>[] = [
  targetGroupCount,
  graceNeedsLoadBalancer,
  exists({
    id: "service-target-groups-exist",
    input: "loadBalancers.targetGroupArn",
    type: token.targetGroup,
    noun: "target group",
    by: "arn",
    code: "InvalidParameterException",
    source: CREATE_SERVICE,
  }),
  targetGroupAttached,
  targetGroupTakesAddresses,
  containerPort,
  publicAddress,
  shiftingStrategy,
];
