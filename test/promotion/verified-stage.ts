import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { ServiceReport } from "../../cloud/cloud.ts";
import type { Values } from "../../config/values.ts";
import { freightOf } from "../../promotion/freight.ts";
import type { Deployment, StageHistory } from "../../promotion/history/deployment.ts";
import type { NewRecord, ReleaseRecord } from "../../promotion/records/record.ts";
import type { Stage } from "../../promotion/stage.ts";
import type { CheckMeans } from "../../promotion/verify/check.ts";

const region = "eu-north-1";
const arn = (what: string) => `arn:aws:ecs:${region}:111111111111:${what}`;
export const revision = (service: string, n = 1) => arn(`task-definition/shop-staging-${service}:${n}`);
export const digest = (n: number) => `sha256:${`${n}`.repeat(64)}`;
export const image = (n: number) => `ghcr.io/acme/shop@${digest(n)}`;
export const url = "https://staging.shop.example.com";
const network = { subnets: ["subnet-1"], securityGroups: ["sg-1"] };

/** What is deployed: a web service, a worker and a job, of one image. */
export const app = (checks: Values = {}): Values => ({
  name: "shop",
  images: { app: "ghcr.io/acme/shop" },
  services: {
    api: { kind: "web", image: "app", port: 8000, health: "/health" },
    mail: { kind: "worker", image: "app" },
  },
  jobs: { nightly: { schedule: "cron(0 3 * * ? *)", image: "app" } },
  checks,
});
export const release: Values = { version: "1.4.2", images: { app: digest(1) } };
export const environment: Values = { profile: "staging", aws: { accountId: "111111111111", region } };

/** A stage in a folder of its own, whose Pulumi has one state, and whose records are a list. */
export class VerifiedStage {
  readonly folder = mkdtempSync(join(tmpdir(), "slipway-verified-"));
  readonly records: ReleaseRecord[] = [];
  readonly stage: Stage;

  /** @param deployed image in the task definitions of the state */
  constructor(deployed = image(1)) {
    this.write("staging", { app: app(), release, environment });
    this.stage = {
      located: {
        root: this.folder,
        project: "shop",
        stack: "staging",
        file: join(this.folder, "Pulumi.staging.yaml"),
        worldFile: join(this.folder, "world.yaml"),
      },
      repository: { top: this.folder },
      folder: "",
      pulumi: async () => JSON.stringify({ version: 3, deployment: { resources: resources(deployed) } }),
      records: {
        read: async () => ({ records: this.records, damaged: [] }),
        append: async (...records: readonly NewRecord[]) => {
          const stamp = { at: "2026-11-21T13:00:00Z", by: "Ada <ada@example.com>" };
          this.records.push(...records.map((record) => ({ ...record, ...stamp })));
        },
      },
      isSandbox: false,
    };
  }

  /** Writes a stack file. */
  write(stack: string, blocks: Values): void {
    const config = Object.entries(blocks).map(([key, value]) => [`slipway:${key}`, value]);
    writeFileSync(
      join(this.folder, `Pulumi.${stack}.yaml`),
      stringify({ config: Object.fromEntries(config) }, { aliasDuplicateObjects: false }),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** One clean deployment of a known freight. */
export function deployment(own: Partial<Deployment> = {}, checks: Values = {}): Deployment {
  return {
    update: 7,
    at: "2026-11-21T12:00:00Z",
    commit: "0123456789abcdef0123456789abcdef01234567",
    commitBy: "Ada <ada@example.com>",
    isClean: true,
    environment,
    freight: freightOf({ app: app(checks), release, program: "f".repeat(64) }),
    ...own,
  };
}

export function historyOf(newest: Deployment, own: Partial<StageHistory> = {}): StageHistory {
  const nothing = { rejections: [], forced: [], disbelieved: [], damaged: [], pendingOperations: 0 };
  return { stack: "staging", deployments: [newest], ...nothing, ...own };
}

export function report(own: Partial<ServiceReport> = {}): ServiceReport {
  const nothing = { triggeredAlarms: [], stoppedTasks: [], unhealthyTargets: [], events: [], problems: [] };
  return { taskDefinition: "", runningCount: 1, desiredCount: 1, deployment: "successful", ...nothing, ...own };
}

/** A cloud in which all is well but for what a test gives. */
export function cloudWith(own: Partial<CheckMeans["cloud"]> = {}): CheckMeans["cloud"] {
  return {
    service: async () => report(),
    running: async ({ service }) => {
      const name = service.replace("shop-staging-", "");
      const containers = [{ name, image: image(1), health: "HEALTHY" }];
      return { tasks: [{ taskArn: "task-1", taskDefinition: revision(name), containers }], network };
    },
    ringing: async () => [],
    probe: async () => ({ answered: true, status: 200, headers: {}, body: "ok", seconds: 0.05, certificateDays: 300 }),
    runTask: async () => ({ taskArn: "task-2", stopCode: "EssentialContainerExited", exitCode: 0, lastLogLines: [] }),
    ...own,
  };
}

/** What the engine keeps of the stack, as far as a verification reads it. */
function resources(deployed: string): readonly object[] {
  const urn = (type: string, name: string) => `urn:pulumi:staging::shop::${type}::${name}`;
  const one = (type: string, name: string, outputs: object) => ({ urn: urn(type, name), type, custom: true, outputs });
  const definition = (name: string) =>
    one("aws:ecs/taskDefinition:TaskDefinition", `${name}-definition`, {
      arn: revision(name),
      family: `shop-staging-${name}`,
      containerDefinitions: JSON.stringify([{ name, image: deployed }]),
    });
  const service = (name: string) =>
    one("aws:ecs/service:Service", `${name}-service`, {
      name: `shop-staging-${name}`,
      cluster: arn("cluster/shop"),
      // As after a refresh of what ECS has taken back.
      taskDefinition: revision(name, 0),
      networkConfiguration: network,
    });
  const alarm = (name: string, of: string, more: object = {}) =>
    one("aws:cloudwatch/metricAlarm:MetricAlarm", name, { name: `shop-staging-${name}`, region: of, ...more });
  return [
    one("pulumi:pulumi:Stack", "shop-staging", {
      url,
      services: { api: revision("api"), mail: revision("mail") },
      jobs: { nightly: revision("nightly") },
    }),
    ...["api", "mail", "nightly"].map(definition),
    ...["api", "mail"].map(service),
    one("aws:scheduler/schedule:Schedule", "nightly-schedule", {
      target: {
        arn: arn("cluster/shop"),
        ecsParameters: { taskDefinitionArn: revision("nightly"), networkConfiguration: network },
      },
    }),
    alarm("api-errors", region, { alarmDescription: "Errors above 5. Runbook: docs/runbooks/service-broken.md" }),
    alarm("api-deploying", region),
    alarm("uptime", "us-east-1"),
    { ...alarm("api-old", region), delete: true },
  ];
}
