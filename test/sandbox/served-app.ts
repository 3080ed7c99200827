import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cloud } from "../../cloud/cloud.ts";
import { sandboxCloud } from "../../cloud/sandbox.ts";
import type { Account } from "../../sandbox/account.ts";
import { Faults } from "../../sandbox/faults.ts";
import type { Values } from "../../sandbox/model.ts";
import { type Deployment, keepDeployment } from "../../sandbox/models/ecs-deployment.ts";
import { keepRevision } from "../../sandbox/models/ecs-revisions.ts";
import { TASK_DEFINITION } from "../../sandbox/models/ecs-task-definition.ts";
import { token } from "../../sandbox/models/tokens.ts";
import { startSandbox } from "../../sandbox/server/serve.ts";
import { emptyWorld, type World } from "../../sandbox/world.ts";

export const place = { accountId: "111111111111", region: "eu-north-1" };
export const arn = (service: string, what: string) => `arn:aws:${service}:${place.region}:${place.accountId}:${what}`;
export const revision = (n: number) => arn("ecs", `task-definition/shop-api:${n}`);
export const digest = (n: number) => `sha256:${`${n}`.repeat(64)}`;
export const service = arn("ecs", "service/shop/shop-api");
export const dnsName = "shop-edge-1.eu-north-1.elb.amazonaws.com";

const balancer = arn("elasticloadbalancing", "loadbalancer/app/shop/1");
const listener = (port: number) => arn("elasticloadbalancing", `listener/app/shop/1/${port}`);
const group = (name: string) => arn("elasticloadbalancing", `targetgroup/${name}/1`);
const certificate = arn("acm", "certificate/1");

/** An app behind a load balancer in the sandbox, asked as the program asks; nothing of it was brought up by an engine. */
export interface ServedApp {
  readonly cloud: Cloud;
  readonly account: Account;
  /** The containers of a revision write into this log group. */
  logs(revision: number, logGroup: string): void;
  put(type: string, id: string, values: Values): void;
  /** What the newest deployment of the service came to. */
  deployed(own?: Partial<Deployment>): void;
  /** Its first deployment failed: nothing serves. */
  neverDeployed(): void;
  close(): void;
}

/** Serves `shop.example.com` over https from two tasks of the first revision. */
export async function serveApp(more: Partial<World> = {}): Promise<ServedApp> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-served-"));
  const world = emptyWorld(more);
  const sandbox = await startSandbox({ folder, world, faults: new Faults([]), pace: 0, port: 0, note: () => {} });
  const account = sandbox.accounts.get(place.accountId);
  const put = (type: string, id: string, values: Values) => {
    const resource = { type, id, inputs: values, outputs: { arn: id, ...values } };
    account.put(resource);
    return resource;
  };
  const keep = (own: Pick<Deployment, "deployment"> & Partial<Deployment>) => {
    const resource = account.get(token.service, service);
    if (resource === undefined) throw new Error("there is no service");
    const nothing = { triggeredAlarms: [], stoppedTasks: [], unhealthyTargets: [], events: [] };
    keepDeployment({ resource, account, place }, { taskDefinition: revision(1), ...nothing, ...own });
  };
  const app: ServedApp = {
    cloud: sandboxCloud(sandbox.environment.SLIPWAY_CLOUD_URL ?? "", place),
    account,
    put,
    logs: (n, logGroup) => revised(n, logConfiguration(logGroup)),
    deployed: (own) => keep({ serving: revision(1), targetGroup: group("blue"), deployment: "successful", ...own }),
    neverDeployed: () => keep({ deployment: "failed" }),
    close() {
      sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
  const revised = (n: number, more: Values) => {
    const image = `ghcr.io/acme/shop@${digest(n)}`;
    const one = { name: "api", image, healthCheck: { command: ["CMD", "true"] }, ...more };
    const init = { name: "init", image: "busybox:1", essential: false };
    const inputs = { containerDefinitions: JSON.stringify([one, init]) };
    const outputs = { arn: revision(n), revision: n };
    keepRevision({ resource: { type: TASK_DEFINITION, id: "shop-api", inputs, outputs }, account, place });
  };
  for (const n of [1, 2]) revised(n, {});
  putEdge(put);
  put(token.service, service, {
    name: "shop-api",
    cluster: arn("ecs", "cluster/shop"),
    taskDefinition: revision(1),
    desiredCount: 2,
    loadBalancers: [{ targetGroupArn: group("blue") }],
    networkConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"] },
  });
  app.deployed();
  return app;
}

function logConfiguration(logGroup: string): Values {
  const options = { "awslogs-group": logGroup, "awslogs-stream-prefix": "api" };
  return { logConfiguration: { logDriver: "awslogs", options } };
}

function putEdge(put: ServedApp["put"]): void {
  put(token.loadBalancer, balancer, { dnsName });
  put(token.record, "zone_shop.example.com_A", {
    name: "shop.example.com",
    aliases: [{ name: `dualstack.${dnsName}.` }],
  });
  put(token.certificate, certificate, {
    domainName: "shop.example.com",
    subjectAlternativeNames: ["*.shop.example.com"],
  });
  const redirect = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };
  const missing = { type: "fixed-response", fixedResponse: { statusCode: "404", messageBody: "not found" } };
  put(token.listener, listener(80), {
    loadBalancerArn: balancer,
    port: 80,
    protocol: "HTTP",
    defaultActions: [redirect],
  });
  put(token.listener, listener(443), {
    loadBalancerArn: balancer,
    port: 443,
    protocol: "HTTPS",
    certificateArn: certificate,
    defaultActions: [missing],
  });
  for (const name of ["blue", "green"]) {
    put(token.targetGroup, group(name), { healthCheck: { path: "/health", matcher: "204-299" } });
  }
  const targetGroups = [
    { arn: group("blue"), weight: 100 },
    { arn: group("green"), weight: 0 },
  ];
  const rule = (priority: number, conditions: readonly Values[], action: Values) =>
    put(token.listenerRule, `rule-${priority}`, {
      listenerArn: listener(443),
      priority,
      conditions,
      actions: [action],
    });
  rule(20, [{ pathPattern: { values: ["/*"] } }], { type: "forward", forward: { targetGroups } });
  rule(10, [{ pathPattern: { values: ["/admin*"] } }], {
    type: "fixed-response",
    fixedResponse: { statusCode: "403", contentType: "text/plain", messageBody: "closed" },
  });
}
