import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import type { Alarms } from "./alarm.ts";
import type { Cluster } from "./cluster.ts";
import { functionFailureAlarm } from "./function-alarm.ts";
import { type FunctionCode, type ShippedFunctionArgs, shippedFunction, startedBy } from "./shipped-function.ts";

export interface SecretRotationArgs {
  readonly place: ShippedFunctionArgs["place"];
  readonly cluster: Pick<Cluster, "arn" | "clusterName">;
  readonly alarms: Alarms;
  /** Logical names of the services that read a secret of somebody else, by its ARN. */
  readonly readers: Readonly<Record<string, readonly string[]>>;
}

/** What the function is made of; Lambda's runtime has the SDK. */
export const functionCode: FunctionCode = {
  files: { "index.mjs": "functions/secret-rotation/index.mjs" },
  folders: {},
};

/**
 * Gives the services that read somebody else's secret new tasks whenever it has another value, since ECS reads secrets
 * only when a task starts. Secrets that this program fills need it not: a new version of theirs is in the task
 * definition.
 */
export class SecretRotation extends pulumi.ComponentResource {
  constructor(name: string, args: SecretRotationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:secret-rotation:SecretRotation", name, {}, opts);
    const child = { parent: this };
    const { place, cluster } = args;

    const readers = serviceNames(args);
    const services = [...new Set(Object.values(readers).flat())].sort();
    const code = shippedFunction(
      name,
      {
        place,
        description: "Starts new tasks of the services that read a secret which has changed",
        code: functionCode,
        timeoutSeconds: 30,
        environment: { CLUSTER: cluster.clusterName, READERS: JSON.stringify(readers) },
        may: [
          {
            actions: ["ecs:DescribeServices", "ecs:UpdateService"],
            resources: services.map(
              (service) =>
                pulumi.interpolate`arn:aws:ecs:${place.region}:${place.accountId}:service/${cluster.clusterName}/${service}`,
            ),
          },
        ],
      },
      child,
    );
    startedBy(
      name,
      {
        prefix: place.prefix,
        description: "A secret that services read has another value",
        when: { event: changeOf(Object.keys(readers)) },
      },
      code,
      child,
    );
    functionFailureAlarm(
      name,
      args.alarms,
      code,
      {
        runbook: "secret-rotation",
        description: `services still run with the old value of a secret that has changed: the log group ${physicalName("logGroup", place.prefix, name)} says which and why`,
        // The function runs only when a secret changes.
        periods: 1,
      },
      child,
    );
    this.registerOutputs({});
  }
}

/** Physical names of the readers, in an order that the configuration's does not change. */
function serviceNames({ place, readers }: SecretRotationArgs): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(readers)
      .map(([arn, services]): [string, string[]] => [
        arn,
        services.map((service) => physicalName("service", place.prefix, service)).sort(),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/**
 * The value that counts has moved to another version, by whoever's hand; Secrets Manager tells this itself, without a
 * trail. Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/secret-event-notifications.html
 */
export function changeOf(arns: readonly string[]): object {
  return {
    source: ["aws.secretsmanager"],
    "detail-type": ["Secret Label Updated"],
    resources: [...arns],
    detail: { labelUpdated: ["AWSCURRENT"] },
  };
}
