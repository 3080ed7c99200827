import assert from "node:assert/strict";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  StopTaskCommand,
} from "@aws-sdk/client-ecs";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { awsCloud } from "../../cloud/aws.ts";
import { describeOnMoto, region } from "./on-moto.ts";

const logGroup = "/slipway/shop-staging/api";
const cluster = "shop-staging";

describeOnMoto("a service on AWS (moto)", (moto) => {
  const cloud = () => awsCloud(moto.place);
  let subnets: string[] = [];
  let securityGroups: string[] = [];
  let groups: string[] = [];
  let listenerArn = "";
  let taskDefinition = "";

  before(async () => {
    await network();
    await balancer();
    await service();
  });

  async function network(): Promise<void> {
    const ec2 = new EC2Client(moto.client);
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    const VpcId = Vpc?.VpcId ?? "";
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
    for (const [at, zone] of ["a", "b"].entries()) {
      const made = await ec2.send(
        new CreateSubnetCommand({ VpcId, CidrBlock: `10.0.${at}.0/24`, AvailabilityZone: `${region}${zone}` }),
      );
      subnets = [...subnets, made.Subnet?.SubnetId ?? ""];
    }
    const group = await ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName: "task", Description: "task" }));
    securityGroups = [group.GroupId ?? ""];
    const balancing = new ElasticLoadBalancingV2Client(moto.client);
    for (const Name of ["shop-primary", "shop-alternate"]) {
      const made = await balancing.send(
        new CreateTargetGroupCommand({ Name, VpcId, Port: 8000, Protocol: "HTTP", TargetType: "ip" }),
      );
      groups = [...groups, made.TargetGroups?.[0]?.TargetGroupArn ?? ""];
    }
  }

  async function balancer(): Promise<void> {
    const balancing = new ElasticLoadBalancingV2Client(moto.client);
    const made = await balancing.send(new CreateLoadBalancerCommand({ Name: "shop", Subnets: subnets }));
    const { Listeners } = await balancing.send(
      new CreateListenerCommand({
        LoadBalancerArn: made.LoadBalancers?.[0]?.LoadBalancerArn,
        Port: 80,
        Protocol: "HTTP",
        DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
      }),
    );
    listenerArn = Listeners?.[0]?.ListenerArn ?? "";
    await balancing.send(
      new RegisterTargetsCommand({ TargetGroupArn: groups[0], Targets: [{ Id: "10.0.0.9", Port: 8000 }] }),
    );
  }

  async function service(): Promise<void> {
    const ecs = new ECSClient(moto.client);
    await ecs.send(new CreateClusterCommand({ clusterName: cluster }));
    const options = {
      "awslogs-group": logGroup,
      "awslogs-region": region,
      "awslogs-stream-prefix": "api",
    };
    const registered = await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: "shop-staging-api",
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        cpu: "256",
        memory: "512",
        containerDefinitions: [
          {
            name: "api",
            image: "ghcr.io/acme/shop",
            cpu: 256,
            memory: 512,
            logConfiguration: { logDriver: "awslogs", options },
          },
        ],
      }),
    );
    taskDefinition = registered.taskDefinition?.taskDefinitionArn ?? "";
    await ecs.send(
      new CreateServiceCommand({
        cluster,
        serviceName: "shop-staging-api",
        taskDefinition,
        desiredCount: 2,
        launchType: "FARGATE",
        loadBalancers: [{ targetGroupArn: groups[0] ?? "", containerName: "api", containerPort: 8000 }],
      }),
    );
  }

  it("is told with its revision, its counts and what cannot be read, which loses nothing else", async () => {
    const report = await cloud().service({ cluster, service: "shop-staging-api" });
    assert.equal(report?.taskDefinition, taskDefinition);
    assert.equal(report?.desiredCount, 2);
    assert.equal(report?.deployment, "unknown", "moto has no service deployments");
    assert.equal(report?.problems.length, 1);
    assert.match(report?.problems[0] ?? "", /^its deployments cannot be read: /);
  });

  it("is undefined when there is none, in a cluster or without one, and once it is deleted", async () => {
    assert.equal(await cloud().service({ cluster, service: "nobody" }), undefined);
    assert.equal(await cloud().service({ cluster: "nowhere", service: "shop-staging-api" }), undefined);
    const ecs = new ECSClient(moto.client);
    await ecs.send(new CreateServiceCommand({ cluster, serviceName: "old", taskDefinition, desiredCount: 0 }));
    await ecs.send(new DeleteServiceCommand({ cluster, service: "old", force: true }));
    assert.equal(await cloud().service({ cluster, service: "old" }), undefined);
  });

  it("is told with its tasks that stopped and their last lines, because an exit code explains nothing", async () => {
    const ecs = new ECSClient(moto.client);
    const awsvpcConfiguration = { subnets, securityGroups };
    const started = await ecs.send(
      new RunTaskCommand({
        cluster,
        taskDefinition,
        launchType: "FARGATE",
        networkConfiguration: { awsvpcConfiguration },
      }),
    );
    const task = started.tasks?.[0]?.taskArn ?? "";
    const logs = new CloudWatchLogsClient(moto.client);
    await logs.send(new CreateLogGroupCommand({ logGroupName: logGroup }));
    const stream = { logGroupName: logGroup, logStreamName: `api/api/${task.split("/").at(-1)}` };
    await logs.send(new CreateLogStreamCommand(stream));
    const logEvents = [{ timestamp: Date.now(), message: "no such table: invoices\n" }];
    await logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
    await ecs.send(new StopTaskCommand({ cluster, task, reason: "Essential container in task exited" }));

    const address = { cluster, service: "shop-staging-api" };
    const report = await cloud().service(address, taskDefinition);
    assert.equal(report?.stoppedTasks.length, 1);
    const [stopped] = report?.stoppedTasks ?? [];
    assert.equal(stopped?.taskArn, task);
    assert.equal(stopped?.stoppedReason, "Essential container in task exited");
    assert.equal(stopped?.logGroup, logGroup);
    assert.deepEqual(stopped?.lastLogLines, ["no such table: invoices"]);
    const ofAnother = await cloud().service(address, taskDefinition.replace(/\d+$/, "99"));
    assert.deepEqual(ofAnother?.stoppedTasks, []);
  });

  it("has no ill targets while moto finds all of them healthy", async () => {
    const report = await cloud().service({ cluster, service: "shop-staging-api" });
    assert.deepEqual(report?.unhealthyTargets, []);
  });

  it("shifts requests by weights, which are read from its listener rule", async () => {
    const balancing = new ElasticLoadBalancingV2Client(moto.client);
    const [primary = "", alternate = ""] = groups;
    const { Rules } = await balancing.send(
      new CreateRuleCommand({
        ListenerArn: listenerArn,
        Priority: 1000,
        Conditions: [{ Field: "path-pattern", Values: ["/*"] }],
        Actions: [
          {
            Type: "forward",
            ForwardConfig: {
              TargetGroups: [
                { TargetGroupArn: primary, Weight: 0 },
                { TargetGroupArn: alternate, Weight: 100 },
              ],
            },
          },
        ],
      }),
    );
    const rule = Rules?.[0]?.RuleArn ?? "";
    assert.deepEqual(await cloud().weights(rule), { [primary]: 0, [alternate]: 100 });
    await assert.rejects(cloud().weights(`${rule}0`), /not found|do not exist|does not exist/i);
  });
});
