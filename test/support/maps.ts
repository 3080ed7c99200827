import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { readStack } from "../../config/read-stack.ts";
import type { Stack } from "../../config/stack.ts";
import type { EnvironmentMap } from "../../map/environment-map.ts";
import { mapOf } from "../../map/map-of.ts";
import type { Plan } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { checkout, exampleStacks, type StackCase } from "./stack-files.ts";

/** The default app as it is shipped, whatever a team makes of the files at the top. */
const defaultStacks: readonly StackCase[] = ["staging", "production"].map((stack) => ({
  name: stack,
  stack,
  file: join(checkout, "test", "default-app", `Pulumi.${stack}.yaml`),
}));

/** The stacks whose maps are reviewed: both of the default app and of each example. */
export const mappedStacks: readonly StackCase[] = [...defaultStacks, ...exampleStacks];

/** A map with what it was made of. */
export interface Mapped {
  readonly plan: Plan;
  readonly stack: Stack;
  readonly map: EnvironmentMap;
}

/** The map of a stack file. */
export async function mapped(file: string): Promise<Mapped> {
  const plan = await planStack(file);
  const { stack } = readStack(file, checkout).resolved;
  return { plan, stack, map: mapOf(plan, stack) };
}

const digest = `sha256:${"a".repeat(64)}`;
const image = (name: string) => `public.ecr.aws/acme/${name}`;

/** What the stacks above leave out, as edits of the default app's staging. */
const edits: Readonly<Record<string, readonly (readonly [path: string, value: unknown])[]>> = {
  "with every kind of part": [
    ["app.queues", { mails: { fifo: true } }],
    ["app.buckets", { uploads: { expireDays: 30 } }],
    ["app.services.api.uses", ["main", "cache", "mails", "uploads", "worker"]],
    ["app.services.api.volumes", { files: { path: "/files" } }],
    ["app.services.api.secrets", ["SECRET_KEY", "SHARED"]],
    ["app.jobs.nightly.uses", { main: { access: "read", replica: true } }],
    ["app.services.worker.discoverable", true],
    ["app.services.worker.port", 9000],
    ["app.services.worker.sidecars", { proxy: { image: `public.ecr.aws/nginx/nginx:1@${digest}` } }],
    ["app.secrets", { SECRET_KEY: "generated", SHARED: "existing" }],
    [
      "app.egress",
      [
        { port: 587, to: "any" },
        { port: 8443, to: "192.0.2.0/24" },
      ],
    ],
    ["app.images", { api: image("api"), web: image("web"), worker: image("worker") }],
    ["release.images", { api: digest, web: digest, worker: digest }],
    ["environment.secrets", { SHARED: { arn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:shared-AbCdEf" } }],
    ["environment.databases", { main: { replicas: 2 } }],
    ["environment.images", { pullThrough: true }],
    ["environment.network", { endpoints: ["logs", "sqs"] }],
    ["environment.cost", { sleep: { from: "20:00", to: "07:00", timeZone: "Europe/Stockholm" } }],
    ["environment.edge", { waf: { mode: "block" } }],
  ],
  "in what was there already": [
    [
      "environment.network",
      {
        existing: {
          vpcId: "vpc-0123456789abcdef0",
          subnets: {
            public: ["subnet-0000000000000000a", "subnet-0000000000000000b"],
            private: ["subnet-0000000000000000c", "subnet-0000000000000000d"],
            data: ["subnet-0000000000000000e", "subnet-0000000000000000f"],
          },
        },
      },
    ],
    [
      "environment.databases",
      {
        main: {
          class: "db.t4g.medium",
          storageGiB: 20,
          existing: {
            identifier: "legacy",
            masterSecretArn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:legacy-AbCdEf",
          },
        },
      },
    ],
  ],
  "without GitHub": [["app.delivery", undefined]],
};

/** Writes stacks of parts that no stack in the checkout has, and says where they are. */
export function writtenStacks(folder: string): StackCase[] {
  return Object.entries(edits).map(([name, changes]) => {
    const home = join(folder, name);
    cpSync(join(checkout, "test", "default-app"), home, { recursive: true });
    const file = join(home, "Pulumi.staging.yaml");
    const document = parseDocument(readFileSync(file, "utf8"));
    for (const [path, value] of changes) {
      const [block, ...keys] = path.split(".");
      const at = ["config", `slipway:${block}`, ...keys];
      if (value === undefined) {
        document.deleteIn(at);
      } else {
        document.setIn(at, value);
      }
    }
    writeFileSync(file, `${document}`.replaceAll(/(?<=(?:from|to): )(\d\d:\d\d)$/gm, '"$1"'));
    return { name, stack: "staging", file };
  });
}
