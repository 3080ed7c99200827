import type { InAccount, Rule, Values } from "../model.ts";
import { type Container, containersOf } from "./ecs-container.ts";
import { findRevision } from "./ecs-revisions.ts";
import { allows } from "./iam.ts";
import { egressOf } from "./network.ts";
import { statementsOf } from "./policy-document.ts";
import { exists } from "./references.ts";
import { token } from "./tokens.ts";
import { bool, num, object, objects, str, texts, textsAt } from "./values.ts";

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

const MOVE = "elasticloadbalancing:ModifyRule";

const shiftRole: Rule<InAccount> = {
  id: "service-shift-role",
  says: `The role of a deployment that shifts requests trusts ECS and may call ${MOVE}: the rights are there before the service.`,
  source:
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html",
  refuse({ resource: { inputs }, account }) {
    for (const balancer of objects(inputs, "loadBalancers")) {
      const { roleArn, productionListenerRule: rule } = object(balancer, "advancedConfiguration");
      if (typeof roleArn !== "string" || typeof rule !== "string") continue;
      const trusted = statementsOf(account.byArn(roleArn)?.outputs.assumeRolePolicy);
      if (!trusted.some((statement) => textsAt(statement, "Principal.Service").includes("ecs.amazonaws.com")))
        return `InvalidParameterException: Unable to assume role ${roleArn}: let it exist and trust ecs.amazonaws.com`;
      if (!allows(account, roleArn, MOVE, rule))
        return (
          `AccessDeniedException: ${roleArn} is not authorized to perform ${MOVE} on ${rule}: attach ` +
          "AmazonECSInfrastructureRolePolicyForLoadBalancers, and let the service depend on that (dependsOn)"
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
  exists({
    id: "service-alternate-target-groups-exist",
    input: "loadBalancers.advancedConfiguration.alternateTargetGroupArn",
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
  shiftRole,
];
