import type { Resource, Values } from "../../../sandbox/model.ts";
import { CAPACITY_PROVIDERS, CLUSTER } from "../../../sandbox/models/ecs-cluster.ts";
import { TASK_DEFINITION } from "../../../sandbox/models/ecs-task-definition.ts";
import { LOG_GROUP } from "../../../sandbox/models/logs.ts";
import { SECRET, SECRET_VERSION } from "../../../sandbox/models/secret-tokens.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { Cloud } from "./cloud.ts";
import { balancerInputs, publicNetwork, targetGroupInputs } from "./fixtures.ts";

export const digest = `sha256:${"a".repeat(64)}`;
export const image = `ghcr.io/acme/shop@${digest}`;

/** A container as ECS answers it. */
export function container(more: Values = {}): Values {
  return {
    name: "api",
    image,
    cpu: 0,
    environment: [],
    essential: true,
    mountPoints: [],
    portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: "tcp" }],
    systemControls: [],
    volumesFrom: [],
    ...more,
  };
}

/** A task definition for Fargate with these containers. */
export function taskInputs(containers: readonly Values[] = [container()], more: Values = {}): Values {
  return {
    family: "shop-api",
    containerDefinitions: JSON.stringify(containers),
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    ...more,
  };
}

/** A trust policy for a service of AWS. */
function trustOf(service: string): string {
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** A role with one policy; `allow` is actions and the resources they are allowed on. */
export function roleWith(
  cloud: Cloud,
  name: string,
  service: string,
  allow: readonly (readonly [string[], string[]])[],
) {
  const role = cloud.make(token.role, { name, assumeRolePolicy: trustOf(service) });
  const Statement = allow.map(([Action, Resource]) => ({ Effect: "Allow", Action, Resource }));
  const policy =
    Statement.length === 0
      ? undefined
      : cloud.make(token.rolePolicy, {
          role: role.id,
          name: "own",
          policy: JSON.stringify({ Version: "2012-10-17", Statement }),
        });
  return { role, policy };
}

export function arnOf(resource: Resource): string {
  return String(resource.outputs.arn);
}

/** A world whose registry holds the image. */
export const world = {
  images: { "ghcr.io/acme/shop": { digests: [digest], platforms: ["linux/amd64" as const], private: false } },
};

/** Everything that one web service stands on: network with NAT, load balancer, cluster, roles, secret, log, task. */
export function app(
  more: { readonly containers?: (secretArn: string) => readonly Values[]; readonly cloud?: Cloud } = {},
) {
  const network = publicNetwork(more.cloud ?? new Cloud(world));
  const { cloud, vpc } = network;
  const address = cloud.make(token.eip, { domain: "vpc" });
  const nat = cloud.make(token.natGateway, { subnetId: network.subnets[0].id, allocationId: address.id });
  const table = cloud.make(token.routeTable, { vpcId: vpc.id });
  const way = cloud.make(token.route, {
    routeTableId: table.id,
    destinationCidrBlock: "0.0.0.0/0",
    natGatewayId: nat.id,
  });
  const inner = ["10.0.8.0/24", "10.0.9.0/24"].map((cidrBlock, at) =>
    cloud.make(token.subnet, { vpcId: vpc.id, cidrBlock, availabilityZone: `eu-north-1${"ab"[at]}` }),
  );
  for (const { id: subnetId } of inner) cloud.make(token.routeTableAssociation, { subnetId, routeTableId: table.id });
  const group = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "api" });
  const egress = cloud.make(token.egressRule, {
    securityGroupId: group.id,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrIpv4: "0.0.0.0/0",
  });
  const secret = cloud.make(SECRET, { name: "shop/API_KEY" });
  const version = cloud.make(SECRET_VERSION, { secretId: secret.id, secretString: "hush" });
  const logs = cloud.make(LOG_GROUP, { name: "/shop/api", retentionInDays: 7 });
  const execution = roleWith(cloud, "shop-api-execution", "ecs-tasks.amazonaws.com", [
    [["secretsmanager:GetSecretValue"], [arnOf(secret)]],
    [["logs:CreateLogStream", "logs:PutLogEvents"], [`${arnOf(logs)}:*`]],
  ]);
  const cluster = cloud.make(CLUSTER, { name: "shop" });
  cloud.make(CAPACITY_PROVIDERS, { clusterName: "shop", capacityProviders: ["FARGATE"] });
  const containers = more.containers?.(arnOf(secret)) ?? [
    container({
      logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": "/shop/api", "awslogs-region": "eu-north-1", "awslogs-stream-prefix": "api" },
      },
      secrets: [{ name: "API_KEY", valueFrom: arnOf(secret) }],
    }),
  ];
  const task = cloud.make(TASK_DEFINITION, taskInputs(containers, { executionRoleArn: arnOf(execution.role) }));
  const balancer = cloud.make(token.loadBalancer, balancerInputs(network));
  const targets = cloud.make(token.targetGroup, targetGroupInputs(vpc.id, "api"));
  const listener = cloud.make(token.listener, {
    loadBalancerArn: balancer.outputs.arn,
    port: 80,
    protocol: "HTTP",
    defaultActions: [{ type: "forward", targetGroupArn: targets.outputs.arn }],
  });
  return {
    ...network,
    nat,
    way,
    inner,
    group,
    egress,
    secret,
    version,
    logs,
    execution,
    cluster,
    task,
    balancer,
    targets,
    listener,
  };
}

/** What the web service of the app is asked for. */
export function serviceInputs(of: ReturnType<typeof app>, more: Values = {}): Values {
  return {
    name: "api",
    cluster: arnOf(of.cluster),
    taskDefinition: arnOf(of.task),
    desiredCount: 1,
    launchType: "FARGATE",
    waitForSteadyState: true,
    networkConfiguration: { subnets: of.inner.map(({ id }) => id), securityGroups: [of.group.id] },
    loadBalancers: [{ containerName: "api", containerPort: 8080, targetGroupArn: arnOf(of.targets) }],
    ...more,
  };
}
