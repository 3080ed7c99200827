import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import { functionCode, changeOf as patternOf } from "../../components/secret-rotation.ts";
import { thisMachine } from "../../tools/engine/machine.ts";
import { motoEnvironment } from "../../tools/moto/environment.ts";
import { describeOnMoto } from "../cloud/on-moto.ts";
import { Lambda } from "./lambda.ts";

const secret = (name: string) => `arn:aws:secretsmanager:eu-north-1:123456789012:secret:${name}-AbCdEf`;
const readers = { [secret("token")]: ["shop-api", "shop-mail", "shop-asleep"], [secret("dsn")]: ["shop-web"] };

/** An event as Secrets Manager's guide shows it. */
const changeOf = (arn: string, time: Date) => ({
  version: "0",
  "detail-type": "Secret Label Updated",
  source: "aws.secretsmanager",
  time: time.toISOString(),
  resources: [arn],
  detail: { name: "token", labelUpdated: "AWSCURRENT", versionId: "a1b2c3d4-5678-90ab-cdef-EXAMPLE11111" },
});

/** Which of the events EventBridge lets through the rule. */
function passed(arns: readonly string[], ...events: readonly object[]): readonly boolean[] {
  const environment = motoEnvironment(thisMachine());
  assert.ok(environment);
  const program = join(import.meta.dirname, "..", "cloud", "event-pattern.py");
  const { stdout, stderr } = spawnSync(environment.python, [program], {
    input: JSON.stringify({ pattern: JSON.stringify(patternOf(arns)), events }),
    encoding: "utf8",
  });
  assert.ok(stdout, stderr);
  return JSON.parse(stdout);
}

const later = () => new Date(Date.now() + 3_600_000);

describeOnMoto("the function that answers a secret's new value", (moto) => {
  let lambda: Lambda;
  let ecs: ECSClient;

  before(async () => {
    lambda = new Lambda(functionCode);
    ecs = new ECSClient(moto.client);
    await ecs.send(new CreateClusterCommand({ clusterName: "shop" }));
    const containerDefinitions = [{ name: "app", image: "app", memory: 128 }];
    await ecs.send(new RegisterTaskDefinitionCommand({ family: "app", containerDefinitions }));
    for (const serviceName of ["shop-api", "shop-mail", "shop-web", "shop-asleep"]) {
      const desiredCount = serviceName === "shop-asleep" ? 0 : 2;
      await ecs.send(new CreateServiceCommand({ cluster: "shop", serviceName, taskDefinition: "app", desiredCount }));
    }
  });
  after(() => lambda?.remove());

  const run = (event: object, of: object = readers) =>
    lambda.run(event, { AWS_ENDPOINT_URL_ECS: moto.client.endpoint, CLUSTER: "shop", READERS: JSON.stringify(of) });

  /** The newest deployment of each service. */
  async function deployments(): Promise<Record<string, string | undefined>> {
    const services = ["shop-api", "shop-mail", "shop-web", "shop-asleep"];
    const { services: found = [] } = await ecs.send(new DescribeServicesCommand({ cluster: "shop", services }));
    return Object.fromEntries(found.map(({ serviceName, deployments: all }) => [serviceName, all?.[0]?.id]));
  }

  /** Which services an event deploys anew. */
  async function deployedBy(event: object): Promise<string[]> {
    const old = await deployments();
    const { failed } = await run(event);
    assert.equal(failed, "");
    const now = await deployments();
    return Object.keys(now).filter((service) => now[service] !== old[service]);
  }

  it("starts new tasks of exactly the services that read it, and leaves alone those that have no task", async () => {
    assert.deepEqual(await deployedBy(changeOf(secret("token"), later())), ["shop-api", "shop-mail"]);
    assert.deepEqual(await deployedBy(changeOf(secret("dsn"), later())), ["shop-web"]);
  });

  it("does nothing for a secret that nobody here reads", async () => {
    assert.deepEqual(await deployedBy(changeOf(secret("other"), later())), []);
  });

  it("does nothing for tasks that were started after the change, so that an event may come twice", async () => {
    assert.deepEqual(await deployedBy(changeOf(secret("token"), new Date("2026-01-01T00:00:00Z"))), []);
  });

  it("is started by a new current value of these secrets, by no other secret and by no other label", () => {
    const change = changeOf(secret("token"), later());
    const labelled = { ...change, detail: { ...change.detail, labelUpdated: "blue" } };
    const other = changeOf(secret("other"), later());
    assert.deepEqual(passed([secret("dsn"), secret("token")], change, labelled, other), [true, false, false]);
  });

  it("looks at more services than one call takes", async () => {
    const many = [...Array.from({ length: 12 }, (_, n) => `gone-${n}`), "shop-web"];
    const { failed, stdout } = await run(changeOf(secret("dsn"), later()), { [secret("dsn")]: many });
    assert.equal(failed, "");
    assert.match(stdout, /"redeployed":\["shop-web"\]/);
  });

  it("fails, so that Lambda tries again and an alarm rings, when a service could not be told", async () => {
    const { failed } = await lambda.run(changeOf(secret("dsn"), later()), {
      AWS_ENDPOINT_URL_ECS: moto.client.endpoint,
      CLUSTER: "another",
      READERS: JSON.stringify(readers),
    });
    assert.match(failed, /ClusterNotFoundException/);
  });
});
