import * as z from "zod";
import { urnPattern } from "../../lib/urn.ts";

import { alarms, uptime } from "./alarms.ts";
import { bucketTuning } from "./bucket.ts";
import { cacheTuning } from "./cache.ts";
import { cost } from "./cost.ts";
import { databaseTuning } from "./database-tuning.ts";
import { deploy } from "./deploy.ts";
import { domain } from "./domain.ts";
import { edge } from "./edge.ts";
import { github } from "./github.ts";
import { network } from "./network.ts";
import { promotion } from "./promotion.ts";
import { restoreTest } from "./restore-test.ts";
import { about, arn, envName, itemKey, text } from "./scalars.ts";
import { jobTuning, serviceTuning } from "./tuning.ts";
import { placeEnv } from "./workload.ts";

/** Days that CloudWatch can keep logs. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const aws = z
  .strictObject({
    accountId: z
      .string()
      .regex(/^\d{12}$/, "is no account: write its twelve digits, in quotes")
      .describe(
        about("AWS account, twelve digits in quotes; credentials of any other account are refused", {
          effect: "Changing it is a new place: destroy the old one first",
        }),
      ),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "is no region: write it like eu-north-1")
      .describe(about("AWS region", { effect: "Changing it replaces everything" })),
    assumeRole: arn("iam", "arn:aws:iam::111111111111:role/deploy")
      .exactOptional()
      .describe(about("Role that the provider takes on", { default: "none", effect: "none" })),
    state: z
      .string()
      .regex(
        /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[^\s?*${}]*)?(\?\S+)?$/,
        "is no bucket of S3: write it like s3://acme-pulumi-state/shop?region=eu-north-1",
      )
      .exactOptional()
      .describe(
        about(
          "Where Pulumi keeps the state, as pulumi login takes it: the roles of workflows may reach it, and the KMS key of the stack file's secretsprovider",
          { default: "none, and then no workflow deploys this stack", effect: "inPlace" },
        ),
      ),
    sharedAccountOwner: z
      .boolean()
      .exactOptional()
      .describe(
        about(
          "Whether this stack declares what an account has once (the OIDC provider of GitHub); where several stacks share an account, exactly one says true",
          {
            default: "true for the only stack of its account",
            effect: "none",
          },
        ),
      ),
  })
  .describe(about("Account and region: the only source for every call to AWS"));

const images = z
  .strictObject({
    pullThrough: z
      .boolean()
      .exactOptional()
      .describe(
        about(
          "Whether ECR of this account pulls images of public registries and keeps them, so that tasks need no way to the internet and no registry's limits; ghcr.io, docker.io and registry.gitlab.com want a pullSecret for that",
          { default: "false", effect: "restarts" },
        ),
      ),
  })
  .exactOptional()
  .describe(about("Where images are pulled from", { default: "their own registries" }));

/** `slipway:environment`: where it runs. */
export const environment = z
  .strictObject({
    profile: z
      .enum(["staging", "production"])
      .describe(about("Table of defaults of this place", { effect: "Changing it changes every default below" })),
    aws,
    domain: domain.exactOptional(),
    network,
    images,
    edge,
    env: placeEnv.exactOptional().describe(
      about("Values of variables that the app declares with {per: environment}", {
        default: "none",
        effect: "restarts",
      }),
    ),
    services: z
      .record(itemKey, serviceTuning)
      .exactOptional()
      .describe(about("Sizes of services", { default: "those of the profile" })),
    jobs: z
      .record(itemKey, jobTuning)
      .exactOptional()
      .describe(about("Sizes of jobs", { default: "those of the profile" })),
    databases: z
      .record(itemKey, databaseTuning)
      .exactOptional()
      .describe(about("Sizes of databases", { default: "those of the profile" })),
    caches: z
      .record(itemKey, cacheTuning)
      .exactOptional()
      .describe(about("Sizes of caches", { default: "those of the profile" })),
    buckets: z
      .record(itemKey, bucketTuning)
      .exactOptional()
      .describe(about("What buckets keep", { default: "those of the profile" })),
    deploy,
    cost: cost.exactOptional(),
    secrets: z
      .record(
        envName,
        z.strictObject({
          arn: arn("secretsmanager", "arn:aws:secretsmanager:eu-north-1:111111111111:secret:name-AbCdEf").describe(
            about(
              "ARN of the secret in Secrets Manager, encrypted with AWS's own key (aws/secretsmanager): tasks may use no other",
              { effect: "restarts" },
            ),
          ),
          key: text
            .exactOptional()
            .describe(about("Field of its JSON", { default: "the whole value", effect: "restarts" })),
        }),
      )
      .exactOptional()
      .describe(
        about("Where existing secrets are; services that read one get new tasks when its value changes", {
          default: "none",
        }),
      ),
    alarms,
    uptime,
    logs: z
      .strictObject({
        retentionDays: z
          .literal(retentionDays)
          .exactOptional()
          .describe(about("Days that logs are kept", { default: (p) => p.logRetentionDays, effect: "inPlace" })),
        insights: z
          .boolean()
          .exactOptional()
          .describe(
            about(
              "Container Insights with enhanced observability: numbers of each service, task and container, paid for each; without it no alarm tells of a service that has fewer tasks than it wants",
              { default: (p) => p.insights, effect: "inPlace" },
            ),
          ),
      })
      .exactOptional()
      .describe(about("Logs")),
    promotion,
    restoreTest,
    github,
    allowReplace: z
      .array(
        z
          .string()
          .regex(
            urnPattern,
            "is no URN: write it as npx slipway guard prints it, like urn:pulumi:production::shop::aws:rds/instance:Instance::main-instance",
          ),
      )
      .exactOptional()
      .describe(
        about("URNs of what may be replaced or deleted although it holds data; docs/stateful-guard.md has the steps", {
          default: "none",
          effect: "Naming something takes every protection off it, in place; removing the line puts them on again",
        }),
      ),
  })
  .describe(about("Where it runs. Never touched by promotion"));
