import assert from "node:assert/strict";
import {
  ApplicationAutoScalingClient,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  ECSClient,
  PutClusterCapacityProvidersCommand,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateScheduleCommand, CreateScheduleGroupCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { awsCloud } from "../../cloud/aws.ts";
import { type Asked, askAs, tagOf } from "./ask.ts";
import { accountId, describeOnMoto, region } from "./on-moto.ts";

describeOnMoto("what runs on AWS (moto)", (moto) => {
  let find: Asked;
  before(() => {
    find = askAs(awsCloud(moto.place));
  });
  const ecsTag = (resource: string) => ({ key: tagOf(resource).Key, value: tagOf(resource).Value });

  describe("behind a load balancer", () => {
    let balancing: ElasticLoadBalancingV2Client;
    let loadBalancerArn = "";
    let targetGroupArn = "";

    before(async () => {
      const ec2 = new EC2Client(moto.client);
      balancing = new ElasticLoadBalancingV2Client(moto.client);
      const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }))).Vpc?.VpcId ?? "";
      const zones = ["a", "b"].map((zone, index) =>
        ec2.send(
          new CreateSubnetCommand({
            VpcId,
            CidrBlock: `10.0.${index}.0/24`,
            AvailabilityZone: `${region}${zone}`,
          }),
        ),
      );
      const Subnets = (await Promise.all(zones)).map(({ Subnet }) => Subnet?.SubnetId ?? "");
      const made = await balancing.send(new CreateLoadBalancerCommand({ Name: "shop-staging-edge", Subnets }));
      loadBalancerArn = made.LoadBalancers?.[0]?.LoadBalancerArn ?? "";
      const group = { Name: "shop-staging-api", Port: 8080, Protocol: "HTTP", VpcId, TargetType: "ip" } as const;
      const groups = await balancing.send(new CreateTargetGroupCommand(group));
      targetGroupArn = groups.TargetGroups?.[0]?.TargetGroupArn ?? "";
    });

    it("is found by the name of the load balancer and of the target group", async () => {
      assert.equal(await find("aws:lb/loadBalancer:LoadBalancer", { name: "shop-staging-edge" }), loadBalancerArn);
      assert.equal(await find("aws:lb/loadBalancer:LoadBalancer", { name: "shop-staging-none" }), undefined);
      assert.equal(await find("aws:lb/targetGroup:TargetGroup", { name: "shop-staging-api" }), targetGroupArn);
      assert.equal(await find("aws:lb/targetGroup:TargetGroup", { name: "shop-staging-none" }), undefined);
    });

    it("is found through its load balancer and port, and through its listener and priority", async () => {
      const listener = { loadBalancerArn, port: 80 };
      assert.equal(await find("aws:lb/listener:Listener", listener), undefined);
      const made = await balancing.send(
        new CreateListenerCommand({
          LoadBalancerArn: loadBalancerArn,
          Port: 80,
          Protocol: "HTTP",
          DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
        }),
      );
      const listenerArn = made.Listeners?.[0]?.ListenerArn ?? "";
      assert.equal(await find("aws:lb/listener:Listener", listener), listenerArn);
      assert.equal(await find("aws:lb/listener:Listener", { ...listener, port: 443 }), undefined);

      const rule = { listenerArn, priority: 10 };
      assert.equal(await find("aws:lb/listenerRule:ListenerRule", rule), undefined);
      const rules = await balancing.send(
        new CreateRuleCommand({
          ListenerArn: listenerArn,
          Priority: 10,
          Conditions: [{ Field: "path-pattern", Values: ["/*"] }],
          Actions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
        }),
      );
      assert.equal(await find("aws:lb/listenerRule:ListenerRule", rule), rules.Rules?.[0]?.RuleArn);
    });
  });

  describe("in a cluster", () => {
    let ecs: ECSClient;
    let clusterArn = "";
    const cluster = "shop-staging";
    before(async () => {
      ecs = new ECSClient(moto.client);
      const create = new CreateClusterCommand({ clusterName: cluster, tags: [ecsTag("Cluster/cluster-tasks")] });
      clusterArn = (await ecs.send(create)).cluster?.clusterArn ?? "";
    });

    it("is found by the cluster's name, unless somebody else's tag is on it", async () => {
      const type = "aws:ecs/cluster:Cluster";
      assert.equal(await find(type, { name: cluster }, "Cluster/cluster-tasks"), clusterArn);
      assert.equal(await find(type, { name: cluster }, "Cluster/other"), undefined);
      assert.equal(await find(type, { name: "nowhere" }), undefined);
    });

    it("has capacity providers that are found once they were put there", async () => {
      const type = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
      assert.equal(await find(type, { clusterName: cluster }), undefined);
      const capacityProviders = ["FARGATE", "FARGATE_SPOT"];
      await ecs.send(
        new PutClusterCapacityProvidersCommand({ cluster, capacityProviders, defaultCapacityProviderStrategy: [] }),
      );
      assert.equal(await find(type, { clusterName: cluster }), cluster);
    });

    it("is found in its newest revision, and an older one that the state holds is not taken for it", async () => {
      const type = "aws:ecs/taskDefinition:TaskDefinition";
      const family = "shop-staging-api";
      assert.equal(await find(type, { family }, "TaskDefinition/api"), undefined);
      const register = async () => {
        const containerDefinitions = [{ name: "api", image: "ghcr.io/acme/shop", memory: 512 }];
        const tags = [ecsTag("TaskDefinition/api")];
        const command = new RegisterTaskDefinitionCommand({ family, containerDefinitions, tags });
        return (await ecs.send(command)).taskDefinition?.taskDefinitionArn ?? "";
      };
      const first = await register();
      assert.equal(await find(type, { family }, "TaskDefinition/api", [family, first]), undefined);
      const second = await register();
      assert.equal(await find(type, { family }, "TaskDefinition/api", [family, first]), second);
    });

    it("is found by the service's name, and no more when it was deleted", async () => {
      const type = "aws:ecs/service:Service";
      const inputs = { cluster: clusterArn, name: "shop-staging-api" };
      assert.equal(await find(type, inputs, "Service/api-service"), undefined);
      const create = new CreateServiceCommand({
        cluster,
        serviceName: "shop-staging-api",
        taskDefinition: "shop-staging-api",
        desiredCount: 0,
        tags: [ecsTag("Service/api-service")],
      });
      const { service } = await ecs.send(create);
      assert.equal(await find(type, inputs, "Service/api-service"), service?.serviceArn);
      assert.equal(await find(type, { ...inputs, cluster: "nowhere" }, "Service/api-service"), undefined);
      await ecs.send(new DeleteServiceCommand({ cluster, service: "shop-staging-api", force: true }));
      assert.equal(await find(type, inputs, "Service/api-service"), undefined);
    });

    it("has scaling that is found through what is scaled", async () => {
      await ecs.send(
        new CreateServiceCommand({
          cluster,
          serviceName: "scaled",
          taskDefinition: "shop-staging-api",
          desiredCount: 0,
        }),
      );
      const scaling = new ApplicationAutoScalingClient(moto.client);
      const scaled = {
        ServiceNamespace: "ecs",
        ResourceId: "service/shop-staging/scaled",
        ScalableDimension: "ecs:service:DesiredCount",
      } as const;
      const inputs = {
        serviceNamespace: scaled.ServiceNamespace,
        resourceId: scaled.ResourceId,
        scalableDimension: scaled.ScalableDimension,
      };
      assert.equal(await find("aws:appautoscaling/target:Target", inputs), undefined);
      await scaling.send(new RegisterScalableTargetCommand({ ...scaled, MinCapacity: 1, MaxCapacity: 3 }));
      assert.equal(await find("aws:appautoscaling/target:Target", inputs), scaled.ResourceId);
      const policy = { ...inputs, name: "cpu" };
      assert.equal(await find("aws:appautoscaling/policy:Policy", policy), undefined);
      await scaling.send(
        new PutScalingPolicyCommand({
          ...scaled,
          PolicyName: "cpu",
          PolicyType: "TargetTrackingScaling",
          TargetTrackingScalingPolicyConfiguration: {
            TargetValue: 50,
            PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
          },
        }),
      );
      assert.equal(await find("aws:appautoscaling/policy:Policy", policy), "cpu");
    });
  });

  it("by the clock is found by group and name", async () => {
    const scheduler = new SchedulerClient(moto.client);
    const name = "shop-staging-nightly";
    const group = "aws:scheduler/scheduleGroup:ScheduleGroup";
    const schedule = "aws:scheduler/schedule:Schedule";
    assert.equal(await find(group, { name }), undefined);
    await scheduler.send(new CreateScheduleGroupCommand({ Name: name }));
    assert.equal(await find(group, { name }), name);
    assert.equal(await find(schedule, { name, groupName: name }), undefined);
    await scheduler.send(
      new CreateScheduleCommand({
        Name: name,
        GroupName: name,
        ScheduleExpression: "rate(1 day)",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: { Arn: `arn:aws:ecs:${region}:${accountId}:cluster/c`, RoleArn: `arn:aws:iam::${accountId}:role/r` },
      }),
    );
    assert.equal(await find(schedule, { name, groupName: name }), `${name}/${name}`);
  });

  it("writes to a log group that is found by its whole name, not by its beginning", async () => {
    const logs = new CloudWatchLogsClient(moto.client);
    await logs.send(new CreateLogGroupCommand({ logGroupName: "/shop-staging/api-2" }));
    assert.equal(await find("aws:cloudwatch/logGroup:LogGroup", { name: "/shop-staging/api" }), undefined);
    assert.equal(
      await find("aws:cloudwatch/logGroup:LogGroup", { name: "/shop-staging/api-2" }),
      "/shop-staging/api-2",
    );
  });
});
