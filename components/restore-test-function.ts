import type { RestoreTestingPlan } from "@pulumi/aws/backup/restoreTestingPlan.js";
import * as pulumi from "@pulumi/pulumi";
import type { Network } from "./network.ts";
import { metricNamespace } from "./queue-metrics.ts";
import { type Allowed, shippedFunction, startedBy } from "./shipped-function.ts";
import type { TaskPlace } from "./task-args.ts";
import { taskFirewall } from "./task-firewall.ts";

/** A database as the function needs it. */
export interface Judged {
  readonly instanceArn: pulumi.Input<string>;
  readonly databaseName: string;
  /** Secret with `username` and `password` in its JSON. */
  readonly secretArn: pulumi.Input<string>;
  readonly query: string;
  /** Name of its selection in the restore testing plan. */
  readonly selection: pulumi.Input<string>;
}

export interface RestoreTestFunctionArgs {
  readonly place: TaskPlace;
  readonly network: Pick<Network, "privateSubnetIds" | "privateReady">;
  readonly plan: RestoreTestingPlan;
  /** Security group of the copies. */
  readonly copies: pulumi.Output<string>;
  readonly databases: Readonly<Record<string, Judged>>;
}

const packages = [
  "pg",
  "pg-connection-string",
  "pg-int8",
  "pg-pool",
  "pg-protocol",
  "pg-types",
  "pgpass",
  "postgres-array",
  "postgres-bytea",
  "postgres-date",
  "postgres-interval",
  "split2",
  "xtend",
];

/** What the function is made of: paths in its archive by where they are in the project. */
export function functionCode(region: string) {
  return {
    files: {
      "index.mjs": "functions/restore-test/index.mjs",
      "judge.mjs": "functions/restore-test/judge.mjs",
      "ca.pem": `lib/ca-bundles/${region}.pem`,
    },
    folders: Object.fromEntries(packages.map((name) => [`node_modules/${name}`, `node_modules/${name}`])),
  };
}

/** The function that judges restored copies and tells when one was last found good. */
export function restoreTestFunction(
  name: string,
  args: RestoreTestFunctionArgs,
  child: { parent: pulumi.Resource },
): void {
  const { place, network, plan, databases } = args;
  const reaches = { copy: { firewallId: args.copies, port: 5432 } };
  const code = shippedFunction(
    name,
    {
      place,
      description: "Judges restored copies of databases, and tells when one was last found good",
      code: functionCode(place.region),
      // A query may take two minutes, and each database may have one.
      timeoutSeconds: Math.min(60 + 150 * Object.keys(databases).length, 900),
      inside: {
        subnetIds: network.privateSubnetIds,
        firewall: taskFirewall(name, { prefix: place.prefix, vpcId: place.vpcId, reaches, egress: [] }, child),
      },
      may: rights(args),
      environment: {
        DATABASES: pulumi.jsonStringify(Object.entries(databases).map(([key, judged]) => ({ name: key, ...judged }))),
        NAMESPACE: metricNamespace(place.prefix),
        PLAN_ARN: plan.arn,
        PLAN_NAME: plan.name,
      },
      after: network.privateReady,
    },
    child,
  );
  const { prefix } = place;
  const every = { schedule: "rate(6 hours)" };
  startedBy(`${name}-clock`, { prefix, description: `Starts ${name}`, when: every }, code, child);
  startedBy(`${name}-restored`, { prefix, description: `Starts ${name} after a restore`, when: restored }, code, child);
}

/**
 * AWS Backup sends it as well as it can, and for every restore of the account; the function looks for its own.
 *
 * Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-validation.html
 */
const restored = {
  event: {
    source: ["aws.backup"],
    "detail-type": ["Restore Job State Change"],
    detail: { resourceType: ["RDS"], status: ["COMPLETED"] },
  },
};

function rights({ place, plan, databases }: RestoreTestFunctionArgs): Allowed[] {
  return [
    {
      actions: ["secretsmanager:GetSecretValue"],
      resources: Object.values(databases).map(({ secretArn }) => secretArn),
    },
    // The beginning of the name that AWS Backup gives every copy.
    {
      actions: ["rds:DescribeDBInstances"],
      resources: [`arn:aws:rds:${place.region}:${place.accountId}:db:awsbackup-restore-test-*`],
    },
    { actions: ["backup:GetRestoreTestingSelection"], resources: [plan.arn] },
    // These know no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html
    { actions: ["backup:ListRestoreJobs", "backup:PutRestoreValidationResult"], resources: ["*"] },
  ];
}
