import * as z from "zod";

import { writable } from "./containers.ts";
import { about, because, envName, itemKey, text, whole } from "./scalars.ts";

const references =
  "use stack.name, stack.url, release.version, databases.<name>.host|port|name or caches.<name>.host|port";

/** Value of an environment variable. */
const envValue = z.union([
  z.string().describe(about("The value, the same in every place")),
  z
    .strictObject({
      from: z
        .string()
        .regex(
          /^(stack\.(name|url)|release\.version|databases\.[a-z0-9-]+\.(host|port|name)|caches\.[a-z0-9-]+\.(host|port))$/,
          `is no reference: ${references}`,
        )
        .describe(about(`What the value is taken from: ${references.slice("use ".length)}`)),
    })
    .describe(about("A value that the stack knows")),
  z
    .strictObject({
      per: z.literal("environment").describe(about("Says that each place gives its own value")),
      default: z
        .string()
        .exactOptional()
        .describe(about("Value of a place that gives none", { default: "none: then the place must give one" })),
    })
    .describe(about("A value that each place gives in slipway:environment")),
  z
    .strictObject({
      value: z.string().describe(about("The value, which looks like a secret and is none")),
      ...because.shape,
    })
    .describe(about("A value that is no secret, whatever it looks like")),
]);

/** Environment variables by name. */
export const env = z.record(envName, envValue);

/** Values that a place gives to variables which the app declares with `{per: environment}`. */
export const placeEnv = z.record(envName, z.string());

const use = z.strictObject({
  access: z
    .enum(["read", "write"])
    .exactOptional()
    .describe(
      about(
        "What this client may do: read of a queue is to receive and delete, write is to send too; read of a bucket is to list and get objects, write is to put and delete them too; not of a service",
        {
          default: "write",
          effect: "inPlace",
        },
      ),
    ),
  urlDialect: z
    .enum(["libpq", "asyncpg", "node-postgres", "jdbc", "redis", "celery"])
    .exactOptional()
    .describe(
      about(
        "How the URL is written, for the driver that reads it: a database takes libpq, asyncpg, node-postgres or jdbc, a cache redis or celery",
        {
          default: "libpq, redis",
          effect: "restarts",
        },
      ),
    ),
  env: envName.exactOptional().describe(
    about("Variable that holds the URL, or the name of the bucket", {
      default:
        "DATABASE_URL, REDIS_URL, QUEUE_URL; of a bucket its own name, UPLOADS_BUCKET; of a service too, API_URL",
      effect: "restarts",
    }),
  ),
  pool: whole(1, 1000)
    .exactOptional()
    .describe(
      about(
        "Of a database: the most connections that one task keeps open, as the app sets its own pool; what all tasks may open together must fit into the instance",
        { default: "5", effect: "none" },
      ),
    ),
  replica: z
    .boolean()
    .exactOptional()
    .describe(
      about(
        "Of a database, with access: read: the URL leads to a read replica where the place has one, which may be seconds behind; elsewhere to the instance itself",
        { default: "false", effect: "restarts" },
      ),
    ),
});

/** Stores, queues, buckets and services that a task uses. */
export const uses = z
  .union([z.array(z.string()), z.record(itemKey, use)])
  .describe(
    about(
      "Databases, caches, queues, buckets and discoverable services that the task reaches, by name; a database or cache gives it a role, a secret and a URL of its own, a bucket the right to its objects and its name, the others a URL",
      { default: "none", effect: "restarts" },
    ),
  );

/** What the containers of services, jobs and migrations have in common. */
export const container = {
  image: z
    .string()
    .exactOptional()
    .describe(about("Key in images", { default: "the key of the service or job", effect: "restarts" })),
  command: z
    .array(z.string())
    .min(1, "is empty: name the program, or remove the key")
    .exactOptional()
    .describe(
      about("Program and its arguments, instead of the image's CMD", { default: "the image's", effect: "restarts" }),
    ),
  entryPoint: z
    .array(z.string())
    .min(1, "is empty: name the program, or remove the key")
    .exactOptional()
    .describe(about("Instead of the image's ENTRYPOINT", { default: "the image's", effect: "restarts" })),
  user: z
    .string()
    .regex(/^[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$/, 'is no user: write it like "1000" or "1000:1000"')
    .exactOptional()
    .describe(about("User and group that the container runs as", { default: "the image's", effect: "restarts" })),
  env: env
    .exactOptional()
    .describe(
      about("Environment variables of this task, besides those of the app", { default: "none", effect: "restarts" }),
    ),
  secrets: z
    .array(envName)
    .exactOptional()
    .describe(
      about(
        "Secrets of the app that this task gets as environment variables of the same names; no other task may read them because of this line",
        {
          default: "none",
          effect: "restarts",
        },
      ),
    ),
  writable,
  readonlyRoot: because
    .exactOptional()
    .describe(
      about("Turns the read-only root file system off, with the reason", { default: "read-only", effect: "restarts" }),
    ),
} as const;

/** Further rights of a task on AWS. */
export const permissions = z
  .array(
    z.strictObject({
      actions: z
        .array(z.string().regex(/^[a-z0-9-]+:[A-Za-z*]+$/, "is no IAM action: write it like s3:GetObject"))
        .min(1, "is empty: name an action")
        .describe(about("IAM actions")),
      resources: z
        .array(text)
        .min(1, "is empty: name a resource")
        .describe(about("ARNs that the actions are allowed on")),
      because: because.shape.because,
    }),
  )
  .exactOptional()
  .describe(about("What the task may do on AWS", { default: "nothing", effect: "inPlace" }));

/** Seconds between SIGTERM and SIGKILL. */
export const stopSeconds = whole(2, 120)
  .exactOptional()
  .describe(about("Seconds from SIGTERM to SIGKILL, at most 120 on Fargate", { default: "30", effect: "restarts" }));
