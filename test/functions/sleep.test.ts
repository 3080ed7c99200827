import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import {
  CreateDBInstanceCommand,
  DescribeDBInstancesCommand,
  RDSClient,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} from "@aws-sdk/client-rds";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { SleepPlan } from "../../functions/sleep/settle.mjs";
import { describeOnMoto } from "../cloud/on-moto.ts";

const entry = new URL("../../functions/sleep/index.mjs", import.meta.url).href;
const cluster = "shop-staging-cluster";
const parameter = "/shop-staging/sleep";
const plan: SleepPlan = {
  cluster,
  parameter,
  services: {
    api: { min: 2, max: 4, scaled: true },
    bot: { min: 1, max: 1, scaled: false },
    // More than one call of ECS takes, and none of them is there.
    ...Object.fromEntries([..."abcdefghij"].map((name) => [`gone-${name}`, { min: 1, max: 2, scaled: true }])),
  },
  databases: ["shop-staging-main", "shop-staging-gone"],
};

describeOnMoto("the function that puts a stack to sleep and wakes it (moto)", (moto) => {
  const ecs = () => new ECSClient(moto.client);
  const rds = () => new RDSClient(moto.client);
  const scaling = () => new ApplicationAutoScalingClient(moto.client);
  const ssm = () => new SSMClient(moto.client);
  const main = { DBInstanceIdentifier: "shop-staging-main" };

  before(async () => {
    await ecs().send(new CreateClusterCommand({ clusterName: cluster }));
    const containerDefinitions = [{ name: "app", image: "app", memory: 128 }];
    await ecs().send(new RegisterTaskDefinitionCommand({ family: "app", containerDefinitions }));
    for (const [serviceName, desiredCount] of [
      ["api", 3],
      ["bot", 1],
    ] as const) {
      await ecs().send(new CreateServiceCommand({ cluster, serviceName, taskDefinition: "app", desiredCount }));
    }
    await bounds(2, 4);
    const own = { Engine: "postgres", DBInstanceClass: "db.t4g.micro", AllocatedStorage: 20 };
    await rds().send(new CreateDBInstanceCommand({ ...main, ...own }));
    await ssm().send(new PutParameterCommand({ Name: parameter, Value: "awake", Type: "String" }));
  });

  /** Runs the function as Lambda would, in a process of its own. */
  async function call(order: unknown): Promise<unknown> {
    const code = `const { handler } = await import(${JSON.stringify(entry)});
      const answer = await handler(${JSON.stringify({ do: order })}).catch((error) => ({ failed: error.message }));
      process.stdout.write("\\n" + JSON.stringify(answer));`;
    const env = {
      PATH: process.env.PATH,
      AWS_REGION: moto.client.region,
      AWS_ACCESS_KEY_ID: "AKIATEST",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: moto.client.endpoint,
      SLEEP_PLAN: JSON.stringify(plan),
    };
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], { env });
    return JSON.parse(stdout.split("\n").at(-1) ?? "");
  }

  async function bounds(MinCapacity: number, MaxCapacity: number) {
    const ResourceId = `service/${cluster}/api`;
    const target = { ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount", ResourceId } as const;
    await scaling().send(new RegisterScalableTargetCommand({ ...target, MinCapacity, MaxCapacity }));
  }

  /** What there is: tasks of each service, bounds of what is scaled, state of the database, the mark. */
  async function state() {
    const { services = [] } = await ecs().send(new DescribeServicesCommand({ cluster, services: ["api", "bot"] }));
    const { ScalableTargets = [] } = await scaling().send(
      new DescribeScalableTargetsCommand({ ServiceNamespace: "ecs" }),
    );
    const { DBInstances = [] } = await rds().send(new DescribeDBInstancesCommand(main));
    const { Parameter } = await ssm().send(new GetParameterCommand({ Name: parameter }));
    return {
      tasks: services.map(({ desiredCount }) => desiredCount),
      bounds: ScalableTargets.map(({ MinCapacity, MaxCapacity }) => [MinCapacity, MaxCapacity]),
      database: DBInstances[0]?.DBInstanceStatus,
      mark: Parameter?.Value,
    };
  }

  const asleep = { tasks: [0, 0], bounds: [[0, 0]], database: "stopped", mark: "asleep" };
  const awake = { tasks: [2, 1], bounds: [[2, 4]], database: "available", mark: "awake" };

  it("touches nothing of a stack that is awake, whatever scaling has made of it", async () => {
    const before = await state();
    assert.deepEqual(await call("settle"), { is: "awake", waiting: [] });
    assert.deepEqual(await state(), before);
    assert.deepEqual(before.tasks, [3, 1]);
  });

  it("takes the tasks away, keeps scaling from starting others, and stops the database", async () => {
    assert.deepEqual(await call("sleep"), { is: "asleep", waiting: [] });
    assert.deepEqual(await state(), asleep);
  });

  it("may be told so twice", async () => {
    assert.deepEqual(await call("sleep"), { is: "asleep", waiting: [] });
    assert.deepEqual(await state(), asleep);
  });

  it("stops a database again that AWS has started by itself", async () => {
    await rds().send(new StartDBInstanceCommand(main));
    assert.equal((await state()).database, "available");
    assert.deepEqual(await call("settle"), { is: "asleep", waiting: [] });
    assert.deepEqual(await state(), asleep);
  });

  it("starts the database, and gives every service the tasks and the bounds of the configuration", async () => {
    assert.deepEqual(await call("wake"), { is: "awake", waiting: [] });
    assert.deepEqual(await state(), awake);
  });

  it("leaves alone what somebody stops by day, which is theirs to start", async () => {
    await rds().send(new StopDBInstanceCommand(main));
    assert.deepEqual(await call("settle"), { is: "awake", waiting: [] });
    assert.equal((await state()).database, "stopped");
  });

  it("wakes what is marked as awake and is not, when it is told to", async () => {
    assert.deepEqual(await call("wake"), { is: "awake", waiting: [] });
    assert.deepEqual(await state(), awake);
  });

  it("does nothing when it is told something else, and says what it can be told", async () => {
    assert.deepEqual(await call("stop"), {
      failed: 'there is no order "stop": use {"do": "sleep" | "wake" | "settle"}',
    });
    assert.deepEqual(await state(), awake);
  });
});
