import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { modelOf } from "../../../sandbox/models/registry.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { app, arnOf, roleWith, serviceInputs } from "./app.ts";
import { breaks, passes } from "./cases.ts";
import { foreignNetwork, targetGroupInputs } from "./fixtures.ts";

type App = ReturnType<typeof app>;

/** The service of the app, asked for with `more`. */
const asked = (more: (of: App) => Values) => () => {
  const all = app();
  return all.cloud.creating(token.service, serviceInputs(all, more(all)));
};

/** A service whose requests ECS moves by the rights of AWS's own policy. */
function blueGreenByPolicy() {
  const all = app();
  const { role } = roleWith(all.cloud, "shift", "ecs.amazonaws.com", []);
  const policyArn = "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers";
  all.cloud.make(token.rolePolicyAttachment, { role: role.id, policyArn });
  const rule = String(all.listener.outputs.arn).replace(":listener/", ":listener-rule/");
  const advancedConfiguration = { roleArn: arnOf(role), productionListenerRule: `${rule}/0` };
  return all.cloud.creating(token.service, serviceInputs(all, { loadBalancers: [{ advancedConfiguration }] }));
}

const network = (more: (of: App) => Values) =>
  asked((of) => ({
    networkConfiguration: { subnets: of.inner.map(({ id }) => id), securityGroups: [of.group.id], ...more(of) },
  }));
const asItIs = asked(() => ({}));

describe("the inputs of a service in the sandbox", () => {
  breaks("service-name-shape", "a name with a space", { name: "the api" }, "the api");
  passes("service-name-shape", "a name of letters and hyphens", { name: "shop-api" });
  const percents = (minimum: number, maximum: number) => ({
    deploymentMinimumHealthyPercent: minimum,
    deploymentMaximumPercent: maximum,
  });
  breaks(
    "service-percentages",
    "a deployment that can neither stop nor start a task",
    percents(100, 100),
    "raise the maximum",
  );
  breaks("service-percentages", "a maximum below 100", percents(0, 90), "at least 100");
  passes("service-percentages", "one that stops the old task first", percents(0, 100));
  passes("service-percentages", "one that starts new tasks first", percents(100, 200));
  const rebalancing = { availabilityZoneRebalancing: "ENABLED" };
  breaks(
    "service-rebalancing-needs-room",
    "rebalancing without room",
    { ...percents(0, 100), ...rebalancing },
    "DISABLED",
  );
  passes("service-rebalancing-needs-room", "rebalancing with room", { ...percents(100, 200), ...rebalancing });
  const spot = { capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] };
  breaks("service-launch-type-or-strategy", "both of them", { launchType: "FARGATE", ...spot }, "leave launchType out");
  passes("service-launch-type-or-strategy", "a strategy", spot);
  const inSubnets = (count: number) => ({
    networkConfiguration: { subnets: Array.from({ length: count }, (_, n) => `subnet-${n}`) },
  });
  breaks("service-network-size", "17 subnets", inSubnets(17), "16");
  passes("service-network-size", "16 subnets", inSubnets(16));
  breaks(
    "service-no-daemon-on-fargate",
    "a daemon on Fargate",
    { launchType: "FARGATE", schedulingStrategy: "DAEMON" },
    "REPLICA",
  );
  passes("service-no-daemon-on-fargate", "replicas on Fargate", {
    launchType: "FARGATE",
    schedulingStrategy: "REPLICA",
  });
});

describe("the steps of a service in the sandbox", () => {
  const shift = (strategy: string, more: object) => ({ deploymentConfiguration: { strategy, ...more } });
  const canary = (canaryPercent: number, canaryBakeTimeInMinutes: unknown = "2") =>
    shift("CANARY", { canaryConfiguration: { canaryPercent, canaryBakeTimeInMinutes } });
  const linear = (stepPercent: number) => shift("LINEAR", { linearConfiguration: { stepPercent } });
  const id = "service-shift-numbers";
  breaks(id, "minutes as a number", canary(10, 2), "as text");
  breaks(id, "a bake of more than a day", shift("BLUE_GREEN", { bakeTimeInMinutes: "1441" }), "1440");
  breaks(id, "a canary of nothing", canary(0), "0.1 to 100");
  breaks(id, "a canary between tenths", canary(0.25), "steps of 0.1");
  breaks(id, "a linear step of 2 percent", linear(2), "3 to 100");
  breaks(id, "a canary without its step", shift("CANARY", {}), "canaryConfiguration: add it");
  breaks(id, "steps of another strategy", shift("BLUE_GREEN", { linearConfiguration: {} }), "leave it out");
  passes(id, "a canary of a tenth of a percent", canary(0.1));
  passes(id, "linear steps of 3 percent", linear(3));
  passes(id, "a rolling deployment", shift("ROLLING", {}));
});

describe("a service in the sandbox's account", () => {
  breaks(
    "service-cluster-exists",
    "a cluster of nowhere",
    asked(() => ({ cluster: "none" })),
    "ClusterNotFoundException",
  );
  passes("service-cluster-exists", "a cluster of the account", asItIs);
  const second = (name: string) => () => {
    const all = app();
    all.cloud.make(token.service, serviceInputs(all));
    return all.cloud.creating(token.service, serviceInputs(all, { name }));
  };
  breaks(
    "service-name-free",
    "the name of a service that is still there",
    second("api"),
    "Creation of service was not idempotent",
  );
  passes("service-name-free", "a name of its own", second("web"));
  breaks(
    "service-task-definition-active",
    "a task definition of nowhere",
    asked(() => ({ taskDefinition: "none:1" })),
    "TaskDefinition not found",
  );
  breaks(
    "service-task-definition-active",
    "a revision that was deregistered",
    asked(({ cloud, task }) => {
      cloud.delete(task);
      return {};
    }),
    "TaskDefinition is inactive",
  );
  passes("service-task-definition-active", "an active revision", asItIs);
  breaks(
    "service-network-given",
    "awsvpc without subnets",
    network(() => ({ subnets: [] })),
    "Network Configuration must be provided",
  );
  passes("service-network-given", "awsvpc with subnets", asItIs);
  breaks(
    "service-subnets-exist",
    "a subnet of nowhere",
    network(() => ({ subnets: ["subnet-0"] })),
    "subnet-0",
  );
  passes("service-subnets-exist", "subnets of the account", asItIs);
  breaks(
    "service-security-groups-exist",
    "a group of nowhere",
    network(() => ({ securityGroups: ["sg-0"] })),
    "sg-0",
  );
  passes("service-security-groups-exist", "a group of the account", asItIs);
  breaks(
    "service-one-vpc",
    "a group of another VPC",
    network(({ cloud }) => ({ securityGroups: [foreignNetwork(cloud).group.id] })),
    "different VPCs",
  );
  passes("service-one-vpc", "subnets and groups of one VPC", asItIs);
  const strategy = (capacityProvider: string) =>
    asked(() => ({ launchType: undefined, capacityProviderStrategies: [{ capacityProvider, weight: 1 }] }));
  breaks(
    "service-capacity-providers-attached",
    "a provider that the cluster lacks",
    strategy("FARGATE_SPOT"),
    "not attached",
  );
  passes("service-capacity-providers-attached", "a provider of the cluster", strategy("FARGATE"));
  const changed = (forceNewDeployment: boolean) => () => {
    const all = app();
    const before = all.cloud.make(token.service, serviceInputs(all));
    const capacityProviderStrategies = [{ capacityProvider: "FARGATE", weight: 1 }];
    return all.cloud.updating(before, { capacityProviderStrategies, forceNewDeployment });
  };
  breaks(
    "service-strategy-update-forced",
    "another strategy without a new deployment",
    changed(false),
    "forceNewDeployment",
  );
  passes("service-strategy-update-forced", "another strategy with a new deployment", changed(true));
  const watched = (name: string) =>
    asked(({ cloud }) => {
      cloud.given(token.alarm, { name: "api-errors" });
      return { alarms: { alarmNames: [name], enable: true, rollback: true } };
    });
  breaks("service-alarms-exist", "an alarm of nowhere", watched("none"), "none");
  passes("service-alarms-exist", "an alarm of the account", watched("api-errors"));

  it("has its ARN as id and says where it runs", () => {
    const all = app();
    const service = all.cloud.make(token.service, serviceInputs(all));
    assert.equal(service.id, "arn:aws:ecs:eu-north-1:111111111111:service/shop/api");
    assert.equal(service.outputs.platformVersion, "LATEST");
  });

  it("is replaced between launch type and strategy unless a new deployment is forced", () => {
    const replacesWhen = modelOf(token.service)?.replacesWhen;
    const strategies = { capacityProviderStrategies: [{ capacityProvider: "FARGATE" }] };
    assert.deepEqual(replacesWhen?.({}, strategies), ["capacityProviderStrategies"]);
    assert.deepEqual(replacesWhen?.({}, { ...strategies, forceNewDeployment: true }), []);
    assert.deepEqual(replacesWhen?.(strategies, strategies), []);
  });
});

describe("what a service in the sandbox is attached to", () => {
  const balancers = (...loadBalancers: object[]) => asked(() => ({ loadBalancers }));
  const six = Array.from({ length: 6 }, () => ({ containerName: "api", containerPort: 8080 }));
  breaks("service-target-group-count", "six target groups", balancers(...six), "at most 5");
  passes("service-target-group-count", "one target group", asItIs);
  breaks(
    "service-grace-needs-load-balancer",
    "a grace period without a load balancer",
    asked(() => ({ loadBalancers: [], healthCheckGracePeriodSeconds: 60 })),
    "Health check grace period",
  );
  passes(
    "service-grace-needs-load-balancer",
    "a grace period with a load balancer",
    asked(() => ({ healthCheckGracePeriodSeconds: 60 })),
  );
  breaks(
    "service-target-groups-exist",
    "a target group of nowhere",
    balancers({ targetGroupArn: "arn:aws:none" }),
    "arn:aws:none",
  );
  passes("service-target-groups-exist", "a target group of the account", asItIs);
  const loose = asked(({ cloud, vpc }) => {
    const group = cloud.make(token.targetGroup, targetGroupInputs(vpc.id, "loose"));
    return { loadBalancers: [{ containerName: "api", containerPort: 8080, targetGroupArn: group.outputs.arn }] };
  });
  breaks(
    "service-target-group-attached",
    "a target group that hangs on nothing",
    loose,
    "does not have an associated load balancer",
  );
  passes("service-target-group-attached", "a target group of a listener", asItIs);
  const ofInstances = asked(({ cloud, vpc }) => {
    const group = cloud.make(token.targetGroup, { ...targetGroupInputs(vpc.id, "vms"), targetType: "instance" });
    return { loadBalancers: [{ containerName: "api", containerPort: 8080, targetGroupArn: group.outputs.arn }] };
  });
  breaks(
    "service-target-group-takes-addresses",
    "a target group of instances",
    ofInstances,
    "incompatible with the awsvpc",
  );
  passes("service-target-group-takes-addresses", "a target group of addresses", asItIs);
  breaks(
    "service-container-port",
    "a container of another task",
    balancers({ containerName: "web", containerPort: 8080 }),
    "does not exist in the task definition",
  );
  breaks(
    "service-container-port",
    "a port that the container does not map",
    balancers({ containerName: "api", containerPort: 9090 }),
    "container port 9090",
  );
  passes("service-container-port", "a port that the container maps", asItIs);
  breaks(
    "service-public-address-in-public-subnet",
    "public addresses in private subnets",
    network(() => ({ assignPublicIp: true })),
    "no route to an internet gateway",
  );
  passes(
    "service-public-address-in-public-subnet",
    "public addresses in public subnets",
    network(({ subnets }) => ({ assignPublicIp: true, subnets: subnets.map(({ id }) => id) })),
  );

  const blueGreen =
    (groups: (arns: string[]) => unknown[], more: object = {}) =>
    () => {
      const all = app();
      const { role } = roleWith(all.cloud, "shift", "ecs.amazonaws.com", [
        [["elasticloadbalancing:ModifyRule"], ["*"]],
      ]);
      const green = all.cloud.make(token.targetGroup, targetGroupInputs(all.vpc.id, "green"));
      const arns = [arnOf(all.targets), arnOf(green)];
      const targetGroups = groups(arns).map((arn, at) => ({ arn, weight: at === 0 ? 1 : 0 }));
      const rule = all.cloud.make(token.listenerRule, {
        listenerArn: all.listener.outputs.arn,
        priority: 10,
        conditions: [{ pathPattern: { values: ["/*"] } }],
        actions: [{ type: "forward", forward: { targetGroups } }],
      });
      const advancedConfiguration = {
        alternateTargetGroupArn: arns[1],
        productionListenerRule: rule.outputs.arn,
        roleArn: arnOf(role),
        ...more,
      };
      const balancer = { containerName: "api", containerPort: 8080, targetGroupArn: arns[0], advancedConfiguration };
      return all.cloud.creating(
        token.service,
        serviceInputs(all, { deploymentConfiguration: { strategy: "BLUE_GREEN" }, loadBalancers: [balancer] }),
      );
    };
  breaks(
    "service-shifting-strategy-complete",
    "blue/green without a role",
    blueGreen((arns) => arns, { roleArn: undefined }),
    "roleArn",
  );
  breaks(
    "service-shifting-strategy-complete",
    "blue/green with one group in the rule",
    blueGreen((arns) => arns.slice(0, 1)),
    "Both targetGroup and alternateTargetGroup",
  );
  breaks(
    "service-shifting-strategy-complete",
    "a strategy that is none",
    asked(() => ({ deploymentConfiguration: { strategy: "FAST" } })),
    "CANARY",
  );
  passes(
    "service-shifting-strategy-complete",
    "blue/green with both groups and a role",
    blueGreen((arns) => arns),
  );
  breaks(
    "service-alternate-target-groups-exist",
    "an alternate group of nowhere",
    blueGreen((arns) => arns, { alternateTargetGroupArn: "arn:none" }),
    "arn:none",
  );
  passes(
    "service-alternate-target-groups-exist",
    "an alternate group of the account",
    blueGreen((arns) => arns),
  );
  const shiftedBy = (role: (of: App) => Values) => () => {
    const all = app();
    const balancer = {
      containerName: "api",
      containerPort: 8080,
      targetGroupArn: arnOf(all.targets),
      advancedConfiguration: { productionListenerRule: `${all.listener.outputs.arn}/0`, ...role(all) },
    };
    return all.cloud.creating(token.service, serviceInputs(all, { loadBalancers: [balancer] }));
  };
  breaks(
    "service-shift-role",
    "a role of nowhere",
    shiftedBy(() => ({ roleArn: "arn:none" })),
    "Unable to assume role",
  );
  breaks(
    "service-shift-role",
    "a role that only tasks may take",
    shiftedBy(({ task }) => ({ roleArn: task.inputs.executionRoleArn })),
    "trust ecs.amazonaws.com",
  );
  breaks(
    "service-shift-role",
    "a role before its policy",
    shiftedBy(({ cloud }) => ({ roleArn: arnOf(roleWith(cloud, "shift", "ecs.amazonaws.com", []).role) })),
    "not authorized",
  );
  passes("service-shift-role", "a role with the policy that AWS made for it", blueGreenByPolicy);
});

describe("the end of a service in the sandbox", () => {
  const deleting = (policyFirst: boolean) => () => {
    const all = app();
    const service = all.cloud.make(token.service, serviceInputs(all));
    if (policyFirst && all.execution.policy) all.cloud.delete(all.execution.policy);
    return all.cloud.deleting(service);
  };
  breaks("service-drains-with-its-role", "to be deleted after the policy of its role", deleting(true), "DRAINING");
  passes("service-drains-with-its-role", "to be deleted before the policy of its role", deleting(false));
});
