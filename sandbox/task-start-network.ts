import { isParameter } from "./execution-role.ts";
import { isPrivateEcr } from "./images.ts";
import type { Rule } from "./model.ts";
import { CLUSTER } from "./models/ecs-cluster.ts";
import { type Container, secretsOf } from "./models/ecs-container.ts";
import { type Egress, egressOf } from "./models/network.ts";
import { token } from "./models/tokens.ts";
import { num, str } from "./models/values.ts";
import type { TaskStart } from "./tasks.ts";

const RUN_TASK = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html";
const NETWORKING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html";
const HTTPS = 443;

const clusterExists: Rule<TaskStart> = {
  id: "task-cluster-exists",
  says: "A task starts in a cluster that exists.",
  source: RUN_TASK,
  refuse: ({ account, request: { cluster } }) =>
    (account.get(CLUSTER, cluster) ?? account.find(CLUSTER, (one) => one.outputs.name === cluster))
      ? undefined
      : `ClusterNotFoundException: Cluster not found. "${cluster}" does not exist: create it first`,
};

const networkExists: Rule<TaskStart> = {
  id: "task-network-exists",
  says: "A task starts in subnets that exist, with security groups of the same VPC.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html",
  refuse({ account, request: { subnets, securityGroups } }) {
    if (subnets.length === 0) return "InvalidParameterException: subnets can not be empty: name at least one";
    const vpcs = new Set<unknown>();
    for (const id of subnets) {
      const subnet = account.get(token.subnet, id);
      if (subnet === undefined)
        return `InvalidParameterException: Error retrieving subnet information for [${id}]: The subnet ID '${id}' does not exist`;
      vpcs.add(subnet.outputs.vpcId);
    }
    for (const id of securityGroups) {
      const group = account.get(token.securityGroup, id) ?? account.get(token.defaultSecurityGroup, id);
      if (group === undefined)
        return `InvalidParameterException: Error retrieving security group information for [${id}]: The security group '${id}' does not exist`;
      vpcs.add(group.outputs.vpcId);
    }
    return vpcs.size > 1
      ? `InvalidParameterException: subnets and security groups are of different VPCs (${[...vpcs].join(", ")}): take all from one`
      : undefined;
  },
};

/** Services of AWS that a task talks to before its containers run. */
function servicesBefore(containers: readonly Container[]): readonly string[] {
  const secrets = containers.flatMap((container) => secretsOf(container));
  const logs = containers.some(({ log }) => log?.driver === "awslogs");
  const ecr = containers.some(({ image }) => isPrivateEcr(image));
  return [
    ...(ecr ? ["ecr.api", "ecr.dkr", "s3"] : []),
    ...(secrets.some((secret) => !isParameter(secret)) ? ["secretsmanager"] : []),
    ...(secrets.some(isParameter) ? ["ssm"] : []),
    ...(logs ? ["logs"] : []),
  ];
}

const reachesItsServices: Rule<TaskStart> = {
  id: "task-reaches-its-images",
  says:
    "A task reaches its images, secrets and logs from each of its subnets: through a NAT gateway, a public address in a " +
    "public subnet, or endpoints and private ECR.",
  source: NETWORKING,
  refuse({ account, containers, place, request: { subnets, assignPublicIp } }) {
    const outside = containers.find(({ image }) => !isPrivateEcr(image, place.region));
    const services = servicesBefore(containers);
    return subnets
      .map((subnet) => refuseEgress(subnet, egressOf(subnet, account), { outside, services, assignPublicIp }))
      .find((refusal) => refusal !== undefined);
  },
};

interface Needs {
  /** A container whose image is in no private registry of ECR of this region, which endpoints stand for. */
  readonly outside: Container | undefined;
  readonly services: readonly string[];
  readonly assignPublicIp: boolean | undefined;
}

function refuseEgress(
  subnet: string,
  egress: Egress,
  { outside, services, assignPublicIp }: Needs,
): string | undefined {
  if (egress === "nat") return undefined;
  if (egress === "internet") {
    return assignPublicIp === true
      ? undefined
      : `CannotPullContainerError: dial tcp: i/o timeout: subnet ${subnet} is public and the task has no public address: ` +
          "set assignPublicIp, or run it in a private subnet with a NAT gateway";
  }
  if (outside !== undefined) {
    return (
      `CannotPullContainerError: failed to resolve ref ${outside.image}: dial tcp: i/o timeout: subnet ${subnet} has no way to the internet: ` +
      "give it a NAT gateway, or hold the image in private ECR of its region, with endpoints"
    );
  }
  const missing = services.find((service) => !egress.endpoints.includes(service));
  return missing === undefined
    ? undefined
    : `ResourceInitializationError: unable to pull secrets or registry auth: There is a connection issue between the task and ${missing}. Check your task network configuration. ` +
        `Subnet ${subnet} has no NAT gateway and no endpoint for ${missing}: add one of them`;
}

const groupsLetOut: Rule<TaskStart> = {
  id: "task-groups-let-out",
  says: "The security groups of a task let it out on port 443.",
  source: NETWORKING,
  refuse({ account, request: { securityGroups } }) {
    const open = account
      .all(token.egressRule)
      .filter(({ outputs }) => securityGroups.includes(str(outputs, "securityGroupId") ?? ""))
      .some(({ outputs }) => {
        const everything = outputs.ipProtocol === "-1";
        const [from, to] = [num(outputs, "fromPort") ?? 0, num(outputs, "toPort") ?? 0];
        return everything || (outputs.ipProtocol === "tcp" && from <= HTTPS && to >= HTTPS);
      });
    return open || securityGroups.length === 0
      ? undefined
      : `CannotPullContainerError: dial tcp: i/o timeout: no egress rule of ${securityGroups.join(", ")} allows port ${HTTPS}: ` +
          "add one, and let what starts tasks depend on it";
  },
};

/** Where a task starts: its cluster, its network, and its way to what it needs. */
export const taskNetworkRules: readonly Rule<TaskStart>[] = [
  clusterExists,
  networkExists,
  reachesItsServices,
  groupsLetOut,
];
