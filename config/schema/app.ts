import * as z from "zod";

import { bucket } from "./bucket.ts";
import { cache } from "./cache.ts";
import { checks } from "./checks.ts";
import { database } from "./database.ts";
import { delivery } from "./delivery.ts";
import { metrics } from "./metrics.ts";
import { queue } from "./queue.ts";
import { about, cidr, envName, itemKey, text, whole } from "./scalars.ts";
import { job, service } from "./services.ts";
import { env } from "./workload.ts";

const pathInProject = z
  .string()
  .regex(/^(?!\/)(?!(.*\/)?\.\.(\/|$))\S+$/, "is no path inside the project: write it like frontend");

const repository = z
  .string()
  .regex(
    /^[a-z0-9]+([.-][a-z0-9]+)*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/,
    "is no repository of a registry: write it like ghcr.io/acme/shop, without a tag or digest",
  );

const build = z
  .strictObject({
    context: pathInProject.describe(about("Folder that Docker builds, from the root of the project")),
    dockerfile: pathInProject
      .exactOptional()
      .describe(about("Its Dockerfile, from the root of the project", { default: "Dockerfile in context" })),
    target: text.exactOptional().describe(about("Stage of the Dockerfile to build", { default: "the last" })),
  })
  .exactOptional()
  .describe(
    about(
      "Built by Docker on the machine that runs pulumi up, and pushed: for trying things in staging. Such an image has no digest in slipway:release, cannot be promoted, and production refuses it",
      { default: "not built: the digest in slipway:release says what runs", effect: "restarts" },
    ),
  );

const image = z
  .union([
    repository,
    z.strictObject({
      repository: repository.describe(
        about("Registry and repository, without a tag or digest", { effect: "restarts" }),
      ),
      architecture: z
        .enum(["x86_64", "arm64"])
        .exactOptional()
        .describe(about("Processor that the image is built for", { default: "x86_64", effect: "restarts" })),
      pullSecret: envName.exactOptional().describe(
        about('Secret with the registry\'s credentials, {"username": …, "password": …}; each place gives it', {
          default: "none: the registry is public, or ECR",
          effect: "restarts",
        }),
      ),
      build,
    }),
  ])
  .describe(about("A container image; which build of it runs is said in slipway:release"));

/** `slipway:app`: what runs. */
export const app = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^(?=.{1,16}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
        "is no name of an app: use up to 16 lower-case letters, digits and single hyphens, a letter first",
      )
      .describe(
        about("Name of the app; every physical name starts with it", { effect: "Changing it replaces everything" }),
      ),
    images: z
      .record(itemKey, image)
      .describe(about("Container images, by a name that services, jobs and migrations share")),
    env: env
      .exactOptional()
      .describe(
        about("Environment variables of all services, jobs and migrations", { default: "none", effect: "restarts" }),
      ),
    services: z.record(itemKey, service).describe(about("What runs all the time, by name")),
    jobs: z
      .record(itemKey, job)
      .exactOptional()
      .describe(about("What runs on a schedule, by name", { default: "none" })),
    databases: z
      .record(itemKey, database)
      .exactOptional()
      .describe(about("Databases, by name", { default: "none" })),
    caches: z
      .record(itemKey, cache)
      .exactOptional()
      .describe(about("Caches, by name", { default: "none" })),
    buckets: z
      .record(itemKey, bucket)
      .exactOptional()
      .describe(about("Buckets (S3), by name", { default: "none" })),
    queues: z
      .record(itemKey, queue)
      .exactOptional()
      .describe(about("Queues (SQS), by name, each with a dead-letter queue", { default: "none" })),
    secrets: z
      .record(envName, z.enum(["given", "generated", "existing"]))
      .exactOptional()
      .describe(
        about(
          "Secrets by name, never a value: given (people give it, in slipway:secrets), generated (made once, by itself), existing (its ARN is in environment.secrets)",
          { default: "none", effect: "restarts" },
        ),
      ),
    egress: z
      .array(
        z.strictObject({
          port: whole(1, 65_535).describe(about("Port")),
          to: z.union([z.literal("any"), cidr]).describe(about("A block of addresses, or any")),
        }),
      )
      .exactOptional()
      .describe(
        about("Where tasks may connect to, besides port 443 anywhere and their stores", {
          default: "none",
          effect: "inPlace",
        }),
      ),
    metrics,
    checks,
    delivery,
  })
  .describe(about("What runs. Copied whole on promotion"));
