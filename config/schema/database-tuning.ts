import * as z from "zod";

import { dailyWindow, weeklyWindow } from "../../lib/week-span.ts";
import { about, arn, because, whole } from "./scalars.ts";

const identifier = z
  .string()
  .regex(
    /^(?=.{1,255}$)(rds:)?[A-Za-z](?!.*--)([A-Za-z0-9-]*[A-Za-z0-9])?$/,
    "is no identifier of RDS: write it like shop-production-main",
  );

/** RDS takes 15; five times the readers of one instance is where another design is wanted. */
export const mostReplicas = 5;

/** What RDS takes for gp3. */
export const leastStorageGiB = 20;
export const mostStorageGiB = 65_536;

const onlyAtFirst = "It counts when the instance is made; changing it later changes nothing";

const windows = z
  .strictObject({
    backup: z
      .string()
      .regex(dailyWindow, "is no window of every day: write it like 02:00-03:00, in UTC")
      .exactOptional()
      .describe(about("When the daily backup is made, in UTC", { default: "02:00-03:00", effect: "inPlace" })),
    maintenance: z
      .string()
      .regex(weeklyWindow, "is no window of every week: write it like sun:04:00-sun:05:00, in UTC")
      .exactOptional()
      .describe(
        about("When RDS may restart it for minor versions and changes that wait, in UTC", {
          default: "sun:04:00-sun:05:00, or the next quiet hour outside promotion.freeze",
          effect: "inPlace",
        }),
      ),
  })
  .describe(about("Times that RDS keeps to", { default: "at night" }));

const restoreFrom = z
  .union([
    z
      .strictObject({
        snapshot: identifier.describe(about("Identifier of the snapshot, encrypted", { effect: onlyAtFirst })),
      })
      .describe(about("A snapshot of this account and region")),
    z
      .strictObject({
        of: identifier.describe(about("Identifier of the instance whose history it is", { effect: onlyAtFirst })),
        at: z
          .string()
          .regex(
            /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
            'is no moment in UTC: write it in quotes, like "2026-12-24T17:30:00Z"',
          )
          .exactOptional()
          .describe(
            about("The second to go back to, in UTC and in quotes", { default: "the newest", effect: onlyAtFirst }),
          ),
      })
      .describe(about("A moment in the history of another instance of this account and region")),
  ])
  .describe(about("What a new instance starts with", { default: "nothing", effect: onlyAtFirst }));

const existing = z
  .strictObject({
    identifier: identifier.describe(
      about("Identifier of the instance", { effect: "Changing it moves its clients to another instance" }),
    ),
    masterSecretArn: arn(
      "secretsmanager",
      "arn:aws:secretsmanager:eu-north-1:111111111111:secret:master-AbCdEf",
    ).describe(about("Secret with username and password, as JSON, of a user that may make roles", { effect: "none" })),
    port: whole(1150, 65_535)
      .exactOptional()
      .describe(about("Port of the instance", { default: "5432", effect: "restarts" })),
  })
  .describe(
    about(
      "An instance that somebody else has made and keeps, in network.existing: only roles, logins and alarms are declared",
      {
        default: "one is made",
        effect: "Changing it moves its clients to another instance",
      },
    ),
  );

/** What a place says about a database of the app. */
export const databaseTuning = z.strictObject({
  class: z
    .string()
    .regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, "is no class of an instance: write it like db.t4g.micro")
    .exactOptional()
    .describe(
      about("Class of the instance", { default: (p) => p.database.class, effect: "Changing it restarts the database" }),
    ),
  storageGiB: whole(leastStorageGiB, mostStorageGiB)
    .exactOptional()
    .describe(
      about("Storage in GiB to start with; it grows and never shrinks", {
        default: (p) => p.database.storageGiB,
        effect: "inPlace",
      }),
    ),
  maxStorageGiB: whole(leastStorageGiB, mostStorageGiB)
    .exactOptional()
    .describe(
      about("Storage in GiB that it may grow to by itself, at least a tenth more than storageGiB", {
        default: (p) => `${p.database.maxStorageGiB}, or twice storageGiB where that is more`,
        effect: "inPlace",
      }),
    ),
  multiAz: z
    .boolean()
    .exactOptional()
    .describe(
      about("A second instance in another zone takes over when the first fails", {
        default: (p) => p.database.multiAz,
        effect: "inPlace",
      }),
    ),
  backupDays: whole(1, 35)
    .exactOptional()
    .describe(
      about("Days that the database can be brought back to", {
        default: (p) => p.database.backupDays,
        effect: "inPlace",
      }),
    ),
  replicas: whole(0, mostReplicas)
    .exactOptional()
    .describe(
      about("Copies that can be read from, by tasks whose uses say replica: true", { default: "0", effect: "inPlace" }),
    ),
  masterPassword: z
    .enum(["rds", "made"])
    .exactOptional()
    .describe(
      about(
        "Who makes the master password: RDS, which also changes it every week, or this program; to give up replicas, made has to stay until they are gone",
        { default: "rds, but made with replicas and with blueGreenUpdate, where RDS makes none", effect: "inPlace" },
      ),
    ),
  windows: windows.exactOptional(),
  databaseName: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/, "is no name of a database: use lower-case letters, digits and _")
    .exactOptional()
    .describe(
      about("Name of the database inside the instance: of a restored or an existing one, the name that it has there", {
        default: "its key",
        effect: "restarts",
      }),
    ),
  snapshotBeforeMigration: z
    .boolean()
    .exactOptional()
    .describe(
      about("Whether a snapshot is taken, and waited for, before each migration; nobody deletes these", {
        default: "false",
        effect: "none",
      }),
    ),
  restoreFrom: restoreFrom.exactOptional(),
  existing: existing.exactOptional(),
  allowMajorUpgrade: because.exactOptional().describe(
    about("Another major version that app.databases names may be put in force here, at once", {
      default: "refused",
      effect: "none",
    }),
  ),
  blueGreenUpdate: z
    .boolean()
    .exactOptional()
    .describe(
      about("Whether changes that need a restart are made on a copy that then takes over; not with replicas", {
        default: "false",
        effect: "Changing it changes the master password, in place",
      }),
    ),
  deletable: because.exactOptional().describe(
    about("May be deleted, without a final snapshot", {
      default: (p) => (p.protect ? "protected" : "deletable"),
      effect: "none",
    }),
  ),
});
